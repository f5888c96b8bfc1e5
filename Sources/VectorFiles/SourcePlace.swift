import CGDAL
import Foundation
import Words

/// Where a source's bytes are. A path is taken for nothing else than a file on this machine, whatever a driver of
/// GDAL would make of it; only a source that may connect can be a database.
enum SourcePlace: Equatable {
  /// As PostGIS connections are written.
  case database(String)
  /// A file or folder by GDAL's name: absolute, or behind `/vsizip/` or `/vsigzip/`.
  case file(String)

  private static let archivePrefixes = ["/vsizip/", "/vsigzip/"]

  init(_ source: VectorSource) throws(FormatError) {
    let path = source.path
    if VectorSource.isConnection(path) {
      guard source.mayConnect else { throw .notLocal(path) }
      self = .database(path)
      return
    }
    guard !path.utf8.contains(0) else { throw .noSuchFile(path) }
    if let prefix = Self.archivePrefixes.first(where: path.hasPrefix) {
      let (archive, rest) = try Self.archive(String(path.dropFirst(prefix.count)), of: path)
      self = .file(prefix + archive + rest)
      return
    }
    guard !path.hasPrefix("/vsi") else { throw .notLocal(path) }
    let file = Self.absolute(source.place ?? path)
    guard try Self.isThere(file, named: path) else {
      throw path.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.-]+:/) == nil ? .noSuchFile(path) : .notLocal(path)
    }
    self = .file(file)
  }

  /// The file at the start of a path that goes on within it.
  private static func archive(
    _ text: String, of path: String
  ) throws(FormatError) -> (archive: String, rest: String) {
    var end = text.startIndex
    while end < text.endIndex {
      end = text[text.index(after: end)...].firstIndex(of: "/") ?? text.endIndex
      let archive = absolute(String(text[..<end]))
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: archive, isDirectory: &isFolder), !isFolder.boolValue {
        _ = try isThere(archive, named: path)
        return (archive, String(text[end...]))
      }
    }
    throw .noSuchFile(path)
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// A device or a pipe is refused: it may have no end, and cannot be read twice.
  private static func isThere(_ file: String, named path: String) throws(FormatError) -> Bool {
    var status = stat()
    guard stat(file, &status) == 0 else {
      let failure = errno
      if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(failure) { return false }
      throw .cannotRead(file: path, detail: Message(system: failure))
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { throw .notAFile(path) }
    InputFiles.note(file)
    return true
  }
}

extension VectorSource {
  /// Whether a path names a database instead of a file.
  public static func isConnection(_ path: String) -> Bool {
    path.prefixMatch(of: /(?i)(PG|postgresql):/) != nil
  }
}
