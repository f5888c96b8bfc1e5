import Foundation
import Geometry
import PlannerTestSupport
import Roads
import Solvers
import TestSupport
import Testing

@testable import Planner
@testable import Scenario

/// What crews that are alike do over the horizon, days of a rotation, and what crews are to come by.
@Suite struct CrewFairnessTests {
  /// The presence county with two crews alike at each base, several days of its type and 12 dates.
  private static func county(rotation: Int, variety: Double = 0) -> (Problem, PresenceGround) {
    var (problem, ground) = PresenceCase.county()
    problem.crews += problem.crews.map { crew in
      var twin = crew
      twin.id += "x"
      return twin
    }
    for index in ground.areas.indices { ground.areas[index].crewIDs.append("C\(index)x") }
    problem.horizon = Horizon(
      start: problem.horizon.start, days: 12, clock: .china,
      dayTypeOfDate: [Int](repeating: 0, count: 12))
    problem.patrol.rotation = rotation
    problem.patrol.variety = variety
    problem.rotate(seed: 3)
    return (problem, ground)
  }

  private static func results(_ problem: Problem, _ ground: PresenceGround?) -> [RoutePlanner.Result] {
    RoutePlanner(problem: problem, travel: PatrolTestTravel()).plan(
      dayTypes: problem.dayTypes, seed: 1, budget: SearchBudget(rounds: 2000, threads: 2), ground: ground)
  }

  private static func metres(_ problem: Problem, _ results: [RoutePlanner.Result]) -> [String: Double] {
    var metres: [String: Double] = [:]
    for route in results.flatMap(\.routes) {
      let dates = problem.horizon.dayTypeOfDate.count { problem.dayTypes[$0] == route.dayType }
      metres[route.crewID, default: 0] += Double(dates) * route.stops.reduce(0) { $0 + $1.distance }
    }
    return metres
  }

  private static func visits(_ problem: Problem, _ results: [RoutePlanner.Result]) -> [String: Double] {
    var visits = Dictionary(uniqueKeysWithValues: problem.crews.map { ($0.id, 0.0) })
    for route in results.flatMap(\.routes) {
      let dates = problem.horizon.dayTypeOfDate.count { problem.dayTypes[$0] == route.dayType }
      visits[route.crewID, default: 0] += Double(dates * route.visits.count)
    }
    return visits
  }

  @Test func crewsThatAreAlikeDriveAboutAsFar() {
    let (problem, ground) = Self.county(rotation: 3)
    let metres = Self.metres(problem, Self.results(problem, ground))
    for base in ["C0", "C1"] {
      let (a, b) = (metres[base] ?? 0, metres[base + "x"] ?? 0)
      #expect(a > 10_000 && abs(a - b) < 0.1 * a, "\(a) and \(b)")
    }
  }

  /// No pair of drives of one shift, nor two of them, could change hands so that it falls more evenly; the first shift of all stays as it is.
  @Test func noExchangeIsFairer() throws {
    let (problem, ground) = Self.county(rotation: 2)
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    let results = Self.results(problem, ground)
    /// How far kilometres are beyond 5 % of the mean of those that are alike; then the squares of visits.
    func unevenness(_ results: [RoutePlanner.Result]) -> (Double, Double) {
      let (metres, visits) = (Self.metres(problem, results), Self.visits(problem, results))
      let excess = metres.reduce(0) { sum, one in
        let alike = metres.filter { $0.key.prefix(2) == one.key.prefix(2) }.values
        let mean = alike.reduce(0, +) / Double(alike.count)
        return sum + pow(max(0, abs(one.value / mean - 1) - 0.05), 2)
      }
      return (excess, visits.values.reduce(0) { $0 + $1 * $1 })
    }
    let best = unevenness(results)
    var exchanges: [(result: Int, a: Int, b: Int)] = []
    for (number, result) in results.enumerated() {
      for a in result.routes.indices {
        for b in result.routes.indices
        where a < b && result.routes[a].shiftID == result.routes[b].shiftID
          && result.routes[a].crewID.prefix(2) == result.routes[b].crewID.prefix(2)
          && (number > 0 || result.routes[a].shiftID != "day")
        { exchanges.append((number, a, b)) }
      }
    }
    func crew(_ exchange: (result: Int, a: Int, b: Int)) -> String {
      results[exchange.result].routes[exchange.a].crewID
    }
    let couples = exchanges.indices.flatMap { x in
      exchanges[..<x].filter { crew($0) == crew(exchanges[x]) }.map { [$0, exchanges[x]] }
    }
    #expect(exchanges.count == 6 && couples.count == 6)
    for move in exchanges.map({ [$0] }) + couples {
      var other = results
      for (number, a, b) in move {
        other[number].routes[a].stops = results[number].routes[b].stops
        other[number].routes[b].stops = results[number].routes[a].stops
      }
      let (excess, visits) = unevenness(other)
      #expect(excess > best.0 - 1e-8 && (excess > best.0 || visits >= best.1), "\(move)")
    }
    #expect(planner.evened(results).map(\.routes) == results.map(\.routes))
    let alone = planner.plan(dayType: problem.dayTypes[0], seed: 1, steps: 2000, ground: ground)
    func firstShift(_ result: RoutePlanner.Result) -> [Route] { result.routes.filter { $0.shiftID == "day" } }
    #expect(firstShift(results[0]).map(\.visits) == firstShift(alone).map(\.visits))
  }

