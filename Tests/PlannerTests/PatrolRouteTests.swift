import Geometry
import Planner
import Roads
import Scenario
import Solvers
import TestSupport
import Testing

@Suite struct PatrolRouteTests {
  /// A small county with windows over midnight, several windows, spacing, several bases and places without a road.
  static func random(_ seed: UInt64, crews crewCount: Int, points pointCount: Int) -> (
    Problem, PatrolTestTravel
  ) {
    var g = SeededGenerator(seed: seed)
    func place() -> Coordinate {
      patrolPlace(Double(g.below(20_000)) - 10_000, Double(g.below(20_000)) - 10_000)
    }
    func time() -> TimeOfDay { TimeOfDay(seconds: g.below(48) * 1800) }
    let shifts = ["07:00", "15:00", "22:30"].enumerated().map { index, start in
      Shift(id: "S\(index)", window: patrolWindow(start, ["15:00", "23:00", "06:30"][index]))
    }
    let bases = (0..<max(1, crewCount / 2)).map { _ in place() }
    let crews = (0..<crewCount).map { index in
      Crew(
        id: "C\(index)", baseID: "B\(index % bases.count)", base: bases[index % bases.count],
        shiftIDs: [["S0"], ["S1", "S2"], ["S2"], ["S0", "S2"]][g.below(4)],
        maxSpeed: [18, 30, 60][g.below(3)])
    }
    var travel = PatrolTestTravel()
    let checkpoints = (0..<pointCount).map { index in
      let coordinate = place()
      if g.below(12) == 0 { travel.cutOff.insert(coordinate) }
      return Checkpoint(
        id: "P\(index)", name: "", coordinate: coordinate, tier: Checkpoint.Tier.allCases[g.below(3)],
        visitsPerDay: 1 + g.below(3), dwell: g.below(5) * 600,
        windows: (0..<g.below(3)).map { _ in
          let start = time()
          return DailyWindow(
            start: start, end: TimeOfDay(seconds: (start.seconds + (1 + g.below(8)) * 1800) % 86_400))
        }, minGap: g.below(4) * 3600, dayTypes: g.below(10) == 0 ? ["sunday"] : [])
    }
    return (patrolProblem(crews: crews, shifts: shifts, checkpoints: checkpoints), travel)
  }

  @Test func everyRuleHoldsOnRandomCounties() {
    var made = 0
    for seed in 0..<40 {
      let (problem, travel) = Self.random(UInt64(seed), crews: 1 + seed % 5, points: 2 + seed % 17)
      let plan = RoutePlanner(problem: problem, travel: travel).plan(dayType: "weekday", seed: 7, steps: 80)
      #expect(PatrolRules(problem: problem, dayType: "weekday").breaches(plan.routes, plan.unserved) == [])
      made += plan.routes.reduce(0) { $0 + $1.stops.count - 2 }
      for tier in 0..<3 {
        let missed = plan.unserved.filter { visit in
          problem.checkpoints.contains {
            $0.id == visit.checkpointID && $0.tier == Checkpoint.Tier.allCases[tier]
          }
        }
        #expect(plan.unservedByTier[tier] == missed.count)
        #expect(plan.unservedLowerBound[tier] <= missed.count)
      }
      #expect(plan.travelLowerBound <= plan.travel)
      #expect(plan.travel == plan.routes.reduce(0) { $0 + $1.stops.reduce(0) { $0 + $1.travel } })
    }
    #expect(made > 250)
  }

  @Test func theCheckerRefusesBrokenRoutes() {
    let (problem, travel) = Self.random(3, crews: 3, points: 12)
    let plan = RoutePlanner(problem: problem, travel: travel).plan(dayType: "weekday", seed: 7, steps: 50)
    let rules = PatrolRules(problem: problem, dayType: "weekday")
    let run = plan.routes.indices.max { plan.routes[$0].stops.count < plan.routes[$1].stops.count } ?? 0
    #expect(plan.routes[run].stops.count > 3)
    func broken(_ change: (inout [Route]) -> Void) -> [String] {
      var routes = plan.routes
      change(&routes)
      return rules.breaches(routes, plan.unserved)
    }
    #expect(broken { _ in } == [])
    #expect(broken { $0[run].stops.swapAt(1, 2) } != [])
    #expect(broken { $0[run].stops[1].arrive -= 1 } != [])
    #expect(broken { $0[run].stops.remove(at: 1) } != [])
    #expect(broken { $0[run].stops[1].start += 43_200 } != [])
    #expect(broken { $0.remove(at: run) } != [])
    #expect(broken { $0[run].stops[0].depart = 86_400 } != [])
  }

