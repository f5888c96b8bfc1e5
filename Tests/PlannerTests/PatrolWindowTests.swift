import Geometry
import Grid
import Planner
import Roads
import Solvers
import TestSupport
import Testing

@testable import Scenario

/// What windows of visits and breaks let begin, and when.
@Suite struct PatrolWindowTests {
  private static func plan(
    _ points: [Checkpoint], crews: [Crew] = [PatrolReasonTests.crew()], shifts: [Shift]? = nil
  ) -> (RoutePlanner.Result, Problem) {
    let problem = patrolProblem(
      crews: crews, shifts: shifts ?? [Shift(id: "day", window: patrolWindow("08:00", "16:00"))],
      checkpoints: points)
    let planner = RoutePlanner(problem: problem, travel: PatrolTestTravel())
    return (planner.plan(dayType: "weekday", seed: 1, steps: 500), problem)
  }

  /// A visit begins within its window, and may last longer than the window does.
  @Test(arguments: ["10:00-10:05", "10:00-10:00", "15:00-15:00", "08:10-15:00"])
  func aStayMayOutlastItsWindow(text: String) throws {
    let window = try #require(DailyWindow(text))
    let (plan, _) = Self.plan([
      PatrolReasonTests.point(at: patrolPlace(1000, 0), dwell: 2400, windows: [window])
    ])
    let stop = try #require(plan.routes[0].visits.first)
    #expect(window.beginnings.contains(stop.start) && stop.depart - stop.start >= 2400)
  }

  @Test func aMomentIsMetByTwoCrewsAtTwoPlaces() {
    let gate = [patrolWindow("12:00", "12:00")]
    let points = ["A", "B"].enumerated().map {
      PatrolReasonTests.point($1, at: patrolPlace(1000 + 3000 * Double($0), 0), dwell: 1800, windows: gate)
    }
    let (alone, _) = Self.plan(points)
    #expect(alone.unserved.count == 1)
    let (both, _) = Self.plan(points, crews: [PatrolReasonTests.crew(), PatrolReasonTests.crew("C2")])
    #expect(both.routes.flatMap(\.visits).map(\.start) == [43_200, 43_200])
  }

  @Test(arguments: [
    ("20:00-21:00", 1800, 0), ("12:00-13:00", 9 * 3600, 0), ("15:45-15:50", 1800, 0),
    ("12:00-13:00", 1800, 1),
    ("15:30-15:30", 1800, 1), ("23:30-08:10", 600, 1),
  ])
  func aBreakThatNoShiftHoldsIsNamed(text: String, duration: Int, taken: Int) throws {
    var crew = PatrolReasonTests.crew()
    crew.breaks = [Crew.Break(window: try #require(DailyWindow(text)), duration: duration)]
    let (plan, _) = Self.plan([PatrolReasonTests.point()], crews: [crew])
    let rests = plan.routes[0].stops.filter { $0.kind == .break }
    #expect(rests.count == taken)
    #expect(plan.missedBreaks.count == 1 - taken)
    #expect(plan.missedBreaks.allSatisfy { $0.english.contains("crew \(crew.id) takes no break \(text)") })
  }

  @Test func breaksThatStandInEachOthersWayAreCounted() {
    var crew = PatrolReasonTests.crew()
    crew.breaks = [
      Crew.Break(window: patrolWindow("12:00", "12:10"), duration: 3600),
      Crew.Break(window: patrolWindow("12:20", "12:30"), duration: 3600),
    ]
    let (plan, _) = Self.plan([PatrolReasonTests.point()], crews: [crew])
    let rests = plan.routes[0].stops.filter { $0.kind == .break }
    #expect(rests.count == 1 && plan.missedBreaks.count == 1)
    #expect(plan.missedBreaks.allSatisfy { $0.english.contains("only 1 of its 2 breaks in shift day") })
  }

  @Test func aBreakIsNamedOnlyWhereNoShiftOfItsCrewHasTimeForIt() {
    var crew = PatrolReasonTests.crew()
    crew.shiftIDs = ["day", "late"]
    crew.breaks = [Crew.Break(window: patrolWindow("19:00", "20:00"), duration: 1800)]
    let shifts = [("day", "08:00", "16:00"), ("late", "16:00", "24:00")].map {
      Shift(id: $0, window: patrolWindow($1, $2))
    }
    let (plan, _) = Self.plan([PatrolReasonTests.point()], crews: [crew], shifts: shifts)
    #expect(plan.missedBreaks.isEmpty)
    let taken = plan.routes.map { $0.stops.count { $0.kind == .break } }
    #expect(taken == [0, 1])
  }

  /// A window over midnight holds in the small hours of a shift that begins with the day.
  @Test func aBreakOfTheEveningBeforeIsTakenAfterMidnight() {
    var crew = PatrolReasonTests.crew()
    crew.breaks = [Crew.Break(window: patrolWindow("23:00", "01:00"), duration: 1800)]
    let (plan, _) = Self.plan(
      [PatrolReasonTests.point()], crews: [crew],
      shifts: [Shift(id: "day", window: patrolWindow("00:00", "08:00"))])
    let rests = plan.routes[0].stops.filter { $0.kind == .break }.map(\.start)
    #expect(rests.count == 1 && rests.allSatisfy { (0...3600).contains($0) })
  }

  @Test func everyDayHasOneMidnightWithWhichItBegins() {
    let night = patrolWindow("24:00", "08:00")
    #expect(night == patrolWindow("00:00", "08:00") && night.duration == 8 * 3600)
    #expect(patrolWindow("16:00", "24:00").duration == 8 * 3600)
    #expect(patrolWindow("00:00", "24:00").beginnings == 0...86_400)
    #expect(patrolWindow("24:00", "24:00").text == "00:00-24:00")
    #expect(patrolWindow("00:00", "00:00").beginnings == 0...0)
    #expect(patrolWindow("07:30", "07:30").beginnings == 27_000...27_000)
  }
}
