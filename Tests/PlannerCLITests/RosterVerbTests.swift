import Foundation
import Testing
import VectorFiles

/// A plan's roster after a sick call.
@Suite struct RosterVerbTests {
  private static func copyOfPlan() throws -> Scratch {
    let scratch = try Scratch(withTour: false)
    let made = try MadePlan.tour.made.scratch
    try FileManager.default.copyItem(at: made.url("plan"), to: scratch.url("plan"))
    return scratch
  }

  private static func layer(_ file: String, _ name: String, _ scratch: Scratch) throws -> VectorLayer {
    let source = VectorSource(path: scratch.url(file).path, layer: name)
    return try VectorLayer(reading: source, columns: VectorLayer.columns(of: source), as: .none)
  }

  private static func rows(_ scratch: Scratch) throws -> [[String]] {
    try scratch.text("plan/roster.csv").split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func whatAHandDoesToTheRosterIsTold() throws {
    let scratch = try AuditTests.copyOfPlan()
    let rows = try Self.rows(scratch)
    func summary() throws -> String { try scratch.text("plan/summary.json") }
    // A duty taken out leaves a place empty.
    try scratch.editLines(of: "plan/roster.csv") { $0.remove(at: 1) }
    #expect(try Program.run(["refresh", "plan"], in: scratch).code == 0)
    #expect(try scratch.text("plan/unfilled.csv").contains(",\(rows[0][4]),"))
    #expect(try summary().contains("\"duties_unfilled\" : 1") && !summary().contains("duties_surplus"))
    #expect(try scratch.text("plan/report.html").contains("\"dutiesFilled\":\(rows.count - 1)"))
    // Put in twice, it fills its place once.
    try scratch.editLines(of: "plan/roster.csv") { lines in
      let line = rows[0].joined(separator: ",")
      lines.insert(contentsOf: [line, line.replacingOccurrences(of: rows[0][6], with: rows[1][6])], at: 1)
    }
    let run = try Program.run(["refresh", "plan"], in: scratch)
    #expect(run.code == 0)
    #expect(try summary().contains("\"duties_surplus\" : 1"))
    #expect(try summary().contains("\"duties_unfilled\" : 0"))
    #expect(try summary().contains("\"uncosted\" : "))
    #expect(try scratch.text("plan/report.html").contains("\"dutiesFilled\":\(rows.count)"))
  }

  /// The workbook comes back as it went out, and edits of the table are taken or named.
  @Test func whatWasEditedByHandComesBack() throws {
    let scratch = try Self.copyOfPlan()
    let before = try scratch.text("plan/roster.csv")
    for file in ["roster.xlsx", "roster.csv"] {
      try FileManager.default.copyItem(at: scratch.url("plan/\(file)"), to: scratch.url(file))
      let run = try Program.run(["roster", "plan", "--from", file, "--out", "same"], in: scratch)
      #expect(run.code == 0 && run.output.hasPrefix("0 edited cells, 0 duties taken on"), "\(run.notes)")
      #expect(try scratch.text("same/roster.csv") == before)
    }
    // Someone has a duty of the same shift elsewhere; dates as spreadsheets write them are dates.
    let rows = try Self.rows(scratch)
    let here = try #require(rows.first { $0[4].hasPrefix("B1-C1") })
    let busy = try #require(
      rows.first { $0[0] == here[0] && $0[1] == here[1] && $0[5] == here[5] && $0[4].hasPrefix("B1-C2") })
    try scratch.write(
      before.replacingOccurrences(
        of: here.joined(separator: ","), with: (here.dropLast() + [busy[6]]).joined(separator: ",")
      ).replacingOccurrences(of: "\n2026-12-0", with: "\n2026/12/"), to: "roster.csv")
    let run = try Program.run(["roster", "plan", "--from", "roster.csv"], in: scratch)
    #expect(run.code == 1)
    let place = here[...1].joined(separator: "  ") + "  \(here[4])  \(here[5])  "
    #expect(run.output.contains("given up  \(place)\(here[6])"))
    #expect(run.output.contains("refused   \(place)\(busy[6]): breaks one duty at a time"))
    #expect(run.output.contains("instead \(here[6]) can take it"))
    #expect(try Self.rows(scratch).count == rows.count - 1)
    #expect(try scratch.text("plan/unfilled.csv").contains(here[4]))

    try scratch.write("no workbook", to: "text.xlsx")
    for (words, code) in [
      (["--from", "text.xlsx"], 65), (["--from", "none.xlsx"], 66), (["--from", "plan/calendar.csv"], 65),
      (["--from", "roster.csv", "--sick", "P00011@2026-12-03"], 64),
    ] {
      let wrong = try Program.run(["roster", "plan"] + words, in: scratch)
      #expect(wrong.code == Int32(code) && !wrong.notes.isEmpty, "\(words) \(wrong.notes)")
    }
  }

  @Test func aSickCallChangesWhatItListsAndNothingElse() throws {
    let scratch = try Self.copyOfPlan()
    let before = try Self.rows(scratch)
    let first = try #require(before.first)
    let call = "\(first[6])@\(first[0])"
    let trial = try Program.run(["roster", "plan", "--sick", call, "--dry-run"], in: scratch)
    #expect(trial.code == 0)
    #expect(try Self.rows(scratch) == before)

    let run = try Program.run(["roster", "plan", "--sick", call], in: scratch)
    #expect(run.code == 0)
    #expect(run.output == trial.output)
    let after = try Self.rows(scratch)
    #expect(!after.contains { $0[0] == first[0] && $0[6] == first[6] })
    let lines = run.output.split(separator: "\n").prefix { !$0.contains(" change") }
    #expect(lines.count == Set(before).subtracting(after).count)
    #expect(lines.first?.hasPrefix(first[0]) == true)
    #expect(try scratch.text("plan/problem.json").contains("\"\(first[0])\""))
    #expect(try Self.layer("plan/plan.gpkg", "roster", scratch).count == after.count)
    let held = try Self.layer("plan/plan.gpkg", "roster", scratch)["staff_id"]?.texts
    #expect(held == after.map { $0[6] })
    #expect(try Self.layer("plan/plan.gpkg", "stops", scratch).count > 10)
    #expect(try Self.layer("plan/plan.gpkg", "layer_styles", scratch).count > 5)
    let calendar = try scratch.text("plan/roster.ics")
    #expect(calendar.components(separatedBy: "STATUS:CANCELLED").count == 2)
    #expect(calendar.components(separatedBy: "STATUS:CONFIRMED").count == after.count + 1)
    let own = try scratch.text("plan/calendars/\(first[6]).ics")
    #expect(own.contains("STATUS:CANCELLED") && own.contains("SEQUENCE:1"))
    let page = try scratch.text("plan/report.html")
    #expect(page.contains("\"dutiesFilled\":\(after.count)"))
    #expect(try scratch.text("plan/roster_changes.csv").contains("1,given up,\(first[0])"))

    // Who is away already has no duty to give up.
    let again = try Program.run(["roster", "plan", "--sick", call], in: scratch)
    #expect(again.output.hasPrefix("0 changes, 0 left empty; no roster does with fewer\n"))
  }

  @Test(arguments: [
    (["plan", "--sick", "nobody@2026-12-02"], Int32(65)), (["plan", "--sick", "nobody"], Int32(64)),
    (["elsewhere"], Int32(66)),
  ])
  func whatCannotBeIsOneSentence(arguments: [String], code: Int32) throws {
    let scratch = try Self.copyOfPlan()
    let run = try Program.run(["roster"] + arguments, in: scratch)
    #expect(run.code == code)
    #expect(run.output.isEmpty)
  }
}