  @Test func crewsThatDifferKeepTheirDrives() {
    var (problem, ground) = Self.county(rotation: 1)
    problem.crews[2].skills = ["water"]
    problem.crews[3].range = 1e6
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    let result = planner.plan(dayType: "weekday", seed: 1, steps: 500, ground: ground)
    #expect(planner.evened([result])[0].routes == result.routes)
  }

  /// Days of a rotation make the same visits, each at times of its own, and travel no more than they may.
  @Test func daysOfARotationVary() {
    let (problem, _) = Self.county(rotation: 3, variety: 0.2)
    let results = Self.results(problem, nil)
    #expect(results.count == 3)
    func visits(_ result: RoutePlanner.Result) -> [String] {
      result.routes.flatMap { $0.visits.map(\.id) }.sorted()
    }
    func times(_ result: RoutePlanner.Result) -> Set<String> {
      Set(result.routes.flatMap { route in route.visits.map { "\($0.id) \($0.start)" } })
    }
    for result in results.dropFirst() {
      #expect(visits(result) == visits(results[0]))
      #expect(Double(result.travel) <= 1.2 * Double(results[0].travel))
      #expect(times(result).subtracting(times(results[0])).count > 3)
    }
    let (plain, _) = Self.county(rotation: 3)
    let same = Self.results(plain, nil)
    #expect(times(same[1]) == times(same[0]))
  }

  /// Each group is seen on some day before any unit is seen for its households.
  @Test func crewsComeByEveryGroup() {
    var (problem, ground) = Self.county(rotation: 2)
    let groups = (0..<400).map { $0 / 8 }
    func unseen(_ standards: [PresenceStandard]) -> Int {
      ground.standards = standards
      let seen = Set(
        Self.results(problem, ground).flatMap(\.routes).flatMap(\.stops).filter { $0.kind == .unit }
          .compactMap { Int($0.id.dropFirst()) }.map { groups[$0] })
      return 50 - seen.count
    }
    problem.crews = Array(problem.crews.prefix(2))
    // Little time: an hour's shift sees few units.
    problem.shifts = [Shift(id: "day", window: patrolWindow("08:00", "12:00"))]
    problem.checkpoints = []
    #expect(unseen([PresenceStandard(groupOfUnit: groups, days: 12)]) < unseen([]))
  }

  @Test func whatIsWantedIsWhatNobodySaw() {
    var standard = PresenceStandard(groupOfUnit: [0, 0, 1, 1, -1, 2], days: 4)
    let households = [5, 7, 3, 3, 90, 1]
    #expect(standard.wanted(of: Array(0..<6), households: households) == [1, 2, 5])
    #expect(standard.wanted(of: [0, 3, 4], households: households) == [0, 3])
    standard.see(3)
    standard.see(4)
    #expect(standard.wanted(of: Array(0..<6), households: households) == [1, 5])
    // Half of the dates are of the type: what was seen two of its days ago is to be seen again.
    standard.begin(turn: 1, share: 0.5)
    #expect(standard.wanted(of: Array(0..<6), households: households) == [1, 5])
    standard.begin(turn: 2, share: 0.5)
    #expect(standard.wanted(of: Array(0..<6), households: households) == [1, 2, 5])
  }

  /// Against a count of every stop on every date.
  @Test func whatCrewsDoIsCounted() throws {
    var plan = ReportFixture(splits: [2, 2, 2, 2], bends: 1).plan()
    plan.problem.patrol.hoursTolerance = 0.3
    // The second crew is as the first is.
    let first = plan.problem.crews[0]
    let second = plan.problem.crews[1].id
    plan.problem.crews[1] = first
    plan.problem.crews[1].id = second
    let figures = CrewFigures(plan)
    #expect(figures.works.count == plan.problem.crews.count)
    for (crew, work) in zip(plan.problem.crews, figures.works) {
      var (seconds, metres, visits, nights) = (0, 0.0, 0, 0)
      for date in 0..<plan.problem.horizon.days {
        let type = plan.problem.dayTypes[plan.problem.horizon.dayTypeOfDate[date]]
        for route in plan.routes where route.dayType == type && route.crewID == crew.id {
          for stop in route.stops {
            seconds += stop.travel + stop.depart - stop.start
            metres += stop.distance
          }
          visits += route.visits.count
          let window = try #require(plan.problem.shifts.first { $0.id == route.shiftID }?.window)
          nights += window.touchesNight ? 1 : 0
        }
      }
      #expect(work.seconds == seconds && work.visits == visits && work.nights == nights)
      #expect(abs(work.metres - metres) < 1e-3 && metres > 0)
    }
    #expect(figures.kinds.flatMap(\.crews).sorted() == Array(figures.works.indices))
    for kind in figures.kinds {
      let seconds = kind.crews.map { Double(figures.works[$0].seconds) }
      let mean = seconds.reduce(0, +) / Double(seconds.count)
      let nights = kind.crews.map { figures.works[$0].nights }
      let areHoursEven = seconds.allSatisfy { abs($0 - mean) <= 0.3 * mean }
      let areNightsEven = (nights.max() ?? 0) - (nights.min() ?? 0) <= 1
      #expect(kind.isEven == (areHoursEven && areNightsEven))
    }
    // One of two alike that stays at home is not even.
    let index = try #require(figures.kinds.firstIndex { $0.crews.count > 1 })
    let idle = plan.problem.crews[figures.kinds[index].crews[0]].id
    plan.routes.removeAll { $0.crewID == idle }
    plan.ways = []
    #expect(!CrewFigures(plan).kinds[index].isEven)
  }
}

