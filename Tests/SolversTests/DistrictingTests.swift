import Foundation
import Testing

@testable import Solvers

@Suite struct DistrictingTests {
  @Test func smallProblemsAreSolvedToTheProvenOptimumOrProvenToHaveNone() throws {
    var (solved, impossible, whole) = (0, 0, 0)
    for seed in 0..<160 {
      let rules = DistrictingRules.random(UInt64(seed), nodes: 3 + seed % 6)
      let answer = try rules.problem().solve(seed: 3, budget: SearchBudget(rounds: 1))
      let optimum = rules.optimum()
      #expect(answer.cost == optimum, "seed \(seed)")
      #expect(answer.isProven == (optimum != nil) && answer.isInfeasible == (optimum == nil), "seed \(seed)")
      if let districts = answer.districts {
        #expect(rules.allows(districts) && rules.cost(districts) == answer.cost, "seed \(seed)")
      }
      if optimum == nil { impossible += 1 } else { solved += 1 }
      if optimum != nil, rules.count > 2 { whole += 1 }
    }
    #expect(solved > 60 && impossible > 20 && whole > 20)
  }

  @Test func boundsHoldWithoutASearch() throws {
    for seed in 200..<240 {
      let rules = DistrictingRules.random(UInt64(seed), nodes: 8)
      guard let optimum = rules.optimum() else { continue }
      let problem = try rules.problem()
      let task = DistrictTask(graph: problem.graph, count: problem.count, range: problem.range)
      // With nothing known but a wrong guess, and few pricings.
      for (guess, rounds) in [(0, 1), (optimum / 2, 2), (4 * optimum + 1, 3)] {
        let plan = FrontierPlan(task.graph)
        let pricing = DistrictPricing(task, plan: plan, states: 100_000, until: SearchClock(end: nil))
        var bound = DistrictBound(task, pricing: pricing)
        bound.rise(cost: guess, goal: .max, rounds: rounds)
        #expect(bound.value <= optimum, "seed \(seed)")
        var proof = try #require(DistrictProof(task, until: SearchClock(end: nil)))
        proof.run(known: nil, guess: guess, rounds: rounds)
        #expect(proof.lowerBound == optimum && proof.districts.map(rules.cost) == optimum, "seed \(seed)")
      }
    }
  }

  @Test func everyRuleOfADivisionIsHeld() throws {
    // A ladder of 2 x 4 nodes, of which the third pair is heavier.
    let edges =
      (0..<4).map { DistrictingProblem.Edge(2 * $0, 2 * $0 + 1) }
      + (0..<6).map { DistrictingProblem.Edge($0, $0 + 2) }
    let problem = try DistrictingProblem(
      weights: [1, 1, 1, 1, 2, 2, 1, 1], edges: edges, count: 2, least: 4, most: 6)
    #expect(problem.allows([0, 0, 0, 0, 1, 1, 1, 1]))
    #expect(problem.cost(of: [0, 0, 0, 0, 1, 1, 1, 1]) == 2)
    // In two pieces, too light, empty, no such district, and a node without one.
    #expect(!problem.allows([0, 0, 1, 1, 1, 1, 0, 0]))
    #expect(!problem.allows([0, 0, 0, 1, 1, 1, 1, 1]))
    #expect(!problem.allows([0, 0, 0, 0, 0, 0, 0, 0]))
    #expect(!problem.allows([0, 0, 0, 0, 2, 2, 2, 2]))
    #expect(!problem.allows([0, 0, 0, 0, 1, 1, 1]))
    let lax = try DistrictingProblem(
      weights: [0, 0, 1, 1, 2, 2, 1, 1], edges: edges, count: 2, least: 0, most: 8)
    #expect(lax.allows([0, 0, 1, 1, 1, 1, 1, 1]))
    #expect(!lax.allows([0, 0, 0, 0, 0, 0, 0, 0]))
  }

  @Test func whatIsNoProblemIsRefused() {
    func error(
      _ weights: [Int] = [3, 3, 3], _ edges: [(Int, Int, Int)] = [(0, 1, 1), (1, 2, 1)], count: Int = 3,
      least: Int = 3, most: Int = 3
    ) -> DistrictingError? {
      do throws(DistrictingError) {
        _ = try DistrictingProblem(
          weights: weights, edges: edges.map { DistrictingProblem.Edge($0.0, $0.1, cost: $0.2) },
          count: count,
          least: least, most: most)
        return nil
      } catch {
        return error
      }
    }
    #expect(error() == nil)
    #expect(error(least: .min, most: .max) == nil)
    #expect(error(count: 4) == .tooFewNodes(nodes: 3, districts: 4))
    #expect(error(count: 0) == .tooFewNodes(nodes: 3, districts: 0))
    #expect(error([], []) == .tooFewNodes(nodes: 0, districts: 3))
    #expect(error([3, -1, 3]) == .badWeight(node: 1))
    #expect(error([3, 3, .max]) == .badWeight(node: 2))
    #expect(error([3, 3, 3], [(0, 1, 1), (1, 3, 1)]) == .noSuchNode(edge: 1))
    #expect(error([3, 3, 3], [(0, -1, 1)]) == .noSuchNode(edge: 0))
    #expect(error([3, 3, 3], [(0, 1, 1), (1, 2, -1)]) == .badCost(edge: 1))
    #expect(error(least: 4, most: 5) == .noSuchRange(total: 9, districts: 3, least: 4, most: 5))
    #expect(error(least: 1, most: 2) == .noSuchRange(total: 9, districts: 3, least: 1, most: 2))
    #expect(error([3, 3, 4], least: 3, most: 3) == .noSuchRange(total: 10, districts: 3, least: 3, most: 3))
    #expect(error(least: 4, most: 3) == .noSuchRange(total: 9, districts: 3, least: 4, most: 3))
    #expect(error([1, 6, 2], least: 1, most: 5) == .heavyNode(1, weight: 6, most: 5))
    #expect(error([3, 3, 3], [(0, 1, 1)]) == .notConnected(node: 2))
  }

