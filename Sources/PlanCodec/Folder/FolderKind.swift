import Foundation
import VectorFiles
import Words

/// The kinds of folders that the program writes. One is replaced only by one of its kind, and only while it holds
/// nothing but what was written into it: its `FolderRecord` says what that was.
package enum FolderKind: String, Codable, Sendable {
  case plan, assignment, gaps, grids, repair, export, maps, sample

  /// As in "which is no file of …".
  var title: Message {
    switch self {
    case .plan: Message("a plan folder")
    case .assignment: Message("an earlier folder of assign")
    case .gaps: Message("a folder of gaps")
    case .grids: Message("an earlier folder of grids")
    case .repair: Message("an earlier repair")
    case .export: Message("an earlier export")
    case .maps: Message("a folder of map sheets")
    case .sample: Message("an earlier sample")
    }
  }

  /// Why what stands at a path may not be replaced by such a folder; `nil` where it may, since nothing is there, or a
  /// folder that is empty or holds nothing but what this program wrote.
  func refusal(toReplace path: String) -> Message? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    guard status.isFolder else { return Message("exists and is no folder") }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return Message("exists and cannot be looked into")
    }
    if names.isEmpty { return nil }
    let record = names.contains(FolderRecord.name) ? FolderRecord(of: path) : earlierRecord(of: path)
    guard let record else { return Message("holds '\(names.sorted()[0])', and is not \(title)") }
    guard record.kind == self else { return Message("is \(record.kind.title), and not \(title)") }
    return record.foreign(in: path).map { Message("holds '\($0)', which is no file of \(title)") }
  }

  /// The record of a folder that has none: a plan of the version before, or a sample as a repository keeps it, which is
  /// its scenario alone.
  private func earlierRecord(of folder: String) -> FolderRecord? {
    let paths = FolderRecord.paths(in: folder)
    switch self {
    case .plan where PlanFolder.isPlan(folder):
      let names = [
        ("units.", ".geojson"), ("crew-", ".gpx"), ("\(PlanFolder.calendars)/", ".ics"),
        ("\(CertificateIndex.folder)/", ".json"),
      ]
      return FolderRecord(
        kind: self,
        files: paths.filter { path in names.contains { FolderRecord.shown(by: path, $0, $1) != nil } })
    case .sample where paths.contains("scenario.yaml"):
      let layers = ["county", "township", "village", "grid", "microgrid"].map { "units.\($0)" }
      return FolderRecord(
        kind: self,
        files: (layers + ["bases", "checkpoints", "roads", "stations", "water"]).map { "\($0).geojson" }
          + ["crews.csv", "grid_workers.csv", "policy.yaml", "scenario.yaml", "staff.csv", "volunteers.csv"])
    default: return nil
    }
  }
}
