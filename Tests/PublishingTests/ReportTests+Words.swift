import Foundation
import PlannerTestSupport
import Testing
import VectorFiles

@testable import Planner
@testable import Publishing
@testable import Scenario

/// What the page says, and what its search knows.
extension ReportTests {
  /// The catalogue of the page and all that is not it.
  private func catalogue() throws -> (entries: [(key: String, line: String)], rest: String) {
    let html = page(ReportFixture().plan())
    let opening = try #require(html.range(of: "const words = {"))
    let end = try #require(html.range(of: "\n};", range: opening.upperBound..<html.endIndex))
    let text = html[opening.upperBound..<end.lowerBound]
    let entries = text.matches(of: #/(?:"([^"]+)"|(\w+)): (\[.*?\])(?:,|$)/#.anchorsMatchLineEndings()).map {
      (String($0.output.1 ?? $0.output.2 ?? ""), String($0.output.3))
    }
    return (entries, String(html[..<opening.lowerBound] + html[end.upperBound...]))
  }

  @Test func everyWordOfThePageIsInItsCatalogue() throws {
    let (entries, rest) = try catalogue()
    let used = rest.matches(of: #/(?:\bword\(|data-word(?:-label|-placeholder)?=)"([\w. ]+)"/#).map {
      String($0.output.1)
    }
    #expect(used.count > 80)
    #expect(Set(used).subtracting(entries.map(\.key)) == [])
    #expect(Set(entries.map(\.key)).count == entries.count, "none is there twice")
  }

  @Test func everyWordIsInBothLanguages() throws {
    for (key, line) in try catalogue().entries {
      let texts = line.matches(of: #/"((?:[^"\\]|\\.)*)"/#).map { String($0.output.1) }
      #expect(texts.count == 2 && texts.allSatisfy { !$0.isEmpty }, "\(key)")
      guard texts.count == 2 else { continue }
      let places = texts.map { Set($0.matches(of: #/\{\d\}/#).map { String($0.output) }) }
      #expect(places[0] == places[1], "\(key) is told the same in both")
      #expect(
        key == "otherLanguage" || !texts[1].unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) },
        "\(key)")
    }
  }

  /// A key stands somewhere in the page as a string, or is the name of a case that the page is told.
  @Test func noWordIsUnused() throws {
    let (entries, rest) = try catalogue()
    let levels = ["county", "township", "village", "grid", "microgrid"]
    var told = Set(levels + levels.map { $0 + "s" } + ["weekday", "weekend", "holiday", "existing", "new"])
    told.formUnion(["start", "checkpoint", "unit", "street", "break", "end", "pass", "breach", "not judged"])
    told.formUnion(StaffingRule.Name.allCases.map(\.rawValue))
    told.formUnion(["response", "revisit", "staffing", "officer", "auxiliary", "red", "yellow", "blue"])
    for (key, _) in entries where !told.contains(key) && !key.hasPrefix("cause.") && !key.hasPrefix("shift.")
    {
      #expect(rest.contains("\"\(key)\""), "\(key)")
    }
  }

  @Test func stopsOfAWeekAreCounted() throws {
    let plan = ReportFixture().plan()
    let week = try #require(try data(page(plan), "patrol-data")["week"] as? [Int])
    let units = plan.unitOfStop
    var counted = [Int](repeating: 0, count: plan.hierarchy.lowest.count)
    for day in 0..<7 {
      let type = plan.problem.dayTypes[plan.problem.horizon.dayType(of: day)]
      for (index, route) in plan.routes.enumerated() where route.dayType == type {
        for (stop, unit) in zip(route.stops, units[index])
        where unit >= 0 && [.checkpoint, .street, .unit].contains(stop.kind) { counted[unit] += 1 }
      }
    }
    #expect(week == counted && week.contains { $0 > 0 } && week.contains(0))
  }

  @Test func namesAreFoundByTheirInitials() {
    let table = ReportInitials.table(of: ["沈丘县 Ab1", "槐店回族镇", "\u{1F600}\u{20000}é"])
    #expect(table["s"] == "沈" && table["q"] == "丘" && table["h"] == "回槐")
    #expect(table.values.joined().unicodeScalars.count == 8, "characters of the table and nothing else")
  }

  /// The page's own transform is compared with the same pairs, in `Tests/Outputs/page_test.py`.
  @Test func pairsOfGCJ02AreThoseOfTheTransform() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Outputs/gcj02.json")
    let pairs = try JSONDecoder().decode([[Double]].self, from: Data(contentsOf: file))
    #expect(pairs.count >= 20)
    for pair in pairs {
      let place = ChineseDatum.gcj02.toWGS84(longitude: pair[0], latitude: pair[1])
      #expect(abs(place.longitude - pair[2]) < 2e-9 && abs(place.latitude - pair[3]) < 2e-9)
    }
  }
}
