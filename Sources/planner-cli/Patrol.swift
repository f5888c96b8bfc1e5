import ArgumentParser
import Foundation
import Geometry
import PlanCodec
import Planner
import Scenario
import Solvers
import Words

struct Patrol: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Make patrol areas and routes by themselves, or change those of a day under way."),
    discussion: words(
      "patrol.discussion",
      """
      Of a scenario: divides the land among the bases, routes the crews, and writes a folder with areas, routes, stops, \
      visits not made and why, turn lists (turns.csv), a GPX track for each crew, and sheets.html, which prints as A4 \
      sheets for each crew and shift. Of a plan: makes its routes anew in the areas it has, and brings every file of the \
      plan up to them, the gaps' fixes, plan.gpkg, report.html and the crews' sheets of roster.xlsx among them.

      The search takes --seconds, and a bound on travel half as long again; its best shows as it runs on a terminal, and \
      Ctrl-C ends it with the best so far; without --seconds it takes a number of steps that depends on the size alone, so that the same seed gives \
      the same bytes.

      With --drop or --add-checkpoint the plan's routes are changed from a time on. What has been driven stays, other \
      crews keep their visits at their times, and only where that leaves visits out do up to a tenth of theirs change. \
      Every change is listed before the files are written.

      --more, --move-base and --tolerance tell what one crew more, a base that stands elsewhere, or areas that need be less \
      equal, buy: areas and routes are made anew for each, and a crew goes to the base where it helps most. With --out the \
      last of them is written.

      Examples:
        planner-cli patrol huaiyang --more 2
        planner-cli patrol huaiyang --move-base B1=114.91,33.72
        planner-cli patrol huaiyang --tolerance 0.05 --tolerance 0.1
        planner-cli patrol huaiyang --out patrol --seconds 60
        planner-cli patrol huaiyang --out thursday --date 2026-12-03
        planner-cli patrol plan --drop B1-C1@14:20 --out plan-now
        planner-cli patrol plan --add-checkpoint K900=114.91,33.72 --at 09:30 \\
          --day-type weekend
      """))

  @Argument(
    help: ArgumentHelp(
      words("A scenario, a plan folder, or a folder that this command wrote."), valueName: words("folder"))
  )
  var folder: String

  @Option(
    help: ArgumentHelp(
      words("The folder to write; without it a plan is changed in its place."), valueName: words("folder"))
  )
  var out: String?

  @Option(help: ArgumentHelp(words("How long to search for routes."), valueName: words("seconds")))
  var seconds: Double?

  @Option(help: ArgumentHelp(words("Overrides the scenario's seed."), valueName: words("seed")))
  var seed: UInt64?

  @Option(help: ArgumentHelp(words("How many cores to use."), valueName: words("threads")))
  var threads = 2

  @Option(
    help: ArgumentHelp(
      words("An earlier plan, whose patrol areas are to be kept where they can."), valueName: words("plan")))
  var earlier: String?

  @Option(
    help: ArgumentHelp(
      words("A crew that drops out, and when; may be given several times."), valueName: words("crew@HH:MM")))
  var drop: [String] = []

  @Option(
    help: ArgumentHelp(
      words("Routes of one date: others than on the day before, by the scenario's 'variety'."),
      valueName: words("date")))
  var date: String?

  @Option(
    help: ArgumentHelp(
      words(
        "A place to be visited once besides, for 5 minutes and before all others; may be given several times."
      ),
      valueName: words("id=lon,lat")))
  var addCheckpoint: [String] = []

  @Option(
    help: ArgumentHelp(
      words("Tell what so many crews more would buy, each where it helps most."), valueName: words("crews")))
  var more: Int?

  @Option(
    help: ArgumentHelp(
      words("Tell what a base that stands elsewhere would buy; may be given several times."),
      valueName: words("id=lon,lat")))
  var moveBase: [String] = []

  @Option(
    help: ArgumentHelp(
      words(
        "Tell what areas buy whose work may differ from equal by this share; may be given several times."),
      valueName: words("share")))
  var tolerance: [Double] = []

  @Option(
    help: ArgumentHelp(
      words("From when routes may change (default: when the crew drops out)."), valueName: words("HH:MM")))
  var at: String?

  @Option(
    help: ArgumentHelp(
      words("Which day's routes change (default: the plan's first day type)."), valueName: words("day-type")))
  var dayType: String?

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    if let seconds, !(seconds > 0 && seconds.isFinite) {
      throw ValidationError(words("--seconds must be above 0"))
    }
    if threads < 1 { throw ValidationError(words("--threads must be 1 or more")) }
    if let date, CivilDate(date) == nil {
      throw ValidationError(words("--date \(date): not a date such as 2026-12-03"))
    }
    if date != nil, out == nil { throw ValidationError(words("--date goes with --out")) }
    if date != nil, PlanFolder.isPlan(folder) { throw ValidationError(words("--date goes with a scenario")) }
    if let more, more < 1 { throw ValidationError(words("--more must be 1 crew or more")) }
    for share in tolerance where !PatrolPolicy.Areas.tolerances.contains(share) {
      throw ValidationError(words("--tolerance \("\(share)"): not a number from 0.005 to 1"))
    }
    let study =
      more != nil ? "--more" : !moveBase.isEmpty ? "--move-base" : tolerance.isEmpty ? nil : "--tolerance"
    if let study, PlanFolder.isPlan(folder) {
      throw ValidationError(words("\(study) goes with a scenario"))
    }
    _ = try changes()
    _ = try baseChanges()
    if let study, date != nil || earlier != nil || !drop.isEmpty || !addCheckpoint.isEmpty {
      throw ValidationError(words("\(study) goes with no other change"))
    }
  }

  func run() throws {
    try reportingFailures {
      if more != nil || !moveBase.isEmpty || !tolerance.isEmpty { return try study() }
      let (now, changes) = try changes()
      if changes.isEmpty {
        try PlanFolder.isPlan(folder) ? routeAnew() : makeAll()
      } else {
        try change(changes, now: now)
      }
    }
  }

  // MARK: Making

  private func inputs(_ file: String) throws -> PlanInputs {
    var scenario = try Scenario(path: file)
    if let seed { scenario.seed = seed }
    Console.step("read")
    let inputs = try PlanInputs(reading: scenario)
    inputs.slips.forEach(Console.note)
    return inputs
  }

  private func maker(_ inputs: PlanInputs) -> PlanMaker {
    PlanMaker(inputs, progress: Console.step, tell: Console.note)
  }

  private func makeAll() throws {
    guard let out else { throw ValidationError(words("--out: say where the folder is to be written")) }
    let inputs = try inputs(folder)
    var maker = maker(inputs)
    try PlanFolder.checkPlace(of: out)
    if let date = date.flatMap({ CivilDate($0) }) { try maker.keep(date) }
    let kept = try earlier.map { try PatrolPlan($0) }
    let patrol = try searching { try maker.makePatrol(earlier: kept, budget: budget, watch: $0).patrol }
    try patrol.write(to: out)
    try report(patrol, out)
    Assumptions(of: patrol, besides: inputs.slips).notes.forEach(Console.note)
  }

  /// What some changes would buy.
  private func study() throws {
    if let out { try PlanFolder.checkPlace(of: out) }
    let inputs = try inputs(folder)
    var study = try PatrolStudy(PlanMaker(inputs), budget: budget)
    try study.move(baseChanges())
    if let more { try study.addCrews(more) }
    try study.widen(tolerance)
    Console.endProgress()
    if let out { try study.last.patrol.write(to: out) }
    try Console.result(study.lines.joined(separator: "\n"))
  }

  private func routeAnew() throws {
    try PlanFolder.checkPlace(of: out ?? folder)
    let plan = PlanFolder.isWhole(folder) ? try Plan(folder) : nil
    let patrol = try plan?.patrol ?? PatrolPlan(folder)
    var maker = try maker(inputs(patrol.scenario))
    var roads: PlannedTravel?
    let routed = try searching { watch in
      let made = try maker.makeRoutes(of: patrol, budget: budget, watch: watch)
      roads = made.roads
      return made.patrol
    }
    if let plan, let roads {
      try write(plan.with(routed, by: roads))
    } else {
      try routed.write(to: out ?? folder)
    }
    try report(routed, out ?? folder)
  }

  func write(_ plan: Plan) throws {
    try plan.write(to: out ?? folder) { Console.progress(words("write \($0)")) }
    Console.endProgress()
  }

  private var budget: SearchBudget? {
    seconds.map { SearchBudget(rounds: .max, seconds: $0, threads: threads) }
  }

  /// Runs a search that Ctrl-C ends early, and shows how far it is.
  private func searching(_ work: (@escaping RoutePlanner.Watch) throws -> PatrolPlan) rethrows -> PatrolPlan {
    Interruption.beginSearch()
    defer {
      Interruption.endSearch()
      Console.endProgress()
    }
    return try work { progress in
      Console.progressOnTerminal(
        words(
          "\(Message(dayType: progress.dayType)): \(progress.unserved.reduce(0, +)) visits left out (at least "
            + "\(progress.unservedLowerBound.reduce(0, +))), \(progress.travel) s of travel (at least "
            + "\(progress.travelLowerBound))"))
      return !Interruption.wasAsked
    }
  }

  private func report(_ patrol: PatrolPlan, _ folder: String) throws {
    let made = patrol.visitsMade
    var lines = [
      words(
        "patrol    \(patrol.areas.count) areas, \(patrol.routes.count) routes; "
          + "\(made) of \(made + patrol.unserved.count) required visits made")
    ]
    if let areas = AreaReport(figures: PatrolAreaFigures(of: patrol)).line { lines.append(words(areas)) }
    for item in patrol.bounds where item.objective > 0 {
      lines.append(
        words("bound     \(item.subject.name): no plan can save more than \(item.gap.percentAtMost)")
      )
    }
    lines += patrol.unserved.prefix(10).map {
      words("not made  \(Message(dayType: $0.dayType)) \($0.checkpointID): \($0.reason)")
    }
    if patrol.unserved.count > 10 { lines.append(words("          and more, in unserved.csv")) }
    lines.append("")
    lines.append(words("open \(folder)/sheets.html in a browser to print a sheet for each crew and shift"))
    try Console.result(lines.joined(separator: "\n"))
  }
}
