import Geometry
import TestSupport
import Testing

@testable import Planner
@testable import Scenario
@testable import Solvers

/// What crews and checkpoints may ask for, one case each.
@Suite struct PatrolFeatureTests {
  private static let shifts = [
    Shift(id: "day", window: patrolWindow("08:00", "16:00")),
    Shift(id: "night", window: patrolWindow("22:00", "06:00")),
  ]

  private static func crew(_ id: String = "C1", shifts: [String] = ["day"]) -> Crew {
    Crew(id: id, baseID: "B1", base: patrolPlace(0, 0), shiftIDs: shifts, maxSpeed: 60)
  }

  private static func plan(
    _ points: [Checkpoint], crews: [Crew], ground: PresenceGround? = nil, steps: Int = 2000
  ) -> RoutePlanner.Result {
    let problem = patrolProblem(crews: crews, shifts: shifts, checkpoints: points)
    return RoutePlanner(problem: problem, travel: PatrolTestTravel())
      .plan(dayType: "weekday", seed: 1, steps: steps, ground: ground)
  }

  private static func points(_ count: Int, visits: Int = 1) -> [Checkpoint] {
    (0..<count).map {
      PatrolReasonTests.point("P\($0)", at: patrolPlace(Double($0) * 900 - 2000, 1500), visits: visits)
    }
  }

  @Test func breaksAreTakenAtTheBaseInTheirWindows() {
    var crews = [Self.crew("C1", shifts: ["day", "night"]), Self.crew("C2")]
    crews[0].breaks = [
      Crew.Break(window: patrolWindow("11:30", "13:00"), duration: 1800),
      Crew.Break(window: patrolWindow("01:00", "02:00"), duration: 2700),
    ]
    let plan = Self.plan(Self.points(9, visits: 2), crews: crews)
    #expect(plan.unserved.isEmpty)
    let breaks = plan.routes.map { $0.stops.filter { $0.kind == .break } }
    #expect(breaks.map(\.count) == [1, 1, 0])
    #expect((41_400...46_800).contains(breaks[0][0].start))
    #expect((90_000...93_600).contains(breaks[1][0].start))
    #expect(breaks[1][0].depart - breaks[1][0].start == 2700)
    #expect(breaks.joined().allSatisfy { $0.coordinate == patrolPlace(0, 0) && $0.id == "B1" })
  }

  @Test func aRouteMayEndElsewhere() {
    var crew = Self.crew()
    (crew.endID, crew.end) = ("B2", patrolPlace(4000, 0))
    let plan = Self.plan(Self.points(4), crews: [crew])
    let stops = plan.routes[0].stops
    #expect(stops[0].coordinate == patrolPlace(0, 0) && stops[0].id == "B1")
    #expect(stops[stops.count - 1].coordinate == patrolPlace(4000, 0) && stops[stops.count - 1].id == "B2")
    #expect(plan.travelLowerBound <= plan.travel)
  }

  @Test func noCrewDrivesFartherThanItMay() {
    var crews = [Self.crew(), Self.crew("C2")]
    let free = Self.plan(Self.points(8), crews: crews)
    #expect(free.unserved.isEmpty)
    func metres(_ route: Route) -> Double { route.stops.reduce(0) { $0 + $1.distance } }
    let longest = free.routes.map(metres).max() ?? 0
    #expect(longest > 12_000)
    crews[0].range = 9_000
    crews[1].range = 9_500
    let short = Self.plan(Self.points(8), crews: crews)
    #expect(metres(short.routes[0]) <= 9_000 && metres(short.routes[1]) <= 9_500)
    #expect(metres(short.routes[0]) > 0)
  }

  @Test func onlySkilledCrewsVisitWhatAsksForSkills() {
    var points = Self.points(6)
    for index in [0, 3, 5] { points[index].skills = ["armed"] }
    var crews = [Self.crew("C1"), Self.crew("C2")]
    crews[1].skills = ["armed"]
    let plan = Self.plan(points, crews: crews)
    #expect(plan.unserved.isEmpty)
    let byOther = plan.routes[0].stops.filter { ["P0", "P3", "P5"].contains($0.id) }
    #expect(byOther.isEmpty)
  }

