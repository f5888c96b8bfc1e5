import Foundation
import Geometry
import Grid
import PlannerTestSupport
import Roads
import Solvers
import Testing
import VectorFiles
import Words

@testable import PlanCodec
@testable import Planner
@testable import Publishing
@testable import Scenario

@Suite struct ReportTests {
  private static let leaflet = LeafletFiles(
    script: "window.L = {};\n//# sourceMappingURL=leaflet.js.map",
    style: ".a{background-image:url(images/layers.png)}.b{behavior:url(#default#VML)}")

  func page(_ plan: Plan) -> String {
    ReportPage(plan, PlanFigures(plan), leaflet: Self.leaflet).html()
  }

  /// What a JSON element of the page holds.
  func data(_ html: String, _ id: String = "plan") throws -> [String: Any] {
    let opening = try #require(html.range(of: "<script type=\"application/json\" id=\"\(id)\">"))
    let closing = try #require(html.range(of: "</script>", range: opening.upperBound..<html.endIndex))
    let json = html[opening.upperBound..<closing.lowerBound]
    return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  /// The page says what stands against a proof, level by level, and has words for every cause.
  @Test func pageSaysWhyALevelIsNotProved() throws {
    var plan = ReportFixture().plan()
    plan.hierarchy = Hierarchy(
      levels: plan.hierarchy.levels.enumerated().map { number, level in
        guard number == 2 else { return level }
        return Level(
          name: level.name, codes: level.codes, names: level.names, parents: [-1] + level.parents.dropFirst(),
          households: level.households, shapes: level.shapes, areas: level.areas, anchors: level.anchors)
      }, plane: plan.hierarchy.plane)
    let html = page(plan)
    let told = try #require(try data(html)["unproved"] as? [[[String: Any]]])
    let proof = try plan.hierarchy.prove()
    #expect(try data(html)["proved"] as? Bool == proof.holds && !proof.holds)
    #expect(
      told.map { $0.compactMap { $0["kind"] as? String } }
        == proof.levels.map { $0.causes.map(\.kind.rawValue) })
    #expect(
      told.map(\.isEmpty) == [true, true, false, true, true] && told[2].contains { $0["count"] as? Int == 1 })
    for kind in Proof.Cause.Kind.allCases { #expect(html.contains("\"cause.\(kind.rawValue)\": [")) }
  }

  @Test func pageHoldsThePlan() throws {
    let plan = ReportFixture().plan()
    let told = try data(page(plan))
    #expect(told["title"] as? String == "Test county")
    let levels = try #require(told["levels"] as? [[String: Any]])
    #expect(levels.map { ($0["codes"] as? [String])?.count } == [1, 4, 16, 64, 1024])
    for (level, expected) in zip(levels, plan.hierarchy.levels) {
      #expect(level["codes"] as? [String] == expected.codes)
      #expect(level["names"] as? [String] == expected.names)
      #expect(level["parents"] as? [Int] == expected.parents)
      #expect(level["households"] as? [Int] == expected.households)
    }
    let worst = try #require(levels[4]["worst"] as? [Any])
    #expect(worst.map { $0 as? Int } == plan.coverage.response)
    let rooms = try #require(told["rooms"] as? [[String: Any]])
    #expect(rooms.map { $0["households"] as? Int } == plan.assignment.rooms.map(\.households))
    #expect(rooms[1]["maxTravel"] == nil, "an infinite time is none")
    let bases = try #require(told["bases"] as? [[String: Any]])
    #expect(bases.map { $0["name"] as? String } == ["北街警务工作站", ""], "B2 is named by its crew only")
    #expect(bases.map { $0["crews"] as? [String] } == [["C1"], ["C2"]])
    #expect(told["proved"] as? Bool == true)
    let causes = try #require(told["unproved"] as? [[Any]])
    #expect(causes.count == plan.hierarchy.levels.count && causes.allSatisfy(\.isEmpty))
    let patrol = try data(page(plan), "patrol-data")
    #expect((patrol["routes"] as? [Any])?.count == plan.routes.count)
    #expect((patrol["visits"] as? [[Int]])?.last == plan.coverage.visits)
    #expect((patrol["visits"] as? [[Int]])?.first == [plan.coverage.visits.reduce(0, +)])
    #expect(Set(told.keys).isDisjoint(with: patrol.keys), "the page reads both as one")
    #expect((told["assumed"] as? [[String]])?.map(\.last) == plan.assumed.map(\.english))
  }

