/// Exchanging one site for another.
extension CapacitatedState {
  /// A site to close and one to open.
  struct Exchange: Sendable {
    var slot: Int
    var site: Int
    /// What the cost is thought to change by, from prices alone (`nil` for one made by chance), and with what is
    /// known besides.
    var promise: Double?
    var change: Double
  }

  /// For each closed site the exchanges that promise most.
  ///
  /// Priced as the interchange without limits is (Whitaker 1983), but with what room is worth added to every
  /// cost: a customer at a full site is one that could be relieved, and the room of a site that closes is lost.
  func exchanges(_ vicinity: Vicinity, perSite: Int, threads: Int) -> [Exchange] {
    let n = slotOf.count
    var first = [Double](repeating: 0, count: n)
    var second = first
    var nearest = [Int32](repeating: -1, count: n)
    var loss = [Double](repeating: 0, count: waiting)
    for i in 0..<n {
      let now = Int(slotOf[i])
      // Where it is, not where it would rather be: the difference is what the limits cost.
      first[i] =
        now == waiting ? 2 * choiceCosts[i * Self.width] + 1 : costOf[i] + problem.sizes[i] * prices[now]
      nearest[i] = Int32(now)
      var other = Double.infinity
      for c in (i * Self.width)..<((i + 1) * Self.width) where choices[c] >= 0 && choices[c] != Int32(now) {
        if choiceCosts[c] >= other { break }
        other = min(other, choiceCosts[c] + problem.sizes[i] * prices[Int(choices[c])])
      }
      second[i] = other.isFinite ? max(other, first[i]) : 4 * first[i]
      if now < waiting { loss[now] += second[i] - costOf[i] }
    }
    let (firsts, seconds, nearests, losses) = (first, second, nearest, loss)
    let found = concurrentMap(problem.costs.sites, threads: threads) { range in
      var extra = [Double](repeating: 0, count: waiting + 1)
      return range.map { site -> [Exchange] in
        guard slotOfSite[site] < 0 else { return [] }
        for slot in extra.indices { extra[slot] = 0 }
        var gain = 0.0
        var taken = 0
        for e in vicinity.offsets[site]..<vicinity.offsets[site + 1] {
          let i = Int(vicinity.customers[e])
          let there = Double(vicinity.costs[e]) * problem.weights[i]
          guard there < seconds[i] else { continue }
          if there < firsts[i] {
            gain += firsts[i] - there
            taken += problem.demands[i]
          }
          extra[Int(nearests[i])] += seconds[i] - max(there, firsts[i])
        }
        // More than it may take: it keeps the share.
        if taken > problem.maxDemand[site] { gain *= Double(problem.maxDemand[site]) / Double(taken) }
        let all = (0..<waiting).filter { !problem.isFixed[siteOfSlot[$0]] }
          .map { slot -> Exchange in
            let promise = losses[slot] - extra[slot] - gain
            return Exchange(slot: slot, site: site, promise: promise, change: promise)
          }
        return Array(all.sorted { ($0.change, $0.slot) < ($1.change, $1.slot) }.prefix(perSite))
      }
    }
    return found.flatMap { $0 }
  }

  /// An exchange chosen by chance near where it may help; `nil` when there is no choice.
  func randomExchange(_ generator: inout SeededGenerator) -> Exchange? {
    let free = (0..<waiting).filter { !problem.isFixed[siteOfSlot[$0]] }
    guard !free.isEmpty, !slotOf.isEmpty else { return nil }
    // Someone who waits, else anyone, gets a site among the closed ones that are cheap for him.
    let pool = members[waiting]
    let customer = pool.isEmpty ? generator.below(slotOf.count) : Int(pool[generator.below(pool.count)])
    let near = (0..<problem.costs.sites)
      .filter { slotOfSite[$0] < 0 && problem.costs[$0, customer].isFinite }
      .sorted { (problem.costs[$0, customer], $0) < (problem.costs[$1, customer], $1) }.prefix(8)
    guard !near.isEmpty else { return nil }
    // Half the time one of the neighbours makes way, else any site.
    let neighbours = choices[(customer * Self.width)..<((customer + 1) * Self.width)]
      .filter { $0 >= 0 && !problem.isFixed[siteOfSlot[Int($0)]] }
    let slot =
      !neighbours.isEmpty && generator.below(2) == 0
      ? Int(neighbours[generator.below(neighbours.count)]) : free[generator.below(free.count)]
    return Exchange(slot: slot, site: near[generator.below(near.count)], promise: nil, change: 0)
  }
}
