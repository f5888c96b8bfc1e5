import TestSupport
import Testing

@testable import Grid
@testable import VectorFiles

/// Squares in a row: villages 10 thousandths of a degree wide, two to a township.
@Suite struct HierarchyReadingTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func villages(_ name: String = "villages.geojson") throws -> String {
    try scratch.geoJSON(
      name,
      (0..<4).map { i in
        (
          #"{"code":"0\#(i / 2)-\#(i)","name":"V\#(i)","homes":\#(30 + i),"town":"T\#(i / 2)","county":"C"}"#,
          squareJSON(10 * i, 0)
        )
      })
  }

  private func level(
    _ name: String, _ path: String, code: String = "code", households: String? = nil,
    parent: LevelSource.ParentRule = .place
  ) -> LevelSource {
    LevelSource(
      name: name,
      origin: .layer(VectorSource(path: path), LevelColumns(code: code, name: nil, households: households)),
      parent: parent)
  }

  private func refusal(_ sources: [LevelSource]) -> String {
    sentence { _ = try Hierarchy(reading: sources) }
  }

  @Test func levelsAreDissolvedByColumnPrefixAndAll() throws {
    let path = try villages()
    for (key, codes) in [(LevelSource.GroupKey.column("town"), ["T0", "T1"]), (.prefix(2), ["00", "01"])] {
      let reading = try Hierarchy.read([
        LevelSource(name: "county", origin: .dissolved(.all(code: "all"))),
        LevelSource(name: "township", origin: .dissolved(key)),
        level("village", path, households: "homes"),
      ])
      let hierarchy = reading.hierarchy
      #expect(
        reading.dissolved == ["county", "township"] && reading.placements.isEmpty && reading.notes.isEmpty)
      #expect(hierarchy.levels.map(\.codes) == [["all"], codes, ["00-0", "00-1", "01-2", "01-3"]])
      #expect(hierarchy.levels.map(\.parents) == [[-1], [0, 0], [0, 0, 1, 1]])
      #expect(hierarchy.levels.map(\.households) == [[126], [61, 65], [30, 31, 32, 33]])
      #expect(hierarchy.ancestors(of: 2, at: 0) == [0, 0, 0, 0])
      #expect(hierarchy.descendants(of: 1, at: 2) == [[0, 1], [2, 3]])
      let sum = hierarchy.lowest.areas.reduce(0, +)
      #expect((hierarchy.top.areas[0] / sum - 1).magnitude < 1e-9)
      // 0.04 by 0.01 degrees.
      #expect((sum / (4e5 * 1e5 * Oracle.squareMetres(atLatitude: 33.005)) - 1).magnitude < 1e-4)
      #expect(try hierarchy.check().proved)
    }
  }

  @Test func parentsAreFoundByColumnPrefixAndPlace() throws {
    let path = try villages()
    let towns = try scratch.geoJSON(
      "towns.geojson",
      (0..<2).map { i in
        // The second reaches over a tenth of village 1.
        let west = i == 0 ? 0 : 19
        let east = i == 0 ? 20 : 40
        let corners = [(west, 0), (east, 0), (east, 10), (west, 10), (west, 0)]
        let text = corners.map { "[\(115 + Double($0.0) / 1000),\(33 + Double($0.1) / 1000)]" }
        return (
          #"{"code":"T\#(i)","short":"0\#(i)","homes":\#(61 + 5 * i)}"#,
          #"{"type":"Polygon","coordinates":[[\#(text.joined(separator: ","))]]}"#
        )
      })
    let rules: [(LevelSource.ParentRule, String)] = [
      (.column("town"), "code"), (.prefix(2), "short"), (.place, "code"),
    ]
    for (rule, code) in rules {
      let reading = try Hierarchy.read([
        level("township", towns, code: code, households: "homes"),
        level("village", path, households: "homes", parent: rule),
      ])
      #expect(reading.hierarchy.lowest.parents == [0, 0, 1, 1])
      #expect(reading.hierarchy.top.households == [61, 65])
      #expect(
        reading.notes.map(\.english) == [
          "level township: 1 household counts differ from the sum of their parts; the sums are used"
        ])
      if rule == .place {
        let unsure = try #require(reading.placements.first { $0.code == "00-1" })
        #expect(
          reading.placements.count == 4 && unsure.parent == "T0" && unsure.runnersUp.map(\.parent) == ["T1"])
        #expect(unsure.share == 1 && (unsure.runnersUp[0].share - 0.1).magnitude < 1e-9)
        #expect(reading.placements[0].runnersUp.isEmpty)
      } else {
        #expect(reading.placements.isEmpty)
      }
    }
    #expect(Placement.summary(of: []) == nil)
  }

  @Test func codesMustBeThereAndDiffer() throws {
    let bare = try scratch.geoJSON(
      "bare.geojson", [(#"{"code":"a"}"#, squareJSON(0, 0)), (#"{"code":null}"#, squareJSON(10, 0))])
    #expect(
      refusal([level("village", bare)]) == "\(bare), layer bare, feature 2: column 'code' holds no code")
    let twice = try scratch.geoJSON(
      "twice.geojson", ["a", "b", "a"].enumerated().map { (#"{"code":"\#($1)"}"#, squareJSON(10 * $0, 0)) })
    #expect(
      refusal([level("village", twice)])
        == "\(twice), layer twice: code 'a' in column 'code' repeats (features 1, 3)")
    #expect(
      refusal([level("village", twice, code: "id")]) == "\(twice), layer twice: no column 'id'; it has code")
    let nowhere = scratch.path("nowhere.gpkg")
    #expect(refusal([level("village", nowhere)]) == "\(nowhere): no such file")
  }

  @Test func householdsMustBeCounts() throws {
    func file(_ name: String, _ homes: String) throws -> String {
      try scratch.geoJSON(
        name + ".geojson",
        [
          (#"{"code":"a","homes":3}"#, squareJSON(0, 0)),
          (#"{"code":"b","homes":\#(homes)}"#, squareJSON(10, 0)),
        ])
    }
    let negative = try file("negative", "-4")
    #expect(
      refusal([level("village", negative, households: "homes")])
        == "\(negative), layer negative, unit b: column 'homes' holds -4 households, which is below zero")
    for (name, homes) in [("word", #""many""#), ("nothing", "null"), ("vast", "1e300")] {
      let path = try file(name, homes)
      #expect(
        refusal([level("village", path, households: "homes")])
          == "\(path), layer \(name), unit b: column 'homes' holds no whole number of households")
    }
  }

  @Test func everyUnitNeedsAParent() throws {
    let path = try villages()
    let towns = try scratch.geoJSON("towns.geojson", [(#"{"code":"T0"}"#, squareJSON(0, 0, 20))])
    #expect(
      refusal([level("township", towns), level("village", path, parent: .column("town"))])
        == "level village, unit 01-2: its parent 'T1' is not in level township")
    #expect(
      refusal([level("township", towns), level("village", path, parent: .place)])
        == "level village, unit 01-2: shares no land with any unit of level township")
    #expect(
      refusal([level("township", towns), level("village", path, parent: .prefix(4))])
        == "level village, unit 00-0: its code is shorter than the 4 characters that name its parent")
    #expect(
      refusal([LevelSource(name: "township", origin: .dissolved(.prefix(9))), level("village", path)])
        == "level village, unit 00-0: its code is shorter than the 9 characters that name its parent")
    let orphan = try scratch.geoJSON("orphan.geojson", [(#"{"code":"a","town":null}"#, squareJSON(0, 0))])
    #expect(
      refusal([level("township", towns), level("village", orphan, parent: .column("town"))])
        == "level village, unit a: column 'town' names no parent")
    #expect(
      refusal([LevelSource(name: "township", origin: .dissolved(.column("town"))), level("village", orphan)])
        == "level village, unit a: column 'town' names no parent")
  }

  @Test func everyParentNeedsAChild() throws {
    let path = try villages()
    let towns = try scratch.geoJSON(
      "towns.geojson",
      [
        (#"{"code":"T0"}"#, squareJSON(0, 0, 20)), (#"{"code":"T1"}"#, squareJSON(20, 0, 20)),
        (#"{"code":"T2"}"#, squareJSON(60, 0, 20)),
      ])
    for rule in [LevelSource.ParentRule.column("town"), .place] {
      #expect(
        refusal([level("township", towns), level("village", path, parent: rule)])
          == "level township, unit T2: has no unit of level village in it")
    }
  }

  @Test func theLowestLevelNeedsALayer() {
    #expect(
      refusal([LevelSource(name: "village", origin: .dissolved(.all(code: "x")))])
        == "level village is the lowest and must name a 'source'")
  }

  @Test func unitsWithoutLandAreNamed() throws {
    let path = try scratch.geoJSON(
      "bare.geojson",
      [
        (#"{"code":"a"}"#, "null"), (#"{"code":"b"}"#, squareJSON(0, 0)),
        (#"{"code":"c"}"#, #"{"type":"Polygon","coordinates":[]}"#),
        (#"{"code":"d"}"#, #"{"type":"Polygon","coordinates":[[[115,33],[115.1,33.1],[115,33]]]}"#),
      ])
    let hierarchy = try Hierarchy(reading: [
      LevelSource(name: "county", origin: .dissolved(.all(code: "x"))),
      LevelSource(name: "village", origin: .layer(VectorSource(path: path), LevelColumns(code: "code"))),
    ])
    #expect(try UnitValidity.invalidUnits(in: hierarchy.lowest.shapes).map(\.unit) == [0, 2, 3])
    let check = try hierarchy.check()
    #expect(check.levels.map(\.proved) == [true, false])
    #expect(
      check.defects.map { "\($0.codes[0]) \($0.reason?.english ?? "")" }
        == ["a", "c", "d"].map { "\($0) no land: its geometry is missing, or encloses none" })
  }
}
