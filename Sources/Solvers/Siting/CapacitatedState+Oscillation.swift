/// Crossing ground where limits are broken: a tabu search over the assignment alone.
extension CapacitatedState {
  /// Moves and swaps customers between the sites as they are, the best move first whether it helps or not, with
  /// excess priced: dearer while there is some, cheaper while there is none, so that the search keeps crossing
  /// the limits to and fro (strategic oscillation; Glover 1977). Ends with the best assignment that keeps them.
  ///
  /// Tight limits leave assignments that no move within them improves although better ones are near.
  mutating func oscillate(steps: Int, _ generator: inout SeededGenerator) {
    guard lack == 0, problem.hasLimits else { return }
    var best = slotOf
    var bestCost = cost
    var price = max(cost / Double(max(1, slotOf.count)), tolerance)
    // Until which step a customer stays where it is.
    var rests = [Int](repeating: 0, count: slotOf.count)
    var excesses = (0...waiting).map { excess($0, units: 0, demand: 0) }
    for step in 1...max(1, steps) {
      guard let move = bestMove(at: step, price: price, excesses, rests, below: bestCost) else { break }
      for (customer, slot) in [(move.customer, move.slot), (move.other, move.from)] where customer >= 0 {
        self.move(customer, to: slot)
        rests[customer] = step + 3 + generator.below(max(4, slotOf.count / 10))
      }
      for slot in [move.slot, move.from] { excesses[slot] = excess(slot, units: 0, demand: 0) }
      if excesses.contains(where: { $0 > 0 }) {
        price *= 1.1
      } else {
        price /= 1.1
        if cost < bestCost - tolerance {
          bestCost = cost
          best = slotOf
        }
      }
    }
    for i in slotOf.indices where slotOf[i] != best[i] { self.move(i, to: Int(best[i])) }
  }

  private struct Swap {
    var customer: Int
    var from: Int
    var slot: Int
    /// Who comes back in turn; -1 for nobody.
    var other = -1
  }

  /// By how much a slot is beyond its limits, in mean customers, with some more or fewer than it has.
  private func excess(_ slot: Int, units: Int, demand change: Int) -> Double {
    guard slot != waiting else { return 0 }
    let site = siteOfSlot[slot]
    let units = members[slot].count + units - problem.maxUnits[site]
    let demand = demand[slot] + change - problem.maxDemand[site]
    return Double(max(0, units)) + Double(max(0, demand)) / Double(max(1, problem.meanDemand))
  }

  /// The move that changes cost and priced excess most for the better. A customer that rests moves only where that
  /// leads to a new best.
  private func bestMove(
    at step: Int, price: Double, _ excesses: [Double], _ rests: [Int], below bestCost: Double
  ) -> Swap? {
    let total = excesses.reduce(0, +)
    var least = Double.infinity
    var result: Swap?
    for i in slotOf.indices {
      let from = Int(slotOf[i])
      let own = problem.demands[i]
      let isResting = rests[i] >= step
      for c in (i * Self.width)..<(i * Self.width + 5) where choices[c] >= 0 {
        let slot = Int(choices[c])
        if slot == from { continue }
        let gone = choiceCosts[c] - costOf[i]
        let before = excesses[slot] + excesses[from]
        func consider(_ other: Int, _ change: Double, _ units: Int, _ demand: Int) {
          let after =
            excess(slot, units: units, demand: demand) + excess(from, units: -units, demand: -demand)
          let worth = change + price * (after - before)
          guard worth < least else { return }
          if isResting || (other >= 0 && rests[other] >= step) {
            guard total - before + after <= 0, cost + change < bestCost - tolerance else { return }
          }
          least = worth
          result = Swap(customer: i, from: from, slot: slot, other: other)
        }
        consider(-1, gone, 1, own)
        for member in members[slot] {
          let k = Int(member)
          let back = problem.cost(k, at: siteOfSlot[from])
          guard back.isFinite else { continue }
          consider(k, gone + back - costOf[k], 0, own - problem.demands[k])
        }
      }
    }
    return result
  }
}
