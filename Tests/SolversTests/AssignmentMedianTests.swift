import Foundation
import TestSupport
import Testing

@testable import Solvers

@Suite struct AssignmentMedianTests {
  /// Sites and customers strewn over a square; some pairs may be ruled out.
  struct Instance {
    var costs: CostMatrix
    var weights: [Double]
    var demands: [Int]

    init(sites: Int, customers: Int, forbidden: Double = 0, _ generator: inout SeededGenerator) {
      let s = (0..<sites).map { _ in (generator.unit(), generator.unit()) }
      let c = (0..<customers).map { _ in (generator.unit(), generator.unit()) }
      var values: [Float] = []
      for a in s {
        for b in c {
          let isForbidden = generator.unit() < forbidden
          values.append(
            isForbidden ? .infinity : Float(1000 * hypot(a.0 - b.0, a.1 - b.1)).rounded())
        }
      }
      costs = CostMatrix(sites: sites, customers: customers, values: values)
      demands = (0..<customers).map { _ in 1 + generator.below(9) }
      weights = demands.map(Double.init)
    }
  }

  static func bruteForce(_ instance: Instance, p: Int, fixed: [Int]) -> Double {
    let m = instance.costs
    return everyChoice(p, of: m.sites).filter { c in fixed.allSatisfy(c.contains) }.map { open in
      (0..<m.customers).reduce(0.0) { sum, i in
        sum + instance.weights[i] * Double(open.map { m[$0, i] }.min() ?? .infinity)
      }
    }.min() ?? .infinity
  }

  @Test(arguments: 1...24) func bruteForceBoundsTheMedian(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let sites = 5 + generator.below(4)
    let instance = Instance(
      sites: sites, customers: 6 + generator.below(14), forbidden: seed % 3 == 0 ? 0.3 : 0, &generator)
    let p = 2 + generator.below(3)
    let fixed = seed % 2 == 0 ? [generator.below(sites)] : []
    let optimum = Self.bruteForce(instance, p: p, fixed: fixed)
    let proven = PMedian.solve(
      costs: instance.costs, weights: instance.weights, p: p, fixed: fixed, seed: 1)
    let bound = proven.lowerBound
    let found = proven.solution
    #expect(found.open.count == p && Set(found.open).count == p)
    #expect(fixed.allSatisfy(found.open.contains))
    guard optimum.isFinite else {
      #expect(!found.unserved.isEmpty)
      return
    }
    #expect(found.unserved.isEmpty)
    #expect(abs(found.cost - optimum) < 1e-6 * optimum)
    #expect(bound <= optimum * (1 + 1e-9))
    #expect(bound > 0.9 * optimum)
    for i in found.siteOf.indices {
      #expect(found.open.allSatisfy { instance.costs[$0, i] >= instance.costs[found.siteOf[i], i] })
    }
  }

  /// The best assignment of customers to sites within the limits, by trying them all; `nil` when there is none.
  static func bruteForce(_ instance: Instance, p: Int, fixed: [Int], _ capacities: SiteCapacities) -> Double?
  {
    let m = instance.costs
    var best = Double.infinity
    for open in everyChoice(p, of: m.sites) where fixed.allSatisfy(open.contains) {
      var units = [Int](repeating: 0, count: m.sites)
      var demand = units
      func place(_ i: Int, _ cost: Double) {
        guard cost < best else { return }
        if i == m.customers {
          best = cost
          return
        }
        for s in open where m[s, i].isFinite {
          units[s] += 1
          demand[s] += instance.demands[i]
          if capacities.allows(s, units: units[s], demand: demand[s]) {
            place(i + 1, cost + instance.weights[i] * Double(m[s, i]))
          }
          units[s] -= 1
          demand[s] -= instance.demands[i]
        }
      }
      place(0, 0)
    }
    return best.isFinite ? best : nil
  }

