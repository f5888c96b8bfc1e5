import Grid
import Planner
import Testing

@Suite struct PatrolPresenceTests {
  /// Two areas of 200 units, a crew in each, and a few checkpoints.
  static func county() -> (Problem, PresenceGround) {
    var anchors: [Coordinate] = []
    var households: [Int] = []
    for unit in 0..<400 {
      anchors.append(
        patrolPlace(Double(unit % 20) * 500 + Double(unit / 200) * 12_000, Double(unit / 20 % 10) * 500))
      households.append(20 + unit * 7 % 31)
    }
    let areas = (0..<2).map { index in
      PatrolArea(
        id: "A0\(index + 1)", baseID: "B\(index)", crewIDs: ["C\(index)"],
        units: Array((200 * index)..<(200 * index + 200)), households: 0, workload: 0)
    }
    let ground = PresenceGround(
      areas: areas, codes: (0..<400).map { "U\($0)" }, anchors: anchors, households: households,
      plane: LocalPlane(centre: patrolPlace(0, 0)), dwell: 300)
    let shifts = [
      Shift(id: "day", window: patrolWindow("08:00", "16:00")),
      Shift(id: "night", window: patrolWindow("22:00", "06:00")),
    ]
    let crews = (0..<2).map { index in
      Crew(
        id: "C\(index)", baseID: "B\(index)", base: anchors[200 * index + 110], shiftIDs: ["day", "night"],
        maxSpeed: 60)
    }
    let points = (0..<8).map { index in
      Checkpoint(
        id: "P\(index)", name: "", coordinate: anchors[index * 47 + 3], tier: .red, visitsPerDay: 2,
        dwell: 600,
        windows: [patrolWindow("10:00", "12:00"), patrolWindow("23:00", "01:00")], minGap: 3600)
    }
    return (patrolProblem(crews: crews, shifts: shifts, checkpoints: points), ground)
  }

  @Test func spareTimeIsSpentInTheCrewsOwnArea() {
    let (problem, ground) = Self.county()
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    let bare = planner.plan(dayType: "weekday", seed: 1, steps: 100)
    let plan = planner.plan(dayType: "weekday", seed: 1, steps: 100, ground: ground)
    #expect(PatrolRules(problem: problem, dayType: "weekday").breaches(plan.routes, plan.unserved) == [])
    #expect(plan.routes.count == 4)
    var visits = [Int](repeating: 0, count: 400)
    for (route, before) in zip(plan.routes, bare.routes) {
      let units = route.stops.filter { $0.kind == .unit }
      #expect(units.count > 8 && units.count <= 20)
      #expect(units.allSatisfy { $0.depart - $0.start >= 300 })
      // Required visits stay as they were, and the crew comes home as its shift ends.
      let required = route.stops.filter { $0.kind == .checkpoint }
      #expect(required.map(\.id) == before.stops.filter { $0.kind == .checkpoint }.map(\.id))
      #expect(required.map(\.start) == before.stops.filter { $0.kind == .checkpoint }.map(\.start))
      #expect(route.stops.last?.arrive == (route.shiftID == "day" ? 16 : 30) * 3600)
      for stop in units {
        let unit = Int(stop.id.dropFirst()) ?? -1
        #expect(stop.coordinate == ground.anchors[unit])
        #expect(ground.areas[route.crewID == "C0" ? 0 : 1].units.contains(unit))
        visits[unit] += 1
      }
    }
    #expect(visits == plan.unitVisits)
    // Hardly any unit is seen twice while so many were never seen.
    #expect(visits.filter { $0 == 1 }.count > 40)
    #expect(visits.filter { $0 > 1 }.count <= 3)
  }

  @Test func theNextDayTypeGoesElsewhere() {
    var (problem, ground) = Self.county()
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
    var (problem, ground) = Self.county()
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
}
