import Geometry
import PlannerTestSupport
import TestSupport
import Testing
import VectorFiles

@testable import Planner
@testable import Scenario
@testable import Solvers

@Suite struct PatrolPresenceTests {
  @Test func spareTimeIsSpentInTheCrewsOwnArea() {
    let (problem, ground) = PresenceCase.county()
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    let bare = planner.plan(dayType: "weekday", seed: 1, steps: 100)
    let plan = planner.plan(dayType: "weekday", seed: 1, steps: 100, ground: ground)
    #expect(PatrolRules(problem: problem, dayType: "weekday").breaches(plan.routes, plan.unserved) == [])
    #expect(plan.routes.count == 4)
    var visits = [Int](repeating: 0, count: 400)
    for (route, before) in zip(plan.routes, bare.routes) {
      let units = route.stops.filter { $0.kind == .unit }
      #expect(units.count > 30)
      #expect(units.allSatisfy { $0.depart - $0.start >= 300 })
      // All required visits are made by whom they were, and the crew comes home as its shift ends.
      #expect(route.visits.map(\.id).sorted() == before.visits.map(\.id).sorted())
      #expect(route.stops.last?.arrive == (route.shiftID == "day" ? 16 : 30) * 3600)
      let waiting = route.stops.reduce(0) { $0 + $1.start - $1.arrive }
      #expect(waiting == 0)
      for stop in units {
        let unit = Int(stop.id.dropFirst()) ?? -1
        #expect(stop.coordinate == ground.anchors[unit])
        #expect(ground.areas[route.crewID == "C0" ? 0 : 1].units.contains(unit))
        visits[unit] += 1
      }
    }
    #expect(visits == plan.unitVisits)
    // Hardly any unit is seen twice while so many were never seen.
    #expect(visits.filter { $0 == 1 }.count > 120)
    #expect(visits.filter { $0 > 1 }.count <= 25)
  }

  @Test func theNextDayTypeGoesElsewhere() {
    var (problem, ground) = PresenceCase.county()
    ground.dwell = 1200
    problem.dayTypes = ["weekday", "sunday"]
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    let first = planner.plan(dayType: "weekday", seed: 1, steps: 50, ground: ground)
    ground.visits = first.unitVisits
    let second = planner.plan(dayType: "sunday", seed: 1, steps: 50, ground: ground)
    #expect(PatrolRules(problem: problem, dayType: "sunday").breaches(second.routes, second.unserved) == [])
    let once = first.unitVisits.filter { $0 > 0 }.count
    let twice = second.unitVisits.filter { $0 > 0 }.count
    #expect(once > 40)
    #expect(Double(twice) > 1.7 * Double(once))
  }

  @Test func noRoomNoStop() {
    var (problem, ground) = PresenceCase.county()
    ground.dwell = 8 * 3600
    let plan = RoutePlanner(problem: problem, travel: PatrolTestTravel())
      .plan(dayType: "weekday", seed: 1, steps: 50, ground: ground)
    #expect(plan.routes.allSatisfy { $0.stops.allSatisfy { $0.kind != .unit } })
    #expect(plan.routes.contains { $0.stops.count > 2 })
    // A crew that no area names has nowhere to go either, but its run is there.
    ground.dwell = 300
    ground.areas[0].crewIDs = []
    problem.checkpoints = []
    let idle = RoutePlanner(problem: problem, travel: PatrolTestTravel())
      .plan(dayType: "weekday", seed: 1, steps: 50, ground: ground)
    #expect(idle.routes.filter { $0.crewID == "C0" }.map(\.stops.count) == [2, 2])
    #expect(idle.routes.filter { $0.crewID == "C1" }.allSatisfy { $0.stops.count > 10 })
  }

  /// A run of a crew at `base`, with nothing to do.
  private static func run(_ base: Coordinate, hours: Double, range: Double? = nil) -> PresenceRun {
    let end = 28_800 + Int(3600 * hours)
    func stop(_ kind: Route.Stop.Kind, _ time: Int) -> Route.Stop {
      Route.Stop(
        kind: kind, id: "B", coordinate: base, arrive: time, start: time, depart: time, travel: 0,
        distance: 0)
    }
    return PresenceRun(
      crewID: "C", kind: VehicleKind(profile: nil, maxSpeed: 60), range: range,
      stops: [stop(.start, 28_800), stop(.end, 28_800)],
      windows: [TimeSpans([]), TimeSpans([])], end: end)
  }

  private static func ground(_ anchors: [Coordinate], households: [Int]) -> PresenceGround {
    let area = PatrolArea(
      id: "A", baseID: "B", crewIDs: ["C"], units: Array(anchors.indices), households: 0, workload: 0)
    return PresenceGround(
      areas: [area], codes: anchors.indices.map { "U\($0)" }, anchors: anchors, households: households,
      plane: LocalPlane(centre: patrolPlace(0, 0)), dwell: 600)
  }

