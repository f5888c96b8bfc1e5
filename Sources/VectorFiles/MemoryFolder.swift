import CGDAL
import Foundation

/// Files in memory that GDAL reads and writes like others; gone when the last that uses them is.
final class MemoryFolder: Sendable {
  let path: String

  init() {
    path = "/vsimem/\(UUID().uuidString)"
    VSIMkdir(path, 0o700)
  }

  deinit { VSIRmdirRecursive(path) }

  /// Adds a file; the result is its path. `nil` when there is no memory for it.
  func add(_ bytes: [UInt8], as name: String) -> String? {
    let file = "\(path)/\(name)"
    // GDAL frees the memory with the file.
    guard let memory = VSIMalloc(max(1, bytes.count)) else { return nil }
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    guard let handle = VSIFileFromMemBuffer(file, memory, vsi_l_offset(bytes.count), 1) else { return nil }
    VSIFCloseL(handle)
    return file
  }
}

/// A file by GDAL's name for it: on disk, in an archive, or in memory.
struct VirtualFile: ~Copyable {
  private let handle: UnsafeMutablePointer<VSILFILE>

  /// `nil` where there is none that can be read.
  init?(_ path: String) {
    guard let handle = VSIFOpenL(path, "rb") else { return nil }
    self.handle = handle
  }

  deinit { VSIFCloseL(handle) }

  /// Up to so many of the next bytes; fewer only at the end.
  func read(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = VSIFReadL(buffer.baseAddress, 1, count, handle)
    }
  }

  /// Everything; `nil` where it is more than `limit` bytes.
  func readAll(limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while case let block = read(1 << 20), !block.isEmpty {
      guard bytes.count + block.count <= limit else { return nil }
      bytes += block
    }
    return bytes
  }

  /// The names in a folder or an archive, those in folders within it too.
  static func names(in folder: String) -> [String] {
    let list = VSIReadDirRecursive(folder)
    defer { CSLDestroy(list) }
    return (0..<Int(CSLCount(list))).compactMap { list?[$0].map { String(cString: $0) } }
  }
}
