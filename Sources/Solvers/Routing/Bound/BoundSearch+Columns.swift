extension BoundSearch {
  /// From quick to thorough.
  private static let levels = [
    PricingLevel(isSparse: true, width: 3, isCoarse: true, share: 0.5, tolerance: 0.003),
    PricingLevel(isSparse: true, width: 8, isCoarse: false, share: 0.7, tolerance: 0.003),
    PricingLevel(isSparse: true, width: 24, isCoarse: false, share: 0.8, tolerance: 0.002),
    PricingLevel(width: 8, isCoarse: false, backWidth: 2, share: 0.93, tolerance: 0.001),
    PricingLevel(width: 48, isCoarse: false, backWidth: 6),
    PricingLevel(width: 1000, isCoarse: false, backWidth: 12),
  ]

  /// Column generation level by level, and cuts where the last one has converged.
  func run() {
    if known != nil {
      scale(Self.levels[0])
      ascend(Self.levels[0], steps: 40, step: 1, until: 0.15)
    }
    var level = 0
    while !isOver {
      let now = Self.levels[level]
      guard converge(now) else { return }
      let grown = level > 0 && !isPast(now.share) && remember()
      if level + 1 < Self.levels.count {
        // Where the time is up, on to the first level that bounds.
        repeat { level += 1 } while Self.levels[level].isSparse && isPast(now.share)
      } else if !grown, !cut() {
        return
      }
      master.remove { !pricers[$1.kind].allows($1) }
    }
  }

  /// Prices routes until none is cheaper than the program allows; `false` where the program cannot be solved.
  ///
  /// Prices are smoothed between those of the program and the best of the level (Wentges 1997; Pessoa, Sadykov, Uchoa
  /// and Vanderbeck 2018).
  private func converge(_ level: PricingLevel) -> Bool {
    let smoothing = level.isSparse ? 0.8 : 0.9
    var missed = 0
    var top = Int.min
    while !isPast(level.share) {
      guard let cost = master.minimise() else { return false }
      let out = master.prices()
      if RoutePrices.real(max(top, reached)) >= cost - level.tolerance * abs(cost)
        || RoutePrices.unscaled(max(top, reached)) >= Int((cost - 1e-6).rounded(.up))
      {
        return true
      }
      // First of all the prices that others have left.
      let share = top == .min && known != nil ? 1 : max(0, 1 - Double(missed + 1) * (1 - smoothing))
      func mixed(_ a: [Double], _ b: [Double]) -> [Double] {
        zip(a, b).map { share * $0 + (1 - share) * $1 }
      }
      let point = Prices(
        visits: mixed(centre.visits, out.visits), cuts: mixed(centre.cuts, out.cuts))
      let found = evaluate(point, level)
      if found.value > top {
        top = found.value
        centre = point
      }
      // What is cheap at the prices of the program itself.
      var new: [PricedRoute] = []
      for route in found.pricings.flatMap(\.routes) {
        var paid = out.kinds[route.kind]
        for visit in route.visits { paid += out.visits[Int(visit)] }
        for (cut, price) in zip(master.cuts, out.cuts) where price > 0 {
          paid -= price * Double(cut.count(route.visits, groupOf: groupOf, tokenOf: tokenOf))
        }
        if Double(route.cost) - paid < -1e-6 * max(1, Double(route.cost)) { new.append(route) }
      }
      if master.add(new) > 0 {
        missed = 0
      } else if share > 0 {
        missed += share < 1 ? 1 : 0
      } else {
        return true
      }
    }
    return true
  }

  /// Lets routes that come round in the program's solution remember what they came round to; whether there are any.
  private func remember() -> Bool {
    var isNew = false
    for (route, amount) in zip(master.routes, master.shares().amounts) where amount > 1e-6 {
      let tokens = route.visits.map { tokenOf[Int($0)] }
      var pairs: [(token: Int, at: Int)] = []
      for (index, token) in tokens.enumerated() {
        let first = tokens[..<index].lastIndex { visits.conflicts[token].contains($0) }
        guard let first else { continue }
        pairs += tokens[first..<index].dropFirst().map { (tokens[first], $0) }
      }
      guard !pairs.isEmpty else { continue }
      let pricer = pricers[route.kind]
      var memory = pricer.memory
      if memory.grow(pairs, upTo: 40) {
        pricer.remember(memory)
        isNew = true
      }
    }
    return isNew
  }

  /// Cuts off the program's solution; whether it could.
  private func cut() -> Bool {
    let amounts = master.shares().amounts
    let shares = zip(master.routes, amounts).filter { $1 > 1e-6 }.map {
      (visits: $0.visits, amount: $1)
    }
    let prices = master.prices().cuts
    var kept = zip(zip(master.cuts, prices), centre.cuts).filter { $0.1 > 1e-6 || $1 > 1e-6 }
      .map { (cut: $0.0, centre: $1) }
    var isNew = false
    // Those there are may count more of the routes.
    for index in kept.indices {
      let before = kept[index].cut.memory.count
      let sum = shares.reduce(0.0) {
        $0 + $1.amount
          * Double(
            $1.visits.reduce(0) { kept[index].cut.groups.contains(groupOf[Int($1)]) ? $0 + 1 : $0 }
              / 2)
      }
      guard sum > 1.02 else { continue }
      for share in shares {
        kept[index].cut.remember(share.visits, groupOf: groupOf, tokenOf: tokenOf)
      }
      if kept[index].cut.memory.count > before { isNew = true }
    }
    let found = RouteCut.violated(
      shares, groupOf: groupOf, groupCount: groups.count, known: Set(kept.map(\.cut.groups)),
      limit: min(12, 64 - kept.count))
    for three in found {
      var cut = RouteCut(
        groups: three, memory: Set(three.flatMap { groups[$0].map { tokenOf[$0] } }))
      for share in shares { cut.remember(share.visits, groupOf: groupOf, tokenOf: tokenOf) }
      kept.append((cut, 0))
      isNew = true
    }
    guard isNew else { return false }
    master.replace(kept.map(\.cut))
    centre.cuts = kept.map(\.centre)
    return true
  }
}
