import ArgumentParser
import Foundation
import PlanCodec
import Planner
import Publishing
import Scenario
import VectorFiles
import Words

struct MakeRoster: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: words("Change a plan's roster after a sick call or by hand, or make it anew."),
    discussion: words(
      "roster.discussion",
      """
      With --sick, the duties of someone who cannot come go to others of the site with the fewest changes, and each \
      change is listed. No rule is broken: a place that nobody may take stays empty, and is named with the reason. \
      Dates before the absence stay as they are. Without --sick the whole roster is made anew from problem.json.

      With --from, what was changed by hand in a copy of roster.xlsx or roster.csv comes back. A duty that breaks a rule is \
      not given: it is named with the rule, the person and the date, what stood there before stays where it can, and up \
      to three ways out follow, the least costly first. All else is taken. The exit code is 1 where something was not. In the \
      workbook the sheets of people are read: the shift in a cell, as the legend below names it, or 假 for leave.

      Then follows what stays empty and why, what the roster costs by each soft rule (requests, teams apart, days off \
      the cycle, uneven nights, weekends, holidays and hours) with a bound that no roster goes below, and whom it \
      costs most. Everyone's part is printed with --json, and stands in summary.json.

      Every file of the plan that shows the roster is replaced, and roster_changes.csv lists who gave up and took on \
      what. In the calendars, a duty that was given up stays as a cancelled event, so that phones drop it.

      Examples:
        planner-cli roster plan --sick P00012@2026-12-03..2026-12-05
        planner-cli roster plan --sick P00101@2026-12-03 --sick P00107@2026-12-04 \\
          --dry-run
        planner-cli roster plan
        planner-cli roster plan --from roster-edited.xlsx
        planner-cli roster plan --from roster-edited.xlsx --out next
        planner-cli roster plan --dry-run --json
      """))

  @Argument(help: ArgumentHelp(words("A plan folder."), valueName: words("plan")))
  var folder: String

  @Option(
    help: ArgumentHelp(
      words("Who cannot come, and on which date or dates; may be given several times."),
      valueName: words("staff@date..date")))
  var sick: [String] = []

  @Option(
    help: ArgumentHelp(
      words("A copy of the plan's roster.xlsx or roster.csv that was changed by hand."),
      valueName: words("file")))
  var from: String?

  @Option(
    help: ArgumentHelp(
      words("The folder to write; without it the plan is changed in its place."), valueName: words("folder")))
  var out: String?

  @Flag(help: ArgumentHelp(words("Tell what would change, and write nothing.")))
  var dryRun = false

  @OptionGroup var redaction: RedactionOptions

  @Flag(help: ArgumentHelp(words("Print changes and figures as JSON, with every person's part of the cost.")))
  var json = false

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    if !dryRun { try redaction.checkPlace(out) }
    if from != nil, !sick.isEmpty {
      throw ValidationError(words("--from and --sick are two changes: give one after the other"))
    }
  }

  func run() throws {
    try reportingFailures {
      let absences = try sick.map { text in
        guard let absence = Absence(text) else {
          throw ValidationError(words("--sick \(text): not of the form P00012@2026-12-03..2026-12-05"))
        }
        return absence
      }
      if !dryRun { try PlanFolder.checkPlace(of: out ?? folder) }
      var plan = try PlanInput.settled(folder)
      Console.endProgress()
      var change: RosterChange?
      var edits: RosterEditReport?
      if let from {
        let read = try read(from, for: plan)
        let found = try plan.taking(read.edits)
        plan = found.plan
        edits = RosterEditReport(
          found.edited, unread: read.unread, guessed: read.guessed, edits: read.edits.count)
      } else if absences.isEmpty {
        plan = plan.withNewRoster()
      } else {
        let found = try plan.workingIn(absences)
        plan = found.plan
        change = found.change
      }
      let report = RosterReport(roster: plan.roster, figures: PlanFigures(plan), change: change, edits: edits)
      try Console.result(json ? try report.json : report.text)
      if !dryRun { try redaction.of(plan).write(to: out ?? folder) }
      if edits?.isWhole == false { throw Exit.breach }
    }
  }

  private func read(_ file: String, for plan: Plan) throws -> (
    edits: [RosterEdit], unread: [RosterWorkbookReader.Unread], guessed: [RosterWorkbookReader.Unread]
  ) {
    if file.lowercased().hasSuffix(".xlsx") {
      let reader = try RosterWorkbookReader(file, of: plan)
      return (reader.edits, reader.unread, reader.guessed)
    }
    return (try plan.edits(inTable: file), [], [])
  }
}
