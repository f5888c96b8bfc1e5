import Foundation
import Testing

/// A plan's roster after a sick call.
@Suite struct RosterVerbTests {
  private static func copyOfPlan() throws -> Scratch {
    let scratch = try Scratch(withTour: false)
    let made = try MadePlan.tour.made.scratch
    try FileManager.default.copyItem(at: made.url("plan"), to: scratch.url("plan"))
    return scratch
  }

  private static func rows(_ scratch: Scratch) throws -> [[String]] {
    try scratch.text("plan/roster.csv").split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
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
    #expect(run.notes.contains("plan.gpkg and report.html keep"))
    let after = try Self.rows(scratch)
    #expect(!after.contains { $0[0] == first[0] && $0[6] == first[6] })
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == Set(before).subtracting(after).count + 1)
    #expect(lines.first?.hasPrefix(first[0]) == true)
    #expect(try scratch.text("plan/problem.json").contains("\"\(first[0])\""))
    #expect(try scratch.text("plan/roster.ics").contains("BEGIN:VEVENT"))

    // Who is away already has no duty to give up.
    let again = try Program.run(["roster", "plan", "--sick", call], in: scratch)
    #expect(again.output == "0 changes, 0 left empty; no roster does with fewer\n")
  }

  @Test(arguments: [
    (["plan", "--sick", "nobody@2026-12-02"], Int32(65)), (["plan", "--sick", "nobody"], Int32(64)),
    (["elsewhere"], Int32(65)),
  ])
  func whatCannotBeIsOneSentence(arguments: [String], code: Int32) throws {
    let scratch = try Self.copyOfPlan()
    let run = try Program.run(["roster"] + arguments, in: scratch)
    #expect(run.code == code)
    #expect(run.output.isEmpty)
  }
}
