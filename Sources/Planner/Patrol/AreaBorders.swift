import Grid
import HeapModule

/// Moves units between neighbouring areas; areas stay in one piece and keep the units their bases stand in.
struct AreaBorders {
  let split: AreaSplit
  let targets: [Double]
  private(set) var owner: [Int]
  private var loads: [Double]
  private var isSeed: [Bool]
  /// Stamps of the last contiguity search that saw a unit.
  private var seen: [Int]
  private var stamp = 0
  /// For each unit the border with each area, gathered for one unit at a time.
  private var shared: [Double]

  init(split: AreaSplit, owner: [Int], targets: [Double]) {
    self.split = split
    self.targets = targets
    self.owner = owner
    loads = split.loads(owner)
    isSeed = [Bool](repeating: false, count: owner.count)
    for base in split.bases { isSeed[split.seeds[base]] = true }
    seen = [Int](repeating: 0, count: owner.count)
    shared = [Double](repeating: 0, count: targets.count)
  }

  private var adjacency: Adjacency { split.planner.adjacency }

  /// Sends work along the least levelling flows between neighbouring areas until all are within `tolerance` of
  /// their targets or rounds stop helping; the most level state seen is kept.
  mutating func level(tolerance: Double) {
    var best = (owner: owner, loads: loads, imbalance: split.imbalance(loads, targets))
    var stale = 0
    while best.imbalance > tolerance, stale < 40 {
      for flow in flows() { send(flow.amount, from: flow.from, to: flow.to) }
      let imbalance = split.imbalance(loads, targets)
      if imbalance < best.imbalance * 0.999 {
        best = (owner, loads, imbalance)
        stale = 0
      } else {
        stale += 1
      }
    }
    owner = best.owner
    loads = best.loads
  }

  /// Moves single units wherever that shortens the borders and leaves the areas level.
  mutating func smooth() {
    let band = max(AreaSplit.band, split.imbalance(loads, targets))
    for _ in 0..<12 {
      var moved = 0
      for unit in split.units where !isSeed[unit] {
        let from = owner[unit]
        let work = split.planner.workloads[unit]
        guard loads[from] - work >= targets[from] * (1 - band) else { continue }
        gatherBorders(of: unit)
        var to = -1
        var longest = shared[from] * 1.0001
        for next in adjacency.neighbours(of: unit) {
          let other = owner[next]
          if other != from, shared[other] > longest, loads[other] + work <= targets[other] * (1 + band) {
            longest = shared[other]
            to = other
          }
        }
        guard to >= 0, canLeave(unit) else { continue }
        move(unit, to: to)
        moved += 1
      }
      if moved == 0 { break }
    }
  }

  private mutating func move(_ unit: Int, to area: Int) {
    loads[owner[unit]] -= split.planner.workloads[unit]
    loads[area] += split.planner.workloads[unit]
    owner[unit] = area
  }

