import ArgumentParser
import Foundation
import Planner

struct MakeRoster: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "Change a plan's roster after a sick call, or make it anew.",
    discussion: """
      With --sick, the duties of someone who cannot come go to others of the team with the fewest changes, and each \
      change is listed. No rule is broken: a place that nobody may take stays empty, and is named with the reason. \
      Dates before the absence stay as they are. Without --sick the whole roster is made anew from problem.json.

      The plan's roster.csv, unfilled.csv, roster.xlsx, roster.ics, problem.json and summary.json are replaced; its \
      plan.gpkg and report.html keep the roster that they were made with.

      Examples:
        planner-cli roster plan --sick O012@2026-12-03..2026-12-05
        planner-cli roster plan --sick A101@2026-12-03 --sick A107@2026-12-04 --dry-run
        planner-cli roster plan
      """)

  @Argument(help: ArgumentHelp("A plan folder.", valueName: "plan"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Who cannot come, and on which date or dates; may be given several times.",
      valueName: "staff@date..date"))
  var sick: [String] = []

  @Flag(help: "Tell what would change, and write nothing.")
  var dryRun = false

  func run() throws {
    try reportingFailures {
      let absences = try sick.map { text in
        guard let absence = Absence(text) else {
          throw ValidationError("--sick \(text): not of the form O012@2026-12-03..2026-12-05")
        }
        return absence
      }
      guard var plan = try PlanFolder.roster(of: folder) else {
        throw InputError(description: "\(folder): is no plan folder")
      }
      let planner = RosterPlanner(problem: plan.problem, teams: plan.problem.teams)
      if absences.isEmpty {
        plan.roster = planner.plan()
        let missing = plan.roster.unfilled.reduce(0) { $0 + $1.missing }
        try Console.result(
          "\(plan.roster.duties.count) of \(plan.roster.duties.count + missing) duties filled")
      } else {
        let change = try planner.replan(plan.roster, absences: absences)
        plan.roster = change.roster
        plan.problem = plan.problem.with(absences)
        try Console.result(RosterChangeReport(change).text)
      }
      guard !dryRun else { return }
      try PlanFolder.replaceRoster(of: folder, by: plan)
      Console.note("\(folder)/plan.gpkg and report.html keep the roster that they were made with")
    }
  }
}

/// The changes of a roster, a line each.
struct RosterChangeReport {
  let text: String

  init(_ change: RosterChange) {
    var lines: [String] = []
    for step in change.steps {
      let place = "\(step.date.text)  \(step.shiftID)  \(step.postID)  \(step.role.rawValue)"
      if let to = step.to {
        lines.append("\(place)  \(step.from) -> \(to)")
      } else {
        let empty = change.roster.unfilled.first {
          $0.date == step.date && $0.postID == step.postID && $0.role == step.role
        }
        lines.append("\(place)  \(step.from) -> nobody: \(empty?.reason ?? "")")
      }
    }
    let empty = change.steps.count { $0.to == nil }
    let changes = change.steps.count == 1 ? "1 change" : "\(change.steps.count) changes"
    lines.append(
      "\(changes), \(empty) left empty; "
        + (change.isFewest ? "no roster does with fewer" : "there may be a roster with fewer"))
    text = lines.joined(separator: "\n")
  }
}