  @Test func visitsAreNoFurtherApartThanTheyMayBe() {
    var points = Self.points(6, visits: 4)
    for index in points.indices {
      points[index].minGap = 3600
      points[index].maxGap = 7800
    }
    let plan = Self.plan(points, crews: [Self.crew(), Self.crew("C2")], steps: 4000)
    #expect(plan.unserved.isEmpty)
    // Four such visits do not reach round the clock, as no crew is there at night.
    #expect(plan.wideSpacings.map(\.checkpointID) == points.map(\.id))
    #expect(plan.wideSpacings.allSatisfy { $0.areTooFew })
    for point in points {
      let begins = plan.routes.flatMap(\.stops).filter { $0.id == point.id }.map(\.start).sorted()
      #expect(begins.count == 4)
      for (a, b) in zip(begins, begins.dropFirst()) { #expect((3600...7800).contains(b - a)) }
    }
  }

  @Test func streetsAreDrivenFromEndToEnd() {
    var street = PatrolReasonTests.point("S", at: patrolPlace(1000, 0), visits: 2, dwell: 0)
    street.way = [patrolPlace(1000, 0), patrolPlace(2000, 100), patrolPlace(3000, 0)]
    let plan = Self.plan([street] + Self.points(3), crews: [Self.crew()])
    #expect(plan.unserved.isEmpty)
    let stops = plan.routes[0].stops
    let entered = stops.indices.filter { stops[$0].kind == .street }
    #expect(entered.count == 4)
    #expect(plan.routes[0].visits.count == 5)
    for pair in [0, 2] {
      let (a, b) = (stops[entered[pair]], stops[entered[pair + 1]])
      #expect(entered[pair + 1] == entered[pair] + 1)
      #expect(Set([a.coordinate, b.coordinate]) == [patrolPlace(1000, 0), patrolPlace(3000, 0)])
      #expect(b.distance > 1900 && b.travel == Int((b.distance / (20 / 3.6)).rounded(.up)))
      #expect(b.arrive == a.depart + b.travel)
    }
    for (a, b) in zip(stops, stops.dropFirst()) { #expect(b.arrive >= a.depart + b.travel) }
    #expect(plan.travel == stops.reduce(0) { $0 + $1.travel })
    // One way only: always entered at the same end.
    street.isOneWay = true
    let oneWay = Self.plan([street], crews: [Self.crew()]).routes[0].visits
    #expect(oneWay.allSatisfy { $0.coordinate == patrolPlace(1000, 0) } && oneWay.count == 2)
  }

  @Test func crewsThatAreAlikeShareTheDay() {
    let crews = ["C1", "C2", "C3"].map { Self.crew($0, shifts: ["day", "night"]) }
    let plan = Self.plan(Self.points(12, visits: 2), crews: crews)
    #expect(plan.unserved.isEmpty)
    // A crew that drives nothing by day is the first to drive by night.
    let work = crews.map { crew in
      plan.routes.filter { $0.crewID == crew.id }.reduce(0) { $0 + $1.visits.count }
    }
    #expect(plan.duty.lowerBound > 0 || work.filter { $0 > 0 }.count < 3)
  }

  @Test func eachDateHasOtherRoutesThatAreNearlyAsShort() {
    var problem = patrolProblem(
      crews: [Self.crew(), Self.crew("C2")], shifts: Self.shifts,
      checkpoints: (0..<14).map {
        PatrolReasonTests.point(
          "P\($0)", at: patrolPlace(Double($0 * 37 % 14) * 700, Double($0 * 5 % 9) * 800))
      })
    problem.patrol.variety = 0.1
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    func plan(_ variety: UInt64?) -> RoutePlanner.Result {
      planner.plan(dayTypes: ["weekday"], seed: 1, budget: SearchBudget(rounds: 4000), variety: variety)[0]
    }
    let usual = plan(nil)
    var orders = Set<[[String]]>()
    for date in 0..<8 {
      let other = plan(UInt64(date))
      #expect(other.unserved.isEmpty)
      #expect(Double(other.travel) <= 1.1 * Double(usual.travel))
      orders.insert(other.routes.map { $0.stops.map(\.id) })
    }
    #expect(orders.count > 2)
    #expect(PatrolRules.text(plan(3)) == PatrolRules.text(plan(3)))
  }

  @Test func aBaseWithoutAWayToItsAreaIsSeen() {
    let anchors = (0..<4).map { patrolPlace(Double($0) * 500, 0) }
    let area = PatrolArea(id: "A", baseID: "B", crewIDs: [], units: [1, 2], households: 0, workload: 0)
    func isReached(cutOff: Set<Coordinate>) -> Bool {
      area.isReached(from: patrolPlace(0, 90), anchors: anchors, by: PatrolTestTravel(cutOff: cutOff))
    }
    #expect(isReached(cutOff: [anchors[1], anchors[0]]))
    #expect(!isReached(cutOff: [anchors[1], anchors[2]]))
  }
}
