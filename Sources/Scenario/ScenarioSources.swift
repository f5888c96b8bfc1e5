import Foundation
import Grid
import VectorFiles
import Words

/// Reads the parts of a scenario file that name layers.
struct ScenarioSources {
  private let folder: String

  init(file: String) {
    folder = (file as NSString).deletingLastPathComponent
  }

  private static let sourceKeys = ["source", "layer", "crs", "encoding", "lon", "lat"]

  /// What may stand in the mapping of a source.
  static let keys = sourceKeys + ["columns"]

  /// - Parameter others: keys that may stand beside and are read elsewhere.
  func source(
    _ node: ScenarioNode, meanings: [String], and others: [String] = []
  ) throws(ScenarioError) -> Scenario.Source {
    let section = try node.section(Self.keys + others)
    var columns: [String: String] = [:]
    if let mapping = try section["columns"]?.section(meanings) {
      for meaning in meanings { columns[meaning] = try mapping[meaning]?.text() }
    }
    return Scenario.Source(vector: try vectorSource(section), columns: columns, meanings: meanings)
  }

  private func vectorSource(_ section: ScenarioNode.Section) throws(ScenarioError) -> VectorSource {
    let path = try section.required("source").text()
    var source = VectorSource(
      path: inFolder(path), layer: try section["layer"]?.text(),
      coordinateSystem: try section["crs"]?.text(), encoding: try section["encoding"]?.text(),
      pointColumns: [try section["lon"]?.text() ?? "", try section["lat"]?.text() ?? ""])
    source.mayConnect = true
    InputFiles.note(source.path)
    return source
  }

  private func inFolder(_ path: String) -> String {
    ScenarioPath(path, in: folder).map { $0.archive + $0.place(in: folder) } ?? path
  }

  func levels(_ node: ScenarioNode) throws(ScenarioError) -> [LevelSource] {
    var levels: [LevelSource] = []
    for item in try node.list() {
      let level = try level(item)
      guard !levels.contains(where: { $0.name == level.name }) else {
        throw item.wrong(Message("a list in which no name repeats ('\(level.name)' does)"))
      }
      levels.append(level)
    }
    // They name the files of a plan.
    if let detail = FileNames.clash(of: levels.map(\.name)) {
      throw node.wrong(Message("a list of names for files: \(detail)"))
    }
    guard let lowest = levels.last else { throw node.wrong(Message("one level or more, from the top down")) }
    guard case .layer = lowest.origin else {
      throw node.wrong(Message("a list whose last level has a 'source'"))
    }
    return levels
  }

  private func level(_ node: ScenarioNode) throws(ScenarioError) -> LevelSource {
    let section = try node.section(
      Self.sourceKeys + ["name", "columns", "code", "dissolve", "dissolved", "parent", "size"])
    let name = try section.required("name").text()
    let size = try section["size"].map(size)
    guard section["source"] != nil else {
      return LevelSource(
        name: name, origin: .dissolved(try groupKey(section)), parent: try parentRule(section["parent"], nil),
        size: size)
    }
    if let node = section["dissolve"] ?? section["code"] {
      throw node.wrong(Message("left out where a level has a 'source'"))
    }
    let columns = try section.required("columns").section(["code", "name", "parent", "households"])
    return LevelSource(
      name: name,
      origin: .layer(
        try vectorSource(section),
        LevelColumns(
          code: try columns.required("code").text(), name: try columns["name"]?.text(),
          households: try columns["households"]?.text())),
      parent: try parentRule(section["parent"], columns["parent"]),
      wasDissolved: try section["dissolved"]?.flag() ?? false, size: size)
  }

  /// The fewest and most households of a unit, such as 300-500.
  private func size(_ node: ScenarioNode) throws(ScenarioError) -> ClosedRange<Int> {
    let bounds = try node.text().parts(at: "-", keepingEmpty: true).map {
      Int($0.trimmed)
    }
    guard bounds.count == 2, let least = bounds[0], let most = bounds[1], 0 <= least, least <= most else {
      throw node.wrong(Message("the fewest and most households of a unit, such as 300-500"))
    }
    return least...most
  }

  private func groupKey(_ section: ScenarioNode.Section) throws(ScenarioError) -> LevelSource.GroupKey {
    if let code = section["code"] { return .all(code: try code.text()) }
    let dissolve = try section.required("dissolve").section(["column", "prefix"])
    if let column = dissolve["column"] { return .column(try column.text()) }
    return .prefix(try dissolve.required("prefix").integer(atLeast: 1))
  }

  private func parentRule(
    _ node: ScenarioNode?, _ column: ScenarioNode?
  ) throws(ScenarioError) -> LevelSource.ParentRule {
    if let column { return .column(try column.text()) }
    guard let node else { return .place }
    if let text = try? node.text() {
      guard text == "place" else { throw node.wrong(Message("'place', {prefix: 9} or {column: name}")) }
      return .place
    }
    let section = try node.section(["prefix", "column"])
    if let column = section["column"] { return .column(try column.text()) }
    return .prefix(try section.required("prefix").integer(atLeast: 1))
  }
}
