import Foundation

/// A kind of folder that the program writes, told by the names of its files: only such a folder is ever replaced.
package struct FolderKind: Sendable {
  private let title: String
  /// A file that every folder of the kind has.
  private let mark: String?
  /// Paths within the folder; a `*` stands for any text without a slash.
  private let files: [String]

  /// - Parameters:
  ///   - title: what it is, as in "a plan folder".
  ///   - mark: a file that every such folder has.
  ///   - files: the paths of all files that may be in it; a `*` stands for any text without a slash.
  package init(_ title: String, mark: String? = nil, files: some Sequence<String>) {
    self.title = title
    self.mark = mark
    self.files = Array(files)
  }

  /// Why what stands at a path may not be replaced by such a folder; `nil` where it may, since nothing is there, or a
  /// folder that is empty or holds nothing but files of these names.
  func refusal(toReplace path: String) -> String? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    guard status.isFolder else { return "exists and is no folder" }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return "exists and cannot be looked into"
    }
    if names.isEmpty { return nil }
    if let foreign = foreign(in: path, below: "") {
      return "holds '\(foreign)', which is no file of \(title)"
    }
    guard let mark, !names.contains(mark) else { return nil }
    return "has no \(mark), and so is not \(title)"
  }

  /// The first file or folder that is none of the kind's; links are none.
  private func foreign(in folder: String, below prefix: String) -> String? {
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
      let (path, inside) = ("\(folder)/\(name)", prefix + name)
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.isFile, files.contains(where: { Self.matches(inside, $0) }) { continue }
      guard status.isFolder, files.contains(where: { $0.hasPrefix(inside + "/") }) else { return inside }
      if let foreign = foreign(in: path, below: inside + "/") { return foreign }
    }
    return nil
  }

  private static func matches(_ path: String, _ pattern: String) -> Bool {
    let sides = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard sides.count == 2 else { return path == pattern }
    return path.hasPrefix(sides[0]) && path.hasSuffix(sides[1])
      && path.utf8.count > sides[0].utf8.count + sides[1].utf8.count
      && !path.dropFirst(sides[0].count).contains("/")
  }
}

extension FolderKind {
  /// What `plan`, `patrol` and the verbs that change a plan write.
  package static let plan = FolderKind(
    "a plan folder", mark: PlanFolder.mark,
    files: [
      PlanFolder.mark, "summary.json", "units.*.geojson", "rooms.geojson", "patrol_areas.geojson",
      "routes.geojson", "gaps.geojson", "assignments.csv", "stops.csv", "turns.csv", "unserved.csv",
      "calendar.csv", "reach.csv", "roster.csv", "unfilled.csv", "roster_changes.csv", "explanations.csv",
      "moves.csv", PlanFolder.geoPackage, PlanFolder.workbook, "roster.ics",
      "\(PlanFolder.calendars)/*.ics", "report.html", "sheets.html", "crew-*.gpx",
    ])
}
