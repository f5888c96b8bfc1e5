/// Takes the junctions of a network out one by one and writes down the hierarchy that results.
///
/// The next to go is the one whose going adds the fewest shortcuts for the arcs that it takes along, and that lies
/// the fewest steps above junctions gone before; this is looked at again when its turn comes, since neighbours that
/// went meanwhile change it.
struct RoadContraction {
  typealias Arc = RoadHierarchy.Arc

  /// The junctions as they went, and their arcs to and from those that went later.
  private(set) var order: [Int32] = []
  private(set) var up: [Arc] = []
  private(set) var upEnds: [Int32] = []
  private(set) var down: [Arc] = []
  private(set) var downEnds: [Int32] = []

  private struct Shortcut {
    var from: Int32
    var to: Int32
    var cost: RoadCost
  }

  private var outward: ArcLists
  private var inward: ArcLists
  private var witness: WitnessSearch
  private var level: [Int32]
  private var isStale: [Bool]
  private var shortcuts: [Shortcut] = []

  init(_ network: RoadArcs) {
    let count = network.junctionCount
    outward = ArcLists(count: count, arcs: network.arcs.count)
    inward = ArcLists(count: count, arcs: network.arcs.count)
    witness = WitnessSearch(count: count)
    level = [Int32](repeating: 0, count: count)
    isStale = [Bool](repeating: false, count: count)
    for j in 0..<count {
      for a in Int(network.offsets[j])..<Int(network.offsets[j + 1]) {
        let arc = network.arcs[a]
        add(from: Int32(j), to: arc.target, cost: arc.cost, middle: ~arc.edge)
      }
    }
  }

  mutating func run() {
    let count = level.count
    order.reserveCapacity(count)
    var queue = RoadHeap()
    for j in 0..<Int32(count) { queue.push(importance(of: j), j) }
    while let entry = queue.pop() {
      let junction = entry.junction
      let current = importance(of: junction)
      if isStale[Int(junction)] {
        isStale[Int(junction)] = false
        if let next = queue.first, next.cost < current {
          queue.push(current, junction)
          continue
        }
      }
      contract(junction)
    }
  }

  /// Works out the shortcuts for a junction, and how late it should go.
  private mutating func importance(of junction: Int32) -> RoadCost {
    findShortcuts(over: junction)
    let removed = outward.count(junction) + inward.count(junction)
    guard removed > 0 else { return .zero }
    return RoadCost(raw: UInt64(1000 * Int(level[Int(junction)]) + 2000 * shortcuts.count / removed))
  }

  /// The shortcuts that must replace the ways over a junction.
  private mutating func findShortcuts(over junction: Int32) {
    shortcuts.removeAll(keepingCapacity: true)
    let into = inward.range(junction)
    let out = outward.range(junction)
    guard !into.isEmpty, !out.isEmpty else { return }
    for i in into {
      let first = inward.arcs[i]
      var limit = RoadCost.zero
      var wanted = 0
      for o in out where outward.arcs[o].other != first.other {
        limit = max(limit, first.cost + outward.arcs[o].cost)
        wanted += 1
      }
      guard wanted > 0 else { continue }
      // In a chain there is no way round that is worth a search: an arc beside it is found when adding.
      let searches = into.count > 2 || out.count > 2
      if searches { witness.run(outward, from: first.other, avoiding: junction, limit: limit) }
      for o in out where outward.arcs[o].other != first.other {
        let second = outward.arcs[o]
        let cost = first.cost + second.cost
        if searches, witness.costs[Int(second.other)] <= cost { continue }
        shortcuts.append(Shortcut(from: first.other, to: second.other, cost: cost))
      }
      if searches { witness.reset() }
    }
  }

  /// Takes a junction out, with the shortcuts found last.
  private mutating func contract(_ junction: Int32) {
    order.append(junction)
    for i in inward.range(junction) {
      let arc = inward.arcs[i]
      down.append(arc)
      outward.remove(junction, from: arc.other)
      noteNeighbour(arc.other, of: junction)
    }
    for o in outward.range(junction) {
      let arc = outward.arcs[o]
      up.append(arc)
      inward.remove(junction, from: arc.other)
      noteNeighbour(arc.other, of: junction)
    }
    upEnds.append(Int32(up.count))
    downEnds.append(Int32(down.count))
    for s in shortcuts { add(from: s.from, to: s.to, cost: s.cost, middle: junction) }
  }

