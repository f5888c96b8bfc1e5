import ArgumentParser
import PlanCodec
import Words

struct Refresh: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Bring every file of a plan up to what was changed in it by hand."),
    discussion: words(
      "refresh.discussion",
      """
      The tables of a plan folder may be edited: who serves a unit (assignments.csv), stops and their times (stops.csv), \
      duties (roster.csv), the problem itself (problem.json). This command reads the plan as it stands, works out what \
      follows - travel, ways, visits not made, coverage and gaps, the verdict on the staffing - and writes every file \
      anew. A bound that does not hold for the changed plan is left out. Every other verb that writes a plan does the \
      same.

      Examples:
        planner-cli refresh plan
        planner-cli refresh plan --out plan-changed
        planner-cli refresh plan --redacted --out plan-for-everyone
      """))

  @Argument(help: ArgumentHelp(words("A plan folder."), valueName: words("plan")))
  var folder: String

  @Option(
    help: ArgumentHelp(
      words("The folder to write; without it the plan is changed in its place."), valueName: words("folder")))
  var out: String?

  @Option(
    help: ArgumentHelp(
      words("The scenario of the plan, where it is not where the plan was made from."),
      valueName: words("scenario")))
  var scenario: String?

  @OptionGroup var redaction: RedactionOptions

  @OptionGroup var speech: LanguageOptions

  func validate() throws { try redaction.checkPlace(out) }

  func run() throws {
    try reportingFailures {
      try PlanFolder.checkPlace(of: out ?? folder)
      let plan = redaction.of(try PlanInput.settled(folder, scenario: scenario))
      try plan.write(to: out ?? folder) { Console.progress(words("write \($0)")) }
      Console.endProgress()
      try Console.result(PlanDigest(plan, folder: out ?? folder).text)
    }
  }
}
