import Foundation
import Testing
import VectorFiles

/// `repair` from the command line, on two towns with a gap of 93 m and an overlap of 1.9 m.
@Suite struct RepairTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch(withTour: false)
    try scratch.writeDamagedTowns()
  }

  private func repair(_ options: String...) throws -> Program.Run {
    try Program.run(
      ["repair", "towns.geojson", "villages.geojson", "--parent", "parent"] + options, in: scratch)
  }

  private static let files = [
    "moved.csv", "scenario.yaml", "units.towns.geojson", "units.villages.geojson",
  ]

  @Test func aWideGapIsLeftAndTheRestRepaired() throws {
    let run = try repair("--out", "fixed")
    #expect(run.code == 1 && run.notes.isEmpty)
    try expectGolden(run.output, "repair-towns")
    #expect(try scratch.shownNames(in: "fixed") == Self.files)
    try expectGolden(try scratch.text("fixed/moved.csv"), "repair-towns-moved.csv")
  }

  @Test func aRepairedCountyIsProvedAndRepairedNoFurther() throws {
    let run = try repair("--out", "fixed", "--fill-all")
    #expect(run.code == 0)
    try expectGolden(run.output, "repair-towns-filled")
    let layers = ["fixed/units.towns.geojson", "fixed/units.villages.geojson", "--parent", "parent"]
    #expect(try Program.run(["check"] + layers, in: scratch).code == 0)
    let again = try Program.run(["repair"] + layers + ["--out", "again"], in: scratch)
    #expect(again.code == 0 && again.output.contains("in all: 0.000 m2 gained, 0.000 m2 lost"))
    #expect(try scratch.text("again/moved.csv") == "level,code,gained_m2,lost_m2\n")
    for name in Self.files where name.hasSuffix(".geojson") {
      #expect(try scratch.text("again/\(name)") == scratch.text("fixed/\(name)"), "\(name)")
    }
    let units = try VectorLayer(
      reading: VectorSource(path: scratch.url("fixed/units.villages.geojson").path),
      columns: ["code", "parent", "households"], as: .polygon)
    #expect(units["code"]?.texts == ["T1a", "T1b", "T2a", "T2b"])
    #expect(units["parent"]?.texts == ["T1", "T1", "T2", "T2"])
    #expect(units["households"]?.texts == ["40", "50", "60", "70"])
  }

  @Test func aDryRunWritesNothing() throws {
    let dry = try repair("--out", "fixed", "--dry-run")
    #expect(dry.code == 1 && dry.output.hasSuffix("dry run: nothing is written\n"))
    #expect(try scratch.names() == ["towns.geojson", "villages.geojson"])
    #expect(try repair("--out", "fixed").output + "\ndry run: nothing is written\n" == dry.output)
  }

  @Test func aGeoPackageHoldsAllOfIt() throws {
    #expect(try repair("--out", "fixed.gpkg", "--fill-all").code == 0)
    #expect(try scratch.names() == ["fixed.gpkg", "towns.geojson", "villages.geojson"])
    #expect(try repair("--out", "fixed", "--fill-all").code == 0)
    func layer(_ file: String, _ name: String?) throws -> VectorLayer {
      try VectorLayer(
        reading: VectorSource(path: scratch.url(file).path, layer: name), columns: ["code", "parent"],
        as: .polygon)
    }
    for name in ["units.towns", "units.villages"] {
      let (one, other) = (try layer("fixed.gpkg", name), try layer("fixed/\(name).geojson", nil))
      guard case .polygons(let shapes) = one.geometry, case .polygons(let others) = other.geometry else {
        Issue.record("not polygons")
        return
      }
      #expect(shapes == others && one["code"]?.texts == other["code"]?.texts)
    }
    let moved = try VectorLayer(
      reading: VectorSource(path: scratch.url("fixed.gpkg").path, layer: "moved"),
      columns: ["level", "code", "gained_m2", "lost_m2"], as: .none)
    #expect(moved["code"]?.texts == ["T1a", "T2a"])
  }

  @Test func anEarlierRepairIsReplacedWholeAndNothingElse() throws {
    #expect(try Program.run(["repair", "villages.geojson", "--out", "fixed"], in: scratch).code != 70)
    #expect(try scratch.shownNames(in: "fixed") == ["moved.csv", "scenario.yaml", "units.villages.geojson"])
    #expect(try repair("--out", "fixed").code == 1)
    #expect(try scratch.shownNames(in: "fixed") == Self.files)
    #expect(try scratch.names() == ["fixed", "towns.geojson", "villages.geojson"])
    try scratch.write("mine", to: "fixed/notes.txt")
    let kept = try scratch.files(in: "fixed")
    let refused = try repair("--out", "fixed", "--fill-all")
    #expect(refused.code == 73 && refused.errors.count == 1)
    #expect(try scratch.files(in: "fixed") == kept)
  }

  // MARK: What stays

  /// The keys that stand at the margin of a scenario.
  private static func keys(_ text: String) -> Set<String> {
    Set(text.split(separator: "\n").compactMap { $0.prefixMatch(of: /([a-z_]+):/).map { String($0.1) } })
  }

  @Test func aScenarioKeepsItsKeysAndFindsItsFiles() throws {
    let scratch = try Scratch()
    try scratch.replace("title:", with: "# of the bureau\ntitle:", in: "tour/scenario.yaml")
    let given = Self.keys(try scratch.text("tour/scenario.yaml"))
    #expect(given.count > 12)
    for out in ["fixed", "deep/er/fixed", "tour/fixed"] {
      try scratch.write("", to: "\(out)/../.keep")
      let run = try Program.run(["repair", "tour", "--out", out], in: scratch)
      #expect(run.code == 0, "\(run.notes)")
      #expect(Self.keys(try scratch.text("\(out)/scenario.yaml")) == given)
      #expect(try Program.run(["check", out], in: scratch).code == 0)
    }
    // The same plan is made of it: nothing is made up that was given.
    try scratch.replace("days: 28", with: "days: 7", in: "tour/scenario.yaml")
    #expect(try Program.run(["repair", "tour", "--out", "week"], in: scratch).code == 0)
    let plans = try ["tour", "week"].map { folder in
      let run = try Program.run(["plan", folder, "--out", "p-\(folder)"], in: scratch)
      #expect(run.code == 0, "\(run.notes)")
      return run.output.replacing("p-\(folder)", with: "")
    }
    #expect(plans[0] == plans[1])
  }

  @Test func aLevelThatIsJoinedStaysSo() throws {
    try scratch.write(
      """
      levels:
        - {name: county, code: "1"}
        - {name: town, dissolve: {column: parent}}
        - {name: village, source: ../villages.geojson, columns: {code: code, households: households}, parent: {column: parent}}
      policy: {response_s: [60]}
      """, to: "s/scenario.yaml")
    let run = try Program.run(["repair", "s", "--out", "fixed"], in: scratch)
    let text = try scratch.text("fixed/scenario.yaml")
    #expect(
      text.contains("dissolve") && text.contains("units.village.geojson") && text.contains("response_s"))
    #expect(try Program.run(["check", "fixed"], in: scratch).code == run.code)
  }

  @Test func aGeoPackageSaysWhatItDoesNotHold() throws {
    let scratch = try Scratch()
    let run = try Program.run(["repair", "tour", "--out", "fixed.gpkg"], in: scratch)
    #expect(run.code == 0 && run.notes.contains("scenario's other keys"))
  }

  @Test func columnsStayInWhateverTheyAreCalled() throws {
    try scratch.write(
      try scratch.text("villages.geojson").replacing("\"code\":", with: "\"GEOID\":").replacing(
        "\"households\":", with: "\"chief\":\"王\",\"level\":7,\"households\":"), to: "other.geojson")
    let run = try Program.run(["repair", "other.geojson", "--code", "GEOID", "--out", "fixed"], in: scratch)
    #expect(run.code != 65)
    let layer = try VectorLayer(
      reading: VectorSource(path: scratch.url("fixed/units.other.geojson").path),
      columns: ["GEOID", "chief", "level", "households", "parent", "name", "code"], as: .polygon)
    #expect(
      layer["GEOID"]?.texts == ["T1a", "T1b", "T2a", "T2b"] && layer["code"]?.texts == layer["GEOID"]?.texts)
    #expect(layer["level"]?.texts == Array(repeating: "7", count: 4) && layer["chief"]?.texts[0] == "王")
    #expect(try Program.run(["check", "fixed"], in: scratch).code == run.code)
    #expect(try Program.run(["repair", "fixed", "--out", "again"], in: scratch).code == run.code)
    #expect(try scratch.text("again/units.other.geojson") == scratch.text("fixed/units.other.geojson"))
  }

  @Test(arguments: ["EPSG:4547", "gcj02"]) func layersStayInTheirSystem(system: String) throws {
    let given = try Program.run(
      [
        "export", "s", "--format", "geojson", "--layer", "units.village", "--to-crs", system, "--out",
        "v.geojson",
      ],
      in: try withScenario())
    #expect(given.code == 0, "\(given.notes)")
    let file = try #require(try scratch.names().first { $0.hasPrefix("v.") })
    let options = ["repair", file, "--crs", system, "--fill-all", "--out", "fixed"]
    #expect(try Program.run(options + ["--keep-crs"], in: scratch).code == 0)
    let label = system.lowercased().replacing(":", with: "")
    let name = try #require(try scratch.shownNames(in: "fixed").first { $0.hasPrefix("units.") })
    #expect(
      try name.hasSuffix(".\(label).geojson") && scratch.text("fixed/scenario.yaml").contains("crs: "))
    #expect(try Program.run(["check", "fixed"], in: scratch).code == 0)
    // In WGS 84 otherwise.
    #expect(try Program.run(options, in: scratch).code == 0)
    #expect(try !scratch.text("fixed/scenario.yaml").contains("crs: "))
  }

  private func withScenario() throws -> Scratch {
    try scratch.write(
      "levels:\n  - {name: village, source: ../villages.geojson, columns: {code: code, households: households}}\n",
      to: "s/scenario.yaml")
    return scratch
  }

  @Test func allUnitsWithoutAParentAreNamedAtOnce() throws {
    try scratch.writeTowns(villages: [
      ("near", nil, 0, 1000, 1), ("far1", nil, 5000, 5100, 1), ("far2", nil, 6000, 6100, 1),
    ])
    let run = try Program.run(["repair", "towns.geojson", "villages.geojson", "--out", "fixed"], in: scratch)
    #expect(run.code == 65 && run.notes.contains("far1") && run.notes.contains("far2"))
    #expect(try !scratch.names().contains("fixed"))
  }

  @Test func fillAllDoesNotAdviseItself() throws {
    let wide = try repair("--out", "fixed")
    #expect(wide.code == 1 && wide.output.contains("--fill-all gives"))
    let held = try repair("--out", "fixed", "--fill-all", "--protect", "T1a, T1b")
    #expect(
      held.code == 1 && !held.output.contains("--fill-all gives") && held.output.contains("--protect keeps"))
    // Nor where only its advice would not help.
    let narrow = try repair("--out", "fixed", "--protect", "T1a,T1b")
    #expect(narrow.code == 1 && !narrow.output.contains("--fill-all gives"))
  }

  /// The village beside the gap grows by a quarter.
  @Test func unitsThatGrowMuchAreNamed() throws {
    let run = try repair("--out", "fixed", "--fill-all")
    #expect(run.output.contains("grown or shrunk by more than a tenth: 1"))
  }
}
