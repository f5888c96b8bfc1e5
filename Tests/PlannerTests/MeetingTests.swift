import PlannerTestSupport
import Solvers
import TestSupport
import Testing

@testable import Planner
@testable import Scenario

/// Visits that two crews make together.
@Suite struct MeetingTests {
  private static func county(_ seed: UInt64) -> (Problem, PatrolTestTravel) {
    var g = SeededGenerator(seed: seed)
    var (problem, travel) = PatrolRouteTests.random(seed, crews: 3 + Int(seed % 3), points: 8)
    travel.cutOff = []
    for index in problem.crews.indices {
      problem.crews[index].maxSpeed = 60
      problem.crews[index].skills = []
      problem.crews[index].range = nil
    }
    for index in problem.checkpoints.indices {
      problem.checkpoints[index].crews = 1 + index % 2
      problem.checkpoints[index].skills = []
      problem.checkpoints[index].visitsPerDay = 1 + g.below(3)
      problem.checkpoints[index].minGap = 1800 * g.below(4)
      problem.checkpoints[index].windows = []
      problem.checkpoints[index].dayTypes = []
      problem.checkpoints[index].dwell = 300
    }
    return (problem, travel)
  }

  /// Every visit is made by two crews at one time, or both are missing; and no travel is less than its bound.
  @Test(arguments: 0..<4)
  func crewsBeginTogether(seed: Int) {
    let (problem, travel) = Self.county(UInt64(seed))
    let plan = RoutePlanner(problem: problem, travel: travel).plan(dayType: "weekday", seed: 1, steps: 600)
    let rules = PatrolRules(problem: problem, dayType: "weekday")
    #expect(rules.breaches(plan.routes, plan.unserved) == [])
    #expect(plan.unservedByTier.reduce(0, +) == plan.unserved.count)
    #expect(zip(plan.unservedByTier, plan.unservedLowerBound).allSatisfy { $0 >= $1 })
    #expect(plan.travelLowerBound <= plan.travel)
    let asked = problem.checkpoints.reduce(0) { $0 + $1.visits(on: "weekday") }
    #expect(plan.unserved.count * 4 <= asked, "most visits are made")
  }

