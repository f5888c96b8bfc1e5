import ArgumentParser
import Planner
import Words

/// Whether what is written names people.
struct RedactionOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      words(
        "Leave out who people are: no name, no number to call, and numbers such as officer-12 in the place of ids."
      )
    ))
  var redacted = false

  func of(_ plan: Plan) -> Plan { redacted ? plan.redacted : plan }

  /// Refuses to put a plan without its people in the place of the plan itself, from which they would be lost.
  func checkPlace(_ out: String?) throws {
    if redacted, out == nil {
      throw ValidationError(words("--redacted needs --out: the plan itself would lose its people"))
    }
  }
}
