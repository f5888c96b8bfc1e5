/// Chains of whole customers that keep every limit on their way: each makes way for the one before it.
extension CapacitatedState {
  /// How many customers a chain moves at most.
  private static let longest = 6

  /// How many ways are followed at each step.
  private static let breadth = 10

  private struct Label {
    var cost = Double.infinity
    /// Who comes, and the slot he comes from; -1 for the source.
    var customer = -1
    var from = -1
    /// Who left the source.
    var first = -1
  }

  /// Finds the cheapest chain that takes excess away from a slot; false when there is none.
  mutating func ejectExcess(from source: Int) -> Bool {
    let excess = demand[source] - maxDemand(source)
    let least = members[source].contains { problem.demands[Int($0)] >= excess } ? excess : 1
    let leaving = members[source].filter {
      problem.demands[Int($0)] >= least || members[source].count > maxUnits(source)
    }
    return runChain(of: leaving, source: source)
  }

  /// Finds places for those who wait, the greatest first, until more lack one than may.
  mutating func placeByChains(atMost most: Int) {
    guard !members[waiting].isEmpty else { return }
    let order = members[waiting].sorted {
      (problem.demands[Int($1)], $0) < (problem.demands[Int($0)], $1)
    }
    var failed = 0
    for customer in order where failed <= most {
      if !runChain(of: [customer], source: waiting) { failed += problem.lacks[Int(customer)] }
    }
  }

  /// Chains and rings that lower the cost; true when there was one.
  mutating func improveByChains() -> Bool {
    var improved = false
    for i in slotOf.indices where Int(slotOf[i]) != waiting && slotOf[i] != choices[i * Self.width] {
      if runChain(of: [Int32(i)], source: Int(slotOf[i]), below: -tolerance) { improved = true }
    }
    return improved
  }

  /// Moves the first customer of the cheapest chain out of its slot, and those who make way for it.
  ///
  /// For each slot only the cheapest way to reach it is followed (labels as in Bellman and Ford).
  private mutating func runChain(of leaving: [Int32], source: Int, below limit: Double = .infinity) -> Bool {
    var labels = [Label](repeating: Label(), count: waiting)
    var end = Label(cost: limit)
    var target = -1
    var frontier: [Int] = []

    func isOnWay(_ slot: Int, to other: Int) -> Bool {
      var at = other
      while at >= 0 && at != source {
        if at == slot { return true }
        at = labels[at].from
      }
      return false
    }

    func extend(_ k: Int, from slot: Int, first: Int, cost: Double, _ next: inout [Int]) {
      for c in (k * Self.width)..<((k + 1) * Self.width) where choices[c] >= 0 {
        let to = Int(choices[c])
        let reach = cost + choiceCosts[c] - costOf[k]
        if reach >= end.cost { break }
        if to == slot { continue }
        if to == source {
          // Back to where the first one left makes a ring.
          if slot != source, fits(k, in: to, without: first) {
            end = Label(cost: reach, customer: k, from: slot, first: first)
            target = to
          }
        } else if fits(k, in: to) {
          if slot == source || !isOnWay(to, to: slot) {
            end = Label(cost: reach, customer: k, from: slot, first: first)
            target = to
          }
        } else if reach < labels[to].cost, problem.isServable(k, at: siteOfSlot[to]),
          slot == source || !isOnWay(to, to: slot)
        {
          if labels[to].cost == .infinity || !next.contains(to) { next.append(to) }
          labels[to] = Label(cost: reach, customer: k, from: slot, first: first)
        }
      }
    }

    for k in leaving { extend(Int(k), from: source, first: Int(k), cost: 0, &frontier) }
    for _ in 1..<Self.longest where !frontier.isEmpty {
      var next: [Int] = []
      // The cheapest few ways lead on.
      frontier.sort { (labels[$0].cost, $0) < (labels[$1].cost, $1) }
      for slot in frontier.prefix(Self.breadth) {
        let label = labels[slot]
        for k in members[slot] where fits(label.customer, in: slot, without: Int(k)) {
          extend(Int(k), from: slot, first: label.first, cost: label.cost, &next)
        }
      }
      frontier = next
    }
    guard target >= 0 else { return false }
    var moves = [(customer: end.customer, slot: target)]
    var at = end.from
    while at != source && moves.count <= waiting {
      moves.append((labels[at].customer, at))
      at = labels[at].from
    }
    // A label that was replaced after others had built on it may no longer lead on; then nothing is done.
    guard at == source, keepsLimits(moves) else { return false }
    for move in moves { self.move(move.customer, to: move.slot) }
    return true
  }

  /// Whether no slot that customers come to takes too many once all have moved.
  private func keepsLimits(_ moves: [(customer: Int, slot: Int)]) -> Bool {
    moves.allSatisfy { move in
      var units = members[move.slot].count
      var load = demand[move.slot]
      for other in moves {
        if other.slot == move.slot {
          units += 1
          load += problem.demands[other.customer]
        }
        if Int(slotOf[other.customer]) == move.slot {
          units -= 1
          load -= problem.demands[other.customer]
        }
      }
      return units <= maxUnits(move.slot) && load <= maxDemand(move.slot)
    }
  }
}
