import Words

/// How patrols share the land and spend their time.
public struct PatrolPolicy: Sendable, Equatable {
  /// Of the work in a patrol area: seconds a day for each household.
  public var householdSeconds = 2.0
  /// The share of a household's seconds that grows with the risk of its unit.
  public var riskShare = 0.0
  /// What a second of dwell at a checkpoint counts.
  public var dwellWeight = 1.0
  /// Seconds for each kilometre of road.
  public var roadSeconds = 0.0
  /// How the land is divided.
  public var areas = Areas()
  /// Least seconds at each micro-grid that is passed in spare time.
  public var presence = 300
  /// The speed in km/h at which streets are driven when they are patrolled.
  public var streetSpeed = 20.0
  /// The share by which routes of a date, or of a further day of the rotation, may travel more, so as to be others.
  public var variety = 0.0
  /// The share by which hours on patrol of crews that are alike may differ from their mean.
  public var hoursTolerance = 0.05
  /// How many days of each type have routes of their own; its dates take them in turn.
  public var rotation = 1

  /// How the land is divided into patrol areas.
  public struct Areas: Sendable, Equatable {
    /// What is made least.
    public enum Borders: String, Sendable, CaseIterable {
      /// The metres of all borders.
      case shortest
      /// The pairs of neighbouring units that come into different areas.
      case fewest
    }

    /// By which share the work of a crew's area may differ from equal.
    public var tolerance = 0.02
    /// What is made least among divisions within the tolerance.
    public var borders = Borders.shortest

    /// Which tolerances there are.
    package static let tolerances = 0.005...1.0

    /// What is usual.
    public init() {}

    init(reading node: ScenarioNode) throws(ScenarioError) {
      let section = try node.section(["tolerance", "borders"])
      if let node = section["tolerance"] { tolerance = try node.number(in: Self.tolerances) }
      if let node = section["borders"] {
        guard let borders = Borders(rawValue: try node.text()) else {
          throw node.wrong(.oneOf(Borders.allCases.map(\.rawValue)))
        }
        self.borders = borders
      }
    }
  }

  /// What is usual.
  public init() {}

  /// Of a rotation: each has routes of its own.
  private static let mostDays = 28

  /// Whole seconds that the drive along a street takes.
  package func streetSeconds(_ metres: Double, maxSpeed: Double) -> Int {
    Int((metres / (min(maxSpeed, streetSpeed) / 3.6)).rounded(.up))
  }

  /// Reads the section `patrol`.
  init(reading node: ScenarioNode?, _ assumed: inout [Message]) throws(ScenarioError) {
    let section = try node?.section([
      "workload", "areas", "presence_s", "street_kmh", "variety", "rotation", "hours_tolerance",
    ])
    if let work = try section?["workload"]?.section(["household_s", "risk", "dwell", "road_km_s"]) {
      householdSeconds = try work["household_s"]?.notNegative() ?? 0
      riskShare = try work["risk"]?.notNegative() ?? 0
      dwellWeight = try work["dwell"]?.notNegative() ?? 0
      roadSeconds = try work["road_km_s"]?.notNegative() ?? 0
    } else {
      assumed.append(
        Message(
          "patrol_work",
          "a patrol area's work is the dwell at its checkpoints and \(Int(householdSeconds)) s a day per household"
        ))
    }
    if let node = section?["areas"] { areas = try Areas(reading: node) }
    if let node = section?["presence_s"] {
      presence = try node.integer(atLeast: 1, atMost: Measure.seconds)
    } else {
      assumed.append(
        Message(
          "spare_time",
          "spare time of a shift is spent at micro-grids of the patrol area, \(presence) s at each"))
    }
    if let node = section?["street_kmh"] { streetSpeed = try node.number(in: Measure.speed) }
    if let node = section?["variety"] { variety = try node.share() }
    if let node = section?["hours_tolerance"] { hoursTolerance = try node.share() }
    if let node = section?["rotation"] { rotation = try node.integer(atLeast: 1, atMost: Self.mostDays) }
  }
}
