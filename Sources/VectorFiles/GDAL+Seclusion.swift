import CGDAL
import Foundation

/// The planner works offline, on files that may come from anyone: nothing that stands in one may make a request.
///
/// GDAL would fetch the coordinate system that an old GeoJSON links to, the document type of a GML, whatever stands behind
/// `/vsicurl/`, and through a virtual table in SQLite any source at all. Of all this nothing is open.
extension GDAL {
  /// The file systems that lie on this machine and in files.
  private static let localFileSystems: Set<String> = ["/vsimem/", "/vsizip/", "/vsigzip/", "/vsistdout/"]

  static func seclude() {
    CPLHTTPSetFetchCallback({ url, _, _, _, _, _, _ in GDAL.refusal(of: url) }, nil)
    OSRSetPROJEnableNetwork(0)
    let options = [
      // Xerces fetches document types; Expat does not.
      "GML_PARSER": "EXPAT", "GML_SKIP_RESOLVE_ELEMS": "ALL", "LIBKML_RESOLVE_STYLE": "NO",
      "OGR_SQLITE_STATIC_VIRTUAL_OGR": "NO",
    ]
    for (name, value) in options { CPLSetConfigOption(name, value) }
    let prefixes = VSIGetFileSystemsPrefixes()
    defer { CSLDestroy(prefixes) }
    for index in 0..<Int(CSLCount(prefixes)) {
      guard let text = prefixes?[index], case let prefix = String(cString: text),
        !localFileSystems.contains(prefix)
      else { continue }
      shut(prefix)
    }
  }

  /// GDAL asks its own client when the callback returns nothing; an empty answer with an error is final.
  private static func refusal(of url: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CPLHTTPResult>? {
    let address = url.map { String(cString: $0) } ?? ""
    log?.refuse(address)
    guard let memory = VSICalloc(1, MemoryLayout<CPLHTTPResult>.stride) else { return nil }
    let result = memory.bindMemory(to: CPLHTTPResult.self, capacity: 1)
    result.pointee.nStatus = 7
    result.pointee.pszErrBuf = CPLStrdup("\(address) is not fetched")
    return result
  }

  /// Puts a file system without files in the place of one.
  private static func shut(_ prefix: String) {
    guard let callbacks = VSIAllocFilesystemPluginCallbacksStruct() else { return }
    defer { VSIFreeFilesystemPluginCallbacksStruct(callbacks) }
    callbacks.pointee.stat = { _, name, _, _ in
      GDAL.log?.refuse(name.map { String(cString: $0) } ?? "")
      return -1
    }
    callbacks.pointee.open = { _, name, _ in
      GDAL.log?.refuse(name.map { String(cString: $0) } ?? "")
      return nil
    }
    VSIInstallPluginHandler(prefix, callbacks)
  }
}
