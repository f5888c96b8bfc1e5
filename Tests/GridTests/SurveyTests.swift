import Foundation
import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import VectorFiles

/// What a survey says of codes and parents that are wrong, and a check of units that are remarkable.
///
/// Two towns of ten by ten thousandths of a degree stand side by side; villages are squares in them.
@Suite struct SurveyTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private typealias Village = (code: String?, parent: String?, shape: String)

  /// A rectangle ten thousandths high, with a vertex at every thousandth of its length.
  private static func strip(_ west: Int, _ width: Int) -> String {
    let south = (0...width).map { (west + $0, 0) }
    let corners = south + south.reversed().map { ($0.0, 10) } + south.prefix(1)
    let text = corners.map { "[\(115 + Double($0.0) / 1000),\(33 + Double($0.1) / 1000)]" }
    return #"{"type":"Polygon","coordinates":[[\#(text.joined(separator: ","))]]}"#
  }

  private func survey(
    _ villages: [Village], parent: LevelSource.ParentRule = .column("parent")
  ) throws -> Hierarchy.Reading {
    func json(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
    let towns = try scratch.geoJSON(
      "towns.geojson",
      [(#"{"code":"T1"}"#, Self.strip(0, 10)), (#"{"code":"T2"}"#, Self.strip(10, 10))])
    let file = try scratch.geoJSON(
      "villages.geojson",
      villages.map { (#"{"code":\#(json($0.code)),"parent":\#(json($0.parent)),"homes":40}"#, $0.shape) })
    let columns = LevelColumns(code: "code", households: "homes")
    return try Hierarchy.survey([
      LevelSource(
        name: "town", origin: .layer(VectorSource(path: towns), LevelColumns(code: "code"))),
      LevelSource(name: "village", origin: .layer(VectorSource(path: file), columns), parent: parent),
    ])
  }

  private func told(_ check: CoverageCheck, _ kind: Defect.Kind) -> [[String]] {
    check.defects.filter { $0.kind == kind }.map(\.codes)
  }

  @Test func missingAndRepeatedCodes() throws {
    let check = try survey([
      ("T1a", "T1", Self.strip(0, 5)), (nil, "T1", Self.strip(5, 5)), ("T2a", "T2", Self.strip(10, 5)),
      ("T2a", "T2", Self.strip(15, 5)),
    ]).hierarchy.check()
    #expect(check.levels.map(\.proved) == [true, false])
    #expect(Set(check.defects.map(\.kind)) == [.missingCode, .repeatedCode])
    #expect(told(check, .missingCode) == [["feature 2"]] && told(check, .repeatedCode) == [["T2a"]])
    for (kind, west) in [(Defect.Kind.missingCode, 115.005), (.repeatedCode, 115.015)] {
      let place = try #require(check.defects.first { $0.kind == kind }?.place)
      #expect(west < place.longitude && place.longitude < west + 0.005, "the later of two units with a code")
    }
  }

  @Test func missingAndUnknownParents() throws {
    let check = try survey([
      ("T1a", "T1", Self.strip(0, 5)), ("T1b", nil, Self.strip(5, 5)), ("T2a", "T9", Self.strip(10, 5)),
      ("T2b", "T2", Self.strip(15, 5)),
    ]).hierarchy.check()
    #expect(!check.proved && Set(check.defects.map(\.kind)) == [.missingParent, .unknownParent])
    let missing = try #require(check.defects.first { $0.kind == .missingParent })
    let unknown = try #require(check.defects.first { $0.kind == .unknownParent })
    #expect(missing.codes == ["T1b"] && missing.reason?.english.hasSuffix("by place it is in T1") == true)
    #expect(unknown.codes == ["T2a"] && unknown.reason?.english.contains("'T9' is not in level town") == true)
  }

  @Test func aUnitInNoParentAndAParentWithoutUnits() throws {
    let check = try survey(
      [("T1a", nil, Self.strip(0, 10)), ("far", nil, Self.strip(40, 5))], parent: .place
    ).hierarchy.check()
    #expect(told(check, .missingParent) == [["far"]])
    #expect(told(check, .childless) == [["T2"]])
    #expect(check.defects.first { $0.kind == .childless }?.level == "town")
    #expect(!check.levels[1].proved)
  }

  @Test func aUnitWithoutAParentIsNamedThoughNoReaderSaidSo() throws {
    let sound = try survey([("T1a", "T1", Self.strip(0, 10)), ("T2a", "T2", Self.strip(10, 10))]).hierarchy
    #expect(try sound.check().proved)
    let low = sound.lowest
    var shapes = low.shapes
    shapes.appendUnit(1, of: low.shapes)
    let level = Level(
      name: low.name, codes: low.codes + ["lost"], names: low.names + ["lost"], parents: low.parents + [-1],
      households: low.households + [0], shapes: shapes, areas: low.areas + [low.areas[1]],
      anchors: low.anchors + [low.anchors[1]])
    let check = try Hierarchy(levels: [sound.top, level], plane: sound.plane).check()
    #expect(!check.proved && told(check, .missingParent) == [["lost"]])
  }

  @Test func codesThatContradictTheirParents() throws {
    func villages(foreign: Int) -> [Village] {
      (0..<20).map { i in
        let town = i < 10 ? "T1" : "T2"
        return ("\(i < foreign ? "X" : town)-\(i)", town, Self.strip(i, 1))
      }
    }
    let one = try survey(villages(foreign: 1)).hierarchy.check()
    #expect(told(one, .foreignCode) == [["X-0"]] && one.defects.count == 1)
    #expect(one.levels.map(\.proved) == [true, false], "what counts is not proved beside")
    // Codes are no matter of land: beside those that do not count it is proved, and a repair has nothing to mend.
    var filter = DefectFilter()
    filter.ignored = [.foreignCode]
    #expect(one.proof.counting(one.defects(counting: filter)).holds)
    let hierarchy = try survey(villages(foreign: 1)).hierarchy
    #expect(try !hierarchy.prove().holds, "and every verb says the same")
    let repair = try hierarchy.repaired()
    #expect(repair.proved && repair.changes.isEmpty && repair.left.isEmpty)
    #expect(repair.foreignCodes.map(\.codes) == [["X-0"]] && !repair.check.proved)
    // A tenth of twenty is two.
    let tenth = try survey(villages(foreign: 2)).hierarchy.check()
    #expect(told(tenth, .foreignCode) == [["X-0"], ["X-1"]])
    let many = try survey(villages(foreign: 5)).hierarchy.check()
    #expect(many.defects.isEmpty, "codes that do not follow the parents' are no rule to break")
  }

  @Test func detachedPartsAndSizesAreRemarks() throws {
    let apart =
      #"{"type":"MultiPolygon","coordinates":[\#(try Self.rings(Self.strip(0, 2))),\#(try Self.rings(Self.strip(8, 2)))]}"#
    let survey = try survey([
      ("T1a", "T1", apart), ("T1b", "T1", Self.strip(2, 6)), ("T2a", "T2", Self.strip(10, 10)),
    ])
    var rules = CheckRules()
    rules.sizes["village"] = 40...50
    let fine = try survey.hierarchy.check(rules)
    #expect(fine.proved && fine.defects.isEmpty)
    #expect(fine.remarks.map(\.kind) == [.detachedParts] && fine.remarks[0].codes == ["T1a"])
    rules.sizes["village"] = 41...50
    let small = try survey.hierarchy.check(rules)
    #expect(small.proved)
    #expect(small.remarks.filter { $0.kind == .size }.map(\.codes) == [["T2a"], ["T1b"], ["T1a"]])
    var counting = DefectFilter()
    #expect(small.defects(counting: counting).isEmpty)
    counting.only = [.size]
    #expect(small.defects(counting: counting).count == 3)
  }

  private static func rings(_ polygon: String) throws -> String {
    let start = try #require(polygon.range(of: #""coordinates":"#)).upperBound
    return String(polygon[start...].dropLast())
  }

  @Test func parentsByPlaceAreNamedWithTheirShares() throws {
    let survey = try survey(
      [("a", nil, Self.strip(0, 3)), ("b", nil, Self.strip(3, 10)), ("c", nil, Self.strip(13, 7))],
      parent: .place)
    #expect(survey.placements.map(\.code) == ["a", "b", "c"])
    #expect(survey.placements.map(\.parent) == ["T1", "T1", "T2"])
    #expect(survey.placements.map { ($0.share * 100).rounded() } == [100, 70, 100])
    #expect(survey.placements.map(\.isSure) == [true, false, true])
    #expect(survey.placements.map { $0.runnersUp.map(\.parent) } == [[], ["T2"], []])
    #expect((survey.placements[1].runnersUp[0].share * 100).rounded() == 30)
    #expect(told(try survey.hierarchy.check(), .outside) == [["b", "T1"]])
  }
}
