import PlannerTestSupport
import TestSupport
import Testing

@testable import Planner
@testable import Scenario
@testable import Solvers

@Suite struct PatrolReplanTests {
  private static func county(_ seed: UInt64) -> (Problem, PresenceGround) {
    var (problem, ground) = PresenceCase.county()
    var g = SeededGenerator(seed: seed)
    problem.crews += (2..<6).map { index in
      let base = problem.crews[index % 2]
      return Crew(
        id: "C\(index)", baseID: base.baseID, base: base.base, shiftIDs: ["day", "night"], maxSpeed: 60)
    }
    for index in ground.areas.indices {
      ground.areas[index].crewIDs = problem.crews.filter { $0.baseID == "B\(index)" }.map(\.id)
    }
    problem.checkpoints = (0..<40).map { index in
      Checkpoint(
        id: "P\(index)", name: "", coordinate: ground.anchors[g.below(400)],
        tier: Checkpoint.Tier.allCases[index % 3], visitsPerDay: 1 + index % 3, dwell: 600,
        windows: index % 4 == 0 ? [patrolWindow("09:00", "15:00"), patrolWindow("23:00", "05:00")] : [],
        minGap: 3600 * (index % 3))
    }
    return (problem, ground)
  }

  private static func replan(
    _ seed: UInt64, now: Int, changes: [PatrolChange], breaks: [Crew.Break] = []
  ) throws -> (problem: Problem, before: RoutePlanner.Result, after: PatrolReplanner.Result) {
    var (problem, ground) = county(seed)
    for index in problem.crews.indices { problem.crews[index].breaks = breaks }
    let travel = PatrolTestTravel()
    let before = RoutePlanner(problem: problem, travel: travel)
      .plan(dayType: "weekday", seed: 1, steps: 2000, ground: ground)
    let after = try PatrolReplanner(
      problem: problem, routes: before.routes, unserved: before.unserved, travel: travel
    ).replan(dayType: "weekday", now: now, changes: changes, seed: 1)
    return (problem, before, after)
  }

  @Test(arguments: 0..<4)
  func aCrewThatDropsOutChangesLittle(seed: Int) throws {
    let now = 10 * 3600 + 900 * seed
    let (problem, before, after) = try Self.replan(UInt64(seed), now: now, changes: [.drop(crew: "C1")])
    let faults = PatrolRules(problem: problem, dayType: "weekday").breaches(after.routes, after.unserved)
    #expect(faults == [])
    var lost = 0
    for (old, new) in zip(before.routes, after.routes) {
      // What was begun before then is as it was.
      let driven = old.stops.filter { $0.start <= now && $0.kind != .end }
      #expect(new.stops.prefix(driven.count).map(\.start) == driven.map(\.start))
      if old.crewID == "C1" {
        #expect(new.visits.allSatisfy { $0.start <= now })
        lost += old.visits.count { $0.start > now }
      }
    }
    #expect(lost > 0)
    let changed = after.moves.count
    #expect(changed <= lost + after.others.all / 10)
    #expect(after.others.changed <= after.others.all / 10)
    // Most find another crew.
    #expect(after.moves.count { $0.after == nil } < lost)
  }

  @Test func aNewCheckpointIsVisitedAndNothingElseChanges() throws {
    let new = Checkpoint(
      id: "NEW", name: "", coordinate: patrolPlace(3000, 2000), tier: .red, visitsPerDay: 2, dwell: 300,
      windows: [patrolWindow("11:00", "15:30")], minGap: 3600)
    var (problem, before, after) = try Self.replan(7, now: 9 * 3600, changes: [.add(new)])
    problem.checkpoints.append(new)
    #expect(PatrolRules(problem: problem, dayType: "weekday").breaches(after.routes, after.unserved) == [])
    #expect(after.moves.count { $0.checkpointID == "NEW" && $0.before == nil && $0.after != nil } == 2)
    #expect(after.others.changed <= after.others.all / 10)
    #expect(zip(before.routes, after.routes).count { $0.stops != $1.stops } <= 4)
  }

  @Test func breaksStayWhereAndWhenTheyWere() throws {
    let lunch = Crew.Break(window: patrolWindow("11:00", "13:00"), duration: 1800)
    let (_, before, after) = try Self.replan(3, now: 9 * 3600, changes: [.drop(crew: "C1")], breaks: [lunch])
    var count = 0
    for (old, new) in zip(before.routes, after.routes) {
      let (a, b) = (old.stops.filter { $0.kind == .break }, new.stops.filter { $0.kind == .break })
      #expect(b.map(\.start) == (old.crewID == "C1" ? [] : a.map(\.start)))
      #expect(b.allSatisfy { $0.coordinate == old.stops[0].coordinate })
      count += b.count
      // Crews that drive on are never in two places at once.
      for (x, y) in zip(new.stops, new.stops.dropFirst()) { #expect(y.arrive >= x.depart + y.travel) }
    }
    #expect(count == 5)
  }

  @Test func whatCannotBeChangedIsNamed() {
    #expect(throws: PatrolChangeError.self) { try Self.replan(1, now: 0, changes: [.drop(crew: "nobody")]) }
    let twice = PatrolReasonTests.point("P3")
    #expect(throws: PatrolChangeError.self) { try Self.replan(1, now: 0, changes: [.add(twice)]) }
  }
}
