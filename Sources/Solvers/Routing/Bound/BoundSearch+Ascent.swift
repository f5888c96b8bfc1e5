extension BoundSearch {
  /// Steps along subgradients, each remembering those before (Camerini, Fratta and Maffioli 1975; the volume algorithm of
  /// Barahona and Anbil 2000): quick to come near the best prices, and slow to reach them. Routes that are met become
  /// columns.
  func ascend(_ level: PricingLevel, steps: Int, step first: Double, until share: Double) {
    var top = Int.min
    var direction = [Double](repeating: 0, count: groups.count)
    var point = centre
    var step = first
    var stale = 0
    for turn in 0..<steps where !isPast(share) {
      let found = evaluate(point, level)
      var slope = [Double](repeating: 0, count: groups.count)
      for client in problem.clients.indices {
        for visit in visits.paid(by: client, problem, found.prices).visits {
          slope[groupOf[visit]] += 1
        }
      }
      for (pricing, vehicles) in zip(found.pricings, visits.kinds) {
        guard let route = pricing.routes.first, route.reduced < 0 else { continue }
        for visit in route.visits { slope[groupOf[Int(visit)]] -= Double(vehicles.count) }
      }
      master.add(found.pricings.flatMap { $0.routes.prefix(3).filter { $0.reduced < 0 } })
      if found.value > top {
        if turn > 0 { step = min(2, step * 1.1) }
        stale = 0
        top = found.value
        centre = point
      } else {
        stale += 1
        if stale >= 4 {
          step *= 0.7
          stale = 0
        }
      }
      for group in direction.indices {
        direction[group] = 0.6 * direction[group] + 0.4 * slope[group]
      }
      let square = direction.reduce(0) { $0 + $1 * $1 }
      let value = RoutePrices.real(top)
      let target = known ?? value + max(1, 0.05 * abs(value))
      guard square > 1e-9, step > 0.01 else { break }
      let length = step * max(0.002 * abs(target), target - value) / square
      point = centre
      for (group, members) in groups.enumerated() {
        for visit in members {
          point.visits[visit] = max(0, point.visits[visit] + length * direction[group])
        }
      }
    }
  }

  /// The best of some shares of the prices to begin with.
  func scale(_ level: PricingLevel) {
    let start = centre
    var top = Int.min
    for share in [0.4, 0.5, 0.6, 0.7, 0.8] where !isOver {
      var point = start
      for visit in point.visits.indices { point.visits[visit] *= share }
      let found = evaluate(point, level)
      guard found.value > top else { break }
      top = found.value
      centre = point
    }
  }
}
