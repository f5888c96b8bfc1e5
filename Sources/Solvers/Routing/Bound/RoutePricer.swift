/// How thorough a search for routes is. All but sparse ones bound: no route of the kind is cheaper than what they find.
struct PricingLevel: Sendable {
  /// Whether only arcs to and from the nearest clients are tried.
  var isSparse = false
  /// Labels kept at each node in each span; what is beyond them is merged into one that is as good as any.
  var width: Int
  /// Whether labels of one span count as equally early.
  var isCoarse: Bool
  /// Labels kept where routes are followed from their ends first, so that those that cannot end cheaply are left; `nil`
  /// follows none.
  var backWidth: Int?
  /// When the next one takes over: a share of the budget.
  var share = 1.0
  /// How much of the program's cost may be missing where it has converged.
  var tolerance = 0.0
}

/// A route as a column: its kind, visits in order, and cost.
struct PricedRoute: Sendable {
  var kind: Int
  /// Visits of the problem; a relaxed route can have one more than once.
  var visits: [Int32]
  var cost: Int
  /// In the units of the prices; what the vehicle's own price is aside.
  var reduced: Int
}

/// What a search found.
struct Pricing: Sendable {
  /// No route of the kind has a lower reduced cost; `nil` where the search was sparse or given up.
  var least: Int?
  /// The best, one for each visit at which a route ends, best first.
  var routes: [PricedRoute] = []
  /// Arcs that were tried.
  var work = 0
}

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
  private struct Label: BitwiseCopyable {
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

  private struct Step: BitwiseCopyable {
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
  private let near: [Int32]
  private let firstNear: [Int32]
  private var steps: UnsafeMutablePointer<Step>
  private var marks: [UInt64]
  private let nodeOf: [Int]
  private var startReduced: [Int]
  private let endReduced: [Int]
  private let resourceCount: Int
  /// How many spans a shift has, and the power of two that is their length: no longer than any arc where these are not
  /// too many, so that no label is extended into its own span.
  private let spanCount: Int
  private let spanShift: Int
  private let isByArc: Bool

  /// By node: the cuts it belongs to, and those that are remembered there; and what a turn of each costs.
  private var cutsAt: [UInt64]
  private var cutsKept: [UInt64] = []
  private var turns: [Int] = []
  private var hasCuts = false

  /// The kind in reverse; by node and span of time left, what it takes to the end at least.
  private let back: RoutePricer?
  private var toEnd: [Int] = []
  /// By span of time left, what it takes from any visit to the end by way of another, the way to that aside.
  private var fromHere: [Int] = []

  private var labels: UnsafeMutablePointer<Label>
  private var amounts: UnsafeMutablePointer<Int32>
  private var capacity = 1 << 12
  private var labelCount = 0
  private var cellFirst: [Int32] = []
  private var cellLeast: [Int] = []
  private var queueFirst: [Int32] = []
  private var queueLast: [Int32] = []
  private var leastBefore: [Int] = []

  /// More labels than this are no search but a mistake, as of visits that take no time in a ring.
  private static let mostLabels = 12_000_000
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
  @inline(__always) private func isHopeless(_ node: Int, _ time: Int32, _ cost: Int) -> Bool {
    guard !toEnd.isEmpty else { return false }
    let rest = toEnd[node * spanCount + (kind.shift.upperBound - Int(time)) >> spanShift]
    return rest == .max || cost + rest >= 0
  }

  private func run(_ level: PricingLevel, most: Int) -> Pricing {
    let spans = spanCount
    let shift = spanShift
    let count = kind.count
    let origin = Int32(kind.shift.lowerBound)
    labelCount = 0
    reset(&cellFirst, -1, count * spans)
    reset(&cellLeast, .max, count * spans)
    reset(&queueFirst, -1, spans)
    reset(&queueLast, -1, spans)
    reset(&leastBefore, .max, count)
    var bestEnd = [Int](repeating: .max, count: count)
    var bestLabel = [Int32](repeating: -1, count: count)
    var work = 0
    let (width, isCoarse) = (level.width, level.isCoarse)
    let end = Int32(kind.shift.upperBound)
    let span = { (time: Int32) in Int(time - origin) >> shift }

    for node in 0..<count where kind.startTime[node] < VehicleKind.unreachable {
      let time = max(kind.startTime[node], kind.ready[node])
      guard time <= kind.due[node], !isHopeless(node, time, startReduced[node]) else { continue }
      reserve()
      var fits = true
      for r in 0..<resourceCount {
        let value = kind.startUse[node * resourceCount + r] + kind.use[node * resourceCount + r]
        amounts[labelCount * resourceCount + r] = value
        if value > kind.limits[r] { fits = false }
      }
      guard fits else { continue }
      insert(
        node, span(time), spans, startReduced[node], marks[node], cutsAt[node], time, parent: -1,
        width, isCoarse)
    }

    for now in 0..<spans {
      var label = queueFirst[now]
      while label >= 0 {
        let one = labels[Int(label)]
        if one.isAlive, !isBeaten(Int(label), now, spans) {
          let node = Int(one.node)
          if kind.endCost[node] < VehicleKind.unreachable, one.time + kind.endTime[node] <= end {
            var fits = true
            for r in 0..<resourceCount
            where amounts[Int(label) * resourceCount + r] + kind.endUse[node * resourceCount + r]
              > kind.limits[r]
            { fits = false }
            let total = one.cost + endReduced[node]
            if fits, total < bestEnd[node] {
              bestEnd[node] = total
              bestLabel[node] = label
            }
          }
          let starts = level.isSparse ? firstNear : kind.firstArc
          let (first, last) = (Int(starts[node]), Int(starts[node + 1]))
          work += extend(
            label, first..<last, level.isSparse, now, origin, shift, spans, width, isCoarse)
          guard labelCount < Self.mostLabels else { return Pricing(least: nil, work: work) }
        }
        label = labels[Int(label)].later
      }
      for node in 0..<count {
        leastBefore[node] = min(leastBefore[node], cellLeast[node * spans + now])
      }
    }

    let order = bestEnd.indices.filter { bestLabel[$0] >= 0 }.sorted {
      (bestEnd[$0], $0) < (bestEnd[$1], $1)
    }
    let routes = order.prefix(most).map { route(bestLabel[$0], reduced: bestEnd[$0]) }
    return Pricing(
      least: !level.isSparse ? order.first.map { bestEnd[$0] } ?? .max : nil, routes: routes,
      work: work)
  }

  private func extend(
    _ label: Int32, _ range: Range<Int>, _ isSparse: Bool, _ now: Int, _ origin: Int32, _ shift: Int,
    _ spans: Int,
    _ width: Int, _ isCoarse: Bool
  ) -> Int {
    let one = labels[Int(label)]
    let resources = resourceCount
    // What an arc may cost: they stand in the order of their costs.
    var most = Int32.max
    if !toEnd.isEmpty {
      let rest = fromHere[(kind.shift.upperBound - Int(one.time)) >> spanShift]
      guard rest < .max, one.cost + rest < 0 else { return 1 }
      most = Int32(clamping: (-rest - one.cost) / RoutePrices.scale)
    }
    var tried = range.count
    kind.due.withUnsafeBufferPointer { due in
      kind.ready.withUnsafeBufferPointer { ready in
        marks.withUnsafeBufferPointer { marks in
          for position in range {
            let step = steps[isSparse ? Int(near[position]) : position]
            if step.cost > most {
              tried = position - range.lowerBound + 1
              break
            }
            if one.memory & step.blocking != 0 { continue }
            let to = Int(step.to)
            var time = one.time &+ step.time
            if time > due[to] { continue }
            time = max(time, ready[to])
            if isHopeless(to, time, one.cost &+ step.reduced) { continue }
            if resources > 0 {
              reserve()
              var fits = true
              for r in 0..<resources {
                var value = amounts[Int(label) * resources + r] + kind.use[to * resources + r]
                if isByArc {
                  value += VehicleKind.use(
                    kind.resources[r], cost: Int(step.cost), work: Int(step.work))
                }
                amounts[labelCount * resources + r] = value
                if value > kind.limits[r] { fits = false }
              }
              if !fits { continue }
            }
            // Within a span nothing is merged, so that time goes on.
            let next = Int(time - origin) >> shift
            var cost = one.cost &+ step.reduced
            var halves: UInt64 = 0
            if hasCuts {
              halves = one.halves & cutsKept[to]
              cost += price(of: halves & cutsAt[to])
              halves ^= cutsAt[to]
            }
            insert(
              to, next, spans, cost, (one.memory & step.kept) | marks[to], halves, time,
              parent: label, next == now ? .max : width, isCoarse && next != now)
          }
        }
      }
    }
    return tried
  }

  /// Adds a label, whose resources stand behind those of the last, unless one of its cell is no worse.
  private func insert(
    _ node: Int, _ now: Int, _ spans: Int, _ cost: Int, _ memory: UInt64,
    _ halves: UInt64, _ earliest: Int32, parent: Int32,
    _ width: Int, _ isCoarse: Bool
  ) {
    let cell = node * spans + now
    var time = earliest
    var previous: Int32 = -1
    var at = cellFirst[cell]
    var held = 0
    // Those that cost no more.
    while at >= 0, labels[Int(at)].cost <= cost {
      let other = labels[Int(at)]
      if other.memory & ~memory == 0, usesNoMore(Int(at), labelCount),
        !hasCuts || other.cost + price(of: other.halves & ~halves) <= cost
      {
        if other.time <= time { return }
        if isCoarse {
          labels[Int(at)].time = time
          return
        }
      }
      held += 1
      previous = at
      at = other.next
    }
    if held >= width {
      // Dearer than all that are kept: into the last of them.
      reserve()
      labels[labelCount] = Label(
        cost: cost, memory: memory, halves: halves, time: time, node: Int32(node), parent: parent,
        next: -1, later: -1, isAlive: false)
      unite(Int32(labelCount), into: previous, isLinked: false)
      return
    }
    // Those that cost more and are no better go.
    let before = previous
    while at >= 0 {
      let other = labels[Int(at)]
      if memory & ~other.memory == 0, usesNoMore(labelCount, Int(at)),
        isCoarse || time <= other.time,
        !hasCuts || cost + price(of: halves & ~other.halves) <= other.cost
      {
        time = min(time, other.time)
        labels[Int(at)].isAlive = false
        if previous >= 0 {
          labels[Int(previous)].next = other.next
        } else {
          cellFirst[cell] = other.next
        }
      } else {
        held += 1
        previous = at
      }
      at = other.next
    }
    reserve()
    let new = Int32(labelCount)
    let next = before >= 0 ? labels[Int(before)].next : cellFirst[cell]
    labels[labelCount] = Label(
      cost: cost, memory: memory, halves: halves, time: time, node: Int32(node), parent: parent,
      next: next, later: -1, isAlive: true)
    labelCount += 1
    if before >= 0 { labels[Int(before)].next = new } else { cellFirst[cell] = new }
    cellLeast[cell] = labels[Int(cellFirst[cell])].cost
    enqueue(new, now)
    if held >= width { uniteLast(cell) }
  }

  /// What a turn of each of some cuts costs.
  @inline(__always) private func price(of cuts: UInt64) -> Int {
    var (left, sum) = (cuts, 0)
    while left != 0 {
      sum += turns[left.trailingZeroBitCount]
      left &= left - 1
    }
    return sum
  }

  /// Whether a label uses no more of any resource than another.
  @inline(__always) private func usesNoMore(_ a: Int, _ b: Int) -> Bool {
    for r in 0..<resourceCount where amounts[a * resourceCount + r] > amounts[b * resourceCount + r] {
      return false
    }
    return true
  }

  private func enqueue(_ label: Int32, _ now: Int) {
    if queueLast[now] >= 0 {
      labels[Int(queueLast[now])].later = label
    } else {
      queueFirst[now] = label
    }
    queueLast[now] = label
  }

  /// Merges the two dearest labels of a cell.
  private func uniteLast(_ cell: Int) {
    var second: Int32 = -1
    var last = cellFirst[cell]
    while labels[Int(last)].next >= 0 {
      second = last
      last = labels[Int(last)].next
    }
    unite(last, into: second)
  }

  /// Merges the last label of a cell, or one that is not in it, into a cheaper one.
  private func unite(_ label: Int32, into other: Int32, isLinked: Bool = true) {
    let one = labels[Int(label)]
    let two = labels[Int(other)]
    if isLinked {
      labels[Int(label)].isAlive = false
      labels[Int(other)].next = one.next
    }
    labels[Int(other)].memory = one.memory & two.memory
    labels[Int(other)].halves = one.halves & two.halves
    labels[Int(other)].time = min(one.time, two.time)
    for r in 0..<resourceCount {
      amounts[Int(other) * resourceCount + r] = min(
        amounts[Int(other) * resourceCount + r], amounts[Int(label) * resourceCount + r])
    }
  }

  /// Whether a label of an earlier span is no worse.
  private func isBeaten(_ label: Int, _ now: Int, _ spans: Int) -> Bool {
    let one = labels[label]
    let node = Int(one.node)
    guard leastBefore[node] <= one.cost else { return false }
    for cell in (node * spans)..<(node * spans + now) where cellLeast[cell] <= one.cost {
      var at = cellFirst[cell]
      while at >= 0, labels[Int(at)].cost <= one.cost {
        let other = labels[Int(at)]
        if other.memory & ~one.memory == 0, usesNoMore(Int(at), label),
          !hasCuts || other.cost + price(of: other.halves & ~one.halves) <= one.cost
        {
          return true
        }
        at = labels[Int(at)].next
      }
    }
    return false
  }

  private func route(_ label: Int32, reduced: Int) -> PricedRoute {
    var nodes: [Int] = []
    var at = label
    while at >= 0 {
      nodes.append(Int(labels[Int(at)].node))
      at = labels[Int(at)].parent
    }
    nodes.reverse()
    var cost =
      kind.fixedCost + Int(kind.startCost[nodes[0]]) + Int(kind.endCost[nodes[nodes.count - 1]])
    for (a, b) in zip(nodes, nodes.dropFirst()) {
      for index in Int(kind.firstArc[a])..<Int(kind.firstArc[a + 1]) where kind.arcs[index].to == b {
        cost += Int(kind.arcs[index].cost)
      }
    }
    return PricedRoute(
      kind: number, visits: nodes.map { Int32(kind.visits[$0]) }, cost: cost, reduced: reduced)
  }

  private func reset<Element>(_ array: inout [Element], _ value: Element, _ count: Int) {
    if array.count == count {
      for index in 0..<count { array[index] = value }
    } else {
      array = [Element](repeating: value, count: count)
    }
  }

  /// Room for one label more.
  @inline(__always) private func reserve() {
    if labelCount + 1 >= capacity { grow() }
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Label>.allocate(capacity: 2 * capacity)
    larger.update(from: labels, count: capacity)
    labels.deallocate()
    labels = larger
    let wider = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, 2 * capacity * resourceCount))
    wider.update(from: amounts, count: capacity * resourceCount)
    amounts.deallocate()
    amounts = wider
    capacity *= 2
  }
}
