import Grid

/// Measures how well the lowest level is covered in space and in time, and names the land that is not.
public struct CoverageAnalysis: Sendable {
  let policy: Policy
  let units: Level
  let adjacency: Adjacency
  let villages: Level
  let villageOfUnit: [Int]
  let villageAdjacency: Adjacency
  /// Rooms, then bases: from where help comes.
  let sources: [Source]

  struct Source: Sendable {
    var id: String
    var isRoom: Bool
    var coordinate: Coordinate
  }

  /// - Parameters:
  ///   - problem: its crews' bases send help as rooms do; its policy holds.
  ///   - units: the lowest level.
  ///   - villages: the assignment level.
  ///   - villageOfUnit: for each of `units` its village; -1 for none.
  public init(
    problem: Problem, assignment: Assignment, units: Level, adjacency: Adjacency, villages: Level,
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
    var bases = Set<String>()
    sources =
      assignment.rooms.map { Source(id: $0.room.id, isRoom: true, coordinate: $0.room.coordinate) }
      + problem.crews.filter { bases.insert($0.baseID).inserted }
      .map { Source(id: $0.baseID, isRoom: false, coordinate: $0.base) }
  }

  /// Response times from the nearest room or base, and the visits of the routes.
  ///
  /// - Parameters:
  ///   - routes: of one day type.
  ///   - unitOfStop: for each route and each of its stops the unit that holds it; -1 for none.
  public func coverage(routes: [Route], unitOfStop: [[Int]], travel: some Travel) -> Coverage {
    let found = travel.nearest(from: sources.map(\.coordinate), to: units.anchors)
    let visits = UnitVisits(routes: routes, unitOfStop: unitOfStop, unitCount: units.count)
    return Coverage(
      response: found.nearestSeconds.map(responseTime), visits: visits.count, maxRevisit: visits.maxRevisit)
  }

  /// Every piece of land that breaks the response standard or lacks people, the most households first; response
  /// before staffing. Every uncovered unit belongs to exactly one response gap.
  public func gaps(_ coverage: Coverage, assignment: Assignment, travel: some Travel) -> [CoverageGap] {
    func ordered(_ gaps: [CoverageGap]) -> [CoverageGap] {
      gaps.sorted { ($1.households, $0.units.first ?? -1) < ($0.households, $1.units.first ?? -1) }
    }
    var gaps = ordered(responseGaps(coverage, travel: travel)) + ordered(staffingGaps(assignment))
    for index in gaps.indices {
      let number = String(index + 1)
      gaps[index].id = "G" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    }
    return gaps
  }

  /// Whole seconds from the call to the arrival; `nil` where there is no way.
  func responseTime(_ travel: Float) -> Int? {
    travel.isFinite ? Int((Double(policy.readiness) + Double(travel)).rounded()) : nil
  }
}

extension Coverage {
  /// The share of all households that are reached within `limit` seconds, 0 to 1.
  public func share(of households: [Int], within limit: Int) -> Double {
    let total = households.reduce(0, +)
    guard total > 0 else { return 0 }
    return Double(zip(response, households).reduce(0) { $0 + (($1.0 ?? .max) <= limit ? $1.1 : 0) })
      / Double(total)
  }

  /// Whether a unit is reached too late or not at all.
  func isGap(_ unit: Int, _ limit: Int) -> Bool { (response[unit] ?? .max) > limit }
}