  @Test func figuresAgreeWithARecount() throws {
    let plan = ReportFixture().plan()
    let figures = try #require(try data(page(plan))["figures"] as? [String: Any])
    let weights = plan.hierarchy.lowest.households
    let total = weights.reduce(0, +)
    #expect(figures["households"] as? Int == total)

    let coverage = try #require(figures["coverage"] as? [[String: Any]])
    let curve = try #require(figures["curve"] as? [[String: Any]])
    #expect(coverage.map { $0["limit"] as? Int } == [60, 180, 300])
    for entry in coverage + curve {
      let limit = try #require(entry["limit"] as? Int)
      for (key, times) in [("share", plan.coverage.response), ("twice", plan.coverage.secondResponse)] {
        let inside = weights.indices.filter { (times[$0] ?? .max) <= limit }.map { weights[$0] }
        let share = try #require(entry[key] as? Double)
        #expect(abs(share - Double(inside.reduce(0, +)) / Double(total)) < 1e-12)
      }
    }
    #expect(coverage.map { $0["twice"] as? Double } != coverage.map { $0["share"] as? Double })
    let last = try #require(curve.last?["share"] as? Double)
    #expect(abs(last - Double(total - weights[7]) / Double(total)) < 1e-12, "all but the unreachable unit")

    let driven = try #require(try data(page(plan), "patrol-data")["driven"] as? [[String: Any]])
    for (name, entry) in zip(["weekday", "weekend"], driven) {
      let points = plan.problem.checkpoints.filter { $0.dayTypes.isEmpty || $0.dayTypes.contains(name) }
      let stops = plan.routes.filter { $0.dayType == name }.flatMap(\.stops)
      let made = points.map { point in min(point.visitsPerDay, stops.filter { $0.id == point.id }.count) }
      #expect(entry["required"] as? Int == points.reduce(0) { $0 + $1.visitsPerDay })
      #expect(entry["made"] as? Int == made.reduce(0, +))
      #expect(entry["metres"] as? Int == Int(stops.reduce(0) { $0 + $1.distance }.rounded()))
    }
    let missing = plan.roster.unfilled.reduce(0) { $0 + $1.missing }
    let roster = try data(page(plan), "roster-data")
    #expect(roster["dutiesFilled"] as? Int == plan.roster.duties.count)
    #expect(roster["dutiesNeeded"] as? Int == plan.roster.duties.count + missing)
  }

  @Test func whatIsNotFiniteIsNone() throws {
    let plan = ReportFixture.bare()
    let told = try data(page(plan))
    let answer = try #require((told["optimisations"] as? [[String: Any]])?.first)
    #expect(answer["name"] as? [String] == ["警务室", "rooms"])
    #expect(answer["objective"] == nil && answer["lowerBound"] == nil && answer["gap"] == nil)
    let figures = try #require(told["figures"] as? [String: Any])
    #expect(figures["unreachable"] as? Int == plan.hierarchy.lowest.households[0])
    #expect((figures["coverage"] as? [[String: Any]])?.map { $0["share"] as? Double } == [0, 0, 0])
    try writeForViewing(
      html: ReportPage(plan, PlanFigures(plan), leaflet: (try? .load()) ?? Self.leaflet).html(), as: "bare")
  }

