/// Pushing excess on along chains of neighbours.
extension CapacitatedState {
  /// How many of its cheapest slots a customer is pushed to.
  private static let arcWidth = 7

  /// The customer that is pushed most cheaply from one slot to another, for each unit of its size.
  struct Arc {
    var target: Int
    var rate: Double
    var customer: Int
  }

  /// The cheapest push to each slot while the members of one are gone through.
  struct ArcScratch {
    fileprivate var rates: [Double]
    fileprivate var customers: [Int32]

    init(slots: Int) {
      rates = [Double](repeating: 0, count: slots)
      customers = [Int32](repeating: -1, count: slots)
    }
  }

  /// The arcs of a slot to the slots its members may choose, their nearest few.
  func arcs(from slot: Int, _ scratch: inout ArcScratch) -> [Arc] {
    scratch.rates.withUnsafeMutableBufferPointer { rates in
      scratch.customers.withUnsafeMutableBufferPointer { customers in
        choices.withUnsafeBufferPointer { choices in
          choiceCosts.withUnsafeBufferPointer { choiceCosts in
            costOf.withUnsafeBufferPointer { costOf in
              problem.inverseSizes.withUnsafeBufferPointer { inverseSizes in
                var targets: [Int] = []
                for member in members[slot] {
                  let i = Int(member)
                  let first = i * Self.width
                  for c in first..<(first + Self.arcWidth) {
                    let target = Int(choices[c])
                    if target < 0 { break }
                    if target == slot { continue }
                    let rate = (choiceCosts[c] - costOf[i]) * inverseSizes[i]
                    if customers[target] < 0 {
                      targets.append(target)
                    } else if rate >= rates[target] {
                      continue
                    }
                    rates[target] = rate
                    customers[target] = member
                  }
                }
                return targets.map { target in
                  defer { customers[target] = -1 }
                  return Arc(target: target, rate: rates[target], customer: Int(customers[target]))
                }
              }
            }
          }
        }
      }
    }
  }

  /// Pushes customers on from slots that take too many along the cheapest chains for each unit of size, as if
  /// customers could be parted: until the excess of every slot is below that of a mean customer, or no chain ends
  /// where there is room. Chains of whole customers do the rest.
  mutating func relieve() {
    let grain = problem.meanDemand
    func isOverfull(_ slot: Int) -> Bool {
      members[slot].count > maxUnits(slot) || demand[slot] - grain > maxDemand(slot)
    }
    var overfull = (0..<waiting).filter(isOverfull)
    guard !overfull.isEmpty else { return }
    var scratch = ArcScratch(slots: waiting)
    var rows = [[Arc]?](repeating: nil, count: waiting)
    var search = ChainSearch(slots: waiting)
    // Sizes differ, so a chain may leave some excess on its way, and in turns; the number of chains is limited.
    var left = 2 * waiting
    for slot in overfull {
      left += 2 * max(0, members[slot].count - maxUnits(slot))
      left += 2 * max(0, demand[slot] - maxDemand(slot)) / max(1, grain)
    }
    while let slot = overfull.last {
      guard isOverfull(slot), left > 0 else {
        overfull.removeLast()
        continue
      }
      left -= 1
      let chain = search.chain(from: slot) { from in
        if let row = rows[from] { return row }
        let row = arcs(from: from, &scratch)
        rows[from] = row
        return row
      } isRoom: { customer, target in
        members[target].count < maxUnits(target)
          && demand[target] + problem.demands[customer] - grain / 2 <= maxDemand(target)
      }
      guard !chain.isEmpty else {
        overfull.removeLast()
        continue
      }
      for arc in chain {
        rows[Int(slotOf[arc.customer])] = nil
        rows[arc.target] = nil
        move(arc.customer, to: arc.target)
      }
      for arc in chain where isOverfull(arc.target) && !overfull.contains(arc.target) {
        overfull.insert(arc.target, at: 0)
      }
    }
  }

  /// Works out what room is worth at each slot: the cheapest chain to where a mean customer finds room.
  mutating func reprice() {
    var scratch = ArcScratch(slots: waiting)
    let rows = (0..<waiting).map { arcs(from: $0, &scratch) }
    let greatest = rows.joined().reduce(0.0) { max($0, $1.rate) }
    for slot in 0..<waiting {
      let hasRoom =
        members[slot].count < maxUnits(slot) && demand[slot] <= maxDemand(slot) - problem.meanDemand
      prices[slot] = hasRoom ? 0 : greatest
    }
    for _ in 0..<24 {
      var changed = false
      for slot in 0..<waiting where prices[slot] > 0 {
        for arc in rows[slot] where max(0, arc.rate + prices[arc.target]) < prices[slot] {
          prices[slot] = max(0, arc.rate + prices[arc.target])
          changed = true
        }
      }
      if !changed { break }
    }
  }
}

/// The cheapest chain of pushes from a slot to one with room (Bellman and Ford; a rate may be below zero).
private struct ChainSearch {
  private var distance: [Double]
  private var before: [(slot: Int, customer: Int)]
  private var reached: [Int] = []
  private var queue: [Int] = []
  private var isQueued: [Bool]

  init(slots: Int) {
    distance = [Double](repeating: .infinity, count: slots)
    before = [(slot: Int, customer: Int)](repeating: (-1, -1), count: slots)
    isQueued = [Bool](repeating: false, count: slots)
  }

  /// The arcs of the chain in order; empty when there is none.
  mutating func chain(
    from source: Int, arcs: (Int) -> [CapacitatedState.Arc], isRoom: (_ customer: Int, _ slot: Int) -> Bool
  ) -> [CapacitatedState.Arc] {
    for slot in reached {
      distance[slot] = .infinity
      before[slot] = (-1, -1)
    }
    reached = [source]
    queue = [source]
    distance[source] = 0
    var next = 0
    var end = -1
    while next < queue.count && next < 40 * distance.count {
      let slot = queue[next]
      next += 1
      isQueued[slot] = false
      if end >= 0 && distance[slot] >= distance[end] { continue }
      for arc in arcs(slot) {
        let reach = distance[slot] + arc.rate
        guard reach < distance[arc.target] - 1e-12, end < 0 || reach < distance[end] || arc.rate < 0,
          !isBefore(arc.target, slot)
        else { continue }
        if distance[arc.target] == .infinity { reached.append(arc.target) }
        distance[arc.target] = reach
        before[arc.target] = (slot, arc.customer)
        if isRoom(arc.customer, arc.target) {
          if end < 0 || reach < distance[end] || end == arc.target { end = arc.target }
        } else if !isQueued[arc.target] {
          isQueued[arc.target] = true
          queue.append(arc.target)
        }
      }
    }
    while next < queue.count {
      isQueued[queue[next]] = false
      next += 1
    }
    var chain: [CapacitatedState.Arc] = []
    var slot = end
    while slot >= 0 && slot != source {
      chain.append(CapacitatedState.Arc(target: slot, rate: 0, customer: before[slot].customer))
      slot = before[slot].slot
    }
    return chain.reversed()
  }

  /// Whether a slot lies on the way to another.
  private func isBefore(_ slot: Int, _ other: Int) -> Bool {
    var at = other
    while at >= 0 {
      if at == slot { return true }
      at = before[at].slot
    }
    return false
  }
}
