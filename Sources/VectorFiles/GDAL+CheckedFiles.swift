import CGDAL
import Foundation
import Words

extension GDAL {
  private static let checkedFiles = "/vsichecked/"

  /// The name by which a driver writes a file, given by its absolute path, so that every refusal of the system is a
  /// failure that GDAL reports: most drivers do not look whether the disk took what they wrote.
  package static func checked(_ path: String) -> String {
    // A GeoPackage is written by SQLite, which looks.
    path.lowercased().hasSuffix(".gpkg") ? path : checkedFiles + path
  }

  static func installCheckedFiles() {
    guard let callbacks = VSIAllocFilesystemPluginCallbacksStruct() else { return }
    defer { VSIFreeFilesystemPluginCallbacksStruct(callbacks) }
    callbacks.pointee.stat = { _, name, status, _ in
      guard let name, let status else { return -1 }
      // On 64 bits the two structures are one.
      return stat(name, UnsafeMutablePointer<stat>(status))
    }
    callbacks.pointee.unlink = { _, name in name.map { unlink($0) } ?? -1 }
    callbacks.pointee.open = { _, name, access in
      guard let name, let access else { return nil }
      // A driver asks in this way, too, whether a file is there.
      return UnsafeMutableRawPointer(fopen(name, access))
    }
    callbacks.pointee.tell = { vsi_l_offset(max(0, ftell(GDAL.file($0)))) }
    callbacks.pointee.seek = { file, offset, origin in
      Int(exactly: offset).map { fseek(GDAL.file(file), $0, origin) } ?? -1
    }
    callbacks.pointee.read = { fread($1, $2, $3, GDAL.file($0)) }
    callbacks.pointee.eof = { feof(GDAL.file($0)) }
    callbacks.pointee.write = { file, bytes, size, count in
      let written = fwrite(bytes, size, count, GDAL.file(file))
      if written < count { GDAL.reportRefusal() }
      return written
    }
    callbacks.pointee.flush = { GDAL.told(fflush(GDAL.file($0))) }
    callbacks.pointee.truncate = { file, size in
      guard let size = off_t(exactly: size) else { return -1 }
      return GDAL.told(fflush(GDAL.file(file))) | GDAL.told(ftruncate(fileno(GDAL.file(file)), size))
    }
    callbacks.pointee.close = { GDAL.told(fclose(GDAL.file($0))) }
    // The handler keeps the pointer.
    VSIInstallPluginHandler(strdup(checkedFiles), callbacks)
  }

  private static func file(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<FILE>! {
    pointer?.assumingMemoryBound(to: FILE.self)
  }

  private static func told(_ result: Int32) -> Int32 {
    if result != 0 { reportRefusal() }
    return result
  }

  private static func reportRefusal() {
    let reason = Message(system: errno)
    log?.noteWrite(reason)
    withVaList([]) { CPLErrorV(CE_Failure, CPLErrorNum(CPLE_FileIO), reason.english, $0) }
  }
}
