import Foundation
import Grid
import Testing
import VectorFiles

/// The options of `check`, on two towns with a gap of some 103,000 m2 and an overlap of some 2,070 m2.
@Suite struct CheckOptionTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch(withTour: false)
    try scratch.writeDamagedTowns()
  }

  private func check(_ options: String..., of lower: String = "villages.geojson") throws -> Program.Run {
    let columns = ["--parent", "parent"]
    return try Program.run(["check", "towns.geojson", lower] + columns + options, in: scratch)
  }

  /// The kinds that count, by the JSON.
  private func kinds(_ options: String...) throws -> [String] {
    let run = try Program.run(
      ["check", "towns.geojson", "villages.geojson", "--parent", "parent", "--json"] + options, in: scratch)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["proved"] as? Bool == false, "what counts changes nothing in what is proved")
    let kinds = try #require(json["defects"] as? [[String: Any]]).compactMap { $0["kind"] as? String }
    #expect(run.code == (kinds.isEmpty ? 0 : 1))
    return kinds
  }

  @Test func bothDefectsAreNamedWithTheirPlaces() throws {
    let run = try check()
    #expect(run.code == 1)
    try expectGolden(run.output, "check-towns")
  }

  @Test func boundsHoldInBothDirections() throws {
    #expect(try kinds() == ["gap", "overlap"])
    #expect(try kinds("--ignore-below", "10000") == ["gap"])
    #expect(try kinds("--ignore-above", "10000") == ["overlap"])
    #expect(try kinds("--ignore-narrower", "10") == ["gap"])
    #expect(try kinds("--ignore-wider", "10") == ["overlap"])
    #expect(try kinds("--ignore-below", "3000", "--ignore-above", "10000") == [])
    #expect(try kinds("--only", "overlap") == ["overlap"])
    #expect(try kinds("--ignore", "gap", "--ignore", "overlap") == [])
    #expect(try kinds("--sliver", "3") == ["gap", "sliver"])
    #expect(try check("--ignore-below", "3", "--ignore-above", "2").code == 64)
  }

  @Test func bareLandMayBeAllowed() throws {
    func lake(_ west: Double, _ east: Double) throws {
      let ring = [(west, 32.9), (east, 32.9), (east, 33.1), (west, 33.1), (west, 32.9)].map {
        "[\($0.0),\($0.1)]"
      }
      try scratch.write(
        #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":"#
          + "[[\(ring.joined(separator: ","))]]}}", to: "lakes.geojson")
    }
    try lake(115.003, 115.006)
    #expect(try kinds("--allowed", "lakes.geojson") == ["overlap"])
    try lake(115.0045, 115.006)
    let run = try check("--allowed", "lakes.geojson", "--only", "gap", "--json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let gap = try #require((json["defects"] as? [[String: Any]])?.first)
    #expect(abs((gap["area_m2"] as? Double ?? 0) - 51_800) < 200, "half of it")
    #expect(try check("--allowed", "nowhere.geojson").code == 66)
  }

  private func verdict(_ options: String...) throws -> (run: Program.Run, json: [String: Any]) {
    let words = ["check", "towns.geojson", "villages.geojson", "--parent", "parent"] + options
    let document = try Program.run(words + ["--json"], in: scratch).output
    let json = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
    return (try Program.run(words, in: scratch), try #require(json))
  }

  /// The words, the JSON and the exit code say one thing.
  @Test func landThatLacksAllowedGapsAloneIsProvedButForThem() throws {
    try scratch.writeTowns(villages: [
      ("T1a", "T1", 0, 400, 40), ("T1b", "T1", 500, 1000, 50), ("T2a", "T2", 1000, 2000, 60),
    ])
    let bare = try verdict()
    #expect(bare.run.code == 1 && bare.json["proved"] as? Bool == false)
    func lake(_ east: Double) throws {
      let ring = [(115.003, 32.9), (east, 32.9), (east, 33.1), (115.003, 33.1), (115.003, 32.9)].map {
        "[\($0.0),\($0.1)]"
      }
      try scratch.write(
        #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":"#
          + "[[\(ring.joined(separator: ","))]]}}", to: "lakes.geojson")
    }
    try lake(115.006)
    let allowed = try verdict("--allowed", "lakes.geojson")
    #expect(allowed.run.code == 0)
    try expectGolden(allowed.run.output, "check-allowed")
    #expect(allowed.json["proved"] as? Bool == false, "it is no exact partition")
    #expect(allowed.json["proved_but_for_allowed"] as? Bool == true)
    try lake(115.0045)
    let half = try verdict("--allowed", "lakes.geojson")
    #expect(half.run.code == 1 && half.json["proved_but_for_allowed"] == nil)
    #expect(half.run.output.hasSuffix("\nnot proved; 1 defect\n"), "\(half.run.output)")
  }

  @Test func aCodeOfAnotherParentStandsAgainstTheProofWhereItCounts() throws {
    try scratch.writeTowns(
      villages: (0..<20).map { i in
        let town = i < 10 ? "T1" : "T2"
        return ("\(i == 0 ? "X" : town)-\(i)", town, 100 * i, 100 * i + 100, 40)
      })
    let counted = try verdict()
    #expect(counted.run.code == 1 && counted.json["proved"] as? Bool == false)
    #expect(counted.run.output.contains("code of another parent: 1"))
    let ignored = try verdict("--ignore", "code-of-another-parent")
    #expect(ignored.run.code == 0 && ignored.json["proved"] as? Bool == true)
    #expect(ignored.run.output.contains("\nproved: every level"), "\(ignored.run.output)")
    let repair = try Program.run(
      ["repair", "towns.geojson", "villages.geojson", "--parent", "parent", "--out", "fixed"], in: scratch)
    #expect(repair.code == 0 && repair.output.contains("\nproved: every level"), "\(repair.output)")
    #expect(
      repair.output.contains("codes that are not their parents', which no repair mends: 1\n  villages X-0")
        || repair.output.contains("which no repair mends: 1\n  villages.geojson X-0"), "\(repair.output)")
  }

  @Test func sizesAreRemarksUntilAskedFor() throws {
    try scratch.write(
      """
      levels:
        - {name: town, source: towns.geojson, columns: {code: code}}
        - {name: village, source: villages.geojson, columns: {code: code, parent: parent, households: households}}
      assign_level: village
      township_level: town
      """, to: "county/scenario.yaml")
    for name in ["towns.geojson", "villages.geojson"] {
      try scratch.write(scratch.text(name), to: "county/\(name)")
    }
    func sizes(_ options: String...) throws -> String {
      try Program.run(["check", "county"] + options, in: scratch).output
    }
    #expect(try !sizes().contains("size out of range"))
    let remarks = try sizes("--size", "village=45-65")
    #expect(remarks.contains("size out of range (remark): 2"))
    #expect(remarks.contains("village T1a: 40 households, should be 45 to 65"))
    #expect(remarks.contains("village T2b: 70 households, should be 45 to 65"))
    let counted = try Program.run(
      ["check", "county", "--size", "village=45-65", "--only", "size-out-of-range"], in: scratch)
    #expect(counted.code == 1 && counted.output.contains("size out of range: 2"))
    #expect(try Program.run(["check", "county", "--size", "village=65-45"], in: scratch).code == 64)
  }

  @Test(arguments: ["geojson", "gpkg"]) func defectsAreWrittenForAMap(ending: String) throws {
    let file = "defects.\(ending)"
    #expect(try check("--defects", file).code == 1)
    func layer(_ name: String?, _ columns: [String], as kind: GeometryKind) throws -> VectorLayer {
      try VectorLayer(
        reading: VectorSource(path: scratch.url(file).path, layer: name), columns: columns, as: kind)
    }
    let places = try layer(
      ending == "gpkg" ? "defect_places" : nil,
      ["kind", "level", "codes", "neighbours", "area_m2", "width_m", "reason"], as: .point)
    #expect(places["kind"]?.texts == ["gap", "overlap"])
    #expect(places["codes"]?.texts == ["T1;T1a;T1b", "T2a;T2b"])
    if ending == "geojson" { return }
    let land = try layer("defects", ["kind"], as: .polygon)
    #expect(land["kind"]?.texts == ["gap", "overlap"])
    let styles = try layer("layer_styles", ["f_table_name", "styleQML"], as: .none)
    #expect(styles["f_table_name"]?.texts == ["defects", "defect_places"])
    for document in styles["styleQML"]?.texts ?? [] {
      let style = try #require(document)
      for kind in Defect.Kind.allCases { #expect(style.contains("value=\"\(kind.rawValue)\"")) }
    }
  }

  @Test func unsureParentsAreListed() throws {
    try scratch.writeTowns(villages: [
      ("a", nil, 0, 300, 1), ("b", nil, 300, 1300, 1), ("c", nil, 1300, 2000, 1),
    ])
    let run = try Program.run(["check", "towns.geojson", "villages.geojson"], in: scratch)
    #expect(run.code == 1)
    #expect(
      run.output.contains(
        "3 parents found by place, 1 of them unsure\n  villages.geojson b: 70.0 % in T1, 30.0 % in T2"))
  }
}
