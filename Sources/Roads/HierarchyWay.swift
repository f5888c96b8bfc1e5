/// A way from one place to another over the junctions of a network.
struct RoadWay {
  var cost: RoadCost
  /// The junctions where it joins and leaves the network, and the edges between in driving order.
  var first: Int32
  var last: Int32
  var edges: [Int32]
}

extension RoadHierarchy {
  /// The fastest way; `nil` when there is none.
  func way(from exits: [RoadLink], to entries: [RoadLink]) -> RoadWay? {
    var ascent = RoadClimb(count: positions.count)
    ascent.run(slopes(reversed: false), from: exits)
    var descent = RoadClimb(count: positions.count)
    descent.run(slopes(reversed: true), from: entries)
    var best = (cost: RoadCost.never, top: Int32(-1))
    for top in ascent.touched {
      let cost = ascent.costs[Int(top)] + descent.costs[Int(top)]
      if cost < best.cost || (cost == best.cost && top < best.top) { best = (cost, top) }
    }
    guard best.cost < .never, best.top >= 0 else { return nil }

    var first = best.top
    var steps: [Step] = []
    while ascent.arcs[Int(first)] >= 0 {
      let arc = Int(ascent.arcs[Int(first)])
      let lower = up.owner(of: arc)
      steps.append(Step(from: lower, to: first, middle: up.arcs[arc].middle))
      first = lower
    }
    steps.reverse()
    var last = best.top
    while descent.arcs[Int(last)] >= 0 {
      let arc = Int(descent.arcs[Int(last)])
      let lower = down.owner(of: arc)
      steps.append(Step(from: last, to: lower, middle: down.arcs[arc].middle))
      last = lower
    }
    return RoadWay(
      cost: best.cost, first: junctions[Int(first)], last: junctions[Int(last)], edges: unpack(steps))
  }

  private struct Step {
    var from: Int32
    var to: Int32
    var middle: Int32
  }

  /// Replaces shortcuts by the two arcs that each stands for until only edges are left.
  private func unpack(_ steps: [Step]) -> [Int32] {
    var edges: [Int32] = []
    var open = Array(steps.reversed())
    while let step = open.popLast() {
      guard step.middle >= 0 else {
        edges.append(~step.middle)
        continue
      }
      let (into, out) = (down.arc(of: step.middle, with: step.from), up.arc(of: step.middle, with: step.to))
      guard let into, let out else { continue }
      open.append(Step(from: step.middle, to: step.to, middle: out.middle))
      open.append(Step(from: step.from, to: step.middle, middle: into.middle))
    }
    return edges
  }
}

extension RoadHierarchy.Rows {
  /// The position whose row an arc stands in.
  fileprivate func owner(of arc: Int) -> Int32 {
    var low = 0
    var high = offsets.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[middle]) <= arc { low = middle } else { high = middle }
    }
    return Int32(low)
  }

  /// Between a position and a more important one there is at most one arc.
  fileprivate func arc(of position: Int32, with other: Int32) -> RoadHierarchy.Arc? {
    range(Int(position)).first { arcs[$0].other == other }.map { arcs[$0] }
  }
}
