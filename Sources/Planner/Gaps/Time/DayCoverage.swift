import Grid

/// How soon help reaches each unit in the course of a day: from the crews where they are just then, and from the rooms
/// that are staffed.
///
/// The day is a ring: a drive that runs past midnight counts in the small hours, as the same drive did the day before.
public struct DayCoverage: Sendable {
  /// What a unit's, or all households', response times come to over the day.
  public struct Spread: Sendable, Equatable {
    /// Seconds; `nil` where for so much of the time nobody comes.
    public var median: Int?
    public var percentile90: Int?
    public var worst: Int?
    /// For each limit the share of the time, 0 to 1, in which help comes within it.
    public var shares: [Double]
  }

  public static let day = 86_400
  /// Seconds between two looks at the day.
  public let step: Int
  public let limits: [Int]
  public let units: [Spread]
  /// Of all households together, each counting once for each look.
  public let all: Spread
  /// For each look the share of households within each limit.
  public let shares: [[Double]]
  /// For each look how many crews are on duty.
  public let crews: [Int]

  /// - Parameters:
  ///   - timelines: of the drives of one day type.
  ///   - rooms: each with the stretches of the day in which it is staffed.
  ///   - anchors, households: of the units.
  ///   - readiness: seconds from the call to the wheels turning.
  ///   - step: seconds between two looks; divides a day.
  public init(
    timelines: [CrewTimeline], rooms: [(place: Coordinate, staffed: [DailyWindow])], anchors: [Coordinate],
    households: [Int], readiness: Int, limits: [Int], step: Int = 60, travel: any Travel
  ) {
    precondition(step > 0 && Self.day % step == 0, "looks divide the day")
    self.step = step
    self.limits = limits
    let looks = Self.day / step
    let crewGroups = (0..<looks).map { look in
      timelines.flatMap { line in
        [look * step, look * step + Self.day].compactMap { line.place(at: $0) }
      }
    }
    crews = crewGroups.map(\.count)
    // Rooms change only with their shifts, so each set of them is searched from once.
    var setOfRooms: [[Coordinate]: Int] = [:]
    var roomGroups: [[Coordinate]] = []
    let roomGroup = (0..<looks).map { look in
      let open = rooms.filter { $0.staffed.contains { $0.holds(look * step) } }.map(\.place)
      if let known = setOfRooms[open] { return known }
      setOfRooms[open] = roomGroups.count
      roomGroups.append(open)
      return roomGroups.count - 1
    }
    let setCount = roomGroups.count
    let fromCrews = travel.leastSeconds(from: crewGroups, to: anchors)
    let fromRooms = travel.leastSeconds(from: roomGroups, to: anchors)
    let times = ResponseTime(readiness: readiness)
    // A row of looks for each unit.
    let rows = concurrentMap(Array(anchors.indices)) { unit in
      (0..<looks).map { look in
        let least = min(
          fromCrews[unit * looks + look], fromRooms[unit * setCount + roomGroup[look]])
        return times.whole(least).map { Int32(clamping: $0) } ?? TimeCounts.never
      }
    }
    units = concurrentMap(rows) { row in
      var counts = TimeCounts()
      for time in row { counts.add(time, 1) }
      return Spread(of: counts, limits: limits)
    }
    var counts = TimeCounts()
    var inside = [Int](repeating: 0, count: looks * limits.count)
    for (row, weight) in zip(rows, households) {
      for (look, time) in row.enumerated() {
        counts.add(time, weight)
        for (index, limit) in limits.enumerated() where time <= limit {
          inside[look * limits.count + index] += weight
        }
      }
    }
    all = Spread(of: counts, limits: limits)
    let total = Double(max(1, households.reduce(0, +)))
    shares = (0..<looks).map { look in
      limits.indices.map { Double(inside[look * limits.count + $0]) / total }
    }
  }
}

/// How often each time occurs.
private struct TimeCounts {
  static let never = Int32.max
  /// By seconds.
  private(set) var counts: [Int] = []
  private(set) var total = 0

  mutating func add(_ time: Int32, _ weight: Int) {
    total += weight
    guard time < Self.never else { return }
    if Int(time) >= counts.count {
      counts += Array(repeating: 0, count: Int(time) + 1 - counts.count)
    }
    counts[Int(time)] += weight
  }
}

extension DayCoverage.Spread {
  /// Percentiles are nearest ranks.
  fileprivate init(of times: TimeCounts, limits: [Int]) {
    // The least time by which so many tenths have come.
    func rank(_ tenths: Int) -> Int? {
      var sum = 0
      return times.counts.firstIndex { count in
        sum += count
        return count > 0 && sum * 10 >= times.total * tenths
      }
    }
    self.init(
      median: rank(5), percentile90: rank(9), worst: rank(10),
      shares: limits.map { limit in
        let inside = times.counts.prefix(limit + 1).reduce(0, +)
        return times.total > 0 ? Double(inside) / Double(times.total) : 0
      })
  }
}

extension DailyWindow {
  /// Whether a time of day, in seconds since midnight, lies in it.
  func holds(_ time: Int) -> Bool {
    (time - start.seconds + 2 * 86_400) % 86_400 < duration
  }
}
