import Geometry
import Grid
import PlannerTestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario

@Suite struct CrewTimelineTests {
  private static func place(_ x: Int, _ y: Int = 0) -> Coordinate {
    Coordinate(x: Int32(1_150_000_000 + x), y: Int32(333_000_000 + y))
  }

  /// Out along one side of a square and back along the others, with a stop of 100 s where the way has gone 1000 of 4000.
  private static let route = Route(
    dayType: "weekday", crewID: "C", shiftID: "day",
    stops: [
      .init(
        kind: .start, id: "B", coordinate: place(0), arrive: 100, start: 100, depart: 100, travel: 0,
        distance: 0),
      .init(
        kind: .checkpoint, id: "K", coordinate: place(1000), arrive: 200, start: 230, depart: 300,
        travel: 100,
        distance: 10),
      .init(
        kind: .unit, id: "U", coordinate: place(1000), arrive: 300, start: 300, depart: 300, travel: 0,
        distance: 0),
      .init(
        kind: .end, id: "B", coordinate: place(0), arrive: 600, start: 600, depart: 600, travel: 300,
        distance: 30),
    ])
  private static let path = [place(0), place(400), place(1000), place(1000, 1000), place(0, 1000), place(0)]

  @Test func itIsWhereTheStopsSay() {
    let line = CrewTimeline(Self.route, path: Self.path)
    for stop in Self.route.stops.dropLast() {
      #expect(line.place(at: stop.arrive) == stop.coordinate)
      #expect(line.place(at: stop.depart) == stop.coordinate)
    }
    #expect(line.place(at: 599) != nil)
    #expect(line.place(at: 250) == Self.place(1000))
    #expect(line.place(at: 99) == nil && line.place(at: 600) == nil)
  }

  @Test func betweenStopsItGoesAlongThePath() throws {
    let line = CrewTimeline(Self.route, path: Self.path)
    #expect(line.place(at: 120) == Self.place(200), "a fifth of the way, before the bend")
    #expect(line.place(at: 170) == Self.place(700))
    // A degree of longitude is shorter than one of latitude by the cosine.
    let middle = try #require(line.place(at: 450))
    #expect(abs(Int(middle.x) - Int(Self.place(500).x)) <= 1 && middle.y == Self.place(0, 1000).y)
  }

  @Test func crewsReachWhatIsNearThemAtThatMoment() throws {
    let fixture = ReportFixture(splits: [2, 2, 2, 2])
    let plan = fixture.plan()
    let hierarchy = plan.hierarchy
    let drives = zip(plan.routes, plan.ways.map(\.path)).filter { $0.0.dayType == "weekday" }
      .map { CrewTimeline($0, path: $1) }
    let travel = StraightLineTravel(factor: 1.3, speed: 40)
    let reach = DayResponse(
      timelines: drives, anchors: hierarchy.lowest.anchors, readiness: plan.problem.policy.readiness,
      step: 1800,
      travel: travel)
    #expect(reach.crews.count == 48 && reach.times.count == hierarchy.lowest.count)
    #expect(reach.times.allSatisfy { $0[0] == DayResponse.never }, "nobody drives at midnight")
    // The routes of the fixture begin at 8:00.
    for moment in [17, 18] {
      let crews = drives.compactMap { $0.place(at: moment * reach.step) }
      try #require(!crews.isEmpty)
      let table = travel.table(from: crews, to: hierarchy.lowest.anchors)
      let wanted = hierarchy.lowest.anchors.indices.map { unit in
        let best = crews.indices.map { table.seconds($0, unit) }.min() ?? .infinity
        return Int32((Double(best) + Double(plan.problem.policy.readiness)).rounded())
      }
      #expect(reach.times.map { $0[moment] } == wanted)
    }
  }
}
