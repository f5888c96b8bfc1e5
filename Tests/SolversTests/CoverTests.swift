import TestSupport
import Testing

@testable import Solvers

/// The covering models against trying every choice of sites.
@Suite struct CoverTests {
  /// A small problem by chance: some sites fixed, some forbidden, some pairs out of reach.
  struct Instance {
    var costs: CostMatrix
    var weights: [Int]
    var fixed: [Int]
    var candidates: [Int]
    var p: Int
    var limit: Float
    var problem: CoverProblem {
      CoverProblem(costs: costs, weights: weights, fixed: fixed, candidates: candidates)
    }

    init(seed: Int) {
      var generator = SeededGenerator(seed: UInt64(seed))
      let sites = 6 + generator.below(4)
      let customers = 8 + generator.below(20)
      var values = (0..<sites * customers).map { _ in Float(1 + generator.below(30)) }
      for k in values.indices where generator.below(6) == 0 { values[k] = .infinity }
      costs = CostMatrix(sites: sites, customers: customers, values: values)
      weights = (0..<customers).map { _ in generator.below(5) * 10 }
      fixed = (0..<generator.below(3)).map { $0 * 2 + 1 }
      let forbidden = generator.below(sites)
      candidates = (0..<sites).filter { $0 != forbidden && $0 != 0 || seed % 3 == 0 }
      p = min(Set(fixed + candidates).count, fixed.count + 1 + generator.below(3))
      limit = Float(6 + generator.below(12))
    }

    /// Every choice of exactly `count` sites.
    func choices(_ count: Int) -> [[Int]] {
      let free = candidates.filter { !fixed.contains($0) }
      guard count >= fixed.count, count - fixed.count <= free.count else { return [] }
      return everyChoice(count - fixed.count, of: free.count)
        .map { fixed + $0.map { free[$0] } }
    }

    func covering(_ customer: Int, _ open: [Int]) -> Int { open.count { costs[$0, customer] <= limit } }
    func weight(_ open: [Int], inReachOfFewerThan count: Int) -> Int {
      weights.indices.reduce(0) { $0 + (covering($1, open) < count ? weights[$1] : 0) }
    }

    /// Whether everyone is covered whom any site covers.
    func coversAll(_ open: [Int]) -> Bool {
      weights.indices.allSatisfy {
        weights[$0] == 0 || covering($0, open) > 0 || covering($0, fixed + candidates) == 0
      }
    }

    /// Whether a group that serves customers of its own has a site; here nearly always all are one group.
    func isAllowed(_ open: [Int]) -> Bool {
      let problem = problem
      var missing = problem.least
      for s in open { missing[problem.groupOfSite[s]] -= 1 }
      return missing.allSatisfy { $0 <= 0 }
    }

    func checkRules(_ open: [Int], count: Int) {
      #expect(open == open.sorted() && Set(open).count == count && open.count == count)
      #expect(open.allSatisfy { fixed.contains($0) || candidates.contains($0) })
      #expect(fixed.allSatisfy(open.contains) && isAllowed(open))
    }
  }

  @Test(arguments: 1...60) func leastWeightBeyondIsTheOptimum(seed: Int) throws {
    let instance = Instance(seed: seed)
    let best = instance.choices(instance.p).filter(instance.isAllowed)
      .map { instance.weight($0, inReachOfFewerThan: 1) }.min()
    let found = try instance.problem.leastBeyond(instance.limit, p: instance.p)
    #expect(found.objective == Double(try #require(best)) && found.isProven)
    #expect(instance.weight(found.open, inReachOfFewerThan: 1) == best)
    instance.checkRules(found.open, count: instance.p)
  }

