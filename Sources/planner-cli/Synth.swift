import ArgumentParser
import Samples
import Words

struct Synth: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: words("Make a sample county with invented land, names and people."),
    discussion: words(
      "synth.discussion",
      """
      Writes a scenario folder: every level of units, roads, stations, checkpoints, bases, crews, staff, and \
      scenario.yaml. Same preset and seed, same bytes.

      Examples:
        planner-cli synth --preset shenqiu --out shenqiu
        planner-cli synth --preset huaiyang --bases 30 --checkpoints 1000 --out large
      """))

  @Option(
    help: ArgumentHelp(
      words("Which county: \(Preset.all.map(\.name).joined(separator: ", "))."), valueName: words("preset")))
  var preset: String

  @Option(help: ArgumentHelp(words("The folder to write."), valueName: words("folder")))
  var out: String

  @Option(help: ArgumentHelp(words("Another seed gives another county."), valueName: words("seed")))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      words("Another number of bases, each with the preset's crews; beyond 12 in townships, too."),
      valueName: words("value.bases", "bases")))
  var bases: Int?

  @Option(help: ArgumentHelp(words("Another number of checkpoints."), valueName: words("checkpoints")))
  var checkpoints: Int?

  private var chosen: Preset? {
    var preset = Preset.all.first { $0.name == self.preset }
    if let bases { preset?.bases = bases }
    if let checkpoints { preset?.checkpoints = checkpoints }
    return preset
  }

  @OptionGroup var speech: LanguageOptions

  func validate() throws {
    for (name, value) in [("bases", bases), ("checkpoints", checkpoints)] {
      if let value, !(1...10_000).contains(value) {
        throw ValidationError(words("--\(name) must be 1 to 10000"))
      }
    }
    guard chosen != nil else {
      throw ValidationError(
        words("no preset '\(preset)'; use \(Preset.all.map(\.name).joined(separator: ", "))"))
    }
  }

  func run() throws {
    try reportingFailures {
      guard let chosen else { return }
      let sample = try makeSample(preset: chosen, seed: seed)
      try sample.write(to: out)
      try Console.result(words("\(out): \(levelCounts(sample.levels.map { ($0.count, $0.name) }))"))
    }
  }
}
