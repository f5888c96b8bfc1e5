import Scenario

/// What the crews do over the horizon, and how evenly it falls on those that are alike.
package struct CrewFigures: Sendable {
  /// Of one crew, over all dates.
  package struct Work: Sendable {
    package var crewID: String
    /// On the way and at stops.
    package var seconds = 0
    package var metres = 0.0
    /// Shifts that run at night.
    package var nights = 0
    /// Required visits.
    package var visits = 0
  }

  /// Crews of one base, alike and on the same shifts.
  package struct Kind: Sendable {
    package var baseID: String
    /// Into `works`.
    package var crews: [Int]
    package var seconds: ClosedRange<Int>
    package var metres: ClosedRange<Double>
    package var nights: ClosedRange<Int>
    /// Whether hours differ from their mean by no more than the policy's share, and nights by no more than one.
    package var isEven: Bool
  }

  /// In the order of the crews.
  package var works: [Work]
  package var kinds: [Kind]

  package init(_ plan: Plan) {
    let problem = plan.problem
    let dates = Dictionary(
      problem.dayTypes.map { ($0, plan.dates(of: $0).count) }, uniquingKeysWith: { first, _ in first })
    let shifts = Dictionary(problem.shifts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var works = problem.crews.map { Work(crewID: $0.id) }
    let crewOfID = Dictionary(
      zip(problem.crews.map(\.id), problem.crews.indices), uniquingKeysWith: { first, _ in first })
    for route in plan.routes {
      guard let crew = crewOfID[route.crewID], let times = dates[route.dayType] else { continue }
      works[crew].seconds += times * route.stops.reduce(0) { $0 + $1.travel + $1.depart - $1.start }
      works[crew].metres += Double(times) * route.stops.reduce(0) { $0 + $1.distance }
      works[crew].visits += times * route.visits.count
      if shifts[route.shiftID]?.window.touchesNight ?? false { works[crew].nights += times }
    }
    self.works = works
    var groups: [[Int]] = []
    for crew in problem.crews.indices {
      let known = groups.firstIndex { problem.crews[$0[0]].isLike(problem.crews[crew]) }
      if let known { groups[known].append(crew) } else { groups.append([crew]) }
    }
    kinds = groups.map { crews in
      let seconds = crews.map { works[$0].seconds }
      let mean = Double(seconds.reduce(0, +)) / Double(crews.count)
      let (metres, nights) = (crews.map { works[$0].metres }, crews.map { works[$0].nights })
      let worst = seconds.map { abs(Double($0) - mean) }.max() ?? 0
      return Kind(
        baseID: problem.crews[crews[0]].baseID, crews: crews, seconds: Self.range(seconds),
        metres: Self.range(metres), nights: Self.range(nights),
        isEven: worst <= problem.patrol.hoursTolerance * mean
          && Self.range(nights).upperBound - Self.range(nights).lowerBound <= 1)
    }
  }

  private static func range<Value: Comparable & ExpressibleByIntegerLiteral>(_ values: [Value])
    -> ClosedRange<Value>
  {
    let least = values.min() ?? 0
    return least...(values.max() ?? least)
  }
}
