import Foundation
import Testing

/// Grids built from files, as a user builds them.
@Suite struct GridCommandTests {
  private static let arguments = [
    "grid", "tour/units.village.geojson", "--name", "name", "--land-level", "village",
    "--households-column", "households", "--level", "grid=300-500", "--level", "microgrid=20-40@30",
  ]

  private func build(_ scratch: Scratch, _ options: [String]) throws -> Program.Run {
    try Program.run(Self.arguments + options, in: scratch)
  }

  /// The features of a level by their code.
  private func features(_ scratch: Scratch, _ file: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for line in try scratch.text(file).split(separator: "\n") {
      guard let code = line.firstMatch(of: /"code": "([^"]*)"/) else { continue }
      result[String(code.1)] = line.hasSuffix(",") ? String(line.dropLast()) : String(line)
    }
    return result
  }

  @Test func aFolderOfLevels() throws {
    let scratch = try Scratch()
    let run = try build(scratch, ["--county", "990000", "--barriers", "tour/roads.geojson", "--out", "made"])
    #expect(run.code == 0)
    try expectGolden(run.output, "grid-tour")
    try expectGolden(scratch.text("made/scenario.yaml"), "grid-tour.scenario")
    #expect(
      try scratch.shownNames(in: "made")
        == ["county", "grid", "microgrid", "village"].map { "units.\($0).geojson" }.reduce(
          into: ["scenario.yaml"]) { $0.append($1) }.sorted())
    let check = try Program.run(["check", "made"], in: scratch)
    #expect(check.output.contains("proved"))
    // The same again gives the same bytes, and replaces the folder.
    let first = try scratch.files(in: "made")
    let again = try build(
      scratch, ["--county", "990000", "--barriers", "tour/roads.geojson", "--out", "made"])
    #expect(again.output == run.output)
    #expect(try scratch.files(in: "made") == first)
  }

  @Test func onlyParentsWhoseCountsChangedAreCutAnew() throws {
    let scratch = try Scratch()
    #expect(try build(scratch, ["--out", "first"]).code == 0)
    let villages = try features(scratch, "tour/units.village.geojson").keys.sorted()
    let changed = try #require(villages.dropFirst(2).first)
    try scratch.editLines(of: "tour/units.village.geojson") { lines in
      let row = try #require(lines.firstIndex { $0.contains("\"code\": \"\(changed)\"") })
      let number = try #require(lines[row].firstMatch(of: /"households": ([0-9]+)/))
      let more = (Int(number.1) ?? 0) * 3 / 2
      lines[row] = lines[row].replacing(/"households": [0-9]+/, with: "\"households\": \(more)")
    }
    let run = try build(scratch, ["--earlier", "first", "--out", "next"])
    #expect(run.code == 0 && run.notes.contains("units stay as they were"))
    for level in ["grid", "microgrid"] {
      let old = try features(scratch, "first/units.\(level).geojson")
      let new = try features(scratch, "next/units.\(level).geojson")
      let others = old.filter { !$0.key.hasPrefix(changed) }
      #expect(others.count > 10 && others == new.filter { !$0.key.hasPrefix(changed) })
      #expect(old.filter { $0.key.hasPrefix(changed) } != new.filter { $0.key.hasPrefix(changed) })
    }
    // Nothing changed: not a byte.
    #expect(try build(scratch, ["--earlier", "next", "--out", "last"]).code == 0)
    #expect(try scratch.files(in: "last") == scratch.files(in: "next"))
  }

  @Test func householdsAreCountedWhereTheyStand() throws {
    let scratch = try Scratch()
    let options = [
      "grid", "tour/units.village.geojson", "--points", "homes.csv", "--points-column", "n", "--level",
      "grid=4-12@8", "--out", "made",
    ]
    // A home in the middle of each micro-grid, which the sample's names of places tell.
    let located = try Program.run(
      ["export", "tour", "--format", "geojson", "--layer", "units.microgrid", "--out", "cells.geojson"],
      in: scratch)
    #expect(located.code == 0)
    let cells = try features(scratch, "cells.geojson")
    let homes = try cells.values.sorted().map { line in
      let pairs = line.matches(of: /\[ ([0-9.]+), ([0-9.]+) \]/).compactMap { match in
        Double(match.1).flatMap { x in Double(match.2).map { (x, $0) } }
      }
      let count = Double(try #require(pairs.isEmpty ? nil : pairs.count))
      return "\(pairs.reduce(0) { $0 + $1.0 } / count),\(pairs.reduce(0) { $0 + $1.1 } / count),1"
    }
    try scratch.write(
      "lon,lat,n\n" + homes.joined(separator: "\n") + "\n100,30,7\n", to: "homes.csv")
    let run = try Program.run(options, in: scratch)
    #expect(run.notes.contains("7 households lie outside the land"))
    let households = try features(scratch, "made/units.grid.geojson").values.compactMap {
      $0.firstMatch(of: /"households": ([0-9]+)/).flatMap { Int($0.1) }
    }
    #expect(households.count > 10 && households.reduce(0, +) == homes.count)
  }

  @Test func aGeoPackageBesideTheLevels() throws {
    let scratch = try Scratch()
    #expect(try build(scratch, ["--gpkg", "--out", "made"]).code == 0)
    #expect(try scratch.names(in: "made").contains("grids.gpkg"))
    #expect(try Program.run(["check", "made"], in: scratch).output.contains("proved"))
    // Written anew without it, nothing old is left.
    #expect(try build(scratch, ["--out", "made"]).code == 0)
    #expect(try !scratch.names(in: "made").contains("grids.gpkg"))
  }

  /// Neither where it is in a scenario made by hand, nor where an earlier run wrote it.
  @Test(arguments: [false, true]) func theLandIsNotReplacedByItsGrids(isMade: Bool) throws {
    let scratch = try Scratch()
    if isMade {
      #expect(try build(scratch, ["--out", "land"]).code == 0)
    } else {
      try FileManager.default.createDirectory(at: scratch.url("land"), withIntermediateDirectories: true)
      for name in ["scenario.yaml", "units.village.geojson"] {
        try FileManager.default.copyItem(at: scratch.url("tour/\(name)"), to: scratch.url("land/\(name)"))
      }
    }
    let words =
      isMade ? "holds 'units.village.geojson', which this run reads" : "holds 'scenario.yaml', and is not"
    symlink("land", scratch.url("link").path)
    let before = try scratch.files(in: "land")
    for out in ["land", "link", "./land/"] {
      var arguments = Self.arguments
      arguments[1] = "land/units.village.geojson"
      let run = try Program.run(arguments + ["--out", out], in: scratch)
      #expect(run.code == 73 && run.errors.first?.contains(words) == true, "\(run.notes)")
      #expect(try scratch.files(in: "land") == before)
    }
  }

  @Test func anEarlierFolderIsContinuedInItsPlace() throws {
    let scratch = try Scratch()
    #expect(try build(scratch, ["--out", "made"]).code == 0)
    let before = try scratch.files(in: "made")
    #expect(try build(scratch, ["--earlier", "made", "--out", "./made"]).code == 0)
    #expect(try scratch.files(in: "made") == before)
  }

  @Test func nothingElseIsReplaced() throws {
    let scratch = try Scratch()
    try scratch.write("mine", to: "made/notes.txt")
    let run = try build(scratch, ["--out", "made"])
    #expect(run.code == 73 && run.errors.count == 1)
    #expect(try scratch.names(in: "made") == ["notes.txt"])
    #expect(try scratch.names() == ["made", "tour"])
  }
}
