/// For every junction the two sources from which it is reached first: one search from all of them at once, in
/// which each junction is settled twice, by different sources.
struct TwoLabelSearch {
  struct Label {
    var time: RoadTime
    var source: Int32
    var isSettled = false
  }

  private var first: [Label]
  private var second: [Label]

  /// `seeds` are the ways from each source to its first junctions.
  init(_ arcs: RoadArcs, seeds: [[RoadLink]]) {
    first = [Label](repeating: Label(time: .never, source: -1), count: arcs.junctionCount)
    second = first
    var heap: [UInt64] = []
    for (source, links) in seeds.enumerated() {
      for link in links { offer(link.time, Int32(source), to: link.junction, &heap) }
    }
    while let key = RoadSearch.pop(&heap) {
      let junction = RoadSearch.junction(ofKey: key)
      let time = RoadSearch.time(ofKey: key)
      let label: Label
      if first[junction].time == time, !first[junction].isSettled {
        first[junction].isSettled = true
        label = first[junction]
      } else if second[junction].time == time, !second[junction].isSettled {
        second[junction].isSettled = true
        label = second[junction]
      } else {
        continue
      }
      for a in Int(arcs.offsets[junction])..<Int(arcs.offsets[junction + 1]) {
        offer(time + arcs.arcs[a].time, label.source, to: arcs.arcs[a].target, &heap)
      }
    }
  }

  /// The labels of a junction, the nearest first.
  func labels(at junction: Int32) -> [Label] {
    [first[Int(junction)], second[Int(junction)]].filter { $0.source >= 0 }
  }

  private mutating func offer(_ time: RoadTime, _ source: Int32, to junction: Int32, _ heap: inout [UInt64]) {
    let j = Int(junction)
    let label = Label(time: time, source: source)
    if source == first[j].source {
      guard time < first[j].time else { return }
      first[j] = label
    } else if time < first[j].time {
      second[j] = first[j]
      first[j] = label
    } else if time < second[j].time {
      second[j] = label
    } else {
      return
    }
    RoadSearch.push(RoadSearch.key(time, junction), &heap)
  }
}
