import Foundation
import Words

/// Where an output goes: to what its name stands for, at the end of the links that the name may be.
package struct OutputPlace: Sendable {
  /// As the user wrote it.
  package let named: String
  /// The folder that it is in, without a link.
  package let folder: String
  /// The last part of its path.
  package let name: String
  package var path: String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }

  /// The last part of what the user wrote, where that is a name.
  package var namedLast: String {
    let last = (named as NSString).lastPathComponent
    return [".", "..", "/", ""].contains(last) ? name : last
  }

  /// - Throws: `taken` where the name, or a folder before it, is a link that leads nowhere: what it once led to is no
  ///   business of this program.
  package init(_ named: String) throws(FormatError) {
    self.named = named
    guard !named.isEmpty, !named.utf8.contains(0) else {
      throw .cannotWrite(file: named, detail: Message("it is no name of a file"))
    }
    var path = named
    // What is not there yet, from the end of the path.
    var missing: [String] = []
    while true {
      if let real = realpath(path, nil) {
        let found = String(cString: real)
        free(real)
        path = missing.isEmpty ? found : ([found] + missing.reversed()).joined(separator: "/")
        break
      }
      let failure = errno
      var status = stat()
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
        // What may not be looked at may well be there.
        guard failure == ENOENT else {
          throw .cannotWrite(file: named, detail: Message(system: failure))
        }
        throw .taken(file: named, reason: Message("is a link, or lies behind one, that leads to nothing"))
      }
      while path.count > 1, path.hasSuffix("/") { path.removeLast() }
      let parts = path.parts(at: "/", keepingEmpty: true)
      missing.append(String(parts[parts.count - 1]))
      let above = parts.dropLast().joined(separator: "/")
      path = above.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : above
    }
    let url = URL(fileURLWithPath: path).standardizedFileURL
    name = url.lastPathComponent
    folder = url.deletingLastPathComponent().path
  }

  /// What stands there; `nil` where nothing does.
  package var status: stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }
}

extension stat {
  package var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  package var isFile: Bool { st_mode & S_IFMT == S_IFREG }
}