  @Test func bruteForceBoundsTheCapacitatedMedian() {
    var equal = 0
    var feasible = 0
    for seed in 1...40 {
      var generator = SeededGenerator(seed: UInt64(100 + seed))
      let sites = 5 + generator.below(2)
      let instance = Instance(
        sites: sites, customers: 6 + generator.below(3), forbidden: seed % 4 == 0 ? 0.2 : 0, &generator)
      let p = 2 + generator.below(2)
      let fixed = seed % 3 == 0 ? [generator.below(sites)] : []
      let total = instance.demands.reduce(0, +)
      let capacities = SiteCapacities(
        demands: instance.demands,
        maxUnits: (0..<sites).map { _ in seed % 2 == 0 ? nil : 3 + generator.below(3) },
        maxDemand: (0..<sites).map { _ in generator.below(4) == 0 ? nil : total / p + generator.below(8) })
      let optimum = Self.bruteForce(instance, p: p, fixed: fixed, capacities)
      let proven = PMedian.solve(
        costs: instance.costs, weights: instance.weights, capacities: capacities, p: p, fixed: fixed, seed: 3)
      let (found, bound) = (proven.solution, proven.lowerBound)
      #expect(capacities.allow(found))
      #expect(fixed.allSatisfy(found.open.contains) && found.open.count == p)
      for (i, s) in found.siteOf.enumerated() where s >= 0 {
        #expect(instance.costs[s, i].isFinite && found.open.contains(s))
      }
      let least = PMedian.leastSites(costs: instance.costs, capacities: capacities, fixed: fixed)
      #expect(optimum == nil || least <= p, "seed \(seed)")
      guard let optimum else {
        #expect(!found.unserved.isEmpty)
        continue
      }
      feasible += 1
      guard found.unserved.isEmpty else { continue }
      #expect(found.cost >= optimum - 1e-6)
      if found.cost < optimum + 1e-6 { equal += 1 }
      #expect(bound <= optimum * (1 + 1e-9), "seed \(seed)")
      #expect(bound > 0.5 * optimum, "seed \(seed)")
    }
    #expect(feasible >= 25)
    #expect(equal >= feasible - 1, "\(equal) of \(feasible)")
  }

  @Test(arguments: 1...3) func limitsHoldOnLargerInstances(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(500 + seed))
    let instance = Instance(sites: 30, customers: 80, forbidden: seed % 2 == 0 ? 0.3 : 0, &generator)
    let p = 10
    let total = instance.demands.reduce(0, +)
    let capacities = SiteCapacities(
      demands: instance.demands, maxUnits: [Int?](repeating: 10, count: 30),
      maxDemand: [Int?](repeating: total / p + 4, count: 30))
    let proven = PMedian.solve(
      costs: instance.costs, weights: instance.weights, capacities: capacities, p: p, seed: 5,
      budget: SearchBudget(rounds: 6))
    let (found, bound) = (proven.solution, proven.lowerBound)
    #expect(capacities.allow(found))
    #expect(found.unserved.isEmpty)
    #expect(found.siteOf.indices.allSatisfy { instance.costs[found.siteOf[$0], $0].isFinite })
    for threads in 1...3 {
      let again = PMedian.solve(
        costs: instance.costs, weights: instance.weights, capacities: capacities, p: p, seed: 5,
        budget: SearchBudget(rounds: 6, threads: threads))
      #expect(again == proven)
    }
    #expect(bound < found.cost && bound > 0.8 * found.cost)
  }

  /// OR-Library pmed: shortest paths over the listed edges, a repeated edge overrides.
  @Test(arguments: ["pmed1", "pmed3"]) func publishedOptimaAreReached(name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/benchmarks/pmed").standardizedFileURL
    guard let text = try? String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8),
      let optima = try? String(contentsOf: folder.appendingPathComponent("optima.csv"), encoding: .utf8)
    else {
      print("skipped: ../shared/benchmarks/pmed is not there")
      return
    }
    let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").compactMap { Int($0) } }
      .filter { $0.count == 3 }
    let n = rows[0][0]
    var d = [Float](repeating: .infinity, count: n * n)
    for row in rows.dropFirst() {
      d[(row[0] - 1) * n + row[1] - 1] = Float(row[2])
      d[(row[1] - 1) * n + row[0] - 1] = Float(row[2])
    }
    for i in 0..<n { d[i * n + i] = 0 }
    for k in 0..<n {
      for i in 0..<n where d[i * n + k].isFinite {
        for j in 0..<n where d[i * n + k] + d[k * n + j] < d[i * n + j] {
          d[i * n + j] = d[i * n + k] + d[k * n + j]
        }
      }
    }
    let line = try #require(optima.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(name),") })
    let optimum = try #require(Double(line.split(separator: ",")[1]))
    let found = PMedian.solve(
      costs: CostMatrix(sites: n, customers: n, values: d), weights: [Double](repeating: 1, count: n),
      p: rows[0][2], seed: 1)
    #expect(found.solution.cost == optimum)
    #expect(found.lowerBound <= optimum && found.lowerBound > 0.99 * optimum)
  }
}
