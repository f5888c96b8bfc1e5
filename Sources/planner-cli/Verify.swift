import ArgumentParser
import Foundation
import Verification
import Words

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Work out anew all that a plan claims, from its own files."),
    discussion: words(
      "verify.discussion",
      """
      Adds up what the plan says that each bound follows from (certificates/), proves the partition of the land by edge \
      sums, and holds assignment, areas, routes and roster against every rule, all in whole numbers and by code that \
      shares nothing with what made the plan. scripts/verify.py does the same in Python.

      Each claim is accepted, refused, or not certified, where the plan does not tell what it follows from. The ways \
      between places, the work of units and the outline of the county are taken as the plan states them. The digest \
      in the last line is that of certificates/index.json, which holds the digests of all answers: who has it in \
      writing knows whether this is the same plan.

      Exit code 1 when a claim is refused, 65 when the folder cannot be read as a plan.

      Example:
        planner-cli verify shenqiu-plan
      """))

  @Argument(help: ArgumentHelp(words("A plan folder."), valueName: words("plan")))
  var plan: String

  @Flag(help: ArgumentHelp(words("Print the verdicts as JSON.")))
  var json = false

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let report = VerifyReport(try Verification(ofPlan: plan))
      try Console.result(json ? try report.json : report.text)
      if !report.verification.holds { throw Exit.breach }
    }
  }
}