/// Crews that move each in their own way.
@Suite struct MixedCrewTests {
  /// Cars at 30 km/h, e-bikes at 15, and 5 on foot; no path leads on foot to some places.
  private struct Modes: Travel {
    var pathless: Set<Coordinate> = []

    func by(_ profile: Profile?) -> any Travel {
      switch profile {
      case .foot: PatrolTestTravel(cutOff: pathless, metresPerSecond: 5 / 3.6)
      case .eBike: PatrolTestTravel(metresPerSecond: 15 / 3.6)
      default: PatrolTestTravel()
      }
    }

    func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
      PatrolTestTravel().table(from: origins, to: destinations)
    }

    func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] { [origin, destination] }
  }

  private static func problem(_ profiles: [Profile?]) -> Problem {
    patrolProblem(
      crews: profiles.enumerated().map { index, profile in
        var crew = Crew(
          id: "C\(index)", baseID: "B", base: patrolPlace(0, 0), shiftIDs: ["day"], maxSpeed: 60)
        crew.profile = profile
        return crew
      }, shifts: [Shift(id: "day", window: patrolWindow("08:00", "16:00"))],
      checkpoints: (0..<12).map {
        PatrolReasonTests.point("P\($0)", at: patrolPlace(Double($0) * 400 - 2000, 1500), visits: 1)
      })
  }

  @Test func everyoneMovesAtTheirOwnSpeed() throws {
    let profiles: [Profile?] = [nil, .car, .eBike, .foot]
    var problem = Self.problem(profiles)
    for index in problem.checkpoints.indices {
      problem.checkpoints[index].windows = [patrolWindow("10:00", "10:40")]
    }
    let plan = RoutePlanner(problem: problem, travel: Modes()).plan(dayType: "weekday", seed: 1, steps: 2000)
    #expect(plan.unserved.isEmpty)
    var used = Set<String>()
    for route in plan.routes {
      let index = try #require(problem.crews.firstIndex { $0.id == route.crewID })
      let speed: Double = profiles[index] == .foot ? 5 : profiles[index] == .eBike ? 15 : 30
      for stop in route.stops where stop.travel > 0 {
        #expect(abs(Double(stop.travel) - stop.distance / (speed / 3.6)) < 1.5)
        used.insert(route.crewID)
      }
    }
    #expect(used.count > 1)
    // On foot alone not all can be made, and what cannot is told.
    let walkers = RoutePlanner(
      problem: Self.problem([.foot]), travel: Modes(pathless: [patrolPlace(-2000, 1500)])
    ).plan(dayType: "weekday", seed: 1, steps: 2000)
    #expect(walkers.unserved.contains { $0.checkpointID == "P0" })
  }

  @Test func thePlaceOfRestIsOfChoice() throws {
    var problem = Self.problem([nil])
    problem.crews[0].restID = "R"
    problem.crews[0].rest = patrolPlace(900, 900)
    problem.crews[0].breaks = [Crew.Break(window: patrolWindow("11:00", "13:00"), duration: 1800)]
    let plan = RoutePlanner(problem: problem, travel: Modes()).plan(dayType: "weekday", seed: 1, steps: 2000)
    let rest = try #require(plan.routes[0].stops.first { $0.kind == .break })
    #expect(rest.id == "R" && rest.coordinate == patrolPlace(900, 900) && rest.depart - rest.start == 1800)
    #expect(plan.unserved.isEmpty)
  }

  /// Help comes at the speed of whoever brings it.
  @Test func helpComesAsItsCrewMoves() throws {
    let problem = Self.problem([.foot])
    let plan = RoutePlanner(problem: problem, travel: Modes()).plan(dayType: "weekday", seed: 1, steps: 2000)
    let anchors = [patrolPlace(3000, -3000)]
    func first(_ profile: Profile?) -> Int {
      let line = CrewTimeline(plan.routes[0], by: profile, path: plan.routes[0].stops.map(\.coordinate))
      let day = DayResponse(
        timelines: [line], anchors: anchors, readiness: 0, step: 1800, travel: Modes())
      return Int(day.times[0].filter { $0 != DayResponse.never }.min() ?? 0)
    }
    let (walked, driven) = (first(.foot), first(nil))
    #expect(driven > 60 && abs(Double(walked) / Double(driven) - 6) < 0.1)
  }
}