  @Test(arguments: 1...60) func fewestSitesAreTheFewest(seed: Int) throws {
    let instance = Instance(seed: seed)
    let sites = Set(instance.fixed + instance.candidates).count
    let best = (instance.fixed.count...sites).first { count in
      instance.choices(count).contains { instance.coversAll($0) && instance.isAllowed($0) }
    }
    let found = try instance.problem.fewestSites(within: instance.limit)
    #expect(found.objective == Double(try #require(best)) && found.isProven)
    #expect(instance.coversAll(found.open))
    instance.checkRules(found.open, count: Int(found.objective))
  }

  @Test(arguments: 1...60) func backupIsTheOptimumOrRefused(seed: Int) throws {
    var instance = Instance(seed: seed)
    let needed = Int(try instance.problem.fewestSites(within: instance.limit).objective)
    let sites = Set(instance.fixed + instance.candidates).count
    if needed > instance.fixed.count {
      #expect(throws: CoverError.tooFew(asked: needed - 1, needed: needed)) {
        try instance.problem.leastWithoutBackup(instance.limit, p: needed - 1)
      }
    }
    instance.p = min(sites, needed + seed % 2)
    let best = instance.choices(instance.p).filter { instance.isAllowed($0) && instance.coversAll($0) }
      .map { instance.weight($0, inReachOfFewerThan: 2) }.min()
    let found = try instance.problem.leastWithoutBackup(instance.limit, p: instance.p)
    #expect(found.objective == Double(try #require(best)) && found.isProven)
    #expect(instance.coversAll(found.open))
    #expect(instance.weight(found.open, inReachOfFewerThan: 2) == best)
    instance.checkRules(found.open, count: instance.p)
  }

  @Test(arguments: 1...60) func leastWorstIsTheOptimum(seed: Int) throws {
    let instance = Instance(seed: seed)
    func worst(_ open: [Int]) -> Float {
      instance.weights.indices.reduce(0) { most, i in
        let all = (instance.fixed + instance.candidates).map { instance.costs[$0, i] }.min() ?? .infinity
        guard instance.weights[i] > 0, all < .infinity else { return most }
        return max(most, open.map { instance.costs[$0, i] }.min() ?? .infinity)
      }
    }
    let best = instance.choices(instance.p).filter(instance.isAllowed).map(worst).min()
    guard let best, best < .infinity else {
      #expect(throws: CoverError.self) { try instance.problem.leastWorst(p: instance.p) }
      return
    }
    let found = try instance.problem.leastWorst(p: instance.p)
    #expect(found.objective == Double(best) && found.isProven)
    #expect(worst(found.open) == best)
    instance.checkRules(found.open, count: instance.p)
  }

  /// Two groups of three sites, of which one needs two for its limits.
  @Test func everyGroupGetsWhatItsLimitsNeed() throws {
    var values = [Float](repeating: .infinity, count: 6 * 6)
    for site in 0..<6 {
      for customer in 0..<6 where site / 3 == customer / 3 { values[site * 6 + customer] = 5 }
    }
    let costs = CostMatrix(sites: 6, customers: 6, values: values)
    let capacities = SiteCapacities(
      demands: [10, 10, 10, 1, 1, 1], maxUnits: Array(repeating: nil, count: 6),
      maxDemand: Array(repeating: 20, count: 6))
    let problem = CoverProblem(
      costs: costs, weights: [10, 10, 10, 1, 1, 1], fixed: [4], capacities: capacities)
    #expect(problem.leastSites == 3)
    let found = try problem.fewestSites(within: 5)
    #expect(found.open == [0, 1, 4] && found.isProven)
    #expect(throws: CoverError.tooFew(asked: 2, needed: 3)) { try problem.leastBeyond(5, p: 2) }
    #expect(try problem.leastBeyond(5, p: 3).open.filter { $0 < 3 }.count == 2)
    let cramped = CoverProblem(
      costs: costs, weights: [10, 10, 10, 1, 1, 1], candidates: [0, 3], capacities: capacities)
    #expect(throws: CoverError.tooFewPlaces) { try cramped.fewestSites(within: 5) }
  }
}
