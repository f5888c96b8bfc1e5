import TestSupport
import Testing

@testable import Solvers

/// What is found under tight rules, against trying every choice.
@Suite struct TightSitingTests {
  // MARK: Limits that just fit

  /// Customers of uneven size, and limits of which hardly anything is left over.
  private static func tight(_ seed: Int) -> (AssignmentMedianTests.Instance, SiteCapacities, p: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let customers = 6 + generator.below(3)
    var instance = AssignmentMedianTests.Instance(sites: customers, customers: customers, &generator)
    instance.demands = (0..<customers).map { _ in 80 + generator.below(1200) }
    instance.weights = instance.demands.map(Double.init)
    let p = 2 + seed % 2
    let total = instance.demands.reduce(0, +)
    let limit = (total + p - 1) / p + generator.below(1 + total / 80)
    let units = seed % 5 == 0 ? (customers + p - 1) / p : nil
    return (
      instance,
      SiteCapacities(
        demands: instance.demands, maxUnits: [Int?](repeating: units, count: customers),
        maxDemand: [Int?](repeating: limit, count: customers)), p
    )
  }

  @Test func sitesThatJustFitAreTheBestThereAre() {
    var (feasible, infeasible) = (0, 0)
    for seed in 1...60 {
      let (instance, capacities, p) = Self.tight(seed)
      let best = AssignmentMedianTests.bruteForce(instance, p: p, fixed: [], capacities)
      let found = PMedian.solve(
        costs: instance.costs, weights: instance.weights, capacities: capacities, p: p, seed: 1)
      guard let best else {
        #expect(!found.solution.unserved.isEmpty, "seed \(seed)")
        infeasible += 1
        continue
      }
      #expect(found.solution.unserved.isEmpty && capacities.allow(found.solution), "seed \(seed)")
      #expect(abs(found.solution.cost - best) <= 1e-6 * best, "seed \(seed): \(found.solution.cost), \(best)")
      #expect(found.lowerBound <= best * (1 + 1e-9) && found.lowerBound >= best * (1 - 1e-4), "seed \(seed)")
      feasible += 1
    }
    #expect(feasible > 25 && infeasible > 5)
  }

  @Test func customersThatJustFitIntoOpenSitesAreServedAtTheLeastCost() {
    var compared = 0
    for seed in 61...120 {
      let (instance, capacities, p) = Self.tight(seed)
      let open = Array(0..<p)
      let rows = open.flatMap { site in instance.demands.indices.map { instance.costs[site, $0] } }
      let costs = CostMatrix(sites: p, customers: instance.demands.count, values: rows)
      let own = SiteCapacities(
        demands: instance.demands, maxUnits: Array(capacities.maxUnits.prefix(p)),
        maxDemand: Array(capacities.maxDemand.prefix(p)))
      var part = instance
      part.costs = costs
      guard let best = AssignmentMedianTests.bruteForce(part, p: p, fixed: open, own) else { continue }
      let found = FixedSites.serve(
        costs: costs, weights: instance.weights, capacities: own, seed: 1, threads: 1)
      #expect(found.solution.unserved.isEmpty && own.allow(found.solution), "seed \(seed)")
      #expect(abs(found.solution.cost - best) <= 1e-6 * best, "seed \(seed)")
      #expect(found.lowerBound <= best * (1 + 1e-9))
      compared += 1
    }
    #expect(compared > 20)
  }

  // MARK: A second site

  @Test(arguments: 1...60) func ofEqualCoversTheOneOfLeastTravelIsTaken(seed: Int) throws {
    let instance = CoverTests.Instance(seed: seed)
    let choices = instance.choices(instance.p).filter { instance.isAllowed($0) && instance.coversAll($0) }
    guard !choices.isEmpty else { return }
    let weights = instance.weights.map { $0 > 0 ? Double($0) : 0.01 }
    func travel(_ open: [Int]) -> Double {
      weights.indices.reduce(0) { sum, i in
        let nearest = open.map { instance.costs[$0, i] }.min() ?? .infinity
        return sum + weights[i] * (nearest.isFinite ? Double(nearest) : 1e12)
      }
    }
    let least = choices.map { instance.weight($0, inReachOfFewerThan: 2) }.min()
    let best = choices.filter { instance.weight($0, inReachOfFewerThan: 2) == least }.map(travel).min()
    let start = try instance.problem.leastWithoutBackup(instance.limit, p: instance.p)
    let found = instance.problem.leastTravel(
      from: start.open, covering: instance.limit, weights: weights, seed: 1)
    instance.checkRules(found.open, count: instance.p)
    #expect(instance.coversAll(found.open) && found.withoutBackup == least)
    #expect(instance.weight(found.open, inReachOfFewerThan: 2) == least)
    #expect(abs(travel(found.open) - (try #require(best))) < 1e-6 * travel(found.open))
  }
}
