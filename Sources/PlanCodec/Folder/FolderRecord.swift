import Foundation
import VectorFiles

/// What the program wrote into a folder: a hidden file in it, so that nobody else's file is taken for one of its own.
struct FolderRecord: Codable {
  let kind: FolderKind
  /// Paths within the folder, ascending.
  let files: [String]

  static let name = ".planner.json"

  init(kind: FolderKind, files: [String]) {
    self.kind = kind
    self.files = files
  }

  /// That of a folder; `nil` where it has none that can be read.
  init?(of folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(Self.name)"),
      let record = try? JSONDecoder().decode(Self.self, from: data)
    else { return nil }
    self = record
  }

  /// Puts the record of all that is in a draft beside it.
  static func write(of kind: FolderKind, in draft: FolderDraft) throws(PlanFolderError) {
    try PlanFolder.write(FolderRecord(kind: kind, files: paths(in: draft.path)), to: name, in: draft)
  }

  /// The first file or folder that is none of these; links are none.
  func foreign(in folder: String) -> String? {
    // Tables that a hand may put there are read, and so are no strangers.
    let own = Names(files + [Self.name] + (kind == .plan ? PlanFolder.tables : []))
    let folders = Names(files.map { ($0 as NSString).deletingLastPathComponent })
    return Self.firstPath(in: folder) { path, isFolder in
      isFolder ? !folders.contains(path) : !own.contains(path) && !Self.isBeside(own, path)
    }
  }

  /// Names as a file system tells them apart: byte by byte.
  private struct Names {
    private let bytes: Set<[UInt8]>
    init(_ names: [String]) { bytes = Set(names.map { Array($0.utf8) }) }
    func contains(_ name: String) -> Bool { bytes.contains(Array(name.utf8)) }
  }

  /// What programs lay beside a file as long as they show it, or a desktop into every folder.
  private static func isBeside(_ own: Names, _ path: String) -> Bool {
    let name = (path as NSString).lastPathComponent
    let folder = String(decoding: path.utf8.dropLast(name.utf8.count), as: UTF8.self)
    if [".DS_Store", "Thumbs.db", "desktop.ini"].contains(name) { return true }
    return [(".~lock.", "#"), ("~$", ""), ("", "-wal"), ("", "-shm"), ("", "-journal")].contains {
      before, behind in
      shown(by: name, before, behind).map { own.contains(folder + $0) } ?? false
    }
  }

  /// What a name says between its beginning and its end, told by bytes; `nil` where it has others, or nothing between.
  static func shown(by name: String, _ before: String, _ behind: String) -> String? {
    let (bytes, start, end) = (Array(name.utf8), Array(before.utf8), Array(behind.utf8))
    guard bytes.count > start.count + end.count, bytes.starts(with: start),
      bytes.suffix(end.count) == end[...]
    else { return nil }
    return String(decoding: bytes.dropFirst(start.count).dropLast(end.count), as: UTF8.self)
  }

  // MARK: Files

  /// The paths of all files in a folder, ascending.
  static func paths(in folder: String) -> [String] {
    var paths: [String] = []
    _ = firstPath(in: folder) { path, isFolder in
      if !isFolder { paths.append(path) }
      return false
    }
    return paths
  }

  /// The first path in a folder, by name, that is wanted; what is neither file nor folder always is.
  private static func firstPath(
    in folder: String, below prefix: String = "", where isWanted: (_ path: String, _ isFolder: Bool) -> Bool
  ) -> String? {
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
      let path = prefix + name
      var status = stat()
      guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
      if !status.isFile && !status.isFolder || isWanted(path, status.isFolder) { return path }
      guard status.isFolder else { continue }
      if let found = firstPath(in: "\(folder)/\(name)", below: path + "/", where: isWanted) { return found }
    }
    return nil
  }
}
