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
  /// How many crews make each visit, together: they begin it at the same moment. 1 or 2.
  public var crews = 1
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

  /// How many visits crews must pay to it on a day of that type; one that several make together is as many.
  package func visits(on dayType: String) -> Int {
    dayTypes.isEmpty || dayTypes.contains(dayType) ? visitsPerDay * crews : 0
  }

  /// How many of those are missing where crews begin theirs at these times.
  package func missing(on dayType: String, begins: [Int]) -> Int {
    guard crews > 1 else { return max(0, visits(on: dayType) - begins.count) }
    let together = Dictionary(grouping: begins, by: \.self).values.map { min(crews, $0.count) }
    let made = together.sorted(by: >).prefix(visitsPerDay).reduce(0, +)
    return max(0, visits(on: dayType) - made)
  }

  /// When a place is visited, ascending, where crews begin their visits at these times: those who come together visit it once.
  package static func moments(_ begins: [Int], crews: Int) -> [Int] {
    (crews > 1 ? Array(Set(begins)) : begins).sorted()
  }
}
