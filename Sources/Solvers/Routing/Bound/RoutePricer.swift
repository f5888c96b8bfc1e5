/// Finds routes of least reduced cost for one kind of vehicles, by labels over visits, time and memory.
///
/// A label is a way from the start to a visit: its reduced cost, the earliest beginning there, resources, and the
/// clients it remembers. One that is no worse than another in all of them replaces it. Labels stand in cells, by node
/// and span of time, and are extended in the order of spans. Where a cell holds too many, or labels that differ in
/// time alone, two are merged: the way of the cheaper, with whatever is better of each. So what is found may break a
/// rule, but costs no more than the best route that breaks none.
///
/// Used by one thread at a time; holds its memory from one search to the next.
final class RoutePricer: @unchecked Sendable {
  struct Label: BitwiseCopyable {
    var cost: Int
    var memory: UInt64
    /// Cuts of which it has made half a turn.
    var halves: UInt64
    var time: Int32
    var node: Int32
    /// The label before it; -1 from the start.
    var parent: Int32
    /// The next in its cell, and in the queue of its span.
    var next: Int32
    var later: Int32
    var isAlive: Bool
  }

  struct Step: BitwiseCopyable {
    var reduced: Int
    var blocking: UInt64
    var kept: UInt64
    var time: Int32
    var to: Int32
    /// Unscaled cost and work, for resources.
    var cost: Int32
    var work: Int32
  }

  let kind: VehicleKind
  let number: Int
  private let tokens: [Int]
  private(set) var memory: RouteMemory
  /// Arcs to and from the nearest clients of each node, and where those from each begin.
  let near: [Int32]
  let firstNear: [Int32]
  var steps: UnsafeMutablePointer<Step>
  var marks: [UInt64]
  private let nodeOf: [Int]
  var startReduced: [Int]
  let endReduced: [Int]
  let resourceCount: Int
  /// How many spans a shift has, and the power of two that is their length: no longer than any arc where these are not
  /// too many, so that no label is extended into its own span.
  let spanCount: Int
  let spanShift: Int
  let isByArc: Bool

  /// By node: the cuts it belongs to, and those that are remembered there; and what a turn of each costs.
  var cutsAt: [UInt64]
  var cutsKept: [UInt64] = []
  var turns: [Int] = []
  var hasCuts = false

  /// The kind in reverse; by node and span of time left, what it takes to the end at least.
  private let back: RoutePricer?
  var toEnd: [Int] = []
  /// By span of time left, what it takes from any visit to the end by way of another, the way to that aside.
  var fromHere: [Int] = []

  var labels: UnsafeMutablePointer<Label>
  var amounts: UnsafeMutablePointer<Int32>
  var capacity = 1 << 12
  var labelCount = 0
  var cellFirst: [Int32] = []
  var cellLeast: [Int] = []
  var queueFirst: [Int32] = []
  var queueLast: [Int32] = []
  var leastBefore: [Int] = []

  /// More labels than this are no search but a mistake, as of visits that take no time in a ring.
  static let mostLabels = 12_000_000
  private static let mostSpans = 512
  /// Clients near a node.
  private static let nearest = 7

  init(
    _ kind: VehicleKind, number: Int, tokenOf: [Int], memory: RouteMemory, isReverse: Bool = false
  ) {
    back =
      isReverse
      ? nil
      : RoutePricer(
        VehicleKind(reversing: kind), number: number, tokenOf: tokenOf, memory: memory.reversed,
        isReverse: true)
    self.kind = kind
    self.number = number
    tokens = kind.visits.map { tokenOf[$0] }
    nodeOf = kind.nodes(of: tokenOf.count)
    steps = .allocate(capacity: max(1, kind.arcs.count))
    self.memory = memory
    marks = []
    startReduced = [Int](repeating: 0, count: kind.count)
    cutsAt = [UInt64](repeating: 0, count: kind.count)
    endReduced = kind.endCost.map { Int($0) * RoutePrices.scale }
    resourceCount = kind.resources.count
    let length = kind.shift.upperBound - kind.shift.lowerBound + 1
    let shortest = max(1, Int(kind.arcs.map(\.time).min() ?? 1))
    var shift = Int.bitWidth - 1 - shortest.leadingZeroBitCount
    while length >> shift > Self.mostSpans { shift += 1 }
    spanShift = shift
    spanCount = (length - 1) >> shift + 1
    isByArc = kind.resources.contains(.distance) || kind.resources.contains(.work)
    labels = .allocate(capacity: capacity)
    amounts = .allocate(capacity: max(1, capacity * resourceCount))
    for (index, arc) in kind.arcs.enumerated() {
      (steps + index).initialize(
        to: Step(
          reduced: 0, blocking: 0, kept: 0, time: arc.time, to: arc.to, cost: arc.cost,
          work: arc.work))
    }
    (near, firstNear) = Self.near(kind)
    remember(memory)
  }

