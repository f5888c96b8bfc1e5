import Foundation
import Testing

/// What `docs/` says of scenarios and plan folders, against what the program reads and writes.
@Suite struct DocumentationTests {
  private static func page(_ name: String) throws -> String {
    try String(contentsOf: Program.root.appendingPathComponent("docs/\(name).md"), encoding: .utf8)
  }

  /// Names of code in a page: what stands in backticks, and the words of its blocks.
  private static func names(of page: String) -> Set<String> {
    var names = Set<String>()
    for (index, part) in page.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    where index % 2 == 1 {
      names.formUnion(part.split { !$0.isLetter && !$0.isNumber && !"_-.<>".contains($0) }.map(String.init))
    }
    return names
  }

  /// Sections of a scenario with a key that nobody knows.
  private static let sections = [
    "unknown: 1", "levels: [{unknown: 1}]", "levels: [{name: a, source: b, columns: {unknown: 1}}]",
    "levels: [{name: a, dissolve: {unknown: 1}}]",
    "levels: [{name: a, source: b, columns: {code: c}, parent: {unknown: 1}}]",
    "horizon: {unknown: 1}", "policy: {unknown: 1}", "policy: {staffing: {unknown: 1}}",
    "policy: {roster: {unknown: 1}}", "policy: {roster: {weights: {unknown: 1}}}", "police: {unknown: 1}",
    "travel: {unknown: 1}", "siting: {unknown: 1}",
    "siting: {candidates: {source: a, columns: {unknown: 1}}}",
    "posts: {unknown: 1}", "posts: {room: {unknown: 1}}", "posts: {room: {needs: {unknown: 1}}}",
    "posts: {station: {unknown: 1}}", "patrol: {unknown: 1}", "patrol: {workload: {unknown: 1}}",
    "roads: {unknown: 1}",
  ]

  private static let tables = [
    "roads", "stations", "rooms", "checkpoints", "streets", "bases", "crews", "staff", "grid_workers",
    "unit_attributes", "requests", "pinned", "history", "holidays",
  ]

  @Test(arguments: sections + tables.map { "\($0): {source: a, columns: {unknown: 1}}" })
  func everyKeyOfAScenarioIsDocumented(section: String) throws {
    let scratch = try Scratch(withTour: false)
    let levels = "levels: [{name: unit, source: a, columns: {code: c, households: h}}]\n"
    try scratch.write((section.hasPrefix("levels") ? "" : levels) + section + "\n", to: "scenario.yaml")
    let run = try Program.run(["plan", ".", "--out", "plan"], in: scratch)
    #expect(run.code == 65)
    let error = try #require(run.errors.first, "\(run.notes)")
    let known = try #require(error.firstMatch(of: /unknown key 'unknown'; known are (.*)/), "\(error)").1
      .split(separator: ", ").map(String.init)
    let missing = Set(known).subtracting(Self.names(of: try Self.page("scenario")))
    #expect(missing.isEmpty, "docs/scenario.md does not name \(missing.sorted())")
  }

  @Test func theExampleOfAScenarioIsRead() throws {
    let blocks = try Self.page("scenario").components(separatedBy: "```yaml\n").dropFirst()
    let example = try #require(blocks.first?.components(separatedBy: "```").first)
    let scratch = try Scratch(withTour: false)
    try scratch.write(example, to: "scenario.yaml")
    let run = try Program.run(["plan", ".", "--out", "plan"], in: scratch)
    // Everything is understood; the layers are not there.
    #expect(run.code == 66)
    #expect(run.errors.first?.contains("villages.shp") == true, "\(run.notes)")
  }

  @Test func everyFileAndColumnOfAPlanIsDocumented() throws {
    let names = Self.names(of: try Self.page("plan-folder"))
    let plan = try MadePlan.tour.made.scratch.url("plan").path
    for file in try FileManager.default.contentsOfDirectory(atPath: plan) {
      let known =
        file.replacing(/units\.[a-z]+/, with: "units.<level>").replacing(
          /crew-.*\.gpx/, with: "crew-<crew>.gpx")
      let missing = Set([known] + (try Self.columns(of: "\(plan)/\(file)"))).subtracting(names)
      #expect(missing.isEmpty, "docs/plan-folder.md does not name \(missing.sorted()) of \(file)")
    }
  }

  /// The columns of a table, the properties of a layer, or the keys of a document.
  private static func columns(of file: String) throws -> [String] {
    let data = FileManager.default.contents(atPath: file) ?? Data()
    switch (file as NSString).pathExtension {
    case "csv":
      let header = String(decoding: data, as: UTF8.self).split(separator: "\n").first ?? ""
      return header.split(separator: ",").map(String.init)
    case "geojson":
      let layer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      let feature = (layer?["features"] as? [[String: Any]])?.first
      return (feature?["properties"] as? [String: Any]).map { Array($0.keys) } ?? []
    case "json" where file.hasSuffix("problem.json"):
      return keys(of: try JSONSerialization.jsonObject(with: data))
    case "json":
      return (try JSONSerialization.jsonObject(with: data) as? [String: Any]).map { Array($0.keys) } ?? []
    default: return []
    }
  }

  private static func keys(of document: Any) -> [String] {
    if let list = document as? [Any] { return list.first.map(keys) ?? [] }
    guard let object = document as? [String: Any] else { return [] }
    return object.flatMap { [$0] + ($0 == "needs" ? [] : keys(of: $1)) }
  }

  /// Every type that the glossary gives for a word is one of the sources.
  @Test func theGlossaryNamesTypesOfTheCode() throws {
    let sources = Program.root.appendingPathComponent("Sources").path
    var declared = Set<String>()
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources) where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8)
      for match in text.matches(of: /\b(?:struct|enum|class|protocol|case|var|let|func) ([A-Za-z]+)/) {
        declared.insert(String(match.1))
      }
    }
    let names = try Self.page("glossary").matches(of: /`([A-Z][A-Za-z]+)(?:\.([A-Za-z]+))?`/)
    #expect(names.count > 40)
    for name in names {
      for part in [name.1, name.2 ?? name.1] {
        let isDeclared = declared.contains(String(part))
        #expect(isDeclared, "there is no \(part) in Sources")
      }
    }
  }
}
