/// Finding places with the sites as they are.
extension CapacitatedState {
  /// Finds places for those who wait and improves until no move helps.
  ///
  /// First everybody who waits goes where it is cheapest, limits or not, counting what room is worth there. Then
  /// sites that take too many push the excess on along the cheapest chains of neighbours, as a transport problem
  /// is solved by shortest augmenting paths. Whoever is too many after that waits again, and moves, swaps and
  /// pushes of single customers follow.
  ///
  /// - Parameters:
  ///   - isQuick: leaves out the pushes for those who have a place.
  ///   - rival: a state to be better than; what is far from that is left unfinished.
  mutating func settle(isQuick: Bool, rival: CapacitatedState? = nil) {
    placeWaiting()
    if let rival, isHopeless(against: rival, isQuick) { return }
    relieve()
    if let rival, isHopeless(against: rival, isQuick) { return }
    for slot in 0..<waiting { while isOverfull(slot), ejectExcess(from: slot) {} }
    sendAwayExcess()
    placeByChains(atMost: rival?.lack ?? .max)
    if let rival, lack > rival.lack || isHopeless(against: rival, isQuick) { return }
    improve(pushes: !isQuick)
    guard !isQuick, rival.map({ $0.lack > lack || cost < $0.cost * 1.005 }) ?? true else { return }
    while improveByChains() { improve(pushes: true) }
  }

  /// Whether the moves of single customers can hardly make up for what a state costs more.
  private func isHopeless(against rival: CapacitatedState, _ isQuick: Bool) -> Bool {
    rival.lack == 0 && cost > rival.cost * (isQuick ? 1.002 : 1.02)
  }

  /// Also lets customers change to a slot that has become cheaper for them, such as a new one.
  private mutating func placeWaiting() {
    for i in slotOf.indices {
      let now = Int(slotOf[i])
      var best = now == waiting ? Double.infinity : costOf[i] + problem.sizes[i] * prices[now] - tolerance
      var target = -1
      for c in (i * Self.width)..<((i + 1) * Self.width) where choices[c] >= 0 {
        let slot = Int(choices[c])
        if choiceCosts[c] >= best { break }
        let worth = choiceCosts[c] + problem.sizes[i] * prices[slot]
        if worth < best, problem.isServable(i, at: siteOfSlot[slot]) {
          best = worth
          target = slot
        }
      }
      if target >= 0 && target != now { move(i, to: target) }
    }
  }

  private mutating func sendAwayExcess() {
    for slot in 0..<waiting {
      while isOverfull(slot) {
        // The one that lacks least; of those that suffice alone the smallest.
        let excess = demand[slot] - maxDemand(slot)
        let leaving = members[slot].min { a, b in
          let (x, y) = (problem.demands[Int(a)], problem.demands[Int(b)])
          return (x >= excess ? 0 : 1, x >= excess ? x : -x, a) < (
            y >= excess ? 0 : 1, y >= excess ? y : -y, b
          )
        }
        guard let leaving else { break }
        move(Int(leaving), to: waiting)
      }
    }
  }

  /// Moves of one customer, and of one that pushes another on to a third site or back to the first (a swap).
  mutating func improve(pushes: Bool) {
    var changed = true
    while changed {
      changed = false
      for i in slotOf.indices where slotOf[i] != choices[i * Self.width] {
        guard let move = bestMove(of: i, pushes: pushes) else { continue }
        if move.pushed >= 0 { self.move(move.pushed, to: move.target) }
        self.move(i, to: move.slot)
        changed = true
      }
    }
  }

  private struct Move {
    var slot: Int
    /// Who makes way, and for where; -1 for nobody.
    var pushed = -1
    var target = -1
  }

  /// Only moves to cheaper slots are looked at: of two customers that gain together one gains alone.
  private func bestMove(of i: Int, pushes: Bool) -> Move? {
    let from = Int(slotOf[i])
    // To have a place is worth more than anything.
    let waits = from == waiting
    let now = waits ? 1e6 * (1 + cost) : costOf[i]
    var best = -tolerance
    var result: Move?
    for c in (i * Self.width)..<((i + 1) * Self.width) where choices[c] >= 0 && choiceCosts[c] < now {
      let slot = Int(choices[c])
      let change = choiceCosts[c] - now
      if fits(i, in: slot) {
        if change < best { return Move(slot: slot) }
        break
      }
      guard pushes || waits else { continue }
      for member in members[slot] where fits(i, in: slot, without: Int(member)) {
        let k = Int(member)
        for d in (k * Self.width)..<((k + 1) * Self.width) where choices[d] >= 0 {
          let target = Int(choices[d])
          let both = change + choiceCosts[d] - costOf[k]
          if both >= best { break }
          if target == slot { continue }
          if target == from ? fits(k, in: target, without: i) : fits(k, in: target) {
            best = both
            result = Move(slot: slot, pushed: k, target: target)
            break
          }
        }
      }
    }
    return result
  }
}
