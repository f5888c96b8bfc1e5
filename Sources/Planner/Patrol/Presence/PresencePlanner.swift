import Geometry
import Roads
import Solvers

/// Fills the spare time of runs with stops at units of the crews' own patrol areas.
///
/// The crews of an area are routed anew, shift by shift: what they have to do stays theirs and keeps its windows, and
/// units are clients that may be left out, each with a prize that falls with every visit to it, before this plan or in
/// an earlier shift. Where there are too few of them to fill a shift, each may be visited once in every part of it.
/// Time that is left between two visits is spent at the units before.
struct PresencePlanner {
  let ground: PresenceGround
  let travel: any Travel
  private let points: [PlanePoint]
  private let areaOfCrew: [String: Int]
  private(set) var visits: [Int]
  private(set) var standards: [PresenceStandard]

  /// Runs routed at once, at most.
  private static let runsAtOnce = 32
  /// How often they are, at most, and seconds to spare of a run that are no reason for another time.
  private static let attempts = 4
  private static let littleSpare = 1800

  init(ground: PresenceGround, travel: any Travel) {
    self.ground = ground
    self.travel = travel
    points = ground.plane.project(ground.anchors)
    visits = ground.visits
    standards = ground.standards
    var areaOfCrew: [String: Int] = [:]
    for (index, area) in ground.areas.enumerated() {
      for crew in area.crewIDs { areaOfCrew[crew] = index }
    }
    self.areaOfCrew = areaOfCrew
  }

  /// The stops of each run with those at units in between.
  mutating func fill(_ runs: [PresenceRun]) -> [[Route.Stop]] {
    var runsOfArea = [[Int]](repeating: [], count: ground.areas.count)
    for (run, filled) in runs.enumerated() {
      if let area = areaOfCrew[filled.crewID] { runsOfArea[area].append(run) }
    }
    let before = self
    let filled = concurrentMap(Array(zip(runsOfArea, ground.areas))) { members, area in
      before.fill(members, of: runs, units: area.units)
    }
    var result = runs.map(\.stops)
    for (members, area) in zip(runsOfArea, filled) {
      for (run, stops) in zip(members, area.stops) { result[run] = stops }
      for unit in area.visited { see(unit) }
    }
    return result
  }

  private mutating func see(_ unit: Int) {
    visits[unit] += 1
    for index in standards.indices { standards[index].see(unit) }
  }

  /// The runs of one area, those that start together at once and later ones after.
  private func fill(
    _ members: [Int], of runs: [PresenceRun], units: [Int]
  ) -> (stops: [[Route.Stop]], visited: [Int]) {
    var stops = members.map { runs[$0].stops }
    guard !units.isEmpty else { return (stops, []) }
    var now = self
    var visited: [Int] = []
    let turns = Dictionary(grouping: members.indices) { runs[members[$0]].start }
    for (_, turn) in turns.sorted(by: { $0.key < $1.key }) {
      for first in stride(from: 0, to: turn.count, by: Self.runsAtOnce) {
        let part = turn[first..<min(turn.count, first + Self.runsAtOnce)]
        let filled = now.filled(part.map { runs[members[$0]] }, units)
        for (member, own) in zip(part, filled.stops) { stops[member] = own }
        for unit in filled.visited { now.see(unit) }
        visited += filled.visited
      }
    }
    return (stops, visited)
  }

  /// Runs that start together, tried again with more to choose from while much of their time is spare.
  private func filled(
    _ runs: [PresenceRun], _ units: [Int]
  ) -> PresenceRouting.Filled {
    let wanted = standards.reduce(into: Set<Int>()) {
      $0.formUnion($1.wanted(of: units, households: ground.households))
    }
    var best: PresenceRouting.Filled?
    for attempt in 1...Self.attempts {
      let filled = PresenceRouting(
        runs, units: units, points: points, visits: visits, wanted: wanted, ground: ground, travel: travel,
        attempt: attempt
      ).filled()
      if filled.spare < best?.spare ?? .max { best = filled }
      if filled.spare <= Self.littleSpare * runs.count { break }
    }
    return best ?? PresenceRouting.Filled(stops: runs.map(\.stops), visited: [], spare: 0)
  }
}