  @Test func personsHoursAddUp() throws {
    let plan = ReportFixture().plan()
    let people = try #require(try data(page(plan), "roster-data")["people"] as? [[String: Any]])
    let hours = people.compactMap { $0["hours"] as? Double }
    #expect(hours.reduce(0, +) == Double(plan.roster.duties.count) * 9)
    let weekends = plan.roster.duties.count { $0.date.weekday >= 6 }
    #expect(people.compactMap { $0["weekends"] as? Int }.reduce(0, +) == weekends)
    #expect(people.count > plan.assignment.rooms.count)
    let order = people.compactMap { row in (row["site"] as? String).map { "\($0)|\(row["id"] ?? "")" } }
    #expect(order == order.sorted() && Set(order).count == people.count)
  }

  @Test func whatTheCrewsReachIsToldInClasses() throws {
    var plan = ReportFixture().plan()
    let count = plan.hierarchy.lowest.count
    let seconds: [[Int?]] = [
      (0..<count).map { $0 < 5 ? 60 : 61 }, (0..<count).map { $0 % 2 == 0 ? nil : 300 * $0 },
    ]
    let times = (0..<count).map { unit in
      seconds.map { $0[unit].map { Int32($0) } ?? DayResponse.never }
    }
    plan.findings.reach = [
      DayReach(
        dayType: "weekend", DayResponse(step: 43_200, crews: [1, 1], times: times),
        breaks: plan.problem.policy.responseBreaks)
    ]
    let told = try data(page(plan))
    let breaks = try #require((told["figures"] as? [String: Any])?["breaks"] as? [Int])
    #expect(breaks == [60, 180, 300, 600])
    let patrol = try data(page(plan), "patrol-data")
    let reach = try #require((patrol["crewReach"] as? [[String: Any]])?.first)
    #expect(reach["dayType"] as? Int == 1 && reach["step"] as? Int == 43_200)
    #expect((reach["classes"] as? [String])?.count == 2)
    for (text, wanted) in zip(try #require(reach["classes"] as? [String]), seconds) {
      var source = Decoder(text: text)
      var classes: [Int] = []
      while !source.isAtEnd {
        let value = source.integer()
        classes += Array(repeating: value, count: source.integer())
      }
      #expect(classes == wanted.map { time in breaks.count { $0 < time ?? .max } })
    }
  }

