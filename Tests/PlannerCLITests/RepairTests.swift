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
    #expect(try scratch.names(in: "fixed") == Self.files)
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
    for name in Self.files.dropFirst() {
      #expect(try scratch.text("again/\(name)") == scratch.text("fixed/\(name)"))
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
    #expect(try scratch.names(in: "fixed") == ["moved.csv", "scenario.yaml", "units.villages.geojson"])
    #expect(try repair("--out", "fixed").code == 1)
    #expect(try scratch.names(in: "fixed") == Self.files)
    #expect(try scratch.names() == ["fixed", "towns.geojson", "villages.geojson"])
    try scratch.write("mine", to: "fixed/notes.txt")
    let kept = try scratch.files(in: "fixed")
    let refused = try repair("--out", "fixed", "--fill-all")
    #expect(refused.code == 73 && refused.errors.count == 1)
    #expect(try scratch.files(in: "fixed") == kept)
  }
}
