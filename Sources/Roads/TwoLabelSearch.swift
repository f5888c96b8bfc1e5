/// For every junction the two sources from which it is reached first: one search from all of them at once, in
/// which each junction is settled twice, by different sources.
struct TwoLabelSearch {
  struct Label {
    var cost: RoadCost
    var source: Int32
    var isSettled = false
  }

  private var first: [Label]
  private var second: [Label]

  /// - Parameters:
  ///   - seeds: the ways from each source to its first junctions.
  ///   - limit: junctions that take longer have no label.
  init(_ arcs: RoadArcs, seeds: [[RoadLink]], limit: RoadCost = .never) {
    first = [Label](repeating: Label(cost: .never, source: -1), count: arcs.junctionCount)
    second = first
    var heap = RoadHeap()
    for (source, links) in seeds.enumerated() {
      for link in links { offer(link.cost, Int32(source), to: link.junction, &heap) }
    }
    while let entry = heap.pop(), entry.cost <= limit {
      let junction = Int(entry.junction)
      let cost = entry.cost
      let label: Label
      if first[junction].cost == cost, !first[junction].isSettled {
        first[junction].isSettled = true
        label = first[junction]
      } else if second[junction].cost == cost, !second[junction].isSettled {
        second[junction].isSettled = true
        label = second[junction]
      } else {
        continue
      }
      for a in Int(arcs.offsets[junction])..<Int(arcs.offsets[junction + 1]) {
        offer(cost + arcs.arcs[a].cost, label.source, to: arcs.arcs[a].target, &heap)
      }
    }
  }

  /// The labels of a junction within the limit, the nearest first.
  func labels(at junction: Int32) -> [Label] {
    [first[Int(junction)], second[Int(junction)]].filter(\.isSettled)
  }

  private mutating func offer(_ cost: RoadCost, _ source: Int32, to junction: Int32, _ heap: inout RoadHeap) {
    let j = Int(junction)
    let label = Label(cost: cost, source: source)
    if source == first[j].source {
      guard cost < first[j].cost else { return }
      first[j] = label
    } else if cost < first[j].cost {
      second[j] = first[j]
      first[j] = label
    } else if cost < second[j].cost {
      second[j] = label
    } else {
      return
    }
    heap.push(cost, junction)
  }
}