  @Test func theSeedAndTheRoundsDecideOnAnyNumberOfThreads() throws {
    let problem = try Self.lattice(4, by: 16, count: 10)
    func solve(_ seed: UInt64, threads: Int) -> ProvenDivision {
      problem.solve(seed: seed, budget: SearchBudget(rounds: 2, threads: threads))
    }
    let one = solve(7, threads: 1)
    for threads in 2...3 { #expect(solve(7, threads: threads) == one) }
    #expect(solve(8, threads: 1).districts != one.districts)
    let districts = try #require(one.districts)
    #expect(one.rounds == 2 && problem.allows(districts) && problem.cost(of: districts) >= one.lowerBound)
  }

  @Test func theGreatestNumbersAreSolved() throws {
    let (weight, cost) = (1 << 38, 1 << 37)
    let edges = [(0, 1), (1, 2), (2, 3), (0, 3)].map {
      DistrictingProblem.Edge($0.0, $0.1, cost: cost + $0.0)
    }
    for (least, most) in [(Int.min, Int.max), (2 * weight, 2 * weight)] {
      let problem = try DistrictingProblem(
        weights: [Int](repeating: weight, count: 4), edges: edges, count: 2, least: least, most: most)
      let answer = problem.solve(budget: SearchBudget(rounds: 1))
      // The cheapest two of opposite edges, or of all.
      #expect(answer.cost == (least == .min ? 2 * cost : 2 * cost + 1) && answer.isProven)
    }
  }

  @Test func bordersOfDifferentLengthsAreProvenToo() throws {
    var generator = SeededGenerator(seed: 4)
    let lattice = try Self.lattice(4, by: 9, count: 4)
    let edges = lattice.edges.map { edge in
      DistrictingProblem.Edge(edge.a, edge.b, cost: 200 + generator.below(2_000))
    }
    let problem = try DistrictingProblem(
      weights: lattice.weights.map { $0 * (40 + generator.below(60)) }, edges: edges, count: 4, least: 580,
      most: 660)
    let answer = problem.solve(budget: SearchBudget(rounds: 2, threads: 2))
    let districts = try #require(answer.districts)
    #expect(problem.allows(districts) && problem.cost(of: districts) == answer.cost && answer.isProven)
  }

  @Test func oneDistrictAndAllDistrictsAreDivisionsToo() throws {
    for count in [1, 9] {
      let answer = try Self.lattice(3, by: 3, count: count).solve(budget: SearchBudget(rounds: 1))
      #expect(answer.cost == (count == 1 ? 0 : 12) && answer.isProven)
    }
  }

  @Test(arguments: [("ME_county", 16), ("NM_county", 17), ("WV_county", 23)])
  func publishedOptimaAreReachedAndProven(name: String, optimum: Int) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/benchmarks/districting/\(name).txt").standardizedFileURL
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      print("skipped: ../shared/benchmarks/districting is not there")
      return
    }
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    let ends = Array(numbers[(5 + numbers[0])...])
    let problem = try DistrictingProblem(
      weights: Array(numbers[5..<(5 + numbers[0])]),
      edges: (0..<numbers[1]).map { DistrictingProblem.Edge(ends[2 * $0], ends[2 * $0 + 1]) },
      count: numbers[2], least: numbers[3], most: numbers[4])
    let answer = problem.solve(budget: SearchBudget(rounds: 2, threads: 2))
    #expect(answer.cost == optimum && answer.lowerBound == optimum)
    let districts = try #require(answer.districts)
    #expect(problem.allows(districts))
  }

  /// Nodes of weight 1 in columns and rows, in districts of about equal weight.
  static func lattice(_ columns: Int, by rows: Int, count: Int) throws -> DistrictingProblem {
    let nodes = 0..<(columns * rows)
    let edges = nodes.flatMap { node in
      (node % columns < columns - 1 ? [DistrictingProblem.Edge(node, node + 1)] : [])
        + (node + columns < nodes.count ? [DistrictingProblem.Edge(node, node + columns)] : [])
    }
    return try DistrictingProblem(
      weights: nodes.map { _ in 1 }, edges: edges, count: count, least: max(1, nodes.count / count - 1),
      most: nodes.count / count + 1)
  }
}
