/// The ways from each junction to its neighbours, in compressed rows.
struct RoadArcs: Sendable {
  struct Arc: Sendable {
    let target: Int32
    let edge: Int32
    let cost: RoadCost
  }

  /// The arcs of junction j are `arcs[offsets[j] ..< offsets[j + 1]]`.
  let offsets: [Int32]
  let arcs: [Arc]

  /// An arc from junction to junction, by itself.
  struct Draft: Sendable {
    var from: Int32
    var to: Int32
    var edge: Int32
    var cost: RoadCost

    /// The other way round.
    var reversed: Draft { Draft(from: to, to: from, edge: edge, cost: cost) }
  }

  init(junctions: Int, arcs list: [Draft]) {
    var offsets = [Int32](repeating: 0, count: junctions + 1)
    for arc in list { offsets[Int(arc.from) + 1] += 1 }
    for j in 0..<junctions { offsets[j + 1] += offsets[j] }
    var place = offsets
    var arcs = [Arc](
      repeating: Arc(target: 0, edge: 0, cost: .never), count: list.count)
    for arc in list {
      arcs[Int(place[Int(arc.from)])] = Arc(target: arc.to, edge: arc.edge, cost: arc.cost)
      place[Int(arc.from)] += 1
    }
    self.offsets = offsets
    self.arcs = arcs
  }

  var junctionCount: Int { offsets.count - 1 }

  /// The pieces within which every junction can be reached from every other (Tarjan 1972, with its own stack).
  func stronglyConnectedPieces() -> (piece: [Int32], count: Int) {
    let unseen: Int32 = -1
    var order = [Int32](repeating: unseen, count: junctionCount)
    var low = order
    var piece = order
    var next = offsets
    var open: [Int32] = []
    var calls: [Int32] = []
    var seen: Int32 = 0
    var count: Int32 = 0

    func enter(_ junction: Int32) {
      order[Int(junction)] = seen
      low[Int(junction)] = seen
      seen += 1
      open.append(junction)
      calls.append(junction)
    }

    for root in 0..<Int32(junctionCount) where order[Int(root)] == unseen {
      enter(root)
      while let junction = calls.last {
        let j = Int(junction)
        if next[j] < offsets[j + 1] {
          let target = Int(arcs[Int(next[j])].target)
          next[j] += 1
          if order[target] == unseen {
            enter(Int32(target))
          } else if piece[target] == unseen {
            low[j] = min(low[j], order[target])
          }
          continue
        }
        calls.removeLast()
        if let caller = calls.last { low[Int(caller)] = min(low[Int(caller)], low[j]) }
        guard low[j] == order[j] else { continue }
        while let member = open.popLast() {
          piece[Int(member)] = count
          if member == junction { break }
        }
        count += 1
      }
    }
    return (piece, Int(count))
  }
}
