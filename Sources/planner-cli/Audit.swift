import ArgumentParser
import Audit
import Foundation
import Scenario
import VectorFiles
import Words

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Judge a plan by a policy: every rule with its limit, its value, and pass or breach."),
    discussion: words(
      "audit.discussion",
      """
      The policy is a YAML file with limits under 'rules' and the classes of rooms and crews under 'scorecard'; \
      geodata/tour/policy.yaml has every key with a comment. Response is worked out anew from the rooms, bases and \
      drives in the plan folder, edited by hand or not, over the roads of its scenario. A rule that lacks what it is \
      judged from is told as not judged, with what is missing.

      With --tracks, what crews drove is compared with their rounds: every stop made, late, early, short of its dwell or \
      missed, the order of stops, presence in micro-grids and on streets, kilometres. Fixes are read once, cleaned and \
      matched to the roads, closed ones too; files are CSV, GPX or GeoJSON, of any size, and each crew's fixes may be up \
      to 512 places out of order, or all newest first. Columns are found by their usual names. A file without a column \
      for crews is of one, by its name.

      Exit code 1 when a rule is broken.

      Examples:
        planner-cli audit plan --policy policy.yaml
        planner-cli audit plan --policy policy.yaml --since 2026-12-07 \\
          --until 2026-12-13 --json
        planner-cli audit plan --policy policy.yaml --calls calls.csv \\
          --columns time=received --junit audit.xml
        planner-cli audit plan --policy policy.yaml --tracks june.csv \\
          --track-columns crew=plate
      """))

  @OptionGroup var study: PlanStudyOptions

  @Option(help: ArgumentHelp(words("The rules."), valueName: words("file")))
  var policy: String

  @OptionGroup var dates: DateOptions

  @OptionGroup var calls: CallOptions

  @OptionGroup var tracks: TrackOptions

  @Option(help: ArgumentHelp(words("The stretches of time that are summed up."), valueName: words("by")))
  var by = Period.week

  @Option(help: ArgumentHelp(words("Write the verdicts as JUnit XML too."), valueName: words("file")))
  var junit: String?

  @Flag(help: ArgumentHelp(words("Print everything as JSON.")))
  var json = false

  enum Period: String, ExpressibleByArgument, CaseIterable {
    case day
    case threeDays = "three-days"
    case week

    var length: Int {
      switch self {
      case .day: 1
      case .threeDays: 3
      case .week: 7
      }
    }
  }

  @OptionGroup var speech: LanguageOptions

  func run() throws {
    try reportingFailures {
      let policy = try AuditPolicy(path: policy)
      let (plan, scenario, planned) = try study.read()
      let range = try dates.dates(of: plan, in: study.folder)
      let run = try calls.study(
        plan, of: scenario, dates: range, limits: policy.responseLimits, travel: planned.travel)
      let driven = try tracks.audit(
        plan, dates: range, travel: planned, files: calls.sources(besides: tracks.tracks))
      Console.step("judge")
      let audit = PolicyAudit(
        plan, by: policy, dates: range, calls: run, tracks: driven, travel: planned.travel)
      Console.endProgress()
      let report = AuditReport(audit, folder: study.folder)
      if let junit { try DraftFile.write(Data(report.junit.utf8), to: junit) }
      try Console.result(json ? try report.json : report.text(by: by))
      if !audit.breaches.isEmpty { throw Exit.breach }
    }
  }
}
