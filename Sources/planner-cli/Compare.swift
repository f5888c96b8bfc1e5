import ArgumentParser
import Audit
import Foundation
import Words

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Compare two plans of the same land: who moved, what got better or worse, and for whom."),
    discussion: words(
      "compare.discussion",
      """
      Lists the units whose room, officer or auxiliaries are others, travel from the rooms for the county and each \
      township, the households that gain and lose by it, how fast help comes, who comes within reach of it and who falls \
      out, and what each room serves. Households \
      are those of each plan; who gains or loses is counted as the second plan counts. Plans of different land are \
      refused.

      Example: planner-cli compare plan-2026 plan-2027
      """))

  @Argument(help: ArgumentHelp(words("A plan folder."), valueName: words("before")))
  var before: String

  @Argument(help: ArgumentHelp(words("Another plan folder of the same land."), valueName: words("after")))
  var after: String

  @Flag(help: ArgumentHelp(words("Print everything as JSON.")))
  var json = false

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let comparison = try PlanComparison(
        PlanInput.settled(before), PlanInput.settled(after),
        named: PlanComparison.Pair(before: before, after: after))
      Console.endProgress()
      try Console.result(json ? try comparison.json : comparison.text)
    }
  }
}