  @Test func geometryOnThePageIsExact() throws {
    let plan = ReportFixture().plan()
    let told = try data(page(plan))
    let mesh = try #require(told["mesh"] as? [String: Any])
    var source = Decoder(text: try #require(mesh["rings"] as? String))
    #expect(source.shapes(count: plan.hierarchy.lowest.count) == plan.hierarchy.lowest.shapes)
    #expect(source.isAtEnd)
    let routes = try #require(try data(page(plan), "patrol-data")["routes"] as? [[String: Any]])
    for (route, path) in zip(routes, plan.ways.map(\.path)) {
      var line = Decoder(text: try #require(route["path"] as? String))
      #expect(path.map { _ in line.coordinate() } == path)
      #expect(line.isAtEnd)
    }
  }

  @Test func holesPartsEmptyUnitsAndTheEndsOfTheEarthSurvive() {
    func square(_ x: Int32, _ y: Int32, _ size: Int32) -> [Coordinate] {
      [(0, 0), (size, 0), (size, size), (0, size)].map { Coordinate(x: x + $0.0, y: y + $0.1) }
    }
    var shapes = PolygonSet()
    shapes.appendUnit([
      [square(-1_800_000_000, -900_000_000, 1000), square(-1_799_999_900, -899_999_900, 10)]
    ])
    shapes.appendUnit([])
    shapes.appendUnit([[square(1_799_999_000, 899_999_000, 1000)], [square(0, 0, 1)]])
    var source = Decoder(text: IntegerText(shapes).text)
    #expect(source.shapes(count: 3) == shapes)
    #expect(source.isAtEnd)
  }

  @Test func integersSurvive() {
    let values = [0, 1, -1, 15, 16, -16, -17, 31, 32, 1 << 31, -(1 << 31), 3_600_000_000, -3_600_000_000]
    var written = IntegerText()
    for value in values { written.append(value) }
    var source = Decoder(text: written.text)
    #expect(values.map { _ in source.integer() } == values)
    #expect(source.isAtEnd)
  }

  @Test func staffingIsTold() throws {
    var plan = ReportFixture().plan()
    var kept = StaffingRule(name: .stationShare, limit: 0.4, value: 0.5, verdict: .pass)
    kept.remark = Message(verbatim: "Some are not judged.")
    let broken = StaffingRule(
      name: .householdsPerOfficer, limit: 10, verdict: .breach,
      places: [.init(code: "T", name: "Town", value: nil), .init(code: "U", name: "", value: 12.5)])
    var figures = PlanFigures(plan)
    figures.staffing.rules = [
      kept, broken,
      StaffingRule(
        name: .communityShare, limit: 0.4, verdict: .notJudged(Message("nothing_known", "nothing is known"))),
    ]
    figures.equity = [
      PlaceEquity(code: "C", name: "County", travel: TravelEquity(travel: [60, 180], households: [1, 1])),
      PlaceEquity(code: "T", name: "Town", travel: TravelEquity(travel: [.infinity], households: [4])),
    ]
    plan.assignment.detached = [
      .init(room: 1, units: [3], reason: Message("touches_nothing", "it touches no other land"))
    ]
    plan.assignment.officerShares = [
      .init(room: 0, workloads: [1, 3], deviation: 0.5, limit: .fewUnits),
      .init(room: 1, workloads: [1, 1], deviation: 0, limit: .land),
    ]
    let told = try data(ReportPage(plan, figures, leaflet: Self.leaflet).html())
    let rules = try #require(told["rules"] as? [[String: Any]])
    #expect(rules.map { $0["verdict"] as? String } == ["pass", "breach", "not judged"])
    #expect(
      rules.map { $0["reason"] as? [String] } == [
        ["Some are not judged.", "Some are not judged."], nil, ["情况不明", "nothing is known"],
      ])
    let places = try #require(rules[1]["places"] as? [[String: Any]])
    #expect(places.map { $0["value"] as? Double } == [nil, 12.5])
    let equity = try #require(told["equity"] as? [[String: Any]])
    #expect(equity.map { $0["unit"] as? Int } == [-1, 0])
    #expect(equity[0]["mean"] as? Int == 120 && equity[0]["gini"] as? Double == 0.25)
    #expect(equity[1]["mean"] == nil && equity[1]["unreached"] as? Int == 4)
    let detached = try #require((told["detached"] as? [[String: Any]])?.first)
    #expect(
      detached["units"] as? [Int] == [3]
        && detached["reason"] as? [String] == ["它不与其他地块相接", "it touches no other land"])
    let shares = try #require(told["shares"] as? [[String: Any]])
    #expect(shares.map { ($0["reason"] as? [String])?.last } == ["there are fewer units than officers", nil])
  }

