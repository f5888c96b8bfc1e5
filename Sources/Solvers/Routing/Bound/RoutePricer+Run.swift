extension RoutePricer {
  /// The best routes at the prices taken over.
  func run(_ level: PricingLevel, most: Int) -> Pricing {
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

  /// Extends a label by a range of the arcs from its node; how many were tried.
  func extend(
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

  /// The way to a label.
  func route(_ label: Int32, reduced: Int) -> PricedRoute {
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
}
