import Foundation
import Grid
import Planner
import Scenario
import VectorFiles
import Words

extension PlanFolder {
  /// Runs `read` on a plan folder as it is at one moment, whatever takes its place meanwhile.
  static func holding<Result>(
    _ folder: String, _ read: (HeldFolder) throws(PlanFolderError) -> Result
  ) throws(PlanFolderError) -> Result {
    guard let result = try HeldFolder.read(folder, read) else { throw .unsteady(folder: folder) }
    return result
  }

  /// What `read` makes of the levels of a plan folder, all of one plan; `nil` when the folder is no plan.
  public static func readingLevels<Result>(
    of folder: String, _ read: ([LevelSource]) throws -> Result
  ) throws -> Result? {
    guard isPlan(folder) else { return nil }
    let result = try HeldFolder.read(folder) { held in
      held.noteInputs()
      return try read(levelSources(of: held, problem(of: held)))
    }
    guard let result else { throw PlanFolderError.unsteady(folder: folder) }
    return result
  }

  static func problem(of folder: HeldFolder) throws(PlanFolderError) -> ProblemDocument {
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw .format(.noSuchFile(folder.path))
    }
    guard folder.holds(mark) else { throw .notAPlan(folder: folder.path) }
    folder.noteInputs()
    let document = try read(ProblemDocument.self, mark, of: folder) { data in
      try ProblemMeasure.excess(in: JSONSerialization.jsonObject(with: data))
        .map { Message("'\($0.name)' is not \(Measure.text($0.bounds))") }
    }
    // Their names are parts of names of files.
    if let detail = FileNames.clash(of: document.levels) {
      throw .contradiction(file: "\(folder.path)/\(mark)", detail: Message("of its levels \(detail)"))
    }
    let sizes = document.levelSizes ?? [:]
    let unknown = Set(sizes.keys).union(document.dissolvedLevels ?? []).subtracting(document.levels)
    if let name = unknown.min() {
      throw .contradiction(file: "\(folder.path)/\(mark)", detail: Message("'\(name)' is none of its levels"))
    }
    guard sizes.values.allSatisfy({ $0.count == 2 && $0[0] <= $0[1] }) else {
      throw .unreadable(
        file: "\(folder.path)/\(mark)",
        detail: Message("a level's size is not its fewest and most households"))
    }
    return document
  }

  /// - Parameter fault: what is wrong with the text of a document that can be read.
  static func read<Document: Decodable>(
    _ type: Document.Type, _ name: String, of folder: HeldFolder,
    fault: (Data) throws -> Message? = { _ in nil }
  ) throws(PlanFolderError) -> Document {
    let file = "\(folder.path)/\(name)"
    let data: Data
    do { data = try folder.contents(name) } catch { throw .format(error) }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let found: (document: Document, fault: Message?)
    do {
      found = try (decoder.decode(type, from: data), fault(data))
    } catch {
      throw .unreadable(file: file, detail: Message(verbatim: "\(error)"))
    }
    if let fault = found.fault { throw .unreadable(file: file, detail: fault) }
    return found.document
  }

  static func levelSources(of folder: HeldFolder, _ document: ProblemDocument) -> [LevelSource] {
    document.levels.enumerated().map { index, name in
      LevelSource(
        name: name,
        origin: .layer(
          folder.source("units.\(name).geojson"),
          LevelColumns(code: "code", name: "name", households: "households")),
        parent: index > 0 ? .column("parent") : .place,
        wasDissolved: document.dissolvedLevels?.contains(name) ?? false,
        size: document.levelSizes?[name].map { $0[0]...$0[1] })
    }
  }

  /// Where the scenario of a plan should be, as its folder names it.
  static func scenarioPath(_ document: ProblemDocument, of folder: String) -> String? {
    document.scenario.map { relative in
      URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath()
        .appendingPathComponent(relative).standardizedFileURL.path
    }
  }
}

extension Plan {
  /// The scenario file that it was made from.
  public var scenario: String {
    get throws(PlanFolderError) { try patrol.scenario }
  }
}

extension PatrolPlan {
  /// The scenario file that it was made from.
  public var scenario: String {
    get throws(PlanFolderError) {
      guard !scenarioFile.isEmpty, FileManager.default.fileExists(atPath: scenarioFile) else {
        throw .scenarioGone(
          file: scenarioFile.isEmpty
            ? Message("a scenario that problem.json does not name") : Message(verbatim: scenarioFile),
          plan: title)
      }
      return scenarioFile
    }
  }
}
