import ArgumentParser
import Foundation
import PlanCodec
import Planner
import Scenario
import Words

struct MakePlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: words("Make a complete plan: rooms, people, patrol areas, routes, gaps and rosters."),
    discussion: words(
      "plan.discussion",
      """
      Reads scenario.yaml of the folder and every file it names, and writes a plan folder. What the scenario leaves \
      out is assumed, and listed in summary.json. Staffing is audited by the rules of the policy: what is kept, what \
      is broken and where, and what cannot be judged is printed and stands in summary.json. The folder takes its place only when it is complete: an earlier \
      plan stays until then.

      With --earlier the new plan changes little of an earlier one: every unit that changes rooms counts as \
      --change-price seconds of travel for each household of a unit of mean size. Who moves is listed in moves.csv.

      Examples:
        planner-cli plan shenqiu --out plan
        planner-cli plan shenqiu --earlier plan-2026 --out plan-2027
      """))

  @Argument(help: ArgumentHelp(words("A scenario folder, or a scenario file."), valueName: words("scenario")))
  var scenario: String

  @Option(help: ArgumentHelp(words("The plan folder to write."), valueName: words("folder")))
  var out: String

  @OptionGroup var earlier: EarlierPlanOptions

  @Option(help: ArgumentHelp(words("Overrides the scenario's seed."), valueName: words("seed")))
  var seed: UInt64?

  @OptionGroup var redaction: RedactionOptions

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let start = ContinuousClock.now
      var scenario = try Scenario(path: scenario)
      if let seed { scenario.seed = seed }
      Console.step("read")
      let inputs = try PlanInputs(reading: scenario)
      inputs.slips.forEach(Console.note)
      // A long search must not end in the news that its plan has no place.
      try PlanFolder.checkPlace(of: out)
      let before = try earlier.earlier.map { try PlanInput.settled($0) }
      let isReplaced = PlanFolder.isPlan(out)
      let maker = PlanMaker(
        inputs, earlier: before, changeSeconds: earlier.price, progress: Console.step,
        tell: Console.note)
      let (made, timings) = try maker.make()
      let plan = redaction.of(made)
      try plan.write(to: out, timings: timings) { Console.progress(words("write \($0)")) }
      Console.endProgress()
      try Console.result(PlanDigest(plan, folder: out).text)
      Assumptions(of: plan.patrol, besides: inputs.slips).notes.forEach(Console.note)
      if let before, before.problem.horizon.start < plan.problem.horizon.start {
        Console.note(
          words(
            "calendars begin anew on \(plan.problem.horizon.start.text): duties before it stay in those of \(earlier.earlier ?? "")"
          )
        )
      } else if before == nil, isReplaced {
        Console.note(
          words(
            "calendars start anew: whoever subscribed to those of the plan that was at \(out) is to remove its events; with "
              + "--earlier a new plan tells them what changed"))
      }
      let seconds = start.duration(to: .now) / .seconds(1)
      Console.note(words("made in \(String(format: "%.1f", seconds)) secs"))
    }
  }
}

/// What a plan amounts to, in a few lines.
struct PlanDigest {
  private let plan: Plan
  private let figures: PlanFigures
  private let folder: String

  init(_ plan: Plan, folder: String) {
    self.plan = plan
    figures = PlanFigures(plan)
    self.folder = folder
  }

  /// The rounds in the villages, and how often the land is seen.
  private var rounds: [String] {
    var lines = figures.rounds.kinds.map { kind in
      words(
        "rounds    \(kind.rule.id): \(count(kind.rounds, "round")) in \(levelCounts([(kind.villages, plan.problem.assignLevel)])), "
          + "made \(count(kind.made, "time")) in \(count(plan.problem.horizon.days, "day"))")
    }
    lines += figures.rounds.remarks.map { "          " + words($0) }
    for verdict in figures.seen.verdicts {
      let (within, all) = (verdict.within, verdict.greatest.count)
      let (units, days) = (levelCounts([(all, verdict.standard.level)]), count(verdict.standard.days, "day"))
      let whom = verdict.standard.told
      lines.append(
        within == all
          ? words("seen      all \(units)\(whom) within \(days)")
          : words(
            "seen      \(within) of \(units)\(whom) within \(days); at least \(count(verdict.furtherRounds, "more round")) wanted for all"
          ))
    }
    return lines
  }

  var text: String {
    let made = plan.patrol.visitsMade
    let units = levelCounts(plan.hierarchy.levels.map { ($0.count, $0.name) })
    let hasHouseholds = plan.hierarchy.lowest.households.contains { $0 > 0 }
    let shares =
      hasHouseholds
      ? plan.coverageShares.map { Message("\($0.share.percent) within \($0.limit) s") }.joined(
        separator: ", ")
      : Message("not known: no unit has households")
    let madeUp = Role.allCases.compactMap { role in
      let people = plan.problem.staff.count { $0.isMadeUp && $0.role == role }
      guard people > 0 else { return Message?.none }
      return role == .officer ? Message("\(people) officers") : Message("\(people) auxiliaries")
    }
    let changes = plan.moves.map { moves in
      words(
        "changes   \(moves.count) of \(plan.assignment.roomOfUnit.count) units change rooms, listed in moves.csv"
      )
    }
    let uncovered = plan.gaps.filter { $0.kind == .response }
    let proof = figures.proof.map { words($0.clause) } ?? words("its polygons cannot be judged")
    var lines = [
      words("land      \(units); \(proof)") + (figures.proof?.holds == true ? "" : words("; see 'check'")),
      words("rooms     \(plan.assignment.rooms.count) for \(plan.assignment.roomOfUnit.count) units"),
    ]
    lines += StaffingDigest(plan, figures).lines
    lines += [
      words(
        "patrol    \(count(plan.areas.count, "area")), \(count(plan.routes.count, "route")); "
          + "\(made) of \(made + plan.unserved.count) required visits made")
    ]
    if let areas = AreaReport(figures: figures.areas).line { lines.append(words(areas)) }
    if let crews = CrewReport(figures: figures.crews).line { lines.append(words(crews)) }
    lines += rounds
    lines += [
      words("response  \(shares)"),
      words(
        "gaps      \(count(uncovered.count, "place")), \(uncovered.reduce(0) { $0 + $1.households }) households "
          + "beyond \(plan.problem.policy.gapResponseLimit) s"),
      words("roster    \(figures.places.filled) of \(figures.places.needed) duties filled")
        + (madeUp.isEmpty ? "" : words("; \(madeUp.joined(separator: " and ")) of its people are made up")),
    ]
    if let duty = figures.places.surplus.first {
      lines.append(
        words(
          "surplus   \(count(figures.places.surplus.count, "duty")) without a place, such as that of "
            + "\(duty.staffID) at \(duty.postID) on \(duty.date.text)"))
    }
    for refused in plan.roster.unpinned {
      lines.append(
        words(
          "unpinned  \(refused.pinned.date.text) \(refused.pinned.postID) \(refused.pinned.staffID): \(refused.reason)"
        )
      )
    }
    if let changes { lines.insert(changes, at: 2) }
    for item in figures.bounds where item.objective > 0 {
      lines.append(
        words("bound     \(item.subject.name): no plan can save more than \(item.gap.percentAtMost)"))
    }
    lines.append(words("assumed   \(plan.assumed.count) things, listed in summary.json"))
    lines.append("")
    lines.append(
      words(
        "open \(folder)/report.html in a browser, \(folder)/plan.gpkg in QGIS, \(folder)/roster.xlsx in a spreadsheet"
      )
    )
    return lines.joined(separator: "\n")
  }
}