  /// The greatest sum of households of units that some order of driving to them leaves time for.
  private static func best(_ ground: PresenceGround, _ run: PresenceRun) -> Int {
    var best = 0
    func drive(_ place: Coordinate, _ time: Int, _ left: [Int], _ sum: Int) {
      best = max(best, sum)
      for unit in left {
        let next = ground.anchors[unit]
        let back = seconds(next, run.stops[0].coordinate)
        let depart = time + seconds(place, next) + ground.dwell
        guard depart + back <= run.end else { continue }
        drive(next, depart, left.filter { $0 != unit }, sum + 1 + ground.households[unit])
      }
    }
    func seconds(_ a: Coordinate, _ b: Coordinate) -> Int {
      Int((1.3 * PatrolTestTravel.metres(a, b) / (30 / 3.6)).rounded(.up))
    }
    drive(run.stops[0].coordinate, run.start, Array(ground.anchors.indices), 0)
    return best
  }

  @Test func noOtherChoiceOfUnitsCountsMore() {
    var full = 0
    var sums = (found: 0, best: 0)
    for seed in 0..<30 {
      var g = SeededGenerator(seed: UInt64(seed))
      let anchors = (0..<7).map { _ in patrolPlace(Double(g.below(6000)), Double(g.below(6000))) }
      let ground = Self.ground(anchors, households: anchors.map { _ in 5 + g.below(40) })
      let run = Self.run(patrolPlace(3000, 3000), hours: 1 + Double(g.below(5)) * 0.25)
      var planner = PresencePlanner(ground: ground, travel: PatrolTestTravel())
      let stops = planner.fill([run])[0].filter { $0.kind == .unit }
      #expect(Set(stops.map(\.id)).count == stops.count)
      let sum = stops.reduce(0) { $0 + 1 + ground.households[Int($1.id.dropFirst()) ?? 0] }
      let best = Self.best(ground, run)
      #expect(Double(sum) >= 0.9 * Double(best), "seed \(seed): \(sum) of \(best)")
      sums.found += sum
      sums.best += best
      if stops.count == anchors.count { full += 1 }
    }
    #expect(full < 15)
    #expect(sums.found <= sums.best && Double(sums.found) >= 0.98 * Double(sums.best))
  }

  @Test func fewUnitsAreVisitedAgainAndAgainButNotAtOnce() {
    let anchors = (0..<4).map { patrolPlace(Double($0) * 800, 300) }
    let ground = Self.ground(anchors, households: [30, 20, 25, 35])
    var planner = PresencePlanner(ground: ground, travel: PatrolTestTravel())
    let stops = planner.fill([Self.run(anchors[0], hours: 8)])[0].filter { $0.kind == .unit }
    #expect(planner.visits.reduce(0, +) == stops.count && stops.count > 16)
    #expect(planner.visits.min() ?? 0 > 3)
    // One that ends a part of the shift may begin the next.
    #expect(zip(stops, stops.dropFirst()).count { $0.id == $1.id } < 8)
  }

  @Test func crewsDriveNoFurtherThanTheyMay() {
    var g = SeededGenerator(seed: 5)
    let anchors = (0..<60).map { _ in patrolPlace(Double(g.below(6000)), Double(g.below(6000))) }
    let ground = Self.ground(anchors, households: anchors.map { _ in 20 })
    func metres(_ range: Double?) -> Double {
      var planner = PresencePlanner(ground: ground, travel: PatrolTestTravel())
      return planner.fill([Self.run(patrolPlace(3000, 3000), hours: 8, range: range)])[0]
        .reduce(0) { $0 + $1.distance }
    }
    #expect(metres(nil) > 15_000)
    #expect(metres(9000) <= 9000 && metres(9000) > 5000)
  }

  @Test func waitingIsSpentAtTheUnitsBeforeSoFarAsWindowsLetIt() {
    var (spent, kept) = (0, 0)
    for seed in 0..<300 {
      var g = SeededGenerator(seed: UInt64(seed))
      var visits: [RoutingProblem.Visit] = []
      var isUnit: [Bool] = []
      var ways: [Int] = []
      var time = 0
      for _ in 0..<(1 + g.below(7)) {
        ways.append(g.below(20))
        isUnit.append(g.below(2) == 0)
        let service = g.below(10)
        let opens = max(0, time + ways[ways.count - 1] + g.below(60) - 40)
        time = max(time + ways[ways.count - 1], opens)
        let window = isUnit[isUnit.count - 1] ? 0...1000 : opens...(time + g.below(50))
        time = (isUnit[isUnit.count - 1] ? time : max(time, window.lowerBound)) + service
        visits.append(RoutingProblem.Visit(place: 0, window: window, service: service))
      }
      ways.append(g.below(20))
      let shift = 0...(time + ways[ways.count - 1] + g.below(100))
      let stays = PresenceStays(visits, isUnit: isUnit, ways: ways, shift: shift)
      var now = 0
      for index in visits.indices {
        now += ways[index]
        #expect(stays.begins[index] >= now && visits[index].window.contains(stays.begins[index]))
        #expect(isUnit[index] || stays.durations[index] == visits[index].service)
        #expect(stays.durations[index] >= visits[index].service)
        if stays.begins[index] > now { kept += 1 }
        // Where a unit stands right before, nothing is waited for.
        if index > 0, isUnit[index - 1] { #expect(stays.begins[index] == now, "seed \(seed)") }
        now = stays.begins[index] + stays.durations[index]
      }
      now += ways[visits.count]
      #expect(now <= shift.upperBound)
      if isUnit[visits.count - 1] { #expect(now == shift.upperBound) }
      spent += zip(stays.durations, visits).count { $0 > $1.service }
    }
    #expect(spent > 100 && kept > 20)
  }
}