  @Test func windowsOfTheEveningBeforeReachIntoTheMorning() {
    let crew = Crew(id: "C", baseID: "B", base: patrolPlace(0, 0), shiftIDs: ["early"], maxSpeed: 60)
    for (end, missed) in [("00:30", 0), ("00:01", 1)] {
      let point = Checkpoint(
        id: "P", name: "", coordinate: patrolPlace(2000, 0), tier: .red, visitsPerDay: 1, dwell: 60,
        windows: [patrolWindow("23:00", end)], minGap: 0)
      let problem = patrolProblem(
        crews: [crew], shifts: [Shift(id: "early", window: patrolWindow("00:00", "08:00"))],
        checkpoints: [point])
      let plan = RoutePlanner(problem: problem, travel: PatrolTestTravel())
        .plan(dayType: "weekday", seed: 1, steps: 10)
      #expect(PatrolRules(problem: problem, dayType: "weekday").breaches(plan.routes, plan.unserved) == [])
      #expect(plan.unserved.count == missed)
    }
  }

  @Test func sameSeedSameRoutes() {
    let (problem, travel) = Self.random(11, crews: 4, points: 14)
    let planner = RoutePlanner(problem: problem, travel: travel)
    let plans = (0..<2).map { _ in planner.plan(dayType: "weekday", seed: 5, steps: 200) }
    #expect(plans[0].routes.contains { $0.stops.count > 2 })
    #expect(PatrolRules.text(plans[0]) == PatrolRules.text(plans[1]))
    #expect(plans[0].travelCertificate == plans[1].travelCertificate)
  }

  /// One crew, few visits: as many are made, tier by tier, as the best of all orders of all subsets makes, and with
  /// as little travel; no such order is below the lower bounds.
  @Test func tinyCasesAreSolvedToTheOptimum() {
    var missed = 0
    var cases = 0
    for seed in 0..<60 {
      var (problem, travel) = Self.random(UInt64(1000 + seed), crews: 1, points: 2 + seed % 3)
      problem.crews[0].shiftIDs = [["S0", "S1", "S2"][seed % 3]]
      for index in problem.checkpoints.indices {
        problem.checkpoints[index].dayTypes = []
        problem.checkpoints[index].dwell += 2400
      }
      var total = problem.checkpoints.reduce(0) { $0 + $1.visitsPerDay }
      for index in problem.checkpoints.indices where total > 5 {
        total -= problem.checkpoints[index].visitsPerDay - 1
        problem.checkpoints[index].visitsPerDay = 1
      }
      let best = Exhaustive(problem: problem, travel: travel).best()
      let plan = RoutePlanner(problem: problem, travel: travel).plan(dayType: "weekday", seed: 3, steps: 4000)
      #expect(plan.unservedByTier + [plan.travel] == best, "seed \(seed)")
      for tier in 0..<3 { #expect(plan.unservedLowerBound[tier] <= best[tier]) }
      #expect(plan.travelLowerBound <= best[3] && (plan.travelLowerBound > 0) == (best[3] > 0))
      missed += best[0] + best[1] + best[2]
      cases += best[3] > 0 ? 1 : 0
    }
    #expect(cases > 40 && missed > 20)
  }

  private struct Exhaustive {
    let problem: Problem
    let travel: PatrolTestTravel

    func best() -> [Int] {
      var visits: [Int] = []
      for (index, point) in problem.checkpoints.enumerated() {
        visits += [Int](repeating: index, count: point.visitsPerDay)
      }
      var result = [Int.max]
      search([], visits, &result)
      return result
    }

    private func search(_ order: [Int], _ rest: [Int], _ best: inout [Int]) {
      guard let travel = drive(order) else { return }
      var value = [0, 0, 0, travel]
      for index in rest {
        value[Checkpoint.Tier.allCases.firstIndex(of: problem.checkpoints[index].tier) ?? 0] += 1
      }
      if value.lexicographicallyPrecedes(best) { best = value }
      for (position, index) in rest.enumerated() where !rest[..<position].contains(index) {
        var others = rest
        others.remove(at: position)
        search(order + [index], others, &best)
      }
    }

    /// Seconds of travel, each visit beginning at the first second that is allowed; `nil` if too late.
    private func drive(_ order: [Int]) -> Int? {
      let crew = problem.crews[0]
      guard let shift = problem.shifts.first(where: { $0.id == crew.shiftIDs[0] }) else { return nil }
      let rules = PatrolRules(problem: problem, dayType: "weekday")
      let end = shift.window.start.seconds + shift.window.duration
      var time = shift.window.start.seconds
      var place = crew.base
      var total = 0
      var begins: [Int: Int] = [:]
      func go(_ to: Coordinate) -> Bool {
        let table = travel.table(from: [place], to: [to])
        guard table.seconds[0].isFinite else { return false }
        let way = Int(
          max(Double(table.seconds[0]), Double(table.metres[0]) / (crew.maxSpeed / 3.6)).rounded(.up))
        total += way
        time += way
        place = to
        return time <= end
      }
      for index in order {
        let point = problem.checkpoints[index]
        guard go(point.coordinate) else { return nil }
        while !rules.isOpen(point, time) || time < (begins[index] ?? -1_000_000) + point.minGap {
          time += 1
          if time > end { return nil }
        }
        begins[index] = time
        time += point.dwell
      }
      return go(crew.base) ? total : nil
    }
  }
}
