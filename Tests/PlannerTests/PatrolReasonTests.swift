import Geometry
import Planner
import Scenario
import TestSupport
import Testing

/// One case for each reason a visit is not made, and beside it the same case with the cause taken away.
@Suite struct PatrolReasonTests {
  static let day = Shift(id: "day", window: patrolWindow("08:00", "16:00"))

  static func crew(_ id: String = "C1", at base: Coordinate = patrolPlace(0, 0)) -> Crew {
    Crew(id: id, baseID: "B1", base: base, shiftIDs: ["day"], maxSpeed: 60)
  }

  static func point(
    _ id: String = "P", at place: Coordinate = patrolPlace(2000, 0), visits: Int = 1, dwell: Int = 600,
    windows: [DailyWindow] = [], minGap: Int = 0, tier: Checkpoint.Tier = .red
  ) -> Checkpoint {
    Checkpoint(
      id: id, name: id, coordinate: place, tier: tier, visitsPerDay: visits, dwell: dwell, windows: windows,
      minGap: minGap)
  }

  func plan(_ points: [Checkpoint], crews: [Crew] = [crew()], cutOff: Set<Coordinate> = [])
    -> RoutePlanner.Result
  {
    let problem = patrolProblem(crews: crews, shifts: [Self.day], checkpoints: points)
    let plan = RoutePlanner(problem: problem, travel: PatrolTestTravel(cutOff: cutOff))
      .plan(dayType: "weekday", seed: 1, steps: 100)
    #expect(PatrolRules(problem: problem, dayType: "weekday").breaches(plan.routes, plan.unserved) == [])
    return plan
  }

  @Test func noCrewAtAll() {
    let plan = plan([Self.point()], crews: [])
    #expect(plan.unserved.map(\.reason.english) == ["No crew has a shift."])
    #expect(plan.unservedLowerBound == [1, 0, 0])
  }

  @Test func noCrewOnShift() {
    let closed = plan([Self.point(windows: [patrolWindow("16:01", "07:59")])])
    #expect(closed.unserved.map(\.reason.english) == ["No crew is on shift in its window 16:01-07:59."])
    #expect(closed.unservedLowerBound == [1, 0, 0])
    #expect(plan([Self.point(windows: [patrolWindow("15:00", "07:59")])]).unserved.isEmpty)
  }

  @Test func cutOff() {
    let cut = plan([Self.point()], cutOff: [patrolPlace(2000, 0)])
    #expect(cut.unserved.count == 1)
    #expect(cut.unserved[0].reason.english.contains("no way there and back"))
    #expect(cut.unservedLowerBound == [1, 0, 0])
    #expect(plan([Self.point()]).unserved.isEmpty)
  }

  @Test func wayTooLong() {
    // 40 km as the crow flies are 52 km of road: 1 h 44 min at 30 km/h, so that 09:30 is too early to be there.
    let window = [patrolWindow("08:00", "09:30")]
    let far = plan([Self.point(at: patrolPlace(40_000, 0), windows: window)])
    #expect(far.unserved.count == 1)
    #expect(far.unserved[0].reason.english.hasPrefix("The way there and back takes at least 20"))
    #expect(far.unservedLowerBound == [1, 0, 0])
    #expect(plan([Self.point(at: patrolPlace(20_000, 0), windows: window)]).unserved.isEmpty)
  }

  @Test func dwellTooLong() {
    let long = plan([Self.point(dwell: 7 * 3600, windows: [patrolWindow("10:00", "12:00")])])
    #expect(long.unserved.count == 1)
    #expect(long.unserved[0].reason.english.hasPrefix("Its dwell of 420 min does not fit: at most 354 min"))
    #expect(plan([Self.point(dwell: 5 * 3600, windows: [patrolWindow("10:00", "12:00")])]).unserved.isEmpty)
  }

  @Test func spacingLeavesTooFew() {
    let window = [patrolWindow("09:00", "12:00")]
    let spaced = plan([Self.point(visits: 6, windows: window, minGap: 3600)])
    #expect(spaced.unserved.map(\.visit) == [5, 6])
    #expect(spaced.unserved.allSatisfy { $0.reason.english.contains("60 min apart, and only 4 of 6 fit") })
    #expect(spaced.unservedLowerBound == [2, 0, 0])
    #expect(plan([Self.point(visits: 4, windows: window, minGap: 3600)]).unserved.isEmpty)
  }

  @Test func shiftsFull() {
    // Two visits of five hours do not fit into eight; the red one is made.
    let points = [
      Self.point("blue", dwell: 5 * 3600, tier: .blue),
      Self.point("red", at: patrolPlace(-2000, 0), dwell: 5 * 3600),
    ]
    let full = plan(points)
    #expect(full.unserved.map(\.checkpointID) == ["blue"])
    #expect(full.unserved[0].reason.english.contains("one more crew at base B1 on shift day"))
    #expect(full.unservedLowerBound == [0, 0, 0])
    #expect(plan(points, crews: [Self.crew(), Self.crew("C2")]).unserved.isEmpty)
  }

  @Test func boundElsewhereInTheOnlyTime() {
    // A would do at 08:30 and 09:30, but the crew is bound elsewhere from 08:30 to 09:20.
    let points = [
      Self.point("A", visits: 2, windows: [patrolWindow("08:30", "09:30")], minGap: 3600, tier: .blue),
      Self.point(
        "B", at: patrolPlace(2000, 10), dwell: 3000, windows: [patrolWindow("08:30", "08:31")], tier: .red),
    ]
    let plan = plan(points)
    #expect(plan.unserved.map(\.checkpointID) == ["A"])
    #expect(plan.unserved[0].reason.english.contains("one more crew at base B1 on shift day"))
    #expect(self.plan(points, crews: [Self.crew(), Self.crew("C2")]).unserved.isEmpty)
  }

  @Test func noneHasTheSkill() {
    var point = Self.point()
    point.skills = ["armed"]
    #expect(
      plan([point]).unserved.map(\.reason.english) == [
        "No crew on shift in the day is armed, as it asks for."
      ])
    var crew = Self.crew()
    crew.skills = ["armed", "bilingual"]
    #expect(plan([point], crews: [Self.crew("C0"), crew]).unserved.isEmpty)
  }

  @Test func fartherThanTheTankLasts() {
    var crew = Self.crew()
    crew.range = 5000
    let far = plan([Self.point()], crews: [crew])
    #expect(far.unserved.map(\.reason.english).allSatisfy { $0.contains("longer than any crew") })
    #expect(far.unservedLowerBound == [1, 0, 0])
    crew.range = 5300
    #expect(plan([Self.point()], crews: [crew]).unserved.isEmpty)
  }
}
