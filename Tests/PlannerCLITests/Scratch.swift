import Foundation
import Synchronization

/// A folder of its own for one test, with a copy of the tour where wanted; it vanishes with the value.
final class Scratch: Sendable {
  let path: String

  init(withTour: Bool = true) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("planner-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    if withTour {
      try FileManager.default.copyItem(
        at: Program.root.appendingPathComponent("geodata/tour"), to: url("tour"))
    }
  }

  deinit { try? removeAll() }

  func removeAll() throws { try FileManager.default.removeItem(atPath: path) }

  static func temporaryFile() -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("planner-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    return url
  }

  func url(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }

  func text(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }

  func write(_ text: String, to name: String) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url(name))
  }

  /// Replaces the first occurrence, which must be there.
  func replace(_ old: String, with new: String, in name: String) throws {
    var text = try text(name)
    guard let range = text.range(of: old) else { throw NotThere(text: old, file: name) }
    text.replaceSubrange(range, with: new)
    try write(text, to: name)
  }

  /// Edits the lines of a file; in the tour's layers, each feature is one.
  func editLines(of name: String, _ edit: (inout [String]) throws -> Void) throws {
    var lines = try text(name).components(separatedBy: "\n")
    try edit(&lines)
    try write(lines.joined(separator: "\n"), to: name)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

  /// Every name in the folder, hidden ones too.
  func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(folder).path).sorted()
  }

  /// The names that a person sees.
  func shownNames(in folder: String) throws -> [String] {
    try names(in: folder).filter { !$0.hasPrefix(".") }
  }

  /// The bytes of every file of a folder and of the folders in it, by name.
  func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: url(folder).path) {
      var isFolder: ObjCBool = false
      let file = url("\(folder)/\(name)")
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue
      else {
        continue
      }
      files[name] = try Data(contentsOf: file)
    }
    return files
  }

  /// The hidden folders of drafts.
  func drafts() -> [String] {
    ((try? names()) ?? []).filter { $0.hasPrefix(".planner-") && $0.hasSuffix(".draft") }
  }

  struct NotThere: Error {
    let text: String
    let file: String
  }
}

extension Scratch {
  /// Leaves the tour one crew with one shift, and a week: its plan takes a third of the time, and misses visits.
  func shortenTour() throws {
    try replace(", evening: \"16:00-00:00\", night: \"00:00-08:00\"", with: "", in: "tour/scenario.yaml")
    try replace("days: 28", with: "days: 7", in: "tour/scenario.yaml")
    try write("id,base,shifts\nB1-C1,B1,day\n", to: "tour/crews.csv")
  }
}

/// Plans that are made once, for all tests that read them.
enum MadePlan: String, CaseIterable, Sendable {
  /// Of the tour.
  case tour
  /// Of the tour shortened.
  case short

  struct Made {
    let scratch: Scratch
    let run: Program.Run
  }

  var made: Made {
    get throws { try (self == .tour ? Self.tourPlan : Self.shortPlan).get() }
  }

  private static let kept = Mutex<[Scratch]>([])
  private static let tourPlan = make(shortened: false)
  private static let shortPlan = make(shortened: true)

  private static func make(shortened: Bool) -> Result<Made, any Error> {
    Result {
      let scratch = try Scratch()
      kept.withLock { $0.append(scratch) }
      // Nothing else frees what lives as long as the tests.
      atexit { MadePlan.kept.withLock { for scratch in $0 { try? scratch.removeAll() } } }
      if shortened { try scratch.shortenTour() }
      return Made(scratch: scratch, run: try Program.run(["plan", "tour", "--out", "plan"], in: scratch))
    }
  }
}