  @Test func theBoundOfVisitsInSlotsHoldsForThem() {
    for seed in 20..<22 {
      let (problem, travel) = Self.county(UInt64(seed))
      let planner = RoutePlanner(problem: problem, travel: travel)
      let visits = VisitProblem(problem, dayType: "weekday", at: planner.places)
      let limits = VisitLimits(visits)
      let schedule = VisitSearch(visits, limits: limits, seed: 1).run(SearchBudget(rounds: 300))
      let bounded = TravelProblem(limits, made: schedule.begins(visits).map(\.count))
      #expect(
        bounded.answer(schedule).routes.joined().count == schedule.runs.joined().count { $0.point >= 0 })
      #expect(bounded.bound(SearchBudget(rounds: 3), from: schedule) <= schedule.travel(visits))
    }
  }

  private static func meeting(crews: [Crew], shifts: [Shift]) -> RoutePlanner.Result {
    var point = PatrolReasonTests.point(at: patrolPlace(1000, 0), dwell: 600)
    point.crews = 2
    let problem = patrolProblem(crews: crews, shifts: shifts, checkpoints: [point])
    return RoutePlanner(problem: problem, travel: PatrolTestTravel()).plan(
      dayType: "weekday", seed: 1, steps: 500)
  }

  @Test func whatNoTwoCrewsCanBeginIsNamed() {
    let day = Shift(id: "day", window: patrolWindow("08:00", "16:00"))
    let night = Shift(id: "night", window: patrolWindow("20:00", "23:00"))
    let one = Self.meeting(crews: [PatrolReasonTests.crew()], shifts: [day])
    #expect(one.unserved.map(\.visit) == [1, 2] && one.unservedLowerBound == one.unservedByTier)
    #expect(one.unserved.allSatisfy { $0.reason.english.hasPrefix("Two crews are to be there at once") })
    var late = PatrolReasonTests.crew("C2")
    late.shiftIDs = ["night"]
    let apart = Self.meeting(crews: [PatrolReasonTests.crew(), late], shifts: [day, night])
    #expect(apart.unserved.count == 2 && apart.routes.allSatisfy(\.visits.isEmpty))
    let both = Self.meeting(crews: [PatrolReasonTests.crew(), PatrolReasonTests.crew("C2")], shifts: [day])
    #expect(both.unserved.isEmpty && Set(both.routes.flatMap(\.visits).map(\.start)).count == 1)
  }

  /// Another crew comes in place of the one that drops out, at the time agreed on or at another; where none can, whoever is
  /// left is there alone, and the visit is told to be missing by half.
  @Test func whoDropsOutIsReplaced() throws {
    var replaced = 0
    for seed in 40..<44 {
      let (problem, travel) = Self.county(UInt64(seed))
      let before = RoutePlanner(problem: problem, travel: travel).plan(
        dayType: "weekday", seed: 1, steps: 600)
      let pairs = Set(problem.checkpoints.filter { $0.crews > 1 }.map(\.id))
      let route = try #require(before.routes.first { $0.visits.contains { pairs.contains($0.id) } })
      let after = try PatrolReplanner(
        problem: problem, routes: before.routes, unserved: before.unserved, travel: travel
      ).replan(
        dayType: "weekday", now: route.stops[0].depart + 1800, changes: [.drop(crew: route.crewID)], seed: 1)
      let faults = PatrolRules(problem: problem, dayType: "weekday").breaches(after.routes, after.unserved)
      let alone = problem.checkpoints.filter { point in
        let begins = after.routes.flatMap(\.visits).filter { $0.id == point.id }.map(\.start)
        #expect(
          after.unserved.count { $0.checkpointID == point.id } == point.missing(on: "weekday", begins: begins)
        )
        return point.crews > 1 && begins.contains { begin in begins.count { $0 == begin } == 1 }
      }
      #expect(faults == alone.map { "not together: \($0.id)" })
      replaced += after.moves.count { pairs.contains($0.checkpointID) && $0.before != nil && $0.after != nil }
    }
    #expect(replaced > 0)
  }

  /// A name is one run's, any two crews are on two sides, and every crew but one is among the others than that one.
  @Test(arguments: [(2, 3), (7, 24), (300, 40), (5000, 3)])
  func runsHaveNames(crews: Int, turns: Int) {
    let runs = (0..<crews * turns).map {
      VisitProblem.Run(
        crew: $0 / turns, shiftID: "", base: 0, home: 0, rest: 0, start: 0, end: 1, kind: 0, skills: 0,
        range: nil,
        breaks: [])
    }
    let names = RunNames(runs)
    let looked = stride(from: 0, to: runs.count, by: max(1, runs.count / 300))
    let all = Dictionary(grouping: looked, by: names.name(of:))
    #expect(all.count > min(150, runs.count - 1) && all.keys.allSatisfy { $0 & 0xFFFF_FFFF == 0 })
    #expect(all.values.allSatisfy { Set($0.map { runs[$0].crew }).count == 1 })
    for a in looked {
      let one = names.name(of: a)
      let others = names.others(than: runs[a].crew)
      #expect(others.allSatisfy { $0 & one == 0 })
      for b in looked {
        let other = names.name(of: b)
        let isApart = names.sides.contains {
          $0.0 & one != 0 && $0.1 & other != 0 || $0.1 & one != 0 && $0.0 & other != 0
        }
        let isOther = runs[a].crew != runs[b].crew
        #expect(isApart == isOther && others.contains { $0 & other != 0 } == isOther)
      }
    }
  }

  /// Of two visits by two crews each, what is missing is counted by crews.
  @Test(arguments: [
    ([0, 0, 9, 9], 0), ([0, 0, 9], 1), ([0, 9], 2), ([0], 3), ([], 4), ([0, 0, 5, 9, 9], 0),
    ([0, 0, 0, 0], 2),
  ])
  func aVisitAloneIsHalf(begins: [Int], missing: Int) {
    var point = PatrolReasonTests.point()
    (point.visitsPerDay, point.crews) = (2, 2)
    #expect(point.missing(on: "weekday", begins: begins) == missing)
    point.crews = 1
    #expect(point.missing(on: "weekday", begins: begins) == max(0, 2 - begins.count))
  }
}
