import Foundation
import PlannerTestSupport
import Scenario
import Testing

@testable import PlanCodec
@testable import Planner
@testable import Publishing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Boards of grids, and contact cards; whether their codes can be read is for `Tests/Outputs/maps_test.py`.
@Suite struct BoardTests {
  private static func plan(_ workers: [GridWorker] = []) -> Plan {
    var plan = ReportFixture(splits: [2, 2, 2, 2]).plan()
    plan.problem.gridWorkers = workers
    return plan
  }

  private static func texts(_ svg: String) -> [String] {
    svg.matches(of: #/<text [^>]*>([^<]*)</text>/#).map { String($0.1) }
  }

  @Test func aQRCodeHasItsPatternsAndAPathOfItsDarkSquares() throws {
    let code = try #require(QRCode("99162400101802"))
    // Version 1 holds 34 digits at level M.
    #expect(code.side == 21)
    var dark = Set<[Int]>()
    for run in code.path.matches(of: #/M(\d+) (\d+)h(\d+)v1h-(\d+)z/#) {
      let (x, y) = (try #require(Int(run.1)), try #require(Int(run.2)))
      let length = try #require(Int(run.3))
      #expect(run.3 == run.4)
      for column in x..<x + length { #expect(dark.insert([column, y]).inserted) }
    }
    for (left, top) in [(0, 0), (14, 0), (0, 14)] {
      for y in 0..<7 {
        for x in 0..<7 {
          let ring = max(abs(x - 3), abs(y - 3))
          #expect(dark.contains([left + x, top + y]) == (ring != 2), "\(left + x) \(top + y)")
        }
      }
    }
    for place in 8...12 { #expect(dark.contains([place, 6]) == place.isMultiple(of: 2)) }
  }

  @Test func whatNoCodeHoldsHasNone() {
    #expect(QRCode("") == nil && QRCode("a\0b") == nil)
    #expect(QRCode(String(repeating: "网", count: 700)) != nil)
    #expect(QRCode(String(repeating: "网", count: 800)) == nil)
  }

  @Test func aBoardNamesEveryoneWhoAnswersForTheGrid() throws {
    let base = Self.plan()
    let cells = base.hierarchy.lowest.codes
    let workers = [
      GridWorker(id: "G1", unitCode: cells[0]), GridWorker(id: "G2", unitCode: cells[1]),
      GridWorker(id: "G<3>", unitCode: base.hierarchy.levels[3].codes[0]),
    ]
    let sheets = try MapSheets(Self.plan(workers), in: .english)
    let board = sheets.board(of: 0, in: 0)
    let texts = Self.texts(board.text)
    #expect(board.file == "board.\(sheets.hierarchy.levels[3].codes[0]).svg" && board.unlabelled.isEmpty)
    #expect(XMLParser(data: Data(board.text.utf8)).parse())
    for text in ["G1", "G2", "G&lt;3&gt;", "P1", "A\(sheets.villages[0])", "Village 1 room", "110"] {
      #expect(texts.contains(text), "\(text)")
    }
    // Who answers for some of the micro-grids stands beside them, and each has a line for his number.
    #expect(texts.contains("微网格 01") && texts.contains("微网格 03 04"))
    #expect(texts.count { $0 == "☎" } == 6)
    #expect(board.text.contains("shape-rendering=\"crispEdges\""))
  }

  @Test func nobodyLeavesALineAndTooManyAreTold() throws {
    let alone = try MapSheets(Self.plan(), in: .english).board(of: 3, in: 0)
    #expect(Self.texts(alone.text).contains("网格员 Grid worker"))
    let grid = Self.plan().hierarchy.levels[3].codes[3]
    let many = (1...40).map { GridWorker(id: "G\($0)", unitCode: grid) }
    let crowded = try MapSheets(Self.plan(many), in: .english).board(of: 3, in: 0)
    let shown = Self.texts(crowded.text).filter { $0.hasPrefix("G") && $0 != "Grid code" }
    #expect(shown.count + crowded.unlabelled.count { $0.hasPrefix("G") } == 40 && shown.count > 5)
    #expect(Self.texts(crowded.text).contains("P1"))
  }

  @Test func everyMicroGridHasACardAndAPageHasEight() throws {
    let sheets = try MapSheets(Self.plan(), in: .english)
    let page = sheets.cards(of: 2)
    #expect(page.file == "cards.\(sheets.villages[2]).html" && page.unlabelled.isEmpty)
    let pages = page.text.components(separatedBy: "<svg ").dropFirst()
    #expect(pages.count == 2)
    for (number, svg) in pages.enumerated() {
      #expect(svg.matches(of: #/便民联系卡/#).count == 8)
      for cell in sheets.cellsOfVillage[2][(number * 8)..<(number * 8 + 8)] {
        #expect(svg.contains(sheets.hierarchy.lowest.codes[cell]))
      }
    }
  }

  /// Where the villages lie right above the micro-grids, these take the place of grids; and in a county of one unit, that one.
  @Test func aCountyWithoutGridsHasBoards() throws {
    let sheets = try MapSheets(ReportFixture.bare(), in: .english)
    #expect(sheets.grids(in: 0) == [0])
    #expect(sheets.board(of: 0, in: 0).text.contains("Bare"))
    #expect(sheets.cards(of: 0).text.contains("Bare"))
  }
}
