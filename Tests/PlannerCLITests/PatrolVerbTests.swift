import Foundation
import Testing
import VectorFiles

/// Areas and routes by themselves, and changes of a day under way.
@Suite struct PatrolVerbTests {
  private static func rows(_ scratch: Scratch, _ file: String) throws -> [[String]] {
    try scratch.text(file).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func aScenarioIsPatrolledByItself() throws {
    let scratch = try Scratch()
    let run = try Program.run(["patrol", "tour", "--out", "made"], in: scratch)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix("patrol    1 areas, 12 routes; "))
    #expect(
      try scratch.shownNames(in: "made") == [
        "calendar.csv", "certificates", "crew-B1-C1.gpx", "crew-B1-C2.gpx", "patrol_areas.geojson",
        "problem.json",
        "routes.geojson", "sheets.html", "stops.csv", "summary.json", "turns.csv", "units.county.geojson",
        "units.grid.geojson", "units.microgrid.geojson", "units.township.geojson", "units.village.geojson",
        "unserved.csv",
      ])
    // A plan in one go has the same routes.
    let plan = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(plan.code == 0)
    for file in [
      "stops.csv", "unserved.csv", "turns.csv", "routes.geojson", "patrol_areas.geojson", "calendar.csv",
    ] {
      #expect(try scratch.text("made/\(file)") == scratch.text("plan/\(file)"), "\(file)")
    }
    // And so has a plan whose routes are made anew, from the areas that it has, and all its files are as they were.
    #expect(try Program.run(["patrol", "plan", "--out", "again"], in: scratch).code == 0)
    let (before, after) = (try scratch.files(in: "plan"), try scratch.files(in: "again"))
    #expect(Set(before.keys) == Set(after.keys) && before.count > 30)
    for (file, bytes) in before where !["plan.gpkg", "summary.json"].contains(file) {
      #expect(after[file] == bytes, "\(file)")
    }
    for layer in ["units.microgrid", "routes", "stops", "turns", "layer_styles"] {
      let (old, new) = try (Self.layer("plan", layer, scratch), Self.layer("again", layer, scratch))
      #expect(old.count > 0)
      #expect(old.fields.map(\.texts) == new.fields.map(\.texts), "\(layer)")
    }
    #expect(try Self.figures("plan", scratch) == Self.figures("again", scratch))
  }

  private static func layer(_ plan: String, _ name: String, _ scratch: Scratch) throws -> VectorLayer {
    let source = VectorSource(path: scratch.url("\(plan)/plan.gpkg").path, layer: name)
    return try VectorLayer(reading: source, columns: VectorLayer.columns(of: source), as: .none)
  }

  /// `summary.json` but for when and how fast it was made, its answers by name.
  private static func figures(_ plan: String, _ scratch: Scratch) throws -> NSDictionary {
    let json = try JSONSerialization.jsonObject(with: Data(scratch.text("\(plan)/summary.json").utf8))
    var summary = try #require(json as? [String: Any])
    for key in ["timings", "generated"] { summary[key] = nil }
    let answers = try #require(summary["optimisations"] as? [[String: Any]])
    #expect(answers.contains { ($0["name"] as? String)?.hasPrefix("routes, ") == true })
    summary["optimisations"] = answers.sorted { "\($0["name"] ?? "")" < "\($1["name"] ?? "")" }
    return summary as NSDictionary
  }

  @Test func everyFileOfAPlanTellsOfItsNewRoutes() throws {
    let scratch = try Scratch(withTour: false)
    try FileManager.default.copyItem(at: MadePlan.tour.made.scratch.url(""), to: scratch.url("made"))
    let run = try Program.run(
      ["patrol", "made/plan", "--drop", "B1-C1@14:20", "--out", "now"], in: scratch)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(try scratch.text("now/problem.json").contains("\"../made/tour/scenario.yaml\""))
    let stops = try Self.rows(scratch, "now/stops.csv")
    #expect(try stops != Self.rows(scratch, "made/plan/stops.csv"))
    #expect(try Self.layer("now", "stops", scratch)["stop_id"]?.texts == stops.map { $0[5] })
    #expect(try Self.layer("now", "routes", scratch).count == Set(stops.map { $0[0...2] }).count)
    // The page's stops, and the visits that the lowest level counts.
    let page = try scratch.text("now/report.html")
    let opening = try #require(page.range(of: "id=\"patrol-data\">"))
    let closing = try #require(page.range(of: "</script>", range: opening.upperBound..<page.endIndex))
    let json = try JSONSerialization.jsonObject(
      with: Data(page[opening.upperBound..<closing.lowerBound].utf8))
    let told = try #require(json as? [String: Any])
    let routes = try #require(told["routes"] as? [[String: Any]])
    let ids = routes.flatMap { ($0["stops"] as? [String: Any])?["ids"] as? [String] ?? [] }
    #expect(ids == stops.map { $0[5] })
    let visits = try #require((told["visits"] as? [[Int]])?.last)
    let shown = stops.count { $0[0] == "weekday" && ["checkpoint", "street", "unit"].contains($0[4]) }
    #expect(visits.reduce(0, +) == shown)
    #expect(try Self.layer("now", "units.microgrid", scratch)["visits"]?.texts == visits.map { "\($0)" })
    #expect(try scratch.files(in: "now")["roster.xlsx"] != scratch.files(in: "made/plan")["roster.xlsx"])
    #expect(try scratch.files(in: "now")["roster.csv"] == scratch.files(in: "made/plan")["roster.csv"])
  }

  @Test func aCrewThatDropsOutIsReplaced() throws {
    let scratch = try Scratch()
    #expect(try Program.run(["patrol", "tour", "--out", "made"], in: scratch).code == 0)
    let before = try Self.rows(scratch, "made/stops.csv")
    let run = try Program.run(["patrol", "made", "--drop", "B1-C1@14:20", "--out", "now"], in: scratch)
    #expect(run.code == 0 && run.errors.isEmpty)
    let after = try Self.rows(scratch, "now/stops.csv")
    #expect(try Self.rows(scratch, "made/stops.csv") == before)
    // The day's first date is a Tuesday; other days, and what was begun before, are as they were.
    func untouched(_ rows: [[String]]) -> [[String]] {
      rows.filter { $0[0] == "weekend" || $0[4] == "checkpoint" && $0[7] <= "2026-12-01T14:20" }
    }
    #expect(untouched(after) == untouched(before) && untouched(before).count > 30)
    let late = after.filter {
      $0[0] == "weekday" && $0[1] == "B1-C1" && $0[4] == "checkpoint" && $0[7] > "2026-12-01T14:21"
    }
    #expect(late.isEmpty)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 1 && lines.last?.contains("of crews that go on") == true)
    #expect(lines.dropLast().allSatisfy { $0.contains(" -> ") })

    let added = try Program.run(
      ["patrol", "now", "--add-checkpoint", "X1=115.001,33.501", "--at", "15:00"], in: scratch)
    #expect(added.code == 0)
    #expect(added.output.contains("X1 X1: new -> B1-C2 "))
    #expect(try scratch.text("now/problem.json").contains("\"X1\""))
    #expect(try scratch.text("now/crew-B1-C2.gpx").contains("<name>X1</name>"))
  }

  @Test(arguments: [
    (["made", "--drop", "B9-C9@14:20"], Int32(65), "B9-C9"), (["made", "--drop", "B1-C1"], 64, "--drop"),
    (["tour", "--drop", "B1-C1@14:20"], 65, "no plan folder"), (["tour"], 64, "--out"),
    (["made", "--add-checkpoint", "X1=115,33"], 64, "--at"),
    (["made", "--add-checkpoint", "K001=115,33", "--at", "10:00"], 65, "K001"),
    (["made", "--drop", "B1-C1@14:20", "--day-type", "feast"], 65, "weekday, weekend"),
    (["tour", "--out", "made", "--seconds", "0"], 64, "--seconds"),
  ])
  func whatCannotBeIsOneSentence(arguments: [String], code: Int32, word: String) throws {
    let scratch = try Scratch()
    try scratch.shortenTour()
    #expect(try Program.run(["patrol", "tour", "--out", "made"], in: scratch).code == 0)
    let run = try Program.run(["patrol"] + arguments, in: scratch)
    #expect(run.code == code)
    #expect(run.output.isEmpty && run.notes.contains(word))
  }

  @Test func eachDateHasRoutesOfItsOwn() throws {
    let scratch = try Scratch()
    try scratch.replace(
      "roads: {source", with: "patrol: {variety: 0.2}\nroads: {source", in: "tour/scenario.yaml")
    func visits(_ date: String, _ out: String) throws -> [String] {
      let run = try Program.run(["patrol", "tour", "--out", out, "--date", date], in: scratch)
      #expect(run.code == 0 && run.errors.isEmpty)
      #expect(try Self.rows(scratch, "\(out)/calendar.csv") == [[date, "weekday"]])
      let rows = try Self.rows(scratch, "\(out)/stops.csv")
      #expect(rows.allSatisfy { $0[0] == "weekday" && ($0[4] != "start" || $0[8].hasPrefix(date)) })
      #expect(try Self.rows(scratch, "\(out)/unserved.csv").isEmpty)
      return rows.filter { $0[4] == "checkpoint" }.map { "\($0[1...2]) \($0[5])" }
    }
    let (thursday, friday) = (try visits("2026-12-03", "thu"), try visits("2026-12-04", "fri"))
    #expect(thursday.count == friday.count && thursday.count > 20)
    #expect(thursday != friday)
    #expect(try visits("2026-12-03", "again") == thursday)
  }

  @Test(arguments: [
    (["tour", "--out", "x", "--date", "2027-02-01"], Int32(65), "2026-12-28"),
    (["tour", "--out", "x", "--date", "soon"], 64, "soon"), (["tour", "--date", "2026-12-03"], 64, "--out"),
  ])
  func aDateThatCannotBeIsOneSentence(arguments: [String], code: Int32, word: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(["patrol"] + arguments, in: scratch)
    #expect(run.code == code && run.output.isEmpty && run.notes.contains(word))
    #expect(try scratch.names() == ["tour"])
  }

  @Test func onATerminalTheSearchShowsItsBestAndABound() throws {
    guard let script = try Program.script() else { return }
    let run = try Program.run(
      tool: script, ["-qec", "\"$CLI\" patrol tour --out made --seconds 2", "/dev/null"], in: Scratch())
    #expect(run.code == 0)
    let shown = run.output.matches(
      of:
        /\r\u{1B}\[K(weekday|weekend): (\d+) visits left out \(at least (\d+)\), (\d+) s of travel \(at least (\d+)\)/
    )
    #expect(Set(shown.map(\.output.1)) == ["weekday", "weekend"])
    for line in shown.map(\.output) {
      #expect(Int(line.2) ?? -1 >= Int(line.3) ?? 0)
      // Of fewer visits than can be made the travel may be less than the bound.
      #expect(line.2 != line.3 || Int(line.4) ?? -1 >= Int(line.5) ?? 0)
    }
    #expect(run.output.contains("\r\u{1B}[Kpatrol    1 areas"))
  }

  /// A row for each change, as it is told, and the figures of each.
  @Test func changesAreTriedAndTold() throws {
    let scratch = try Scratch()
    let run = try Program.run(
      ["patrol", "tour", "--more", "1", "--tolerance", "0.05", "--tolerance", "0.5", "--out", "made"],
      in: scratch)
    #expect(run.code == 0)
    let rows = run.output.split(separator: "\n").map { $0.split(separator: /\s{2,}/).map(String.init) }
    #expect(rows.count == 5 && rows.allSatisfy { $0.count == rows[0].count })
    #expect(
      rows.dropFirst().compactMap(\.first) == [
        "as it is", "one crew more at base B1", "areas within 5.0 % of equal work",
        "areas within 50.0 % of equal work",
      ])
    // The last of them is what was written, with the crew more.
    let crews = Set(try Self.rows(scratch, "made/stops.csv").map { $0[1] })
    #expect(crews.contains("B1+1"))
    for wrong in ["0", "nan", "2"] {
      #expect(try Program.run(["patrol", "tour", "--tolerance", wrong], in: scratch).code == 64)
    }
  }

  /// Days that differ are harder to guess, and travel hardly more.
  @Test func varietyIsToldInBits() throws {
    let scratch = try Scratch()
    let scenario = try scratch.text("tour/scenario.yaml")
    func plan(_ variety: Double) throws -> (bits: Double, travel: Double) {
      try scratch.write(
        scenario + "\npatrol: {rotation: 3, variety: \(variety)}\n", to: "tour/scenario.yaml")
      #expect(try Program.run(["plan", "tour", "--out", "plan"], in: scratch).code != 65)
      let summary = try #require(
        try JSONSerialization.jsonObject(with: Data(scratch.text("plan/summary.json").utf8)) as? [String: Any]
      )
      let crews = try #require(summary["crews"] as? [String: Any])
      let travel = (summary["optimisations"] as? [[String: Any]] ?? [])
        .filter { ($0["name"] as? String ?? "").hasSuffix("travel") }
        .compactMap { $0["objective"] as? Double }
      #expect(travel.count == 6)
      return (try #require(crews["visit_entropy_bits"] as? Double), travel.reduce(0, +))
    }
    let plain = try plan(0)
    let varied = try plan(0.03)
    #expect(varied.bits > plain.bits + 0.1)
    #expect(varied.travel <= 1.03 * plain.travel)
  }

  @Test func aSearchThatIsInterruptedGivesItsBest() throws {
    let scratch = try Scratch()
    let running = try Program.start(
      tool: "/usr/bin/env",
      ["--default-signal=INT", Program.url.path, "patrol", "tour", "--out", "made", "--seconds", "300"],
      in: scratch)
    while running.process.isRunning, !running.notesSoFar.contains("routes\n") { usleep(500) }
    usleep(300_000)
    kill(running.process.processIdentifier, SIGINT)
    let run = try running.wait()
    #expect(run.code == 0 && !run.wasKilled)
    #expect(run.output.contains("required visits made"))
    #expect(try Self.rows(scratch, "made/stops.csv").count > 100)
  }
}
