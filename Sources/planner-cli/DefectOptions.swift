import ArgumentParser
import Grid
import Planner
import VectorFiles
import Words

/// Which defects count, and what they are measured against.
struct DefectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("Count defects of this kind only; may be given several times, and is the way to count remarks."),
      valueName: words("kind")))
  var only: [Defect.Kind] = []

  @Option(
    help: ArgumentHelp(
      words("Do not count defects of this kind; may be given several times."), valueName: words("kind")))
  var ignore: [Defect.Kind] = []

  @Option(help: ArgumentHelp(words("Do not count gaps, overlaps … of less area."), valueName: words("m2")))
  var ignoreBelow = 0.0

  @Option(help: ArgumentHelp(words("Do not count gaps, overlaps … of more area."), valueName: words("m2")))
  var ignoreAbove = Double.infinity

  @Option(help: ArgumentHelp(words("Do not count gaps, overlaps … of less width."), valueName: words("m")))
  var ignoreNarrower = 0.0

  @Option(help: ArgumentHelp(words("Do not count gaps, overlaps … of more width."), valueName: words("m")))
  var ignoreWider = Double.infinity

  @Option(
    help: ArgumentHelp(
      words("Call gaps, holes and overlaps narrower than this slivers."), valueName: words("m")))
  var sliver = 1.0

  @Option(
    help: ArgumentHelp(
      words("A layer of land that need not be covered, such as lakes; bare land in it is no defect."),
      valueName: words("file")))
  var allowed: String?

  @Option(
    help: ArgumentHelp(
      words(
        """
        The households a unit of a level should have, such as grid=300-500; may be given several times. Without it \
        grid=300-500 and microgrid=30-50.
        """), valueName: words("level=least-most")))
  var size: [SizeRange] = []

  func validate() throws {
    guard ignoreBelow <= ignoreAbove, ignoreNarrower <= ignoreWider else {
      throw ValidationError(words("the lower of two bounds is above the higher: nothing would count"))
    }
    guard sliver >= 0, sliver.isFinite else {
      throw ValidationError(words("--sliver must be 0 or more metres"))
    }
  }

  var filter: DefectFilter {
    var filter = DefectFilter()
    filter.only = only.isEmpty ? nil : Set(only)
    filter.ignored = Set(ignore)
    filter.area = ignoreBelow...ignoreAbove
    filter.width = ignoreNarrower...ignoreWider
    return filter
  }

  /// - Parameter allowed: the layer of that option.
  func rules(_ allowed: VectorSource?) throws -> CheckRules {
    var rules = CheckRules(sliverWidth: sliver)
    for range in size { rules.sizes[range.level] = range.households }
    if let allowed {
      let layer = try VectorLayer(reading: allowed, columns: [], as: .polygon)
      if case .polygons(let shapes) = layer.geometry { rules.allowedGaps = shapes }
    }
    return rules
  }
}

/// "grid=300-500".
struct SizeRange: ExpressibleByArgument {
  let level: String
  let households: ClosedRange<Int>

  init?(argument: String) {
    let sides = argument.parts(at: "=", most: 1)
    let bounds = sides.last?.parts(at: "-").compactMap { Int($0) } ?? []
    guard sides.count == 2, bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    level = String(sides[0])
    households = bounds[0]...bounds[1]
  }
}

extension Defect.Kind: ExpressibleByArgument {
  /// As it is printed, with hyphens for the spaces.
  public init?(argument: String) {
    self.init(rawValue: argument.replacing("-", with: " "))
  }

  public var defaultValueDescription: String { rawValue.replacing(" ", with: "-") }
  public static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }
  public static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.defaultValueDescription, words($0.meaning)) })
  }
}