  private mutating func gatherBorders(of unit: Int) {
    for k in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
      shared[owner[adjacency.neighbours[k]]] = 0
    }
    shared[owner[unit]] = 0
    for k in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
      shared[owner[adjacency.neighbours[k]]] += adjacency.borders[k]
    }
  }

  /// Work to send between areas: the least flows, weighted by border length, that level them all.
  private func flows() -> [(from: Int, to: Int, amount: Double)] {
    let bases = split.bases
    let count = bases.count
    var slot = [Int](repeating: -1, count: targets.count)
    for (index, base) in bases.enumerated() { slot[base] = index }
    var conductance = [Double](repeating: 0, count: count * count)
    for unit in split.units {
      let a = slot[owner[unit]]
      for k in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
        let b = slot[owner[adjacency.neighbours[k]]]
        // A border of no length still joins two areas, as a narrow way.
        if a != b { conductance[a * count + b] += max(1, adjacency.borders[k]) }
      }
    }
    let excess = bases.map { loads[$0] - targets[$0] }
    let potential = potentials(conductance: conductance, sources: excess)
    var flows: [(from: Int, to: Int, amount: Double)] = []
    for a in 0..<count {
      for b in 0..<count where potential[a] > potential[b] && conductance[a * count + b] > 0 {
        flows.append((bases[a], bases[b], conductance[a * count + b] * (potential[a] - potential[b])))
      }
    }
    return flows.sorted { ($0.amount, $1.from, $1.to) > ($1.amount, $0.from, $0.to) }
  }

  /// Solves the Laplacian system of the area graph by conjugate gradients.
  private func potentials(conductance: [Double], sources: [Double]) -> [Double] {
    let count = sources.count
    var solution = [Double](repeating: 0, count: count)
    var residual = sources
    var direction = sources
    var square = residual.reduce(0) { $0 + $1 * $1 }
    let enough = square * 1e-18
    for _ in 0..<(2 * count) where square > enough {
      var image = [Double](repeating: 0, count: count)
      for a in 0..<count {
        for b in 0..<count { image[a] += conductance[a * count + b] * (direction[a] - direction[b]) }
      }
      let curvature = zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 }
      guard curvature > 0 else { break }
      let step = square / curvature
      for a in 0..<count {
        solution[a] += step * direction[a]
        residual[a] -= step * image[a]
      }
      let next = residual.reduce(0) { $0 + $1 * $1 }
      for a in 0..<count { direction[a] = residual[a] + next / square * direction[a] }
      square = next
    }
    return solution
  }

  private struct Candidate: Comparable {
    var score: Double
    var unit: Int

    static func < (a: Candidate, b: Candidate) -> Bool { (a.score, b.unit) < (b.score, a.unit) }
  }

  /// Moves about `amount` of work across the border of two areas, the most compact moves first.
  private mutating func send(_ amount: Double, from: Int, to: Int) {
    var front = Heap<Candidate>()
    for unit in split.units where owner[unit] == from && !isSeed[unit] {
      if adjacency.neighbours(of: unit).contains(where: { owner[$0] == to }) {
        front.insert(Candidate(score: score(unit, from: from, to: to), unit: unit))
      }
    }
    var rest = amount
    while rest > 0, let next = front.popMax() {
      let work = split.planner.workloads[next.unit]
      guard owner[next.unit] == from, work < 2 * rest, canLeave(next.unit) else { continue }
      move(next.unit, to: to)
      rest -= work
      for other in adjacency.neighbours(of: next.unit) where owner[other] == from && !isSeed[other] {
        front.insert(Candidate(score: score(other, from: from, to: to), unit: other))
      }
    }
  }

  /// How much shorter the border gets, in widths of the unit, plus how much nearer the unit comes to its base.
  private mutating func score(_ unit: Int, from: Int, to: Int) -> Double {
    gatherBorders(of: unit)
    let width = max(1, split.planner.unitAreas[unit].squareRoot())
    let anchor = split.planner.anchors[unit]
    let nearer = split.points[from].distance(to: anchor) - split.points[to].distance(to: anchor)
    return (shared[to] - shared[from] + 0.1 * nearer) / width
  }

  /// Whether the rest of the unit's area hangs together without it: a search from one of its neighbours in the
  /// area for the others, which nearly always ends next door. It must not stop early where it does not: long thin
  /// areas would never let their neighbours out.
  private mutating func canLeave(_ unit: Int) -> Bool {
    let area = owner[unit]
    stamp += 1
    var wanted = 0
    var first = -1
    for next in adjacency.neighbours(of: unit) where owner[next] == area {
      wanted += 1
      if first < 0 { first = next }
    }
    guard wanted > 0 else { return false }
    guard wanted > 1 else { return true }
    seen[unit] = stamp
    seen[first] = stamp
    var queue = [first]
    var found = 1
    var head = 0
    while head < queue.count {
      for next in adjacency.neighbours(of: queue[head]) where owner[next] == area && seen[next] != stamp {
        seen[next] = stamp
        queue.append(next)
        if adjacency.neighbours(of: unit).contains(next) {
          found += 1
          if found == wanted { return true }
        }
      }
      head += 1
    }
    return false
  }
}
