import Foundation
import Testing

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
      try scratch.names(in: "made") == [
        "calendar.csv", "crew-B1-C1.gpx", "crew-B1-C2.gpx", "patrol_areas.geojson", "problem.json",
        "routes.geojson", "sheets.html", "stops.csv", "summary.json", "turns.csv", "units.microgrid.geojson",
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
    // And so has a plan whose routes are made anew, from the areas that it has.
    #expect(try Program.run(["patrol", "plan", "--out", "again"], in: scratch).code == 0)
    #expect(try scratch.text("again/stops.csv") == scratch.text("plan/stops.csv"))
    #expect(try scratch.names(in: "again") == scratch.names(in: "plan"))
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
