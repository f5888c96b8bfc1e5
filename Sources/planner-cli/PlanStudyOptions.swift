import ArgumentParser
import Planner
import Scenario
import Words

/// A plan folder, read back with the scenario and the travel that it was made with.
struct PlanStudyOptions: ParsableArguments {
  @Argument(help: ArgumentHelp(words("A plan folder."), valueName: words("plan")))
  var folder: String

  @Option(
    help: ArgumentHelp(
      words("The scenario of the plan, where it is not where the plan was made from."),
      valueName: words("scenario")))
  var scenario: String?

  func read() throws -> (plan: Plan, scenario: Scenario, travel: PlannedTravel) {
    let (plan, source, roads) = try PlanInput.withRoads(folder, scenario: scenario)
    return (plan, source, roads)
  }
}

/// Some dates of a plan.
struct DateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("The first date that counts; the plan's first without."), valueName: words("date")))
  var since: String?

  @Option(
    help: ArgumentHelp(words("The last date that counts; the plan's last without."), valueName: words("date"))
  )
  var until: String?

  func validate() throws {
    for (name, text) in [("--since", since), ("--until", until)] {
      if let text, CivilDate(text) == nil {
        throw ValidationError(words("\(name) \(text): is no date such as 2026-12-01"))
      }
    }
  }

  /// As days since the start of the horizon.
  func dates(of plan: Plan, in folder: String) throws -> Range<Int> {
    let horizon = plan.problem.horizon
    let first = since.flatMap { CivilDate($0) } ?? horizon.start
    let last = until.flatMap { CivilDate($0) } ?? horizon.start + (horizon.days - 1)
    let range = Message("\(horizon.start.text) to \((horizon.start + (horizon.days - 1)).text)")
    guard first <= last else {
      throw InputError(Message("--since \(first.text) lies after --until \(last.text)"))
    }
    for date in [first, last] where !(0..<horizon.days).contains(date - horizon.start) {
      throw InputError(
        Message("\(date.text) is no date of the plan \(folder), which is for \(range)"))
    }
    return first - horizon.start..<last - horizon.start + 1
  }
}
