import Scenario
import Solvers

/// Splits one connected piece of land among the bases on it.
struct AreaSplit {
  let planner: PatrolAreaPlanner
  /// The piece, ascending.
  let units: [Int]
  /// Bases on the piece.
  let bases: [Int]
  /// Beside all bases: the units that they keep, their shares of the work, and the work of islands.
  let seeds: [Int]
  let shares: [Double]
  let fixed: [Double]

  /// Earlier areas within this share of equal work are level enough.
  private static let keptTolerance = 0.09
  /// By which share a border is cheaper along a line that everybody knows: by so little that areas stay round.
  private static let saving = 0.1
  /// What all weights of a piece add up to, about.
  private static let weight = Double(1 << 30)

  /// Sets the owners of the piece's units.
  func run(_ owner: inout [Int], earlier: [Int]? = nil) {
    guard bases.count > 1 else {
      for unit in units { owner[unit] = bases[0] }
      return
    }
    var number = [Int](repeating: -1, count: owner.count)
    for (index, unit) in units.enumerated() { number[unit] = index }
    let (weights, ranges) = loads(tolerance: max(planner.tolerance, earlier == nil ? 0 : Self.keptTolerance))
    let problem = RootedDistricting(
      weights: weights, edges: edges(number), ranges: ranges, roots: bases.map { number[seeds[$0]] })
    let districts: [Int]
    if let earlier {
      var slot = [Int: Int]()
      for (index, base) in bases.enumerated() { slot[base] = index }
      districts = problem.solve(keeping: units.map { slot[earlier[$0]] ?? -1 }, seed: planner.seed)
    } else {
      districts = problem.solve(seed: planner.seed)
    }
    for (unit, district) in zip(units, districts) { owner[unit] = bases[district] }
  }

  /// The work of each unit in whole numbers, and what each base may have of it; where there is no work, land counts.
  private func loads(tolerance: Double) -> (weights: [Int], ranges: [ClosedRange<Int>]) {
    var loads = units.map { planner.workloads[$0] }
    var held = bases.map { fixed[$0] }
    if loads.allSatisfy({ $0 <= 0 }) {
      loads = units.map { planner.unitAreas[$0] }
      held = held.map { _ in 0 }
    }
    let work = loads.reduce(0, +) + held.reduce(0, +)
    let share = bases.reduce(0) { $0 + shares[$1] }
    let scale = work > 0 ? Self.weight / work : 0
    let ranges = zip(bases, held).map { base, held in
      let target = work * shares[base] / share
      let least = Int(max(0, (target * (1 - tolerance) - held) * scale).rounded(.up))
      return least...max(least, Int(max(0, (target * (1 + tolerance) - held) * scale).rounded(.down)))
    }
    return (loads.map { Int(($0 * scale).rounded()) }, ranges)
  }

  /// Between the piece's units, each once.
  private func edges(_ number: [Int]) -> [DistrictingProblem.Edge] {
    let adjacency = planner.adjacency
    var edges: [DistrictingProblem.Edge] = []
    for unit in units {
      for place in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
        let other = adjacency.neighbours[place]
        guard other > unit else { continue }
        // Decimetres; a border of no length still joins two units, as a narrow way.
        let cost = planner.borders == .fewest ? 1000 : max(10, 10 * adjacency.borders[place])
        let border = adjacency.borders[place]
        let known = border > 0 ? min(1, planner.known[place] / border) : 0
        edges.append(
          .init(number[unit], number[other], cost: Int((cost * (1 - Self.saving * known)).rounded())))
      }
    }
    return edges
  }
}
