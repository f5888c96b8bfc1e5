import Dispatch
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
    let never = Int32.max
    let response = concurrentMap(Array(anchors.indices)) { unit in
      (0..<looks).map { look in
        let least = min(
          fromCrews[unit * looks + look], fromRooms[unit * setCount + roomGroup[look]])
        return times.whole(least).map { Int32(clamping: $0) } ?? never
      }
    }
    units = concurrentMap(response) { Spread(of: $0.sorted(), limits: limits) }
    all = Self.spread(ofAll: response, households, limits)
    let total = Double(max(1, households.reduce(0, +)))
    shares = (0..<looks).map { look in
      limits.map { limit in
        Double(
          response.indices.reduce(0) { response[$1][look] <= Int32(limit) ? $0 + households[$1] : $0 })
          / total
      }
    }
  }

  private static func spread(ofAll response: [[Int32]], _ households: [Int], _ limits: [Int]) -> Spread {
    var weights: [Int32: Int] = [:]
    for (times, weight) in zip(response, households) where weight > 0 {
      for time in times { weights[time, default: 0] += weight }
    }
    let ordered = weights.sorted { $0.key < $1.key }
    let total = ordered.reduce(0) { $0 + $1.value }
    func rank(_ share: Double) -> Int? {
      var sum = 0
      for (time, weight) in ordered {
        sum += weight
        if Double(sum) >= share * Double(total) { return time == .max ? nil : Int(time) }
      }
      return nil
    }
    return Spread(
      median: rank(0.5), percentile90: rank(0.9), worst: rank(1),
      shares: limits.map { limit in
        let inside = ordered.reduce(0) { $1.key <= Int32(limit) ? $0 + $1.value : $0 }
        return total > 0 ? Double(inside) / Double(total) : 0
      })
  }
}

extension DayCoverage.Spread {
  /// `sorted` ascending, not empty; the greatest value stands for never. Percentiles are nearest ranks.
  fileprivate init(of sorted: [Int32], limits: [Int]) {
    func rank(_ tenths: Int) -> Int? {
      let time = sorted[(sorted.count * tenths + 9) / 10 - 1]
      return time == .max ? nil : Int(time)
    }
    self.init(
      median: rank(5), percentile90: rank(9), worst: rank(10),
      shares: limits.map { limit in
        Double(sorted.firstIndex { $0 > Int32(limit) } ?? sorted.count) / Double(sorted.count)
      })
  }
}

extension DailyWindow {
  /// Whether a time of day, in seconds since midnight, lies in it.
  func holds(_ time: Int) -> Bool {
    (time - start.seconds + 2 * 86_400) % 86_400 < duration
  }
}
