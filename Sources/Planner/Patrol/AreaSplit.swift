import Geometry
import HeapModule

/// Splits one connected piece of land among the bases on it.
struct AreaSplit {
  let planner: PatrolAreaPlanner
  /// The piece, ascending.
  let units: [Int]
  /// Bases on the piece.
  let bases: [Int]
  /// Beside all bases: where they stand, the units they grow from, their shares of the work, and the work of islands.
  let points: [PlanePoint]
  let seeds: [Int]
  let shares: [Double]
  let fixed: [Double]

  /// Areas within this share of their target count as level: from there on compactness decides.
  static let band = 0.01
  /// Earlier areas within this share are level enough.
  static let keptBand = 0.09

  /// Sets the owners of the piece's units.
  func run(_ owner: inout [Int], earlier: [Int]? = nil) {
    guard bases.count > 1 else {
      for unit in units { owner[unit] = bases[0] }
      return
    }
    let work = units.reduce(0) { $0 + planner.workloads[$1] } + bases.reduce(0) { $0 + fixed[$1] }
    let share = bases.reduce(0) { $0 + shares[$1] }
    var targets = [Double](repeating: 0, count: shares.count)
    for base in bases { targets[base] = work * shares[base] / share }

    if let earlier { keep(earlier, in: &owner) } else { grow(&owner, targets: targets) }
    var borders = AreaBorders(split: self, owner: owner, targets: targets)
    borders.level(tolerance: earlier == nil ? Self.band / 4 : Self.keptBand)
    if earlier == nil { borders.smooth() }
    for unit in units { owner[unit] = borders.owner[unit] }
  }

  /// The greatest relative distance of an area from its target.
  func imbalance(_ loads: [Double], _ targets: [Double]) -> Double {
    bases.reduce(0) { max($0, abs(loads[$1] - targets[$1]) / max(targets[$1], .leastNormalMagnitude)) }
  }

  func loads(_ owner: [Int]) -> [Double] {
    var loads = fixed
    for unit in units { loads[owner[unit]] += planner.workloads[unit] }
    return loads
  }

  /// Grows the areas from their seeds; heads starts given to small areas are tuned over a fixed number of rounds.
  private func grow(_ owner: inout [Int], targets: [Double]) {
    let extent = units.reduce(0) { $0 + planner.unitAreas[$1] } / Double(bases.count)
    let radius = (extent / Double.pi).squareRoot()
    var lead = [Double](repeating: 0, count: shares.count)
    var best = owner
    var least = Double.infinity
    for round in 0..<24 {
      spread(&owner, lead: lead)
      let loads = loads(owner)
      let imbalance = imbalance(loads, targets)
      if imbalance < least {
        least = imbalance
        best = owner
      }
      if least < Self.band { break }
      let step = radius * (round < 8 ? 0.5 : round < 16 ? 0.25 : 0.12)
      for base in bases where targets[base] > 0 {
        lead[base] += step * max(-1, min(1, (targets[base] - loads[base]) / targets[base]))
      }
    }
    owner = best
  }

  /// The earlier areas as far as they hang together with their bases; what is left goes to the nearest of them.
  private func keep(_ earlier: [Int], in owner: inout [Int]) {
    for unit in units { owner[unit] = -1 }
    var queue: [Int] = []
    for base in bases {
      owner[seeds[base]] = base
      queue.append(seeds[base])
    }
    var head = 0
    while head < queue.count {
      let unit = queue[head]
      head += 1
      for next in planner.adjacency.neighbours(of: unit) where owner[next] < 0 && earlier[next] == owner[unit]
      {
        owner[next] = owner[unit]
        queue.append(next)
      }
    }
    spread(
      from: queue.filter { unit in planner.adjacency.neighbours(of: unit).contains { owner[$0] < 0 } }, &owner
    )
  }

  private struct Front: Comparable {
    var key: Double
    var unit: Int
    var base: Int

    static func < (a: Front, b: Front) -> Bool { (a.key, a.unit, a.base) < (b.key, b.unit, b.base) }
  }

  /// One growth: every unit goes to the base with the least way over the land minus its lead. Each area hangs
  /// together, because a unit is always reached from one of the same area, and no seed is ever taken.
  private func spread(_ owner: inout [Int], lead: [Double]) {
    for unit in units { owner[unit] = -1 }
    for base in bases { owner[seeds[base]] = base }
    spread(from: bases.map { seeds[$0] }, lead: lead, &owner)
  }

  /// Growth from units that have owners over all that have none.
  private func spread(from owned: [Int], lead: [Double]? = nil, _ owner: inout [Int]) {
    var front = Heap<Front>()
    func push(from unit: Int, key: Double, base: Int) {
      for next in planner.adjacency.neighbours(of: unit) where owner[next] < 0 {
        let step = planner.anchors[unit].distance(to: planner.anchors[next])
        front.insert(Front(key: key + step, unit: next, base: base))
      }
    }
    for unit in owned { push(from: unit, key: -(lead?[owner[unit]] ?? 0), base: owner[unit]) }
    while let next = front.popMin() {
      guard owner[next.unit] < 0 else { continue }
      owner[next.unit] = next.base
      push(from: next.unit, key: next.key, base: next.base)
    }
  }
}
