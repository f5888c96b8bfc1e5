import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Map sheets of a plan.
@Suite struct MapTests {
  /// A text of a sheet with the box that it fills at most.
  private struct Text {
    var content: String
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
  }

  private static func sheets(_ arguments: [String]) throws -> (Scratch, Program.Run) {
    let scratch = try Scratch(withTour: false)
    try FileManager.default.copyItem(at: MadePlan.tour.made.scratch.url("plan"), to: scratch.url("plan"))
    return (scratch, try Program.run(["map", "plan", "--out", "sheets"] + arguments, in: scratch))
  }

  /// The texts of a sheet, measured by the same rule of thumb for fonts but not by the same code.
  private static func texts(_ svg: String) -> [Text] {
    let texts =
      #/<text x="([\d.-]+)" y="([\d.-]+)" font-size="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]*)</text>/#
    return svg.matches(of: texts).map { match in
      let (x, y) = (Double(match.1) ?? .nan, Double(match.2) ?? .nan)
      let (size, content) = (Double(match.3) ?? .nan, String(match.5))
      let width = size * content.unicodeScalars.reduce(0.0) { $0 + ($1.value > 0x2E7F ? 1 : 0.55) }
      let left = match.4 == "middle" ? x - width / 2 : match.4 == "end" ? x - width : x
      return Text(content: content, x: left...left + width, y: y - size * 0.75...y + size * 0.1)
    }
  }

  /// Whether a sheet is a well-formed document.
  private static func isWellFormed(_ svg: String) -> Bool { XMLParser(data: Data(svg.utf8)).parse() }

  @Test(arguments: ["a4", "a3"]) func everySheetIsThereAndNoTextsOverlap(paper: String) throws {
    let (scratch, run) = try Self.sheets(["--paper", paper])
    #expect(run.code == 0)
    let names = try scratch.shownNames(in: "sheets")
    #expect(names.count == 9 && names.first == "area.A01.svg")
    for name in names {
      let svg = try scratch.text("sheets/\(name)")
      let texts = Self.texts(svg)
      #expect(Self.isWellFormed(svg))
      #expect(texts.count > 20)
      #expect(svg.contains("width=\"\(paper == "a3" ? 420 : 297)mm\""))
      for (index, text) in texts.enumerated() {
        #expect(
          text.x.lowerBound >= 0 && text.x.upperBound <= (paper == "a3" ? 420 : 297),
          "\(name) \(text.content)")
        for other in texts[(index + 1)...] {
          let meets = text.x.overlaps(other.x) && text.y.overlaps(other.y)
          #expect(!meets, "\(name): \(text.content) and \(other.content)")
        }
      }
    }
  }

  @Test func aVillagesSheetNamesItsMicroGridsAndWhoAnswersForIt() throws {
    let (scratch, run) = try Self.sheets(["--village", "990001001003"])
    #expect(run.code == 0 && run.output.hasPrefix("sheets: 1 village sheets, 0 area sheets"))
    let contents = Self.texts(try scratch.text("sheets/village.990001001003.svg")).map(\.content)
    let features = try ContractTests.properties("units.microgrid", of: .tour)
    let ends = features.compactMap { $0["code"] as? String }.filter { $0.hasPrefix("990001001003") }
      .map { String($0.dropFirst(12)) }
    #expect(ends.count > 10)
    let left = contents.filter { $0.hasPrefix("未标注") }.joined()
    for end in ends { #expect(contents.contains(end) || left.contains(end), "\(end)") }
    let village = try ContractTests.properties("units.village", of: .tour).first {
      $0["code"] as? String == "990001001003"
    }
    for key in ["name", "officer_id", "auxiliary_ids"] {
      #expect(contents.contains(village?[key] as? String ?? "?"), "\(key)")
    }
    for word in ["联系电话 Contact", "北 N", "图例 Legend"] { #expect(contents.contains(word)) }
    #expect(contents.contains { $0.hasPrefix("1 : ") })
  }

  @Test func aVillageHasABoardForEachGridAndAPageOfCards() throws {
    let code = "990001001003"
    let (scratch, run) = try Self.sheets(["--boards", "--cards", "--village", code])
    let grids = try ContractTests.properties("units.grid", of: .tour)
      .compactMap { $0["code"] as? String }.filter { $0.hasPrefix(code) }
    #expect(run.code == 0 && run.output.hasPrefix("sheets: \(grids.count) boards, cards of 1 villages;"))
    let boards = grids.map { "board.\($0).svg" }
    #expect(try scratch.shownNames(in: "sheets") == boards.sorted() + ["cards.\(code).html"])
    for (grid, board) in zip(grids, boards) {
      let svg = try scratch.text("sheets/\(board)")
      #expect(Self.isWellFormed(svg) && Self.texts(svg).map(\.content).contains(grid))
    }
    let cells = try ContractTests.properties("units.microgrid", of: .tour)
      .compactMap { $0["code"] as? String }.filter { $0.hasPrefix(code) }
    let cards = try scratch.text("sheets/cards.\(code).html")
    #expect(cells.allSatisfy(cards.contains))
    let (_, wrong) = try Self.sheets(["--boards", "--area", "A01"])
    #expect(wrong.code == 64 && wrong.notes.contains("--area"))
  }

  @Test func whatIsNotThereIsNamed() throws {
    for (option, what) in [("--village", "unit '7'"), ("--area", "patrol area '7'")] {
      let (scratch, run) = try Self.sheets([option, "7"])
      #expect(run.code == 65 && run.notes.contains(what))
      #expect(try scratch.names() == ["plan"])
    }
    let scratch = try Scratch()
    let run = try Program.run(["map", "tour", "--out", "sheets"], in: scratch)
    #expect(run.code == 65 && run.notes.contains("is no plan folder"))
  }
}