  @Test func samePlanSameBytes() {
    let html = page(ReportFixture().plan())
    for _ in 0..<3 { #expect(page(ReportFixture().plan()) == html) }
    #expect(page(ReportFixture(title: "Other").plan()) != html)
  }

  @Test(arguments: [
    "</script><script>alert(1)</script>", "<!--<script>", "\" onload=\"x", "a & b < c", "{{script}}",
    "\u{2028}'\\",
  ])
  func namesAreOnlyText(name: String) throws {
    let plain = page(ReportFixture(title: "plain", villageName: "plain").plan())
    let html = page(ReportFixture(title: name, villageName: name).plan())
    for tag in ["<script", "</script", "<!--", "onload=\"x\""] {
      #expect(html.components(separatedBy: tag).count == plain.components(separatedBy: tag).count, "\(tag)")
    }
    let told = try data(html)
    #expect(told["title"] as? String == name)
    let villages = try #require((told["levels"] as? [[String: Any]])?[2]["names"] as? [String])
    #expect(villages.first == "\(name) 1")
  }

  @Test func pageAsksForNothing() throws {
    let html = page(ReportFixture().plan())
    #expect(requests(in: html) == [])
    #expect(html.contains("Content-Security-Policy\" content=\"default-src 'none'"))
    #expect(requests(in: "<img src='http://a/b.png'>").count == 1, "the check itself finds a request")
    #expect(requests(in: "a{b:url(images/x.png)}@import 'y.css'").count == 2)
    #expect(requests(in: "<script src=//cdn/x.js>\n//# sourceMappingURL=x.map").count == 2)
  }

  @Test func installedLeafletAsksForNothing() throws {
    guard FileManager.default.fileExists(atPath: LeafletFiles.standardDirectory) else {
      print("skipped: libjs-leaflet is not installed")
      return
    }
    let leaflet = try LeafletFiles.load()
    #expect(leaflet.script.contains("tileLayer") && leaflet.style.contains(".leaflet-pane"))
    let plan = ReportFixture().plan()
    let html = ReportPage(plan, PlanFigures(plan), leaflet: leaflet).html()
    #expect(requests(in: html) == [])
    #expect(
      html.components(separatedBy: "</script").count == 6,
      "four scripts: two of data, Leaflet, the page's own")
  }

  /// Everything that would make a browser ask for something: addresses that are not data or within the page.
  private func requests(in html: String) -> [String] {
    let patterns = [
      #/(?i)[^a-z](?:src|href)\s*[=:]\s*["'`]?(?:https?:|\/\/)/#, #/(?i)[^a-z]url\((?!["']?(?:data:|#))/#,
      #/(?i)@import/#, #/sourceMappingURL/#,
      #/[^A-Za-z](?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\(/#,
    ]
    return patterns.flatMap { html.matches(of: $0).map { String($0.output) } }
  }

  @Test func missingLeafletIsNamed() {
    #expect(throws: ReportError.leafletMissing(directory: "/nowhere")) {
      try LeafletFiles.load(from: "/nowhere")
    }
    #expect("\(ReportError.leafletMissing(directory: "/nowhere"))".contains("/nowhere"))
  }

  @Test func fullSizeCountyStaysSmall() throws {
    let plan = ReportFixture(splits: [5, 5, 2, 2], bends: 5).plan()
    #expect(plan.hierarchy.lowest.count == 10_000)
    #expect(plan.hierarchy.lowest.shapes.coordinates.count == 250_000)
    let html = page(plan)
    #expect(html.utf8.count < 15_000_000)
    try writeForViewing(
      html: ReportPage(plan, PlanFigures(plan), leaflet: (try? .load()) ?? Self.leaflet).html(), as: "report")
  }

  /// For looking at the page in a browser: where the environment names a folder, it is written there.
  private func writeForViewing(html: String, as name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["REPORT_FOLDER"] else { return }
    try html.write(toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
  }
}

/// Reads coded integers by their definition, with nothing of the writer's.
private struct Decoder {
  private var digits: [Int]
  private var x = 0
  private var y = 0

  init(text: String) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let values = Dictionary(uniqueKeysWithValues: zip(alphabet, 0...))
    digits = text.map { values[$0] ?? 0 }.reversed()
  }

  var isAtEnd: Bool { digits.isEmpty }

  mutating func integer() -> Int {
    var value = 0
    var weight = 1
    while let digit = digits.popLast() {
      value += digit % 32 * weight
      weight *= 32
      if digit < 32 { break }
    }
    return value.isMultiple(of: 2) ? value / 2 : -(value + 1) / 2
  }

  mutating func coordinate() -> Coordinate {
    x += integer()
    y += integer()
    return Coordinate(x: Int32(x), y: Int32(y))
  }

  mutating func shapes(count: Int) -> PolygonSet {
    var result = PolygonSet()
    for _ in 0..<count {
      result.appendUnit(
        (0..<integer()).map { _ in (0..<integer()).map { _ in (0..<integer()).map { _ in coordinate() } } })
    }
    return result
  }
}
