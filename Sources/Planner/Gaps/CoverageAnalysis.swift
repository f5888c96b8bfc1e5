import Grid
import Roads
import Scenario

/// Measures how well the lowest level is covered in space and in time, and names the land that is not.
public struct CoverageAnalysis: Sendable {
  let policy: Policy
  let units: Level
  let adjacency: Adjacency
  let villages: Level
  let villageOfUnit: [Int]
  let villageAdjacency: Adjacency
  /// How crews move who do not move as everybody.
  let profileOfCrew: [String: Profile]
  /// Rooms, then bases: from where help comes.
  let sources: [CoverSource]

  /// - Parameters:
  ///   - problem: its crews' bases send help as rooms do; its policy holds.
  ///   - rooms: those that are open.
  ///   - units: the lowest level.
  ///   - adjacency: of `units`.
  ///   - villages: the assignment level.
  ///   - villageOfUnit: for each of `units` its village; -1 for none.
  ///   - villageAdjacency: of `villages`.
  package init(
    problem: Problem, rooms: [Room], units: Level, adjacency: Adjacency, villages: Level,
    villageOfUnit: [Int], villageAdjacency: Adjacency
  ) {
    precondition(adjacency.count == units.count && villageOfUnit.count == units.count)
    precondition(villageAdjacency.count == villages.count)
    policy = problem.policy
    self.units = units
    self.adjacency = adjacency
    self.villages = villages
    self.villageOfUnit = villageOfUnit
    self.villageAdjacency = villageAdjacency
    profileOfCrew = Dictionary(
      problem.crews.compactMap { crew in crew.profile.map { (crew.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    sources = CoverSource.all(of: problem, rooms: rooms)
  }

  /// Response times from the nearest room or base, and the visits of the routes.
  ///
  /// - Parameters:
  ///   - routes: of one day type.
  ///   - unitOfStop: for each route and each of its stops the unit that holds it; -1 for none.
  ///   - travel: between places.
  public func coverage(routes: [Route], unitOfStop: [[Int]], travel: any Travel) -> Coverage {
    let found = travel.nearest(from: sources.map(\.coordinate), to: units.anchors)
    let revisits = UnitVisits(routes: routes, unitOfStop: unitOfStop, unitCount: units.count).revisits
    return Coverage(
      response: found.nearestSeconds.map(responseTime),
      secondResponse: found.secondSeconds.map(responseTime), visits: revisits.map(\.visits),
      maxRevisit: revisits.map(\.greatest))
  }

  /// Every piece of land that breaks the response standard or lacks people; response before staffing. Of the response
  /// gaps those come first whose fix helps the most households, of the others those with the most. Every uncovered
  /// unit belongs to exactly one response gap.
  ///
  /// - Parameters:
  ///   - coverage: of the units.
  ///   - assignment: who answers for the villages.
  ///   - routes: of one day type; none leaves crews out of the fixes.
  ///   - travel: between places.
  public func gaps(
    _ coverage: Coverage, assignment: Assignment, routes: [Route] = [], travel: any Travel
  ) -> [CoverageGap] {
    let staffing = staffingGaps(assignment).sorted {
      ($1.households, $0.units.first ?? -1) < ($0.households, $1.units.first ?? -1)
    }
    return (responseGaps(coverage.response, routes: routes, travel: travel) + staffing).numbered("G")
  }

  /// Whole seconds from the call to the arrival; `nil` where there is no way.
  func responseTime(_ travel: Float) -> Int? {
    ResponseTime(readiness: policy.readiness).whole(travel)
  }
}

extension Coverage {
  /// The share of all households that are reached within `limit` seconds, 0 to 1.
  public func share(of households: [Int], within limit: Int) -> Double {
    Self.share(of: households, in: response, within: limit)
  }

  package static func share(of households: [Int], in response: [Int?], within limit: Int) -> Double {
    let total = households.reduce(0, +)
    guard total > 0 else { return 0 }
    return Double(zip(response, households).reduce(0) { $0 + (($1.0 ?? .max) <= limit ? $1.1 : 0) })
      / Double(total)
  }

  /// Whether a unit is reached too late or not at all.
  func isGap(_ unit: Int, _ limit: Int) -> Bool { (response[unit] ?? .max) > limit }
}

extension [CoverageGap] {
  /// With ids from a letter and a number.
  package func numbered(_ letter: String) -> [CoverageGap] {
    enumerated().map { index, gap in
      var gap = gap
      let number = String(index + 1)
      gap.id = letter + String(repeating: "0", count: Swift.max(0, 4 - number.count)) + number
      return gap
    }
  }
}
