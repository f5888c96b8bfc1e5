import Foundation
import VectorFiles

/// A path in a scenario that is as seen from the scenario's folder.
struct ScenarioPath {
  /// What stands before the path of a file in an archive, such as "/vsizip/"; empty for others.
  let archive: String
  let file: String

  /// `nil` for what is no such path: a whole path, a connection, or an address, which stays what it is and is refused
  /// as one.
  init?(_ path: String, in folder: String) {
    guard !VectorSource.isConnection(path) else { return nil }
    archive = path.prefixMatch(of: /\/vsi[a-z]+\//).map { String($0.0) } ?? ""
    file = String(path.dropFirst(archive.count))
    guard !file.hasPrefix("/") else { return nil }
    let isAddress = path.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.-]+:/) != nil
    if isAddress && !FileManager.default.fileExists(atPath: place(in: folder)) { return nil }
  }

  /// Where the file is.
  func place(in folder: String) -> String { folder.isEmpty ? file : "\(folder)/\(file)" }
}
