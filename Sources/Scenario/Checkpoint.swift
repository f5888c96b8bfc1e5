import Geometry

/// A place with required visits.
public struct Checkpoint: Sendable, Equatable {
  /// How much a place needs to be seen, the most first.
  public enum Tier: String, Sendable, CaseIterable, Comparable {
    /// The most.
    case red
    /// In between.
    case yellow
    /// The least.
    case blue

    /// Red comes first.
    public static func < (a: Tier, b: Tier) -> Bool { a.rank < b.rank }

    private var rank: Int { self == .red ? 0 : self == .yellow ? 1 : 2 }
  }

  /// Unlike that of any other checkpoint or street.
  public var id: String
  /// For people.
  public var name: String
  /// Where the crew stops.
  public var coordinate: Coordinate
  /// How much it needs to be seen.
  public var tier: Tier
  /// How often it must be visited on each day of its types.
  public var visitsPerDay: Int
  /// Seconds each visit lasts.
  public var dwell: Int
  /// When a visit may begin; none means at any time.
  public var windows: [DailyWindow]
  /// Least seconds between the beginnings of two visits.
  public var minGap: Int
  /// Greatest seconds from one beginning to the next; `nil` is no limit.
  public var maxGap: Int?
  /// The day types on which it is visited; empty means all.
  public var dayTypes: [String]
  /// What a crew must be trained or equipped for.
  public var skills: [String] = []
  /// The line of a street, to be driven from end to end; empty for a place. It begins at `coordinate`.
  public var way: [Coordinate] = []
  /// Whether a street may be driven only as its line runs.
  public var isOneWay = false

  /// A place that must be visited.
  public init(
    id: String, name: String, coordinate: Coordinate, tier: Tier, visitsPerDay: Int, dwell: Int,
    windows: [DailyWindow], minGap: Int, dayTypes: [String] = []
  ) {
    self.id = id
    self.name = name
    self.coordinate = coordinate
    self.tier = tier
    self.visitsPerDay = visitsPerDay
    self.dwell = dwell
    self.windows = windows
    self.minGap = minGap
    self.dayTypes = dayTypes
  }

  /// How often it must be visited on a day of that type.
  package func visits(on dayType: String) -> Int {
    dayTypes.isEmpty || dayTypes.contains(dayType) ? visitsPerDay : 0
  }
}
