import Solvers

/// What response comes to over a day: in all, for each unit, and for each look.
package struct DayCoverage: Sendable {
  /// What a unit's, or all households', response times come to over the day.
  package struct Spread: Sendable, Equatable {
    /// Seconds; `nil` where for so much of the time nobody comes.
    package var median: Int?
    package var percentile90: Int?
    package var worst: Int?
    /// For each limit the share of the time, 0 to 1, in which help comes within it.
    package var shares: [Double]
  }

  /// Seconds between two looks at the day.
  package let step: Int
  package let limits: [Int]
  package let units: [Spread]
  /// Of all households together, each counting once for each look.
  package let all: Spread
  /// For each look the share of households within each limit.
  package let shares: [[Double]]
  /// For each look how many crews are on duty.
  package let crews: [Int]

  /// - Parameters:
  ///   - response: of the units at each look.
  ///   - households: of the units.
  ///   - limits: seconds.
  package init(_ response: DayResponse, households: [Int], limits: [Int]) {
    let rows = response.times
    step = response.step
    crews = response.crews
    self.limits = limits
    let looks = crews.count
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
  /// By seconds.
  private(set) var counts: [Int] = []
  private(set) var total = 0

  mutating func add(_ time: Int32, _ weight: Int) {
    total += weight
    guard time < DayResponse.never else { return }
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
