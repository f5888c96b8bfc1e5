import Geometry
import PlannerTestSupport
import Solvers
import Testing
import Words

@testable import PlanCodec
@testable import Planner
@testable import Publishing

/// Map sheets of a made-up county, against what a look at every unit says.
@Suite struct MapSheetsTests {
  private static let sheets = Result {
    try MapSheets(ReportFixture(splits: [2, 2, 2, 2]).plan(), in: .english)
  }

  @Test func landIsProjectedAsThePlaneDoes() throws {
    let sheets = try Self.sheets.get()
    for (level, ground) in zip(sheets.hierarchy.levels, sheets.grounds) {
      for unit in [0, level.count - 1] {
        let own = Array(level.shapes.coordinates[level.shapes.range(ofUnit: unit)])
        #expect(Array(ground.points(of: unit)) == sheets.hierarchy.plane.project(own))
        #expect(ground.rings(of: unit).flatMap { $0 } == Array(ground.points(of: unit)))
      }
    }
  }

  @Test(arguments: [0, 9, 15]) func theNeighboursOfAFrameAreAllWhoseBoxItShows(village: Int) throws {
    let sheets = try Self.sheets.get()
    let box = SheetBox(x: 8, y: 20, width: 200, height: 150)
    let frame = SheetFrame(sheets.grounds[2].points(of: village), in: box)
    for level in sheets.grounds.indices {
      let found = sheets.units(of: level, near: frame).map(\.unit)
      #expect(found == found.sorted() && Set(found).count == found.count)
      for unit in 0..<sheets.hierarchy.levels[level].count {
        let isShown = SheetLand(unit, of: sheets.grounds[level], frame).box.meets(box)
        // A box in whole metres may be shown a metre earlier.
        if isShown { #expect(found.contains(unit), "level \(level), unit \(unit)") }
      }
      if level > 2 { #expect(found.count < sheets.hierarchy.levels[level].count) }
    }
  }

  @Test func sheetsAreTheSameOnAnyNumberOfCores() throws {
    let sheets = try Self.sheets.get()
    let units = Array(sheets.villages.indices)
    let alone = units.map { sheets.village($0, on: .a4).text }
    #expect(concurrentMap(units) { sheets.village($0, on: .a4).text } == alone)
    #expect(concurrentMap(units, threads: 2) { sheets.village($0, on: .a4).text } == alone)
  }

  /// In Chinese a sheet holds no English; in English it holds the same in Chinese, too.
  @Test func sheetsAreInChineseAloneOrInBothLanguages() throws {
    let plan = ReportFixture(splits: [2, 2, 2, 2]).plan()
    func sheets(_ language: Language) throws -> [String] {
      let sheets = try MapSheets(plan, in: language)
      let all = [
        sheets.village(0, on: .a4), sheets.area(0, on: .a4), sheets.board(of: 3, in: 0), sheets.cards(of: 0),
      ]
      return all.map { sheet in
        sheet.text.matches(of: />([^<>]+)<\/text>/).map { String($0.1) }.joined(separator: "\n")
      }
    }
    let words =
      /\b(households|Households|Officer|Auxiliary|border|Legend|Crews|Police|Code|card|answers)\b/
    for (chinese, both) in zip(try sheets(.chinese), try sheets(.english)) {
      #expect(chinese.contains(/户|图例/) && both.contains(/户|图例/))
      #expect(chinese.firstMatch(of: words) == nil && both.firstMatch(of: words) != nil)
    }
  }

  @Test func aCountyOfOneUnitHasASheet() throws {
    let sheets = try MapSheets(ReportFixture.bare(), in: .english)
    #expect(sheets.village(0, on: .a3).text.contains("Bare"))
  }

  /// Numbers in signs, beside crowded ones by a line, or told: each checkpoint once, on the map or in its inset.
  @Test func everyCheckpointOfAnAreaHasItsNumber() throws {
    var plan = ReportFixture(splits: [2, 2, 2, 2]).plan()
    let first = plan.problem.checkpoints[0]
    plan.problem.checkpoints += (1...9).map { number in
      var crowded = first
      crowded.id = "X\(number)"
      crowded.coordinate.x += Int32(number * 2_000)
      return crowded
    }
    let sheets = try MapSheets(plan, in: .english)
    let sheet = sheets.area(0, on: .a4)
    #expect(sheet.text.contains("放大 enlarged"))
    let count = sheets.areaOfCheckpoint.count { $0 == 0 }
    let numbers = sheet.text.matches(of: #/font-weight="700">(\d+)</text>/#).compactMap { Int($0.1) }
    let told = sheet.unlabelled.compactMap { Int($0) }
    #expect((numbers + told).sorted() == Array(1...count))
    for number in 1...count { #expect(sheet.text.contains(">\(number) "), "\(number) in the list") }
  }

  @Test func routesDifferByDashesToo() {
    let styles = (0..<16).map { RouteStyle(ofCrew: $0).stroke }
    #expect(Set(styles).count == 8)
    let dashes = styles.prefix(4).map { $0.split(separator: "stroke-dasharray=").dropFirst().joined() }
    #expect(Set(dashes).count == 4)
  }

  @Test func aLineIsFoundInTheBoxesThatItCrosses() {
    let trace = SheetTrace(
      [[SheetPoint(x: 0, y: 0), SheetPoint(x: 100, y: 50)]],
      within: SheetBox(x: 0, y: 0, width: 60, height: 60))
    #expect(trace.crosses(SheetBox(x: 19, y: 8, width: 3, height: 3)))
    #expect(!trace.crosses(SheetBox(x: 19, y: 12, width: 3, height: 3)))
    // Beyond the frame nothing is seen.
    #expect(!trace.crosses(SheetBox(x: 79, y: 38, width: 4, height: 4)))
  }
}