  private mutating func noteNeighbour(_ neighbour: Int32, of junction: Int32) {
    isStale[Int(neighbour)] = true
    level[Int(neighbour)] = max(level[Int(neighbour)], level[Int(junction)] + 1)
  }

  /// Of arcs side by side only the fastest is kept, of equal ones the first.
  private mutating func add(from: Int32, to: Int32, cost: RoadCost, middle: Int32) {
    guard from != to else { return }
    if outward.add(Arc(other: to, middle: middle, cost: cost), to: from) {
      _ = inward.add(Arc(other: from, middle: middle, cost: cost), to: to)
    }
  }
}

/// The arcs of each junction while junctions go: lists in one buffer, moved to its end when they outgrow their place.
struct ArcLists {
  typealias Arc = RoadHierarchy.Arc

  private(set) var arcs: [Arc] = []
  private var starts: [Int32]
  private var counts: [Int32]
  private var capacities: [Int32]

  init(count: Int, arcs: Int) {
    starts = [Int32](repeating: 0, count: count)
    counts = starts
    capacities = starts
    self.arcs.reserveCapacity(4 * arcs)
  }

  func count(_ junction: Int32) -> Int { Int(counts[Int(junction)]) }

  func range(_ junction: Int32) -> Range<Int> {
    let start = Int(starts[Int(junction)])
    return start..<(start + Int(counts[Int(junction)]))
  }

  /// False when an arc to the same junction is as fast.
  mutating func add(_ arc: Arc, to junction: Int32) -> Bool {
    for i in range(junction) where arcs[i].other == arc.other {
      guard arc.cost < arcs[i].cost else { return false }
      arcs[i] = arc
      return true
    }
    let j = Int(junction)
    if counts[j] == capacities[j] { grow(junction) }
    arcs[Int(starts[j] + counts[j])] = arc
    counts[j] += 1
    return true
  }

  mutating func remove(_ other: Int32, from junction: Int32) {
    let range = range(junction)
    guard let place = range.first(where: { arcs[$0].other == other }) else { return }
    arcs[place] = arcs[range.upperBound - 1]
    counts[Int(junction)] -= 1
  }

  private mutating func grow(_ junction: Int32) {
    let range = range(junction)
    let capacity = max(4, 2 * capacities[Int(junction)])
    starts[Int(junction)] = Int32(arcs.count)
    capacities[Int(junction)] = capacity
    for i in range { arcs.append(arcs[i]) }
    let empty = Arc(other: -1, middle: -1, cost: .never)
    arcs.append(contentsOf: repeatElement(empty, count: Int(capacity) - range.count))
  }
}

/// Looks for ways that make a shortcut needless: a search that gives up soon, since a shortcut too many does no harm.
struct WitnessSearch {
  /// How many junctions are looked at before it gives up.
  private static let patience = 40

  /// The cost of the best way found so far to each junction.
  private(set) var costs: [RoadCost]
  private var touched: [Int32] = []
  private var heap = RoadHeap()

  init(count: Int) {
    costs = [RoadCost](repeating: .never, count: count)
  }

  mutating func run(
    _ outward: borrowing ArcLists, from start: Int32, avoiding junction: Int32, limit: RoadCost
  ) {
    heap.removeAll()
    heap.push(.zero, start)
    costs[Int(start)] = .zero
    touched.append(start)
    var settled = 0
    while let entry = heap.pop(), entry.cost <= limit, settled < Self.patience {
      if costs[Int(entry.junction)] < entry.cost { continue }
      settled += 1
      for i in outward.range(entry.junction) {
        let arc = outward.arcs[i]
        let cost = entry.cost + arc.cost
        let other = Int(arc.other)
        guard arc.other != junction, cost <= limit, cost < costs[other] else { continue }
        if costs[other] == .never { touched.append(arc.other) }
        costs[other] = cost
        heap.push(cost, arc.other)
      }
    }
  }

  mutating func reset() {
    for junction in touched { costs[Int(junction)] = .never }
    touched.removeAll(keepingCapacity: true)
  }
}
