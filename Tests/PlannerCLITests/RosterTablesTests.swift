import Foundation
import Testing

/// What a scenario may say of the roster beyond people and posts, from the files to the plan and back.
@Suite struct RosterTablesTests {
  /// The short tour's plan for the week before, and a scenario for the next one that uses every table.
  private static func nextWeek() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.shortenTour()
    try FileManager.default.copyItem(
      at: try MadePlan.short.made.scratch.url("plan"), to: scratch.url("before"))
    try scratch.replace("start: 2026-12-01", with: "start: 2026-12-08", in: "tour/scenario.yaml")
    try scratch.replace(
      "weekdays: [1, 2, 3, 4, 5]}", with: "weekdays: [1, 2, 3, 4, 5], holidays: closed}",
      in: "tour/scenario.yaml")
    try scratch.editLines(of: "tour/scenario.yaml") { lines in
      lines += [
        "  station: {shifts: [day], needs: {auxiliary: 1}, weekdays: [2]}",
        "requests: {source: requests.csv}", "pinned: {source: pinned.csv}",
        "history: {source: ../before/roster.csv}",
        "holidays: [{source: holidays-2026.csv}, {source: more.csv, columns: {date: day}}]",
      ]
    }
    try scratch.write(
      "staff,date,shift,wish,weight\nP00011,2026-12-09,,off,30\nP00012,2026-12-09,day,on,\n",
      to: "tour/requests.csv")
    try scratch.write("staff,date,post\nP00021,2026-12-10,B1-C1-day\n", to: "tour/pinned.csv")
    try scratch.write("date,kind\n2026-12-09,holiday\n2026-12-12,workday\n", to: "tour/holidays-2026.csv")
    try scratch.write("day,kind\n2027-01-01,holiday\n", to: "tour/more.csv")
    return scratch
  }

  private static func rows(_ scratch: Scratch, _ name: String) throws -> [[String]] {
    try scratch.text("plan/\(name).csv").split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func everyTableReachesThePlanAndTheRosterMadeAnew() throws {
    let scratch = try Self.nextWeek()
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(run.code == 0, "\(run.notes)")
    let duties = try Self.rows(scratch, "roster")
    #expect(duties.contains { $0[0] == "2026-12-10" && $0[4] == "B1-C1-day" && $0[6] == "P00021" })
    #expect(!duties.contains { $0[0] == "2026-12-09" && $0[6] == "P00011" })
    #expect(duties.contains { $0[0] == "2026-12-09" && $0[6] == "P00012" })
    let desks = duties.filter { $0[4].hasSuffix("-desk") }
    #expect(
      Set(desks.map { $0[0] }) == ["2026-12-08", "2026-12-10", "2026-12-11", "2026-12-12", "2026-12-14"])
    let closed = try Self.rows(scratch, "unfilled").filter { $0[5].hasPrefix("Closed") }
    #expect(closed.count == 2 && closed.allSatisfy { $0[0] == "2026-12-09" })
    #expect(duties.contains { $0[0] == "2026-12-08" && $0[5] == "auxiliary" && !$0[4].hasPrefix("B1") })

    let summary = try #require(
      JSONSerialization.jsonObject(with: Data(try scratch.text("plan/summary.json").utf8)) as? [String: Any])
    let roster = try #require(summary["roster"] as? [String: Any])
    let rules = try #require(roster["rules"] as? [[String: Any]])
    #expect(rules.first { $0["rule"] as? String == "requests" }?["cost"] as? Double == 0)
    let people = try #require(roster["people"] as? [[String: Any]])
    let total = people.reduce(0) { $0 + ($1["cost"] as? Double ?? 0) }
    #expect(abs(total - (roster["soft_cost"] as? Double ?? -1)) < 0.5 && total > 0)

    // All of it is in problem.json: the roster made anew from there is the same.
    let before = try scratch.text("plan/roster.csv")
    let again = try Program.run(["roster", "plan"], in: scratch)
    #expect(again.code == 0, "\(again.notes)")
    #expect(try scratch.text("plan/roster.csv") == before)
    #expect(try Self.rows(scratch, "unfilled").filter { $0[5].hasPrefix("Closed") } == closed)
    let trial = try Program.run(["roster", "plan", "--dry-run", "--json"], in: scratch)
    let document = try JSONSerialization.jsonObject(with: Data(trial.output.utf8)) as? [String: [String: Any]]
    #expect(document?["roster"]?["soft_cost"] as? Double == roster["soft_cost"] as? Double)
    #expect(again.output.contains("soft rule"))
  }

  @Test func aPinThatCannotBeIsNamed() throws {
    let scratch = try Self.nextWeek()
    try scratch.write("staff,date,post\nP00021,2026-12-10,nowhere\n", to: "tour/pinned.csv")
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(run.code == 0)
    #expect(run.output.contains("No post nowhere asks for P00021 on that date."))
    #expect(try scratch.text("plan/summary.json").contains("No post nowhere asks for P00021"))
  }

  /// Each is refused in one sentence with its file and place.
  @Test(arguments: [
    (
      "requests.csv", "P00011,2026-12-09,,off,30", "nobody,2026-12-09,,off,30",
      "'nobody', which is none of the staff"
    ),
    ("requests.csv", ",off,30", ",maybe,30", "'wish' must be on or off"),
    (
      "requests.csv", "2026-12-09,,off", "2026-12-19,,off",
      "'date' must be a date from 2026-12-08 to 2026-12-14"
    ),
    ("requests.csv", ",off,30", ",off,101", "'weight' must be a whole number from 0 to 100"),
    ("requests.csv", "day,on", "dusk,on", "'dusk', which is none of the shifts"),
    ("pinned.csv", "P00021", "P99999", "'P99999', which is none of the staff"),
    ("holidays-2026.csv", "workday", "weekday", "'kind' must be holiday or workday"),
    ("holidays-2026.csv", "2026-12-09", "2026-12-32", "'date' must be a date such as"),
    (
      "scenario.yaml", "max_hours_per_week: 44", "cycle: [day, dusk]",
      "'cycle' must be off or one of the shifts day"
    ),
    (
      "scenario.yaml", "max_hours_per_week: 44", "weights: {night: 200}",
      "'night' must be a whole number from 0 to 100"
    ),
    ("scenario.yaml", "holidays: closed", "holidays: shut", "'holidays' must be open or closed"),
    (
      "scenario.yaml", "shifts: [day], needs", "shifts: [dusk], needs",
      "'shifts' must be one of the shifts day"
    ),
  ])
  func whatIsWrongIsOneSentence(file: String, old: String, new: String, words: String) throws {
    let scratch = try Self.nextWeek()
    try scratch.replace(old, with: new, in: "tour/\(file)")
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(run.code == 65)
    #expect(run.errors.count == 1)
    #expect(run.notes.contains(words), "\(run.notes)")
  }

  @Test func aTimeThatIsNoneIsRefused() throws {
    let scratch = try Self.nextWeek()
    try scratch.editLines(of: "before/roster.csv") { lines in
      lines[1] = lines[1].replacingOccurrences(of: "T08:00:00+08:00", with: "Tnoon")
    }
    let run = try Program.run(["plan", "tour", "--out", "plan"], in: scratch)
    #expect(run.code == 65 && run.notes.contains("'start' must be"))
  }
}
