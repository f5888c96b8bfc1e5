import ArgumentParser
import Audit
import Planner
import Scenario
import Words

struct Gaps: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words(
      "Tell who is too far from help, in space and through the day, and what would close each gap."),
    discussion: words(
      "gaps.discussion",
      """
      Response is worked out anew from the rooms, bases and drives in the plan folder, edited by hand or not, over the \
      roads of its scenario: from the nearest source and the nearest of the others, for the county and each township, \
      in all and for the sources of one shift; and minute by minute from the crews where they are just then and the \
      rooms that are staffed.

      With --calls or --demand the crews answer calls in the course of their patrols: who answers from where, how late, \
      how busy each is, what waits, and which visits the patrol misses meanwhile.

      Each gap is connected land beyond the limit, with its cause and the fix that helps the most households.

      Examples:
        planner-cli gaps plan
        planner-cli gaps plan --within 180,300,600 --limit 600 --out gaps
        planner-cli gaps plan --calls calls.csv \\
          --columns time=received,lon=x,lat=y --replications 30
      """))

  @OptionGroup var study: PlanStudyOptions

  @Option(
    help: ArgumentHelp(
      words("Limits of the response time; the plan's own without."), valueName: words("seconds,…")))
  var within: String?

  @Option(
    help: ArgumentHelp(
      words("Land beyond it is a gap; the plan's gap_response_s without."), valueName: words("seconds")))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      words("Seconds between two looks at the day; divides it."), valueName: words("seconds")))
  var step = 60

  @OptionGroup var dates: DateOptions

  @OptionGroup var calls: CallOptions

  @Option(
    help: ArgumentHelp(
      words(
        "A folder to write, with gaps.geojson, and for each micro-grid, checkpoint and call a row of a table."
      ),
      valueName: words("folder")))
  var out: String?

  @Flag(help: ArgumentHelp(words("Print everything as JSON.")))
  var json = false

  private func limits(_ plan: Plan) -> [Int] {
    guard let within else { return plan.problem.policy.responseLimits }
    return Set(within.parts(at: ",").compactMap { Int($0) }).sorted()
  }

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    if let within,
      within.isEmpty
        || within.parts(at: ",", keepingEmpty: true)
          .contains(where: { Int($0).map { !(1...Measure.seconds).contains($0) } ?? true })
    {
      throw ValidationError(words("--within \(within): is no list of seconds such as 60,180,300"))
    }
    if let limit, !(1...Measure.seconds).contains(limit) {
      throw ValidationError(words("--limit must be 1 to \(Measure.seconds) seconds"))
    }
    guard step > 0, DayResponse.day % step == 0 else {
      throw ValidationError(words("--step \(step): must divide a day of \(DayResponse.day) seconds"))
    }
  }

  func run() throws {
    try reportingFailures {
      let (plan, scenario, planned) = try study.read()
      Console.step("gaps")
      let gaps = GapStudy(plan, limits: limits(plan), gapLimit: limit, step: step, travel: planned.travel)
      let run = try calls.study(
        plan, of: scenario, dates: dates.dates(of: plan, in: study.folder), limits: limits(plan),
        travel: planned.travel)
      if let out { try gaps.write(to: out, calls: run) }
      Console.endProgress()
      let report = GapReport(gaps, calls: run)
      try Console.result(json ? try report.json : report.text)
    }
  }
}
