import Foundation
import TestSupport
import Testing

/// Land as strangers hand it in: without columns that the verb does not need, in files of several layers, in no stated
/// system; and what is told of a scenario that leaves things out.
@Suite struct StrangersLandTests {
  // MARK: Households

  private func withoutHouseholds() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.editLines(of: "tour/scenario.yaml") { lines in
      for index in lines.indices {
        lines[index] = lines[index].replacing(", households: households", with: "")
      }
    }
    #expect(try !scratch.text("tour/scenario.yaml").contains("households: households"))
    return scratch
  }

  @Test(arguments: [
    ["check", "tour"], ["check", "tour/units.village.geojson"],
    ["check", "tour/units.village.geojson", "tour/units.grid.geojson", "--parent", "parent"],
    ["repair", "tour", "--out", "out"], ["locate", "tour/bases.geojson", "--in", "tour"],
    ["export", "tour", "--format", "gpkg", "--out", "all.gpkg"],
  ])
  func whatLooksAtLandAloneAsksForNoHouseholds(command: [String]) throws {
    let run = try Program.run(command, in: withoutHouseholds())
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.notes)")
  }

  @Test(arguments: [
    ["plan", "tour", "--out", "out"], ["assign", "tour"], ["patrol", "tour", "--out", "out"],
  ])
  func whatPlansSaysThatItNeedsThem(command: [String]) throws {
    let run = try Program.run(command, in: withoutHouseholds())
    #expect(
      run.code == 65 && run.errors.count == 1 && run.errors.joined().contains("households"), "\(run.notes)")
  }

  // MARK: Options of files

  @Test func oneLayerOfSeveralIsChecked() throws {
    let scratch = try Scratch()
    #expect(
      try Program.run(["export", "tour", "--format", "gpkg", "--out", "all.gpkg"], in: scratch).code == 0)
    let bare = try Program.run(["check", "all.gpkg"], in: scratch)
    #expect(
      [64, 65].contains(bare.code) && bare.notes.contains("units.village") && bare.notes.contains("--layer"))
    let named = try Program.run(["check", "all.gpkg", "--layer", "units.village"], in: scratch)
    #expect(named.code == 0 && named.output.contains("8 units"), "\(named.output) \(named.notes)")
    let gone = try Program.run(["check", "all.gpkg", "--layer", "units.lake"], in: scratch)
    #expect([64, 65].contains(gone.code) && gone.notes.contains("units.lake"))
  }

  @Test func aShapefileWithoutASystemIsNotGuessed() throws {
    let scratch = try Scratch()
    let export = [
      "export", "tour", "--format", "shp", "--layer", "units.village", "--to-crs", "EPSG:4547", "--out",
      "shapes",
    ]
    #expect(try Program.run(export, in: scratch).code == 0)
    let names = try scratch.shownNames(in: "shapes")
    let shape = "shapes/" + (try #require(names.first { $0.hasSuffix(".shp") }))
    try scratch.remove("shapes/" + (try #require(names.first { $0.hasSuffix(".prj") })))
    let bare = try Program.run(["check", shape], in: scratch)
    #expect(bare.code == 65 && bare.notes.contains("--crs"), "\(bare.notes)")
    let named = try Program.run(["check", shape, "--crs", "EPSG:4547"], in: scratch)
    #expect(named.code == 0 && named.output.contains("8 units"), "\(named.notes)")
  }

  /// With nodes behind ways, and ids below 0, as editors write what is not uploaded yet.
  @Test func gridsFollowRoadsOfOpenStreetMapInAnyOrder() throws {
    let scratch = try Scratch()
    var sketch = OSMSketch()
    for (number, place) in [(114.95, 33.49), (115.0, 33.5), (115.06, 33.51)].enumerated() {
      sketch.addNode(Int64(-3 + number), place.0, place.1)
    }
    sketch.addWay(-1, [-3, -2, -1], ["waterway": "river"])
    let lines = sketch.xml.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("<way") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("</way") || $0.hasSuffix("</way>") })
    let way = lines[start...end]
    let rest = lines[..<start] + lines[(end + 1)...]
    try scratch.write((rest.prefix(2) + way + rest.dropFirst(2)).joined(separator: "\n"), to: "river.osm")
    func build(_ more: [String], _ out: String) throws -> [String: Data] {
      let run = try Program.run(
        [
          "grid", "tour/units.village.geojson", "--land-level", "village", "--households-column",
          "households",
          "--level", "grid=200-400", "--out", out,
        ] + more, in: scratch)
      #expect(run.code == 0, "\(run.notes)")
      return try scratch.files(in: out)
    }
    let (plain, along) = (try build([], "a"), try build(["--barriers", "river.osm"], "b"))
    #expect(plain["units.grid.geojson"] != along["units.grid.geojson"])
  }

  // MARK: What is told

  private func assumed(_ scratch: Scratch) throws -> [String] {
    let summary = try JSONSerialization.jsonObject(with: Data(scratch.text("plan/summary.json").utf8))
    return try #require((summary as? [String: Any])?["assumed"] as? [String])
  }

  @Test func visitsOnDaysThatDoNotComeAreTold() throws {
    for (start, days, absent) in [("2026-12-01", 3, "weekend"), ("2026-12-05", 2, "weekday")] {
      let scratch = try Scratch()
      try scratch.replace(
        "start: 2026-12-01, days: 28", with: "start: \(start), days: \(days)", in: "tour/scenario.yaml")
      let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
      #expect(run.code == 0, "\(run.notes)")
      let told = try assumed(scratch).filter { $0.contains("no day of type") }
      let bound = try scratch.text("tour/checkpoints.geojson").split(separator: "\n").filter {
        $0.contains("\"day_types\": \"\(absent)\"") || $0.contains("\"day_types\": \"weekday;weekend\"")
          || $0.contains("\"day_types\": \"weekend;weekday\"")
      }
      #expect(told.isEmpty == bound.isEmpty)
      #expect(
        told.allSatisfy { $0.contains("of type \(absent): ") && $0.contains("planned nowhere, at K") },
        "\(told)")
    }
  }

  @Test func noDefaultIsToldTwice() throws {
    for lines in [
      ["seed: 1\n"], ["siting: {rooms: 2"], ["shifts:"], ["horizon:"], ["crews:"], ["staff:"], ["roads:"],
      ["stations:"],
      ["seed: 1\n", "staff:", "roads:"],
    ] {
      let scratch = try Scratch()
      try scratch.shortenTour()
      try scratch.editLines(of: "tour/scenario.yaml") { text in
        text.removeAll { line in lines.contains { line.hasPrefix($0.trimmingCharacters(in: .newlines)) } }
      }
      let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
      guard run.code == 0 else { continue }
      let told = try assumed(scratch)
      #expect(Set(told).count == told.count && !told.isEmpty, "\(lines): \(told)")
      // What a sentence is about stands before its colon, or is its first words.
      let subjects = told.map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
      #expect(Set(subjects).count == subjects.count, "\(lines): \(told.sorted())")
    }
  }
}