  /// For each node, from it and to it, the arcs to and from the nearest clients.
  private static func near(_ kind: VehicleKind) -> (arcs: [Int32], first: [Int32]) {
    var isNear = [Bool](repeating: false, count: kind.arcs.count)
    var into = [[Int]](repeating: [], count: kind.count)
    func mark(_ indices: some Sequence<Int>, _ client: (VehicleKind.Arc) -> Int) {
      var met: Set<Int> = []
      for index in indices {
        met.insert(client(kind.arcs[index]))
        if met.count > nearest { break }
        isNear[index] = true
      }
    }
    for node in 0..<kind.count {
      let own = Int(kind.firstArc[node])..<Int(kind.firstArc[node + 1])
      mark(own) { kind.clients[Int($0.to)] }
      for index in own { into[Int(kind.arcs[index].to)].append(index) }
    }
    for node in 0..<kind.count {
      mark(into[node].sorted { (kind.arcs[$0].cost, $0) < (kind.arcs[$1].cost, $1) }) {
        kind.clients[Int($0.from)]
      }
    }
    var arcs: [Int32] = []
    var first: [Int32] = [0]
    for node in 0..<kind.count {
      for index in Int(kind.firstArc[node])..<Int(kind.firstArc[node + 1]) where isNear[index] {
        arcs.append(Int32(index))
      }
      first.append(Int32(arcs.count))
    }
    return (arcs, first)
  }

  deinit {
    steps.deallocate()
    labels.deallocate()
    amounts.deallocate()
  }

  /// Takes over neighbourhoods.
  func remember(_ memory: RouteMemory) {
    self.memory = memory
    back?.remember(memory.reversed)
    marks = tokens.map(memory.mark)
    for (index, arc) in kind.arcs.enumerated() {
      let (a, b) = (tokens[Int(arc.from)], tokens[Int(arc.to)])
      steps[index].blocking = memory.blocking(at: a, to: b)
      steps[index].kept = memory.kept(from: a, to: b)
    }
  }

  /// Whether a route breaks no rule that the labels look at when none of them is merged.
  func allows(_ route: PricedRoute) -> Bool {
    let nodes = route.visits.map { nodeOf[Int($0)] }
    return nodes.allSatisfy { $0 >= 0 } && memory.allows(nodes.map { tokens[$0] })
      && kind.allows(nodes)
  }

  /// The best routes at prices of visits.
  ///
  /// - Parameters:
  ///   - cuts: at most 64, each with the price of a turn.
  ///   - most: how many routes are wanted.
  func search(
    _ prices: [Int], cuts: [(cut: RouteCut, price: Int)] = [], groupOf: [Int] = [],
    _ level: PricingLevel, most: Int
  ) -> Pricing {
    guard kind.count > 0 else { return Pricing(least: .max) }
    hasCuts = !cuts.isEmpty
    turns = cuts.map(\.price)
    cutsAt = [UInt64](repeating: 0, count: kind.count)
    cutsKept = cutsAt
    for (bit, one) in cuts.enumerated() {
      for node in 0..<kind.count {
        if one.cut.groups.contains(groupOf[kind.visits[node]]) { cutsAt[node] |= 1 << UInt64(bit) }
        if one.cut.memory.contains(tokens[node]) { cutsKept[node] |= 1 << UInt64(bit) }
      }
    }
    take(prices)
    toEnd = []
    var work = 0
    if let back, let width = level.backWidth {
      back.take(prices)
      work = back.run(PricingLevel(isSparse: level.isSparse, width: width, isCoarse: true), most: 0).work
      toEnd = back.cellLeast
      fromHere = [Int](repeating: .max, count: spanCount)
      for node in 0..<kind.count {
        let price = prices[kind.visits[node]]
        var least = Int.max
        for cell in (node * spanCount)..<((node + 1) * spanCount) {
          if toEnd[cell] < .max { least = min(least, toEnd[cell] + price) }
          toEnd[cell] = least
          let span = cell - node * spanCount
          if least < .max { fromHere[span] = min(fromHere[span], least - price) }
        }
      }
    }
    var found = run(level, most: most)
    found.work += work
    return found
  }

  private func take(_ prices: [Int]) {
    for (index, arc) in kind.arcs.enumerated() {
      steps[index].reduced = Int(arc.cost) * RoutePrices.scale - prices[kind.visits[Int(arc.to)]]
    }
    for node in 0..<kind.count {
      startReduced[node] =
        (Int(kind.startCost[node]) + kind.fixedCost) * RoutePrices.scale - prices[kind.visits[node]]
    }
  }

  /// Whether a label cannot become a route that costs less than its prices.
  @inline(__always) func isHopeless(_ node: Int, _ time: Int32, _ cost: Int) -> Bool {
    guard !toEnd.isEmpty else { return false }
    let rest = toEnd[node * spanCount + (kind.shift.upperBound - Int(time)) >> spanShift]
    return rest == .max || cost + rest >= 0
  }
}
