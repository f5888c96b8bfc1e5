import Foundation
import Geometry

/// Two connected sides of a set of units.
struct Cut {
  var left: [Int]
  var right: [Int]
  /// How many of the groups asked for go to the left side; each side has at least as many units as groups.
  var leftGroups: Int
}

/// Cuts connected sets of units in two.
struct Cutter {
  let graph: Adjacency
  let points: [PlanePoint]
  let weights: [Int]
  /// Scratch: the side of each unit of the graph during one cut.
  private var side: [Side]
  /// Scratch: the last walk that came past each unit.
  private var seen: [Int]
  private var walk = 0

  private enum Side: UInt8 { case none, left, right }

  private static let directions = 24
  /// How many sweeps are repaired at most.
  private static let repairs = 6

  init(graph: Adjacency, points: [PlanePoint], weights: [Int]) {
    self.graph = graph
    self.points = points
    self.weights = weights
    side = [Side](repeating: .none, count: graph.count)
    seen = [Int](repeating: 0, count: graph.count)
  }

  /// Cuts `units`, which are connected and at least as many as the `targets`, two or more.
  mutating func cut(_ units: [Int], targets: ArraySlice<Double>) -> Cut {
    let leftGroups = targets.count / 2
    let share = targets.prefix(leftGroups).reduce(0, +) / targets.reduce(0, +)
    let wanted = share * Double(weight(units))
    defer { for u in units { side[u] = .none } }

    let room = leftGroups...(units.count - (targets.count - leftGroups))
    let sweeps = sweeps(units, wanted: wanted, room: room)
    for sweep in sweeps {
      if isConnected(sweep.left) && isConnected(sweep.right) {
        return Cut(left: sweep.left, right: sweep.right, leftGroups: leftGroups)
      }
    }
    var best: (cut: Cut, error: Double)?
    for sweep in sweeps.prefix(Self.repairs) {
      let (left, right) = repair(sweep, wanted: wanted, room: room)
      guard room.contains(left.count) else { continue }
      let error = (Double(weight(left)) - wanted).magnitude
      if error < best?.error ?? .infinity {
        best = (Cut(left: left, right: right, leftGroups: leftGroups), error)
      }
    }
    return best?.cut ?? treeCut(units, targets: targets)
  }

  private func weight(_ units: [Int]) -> Int { units.reduce(0) { $0 + weights[$1] } }

  // MARK: Sweeps

  private struct Sweep {
    var left: [Int]
    var right: [Int]
    var border: Double
  }

  /// The cut nearest to the wanted weight from each direction, the shortest border first.
  private mutating func sweeps(_ units: [Int], wanted: Double, room: ClosedRange<Int>) -> [Sweep] {
    var result: [Sweep] = []
    for direction in 0..<Self.directions {
      let angle = 2 * Double.pi * Double(direction) / Double(Self.directions)
      let dx = cos(angle)
      let dy = sin(angle)
      let keyed = units.map { (key: points[$0].x * dx + points[$0].y * dy, unit: $0) }
      let order = keyed.sorted { ($0.key, $0.unit) < ($1.key, $1.unit) }.map(\.unit)
      var count = 0
      var sum = 0.0
      while count < room.upperBound {
        let next = sum + Double(weights[order[count]])
        if count >= room.lowerBound && (next - wanted).magnitude > (wanted - sum).magnitude { break }
        sum = next
        count += 1
      }
      let left = Array(order[..<count])
      let right = Array(order[count...])
      mark(left, right)
      result.append(Sweep(left: left, right: right, border: border(of: left)))
    }
    return result.enumerated().sorted { ($0.element.border, $0.offset) < ($1.element.border, $1.offset) }
      .map(\.element)
  }

  private mutating func mark(_ left: [Int], _ right: [Int]) {
    for u in left { side[u] = .left }
    for u in right { side[u] = .right }
  }

  /// The length of the border between the marked sides.
  private func border(of left: [Int]) -> Double {
    var length = 0.0
    for u in left {
      for i in graph.offsets[u]..<graph.offsets[u + 1] where side[graph.neighbours[i]] == .right {
        length += graph.borders[i]
      }
    }
    return length
  }

  // MARK: Connectivity

  private mutating func isConnected(_ units: [Int]) -> Bool {
    walk += 1
    let member = walk
    for u in units { seen[u] = member }
    walk += 1
    return reach(units[0], from: member).count == units.count
  }

  /// Walks from `start` over units whose mark is `member`, and gives them the mark `walk`.
  private mutating func reach(_ start: Int, from member: Int) -> [Int] {
    var reached = [start]
    seen[start] = walk
    var next = 0
    while next < reached.count {
      for n in graph.neighbours(of: reached[next]) where seen[n] == member {
        seen[n] = walk
        reached.append(n)
      }
      next += 1
    }
    return reached
  }

  /// The heaviest connected piece of `units`, and the others together.
  private mutating func heaviestPiece(_ units: [Int]) -> (piece: [Int], rest: [Int]) {
    walk += 1
    let member = walk
    for u in units { seen[u] = member }
    var best: [Int] = []
    var rest: [Int] = []
    for u in units where seen[u] == member {
      walk += 1
      var piece = reach(u, from: member)
      if best.isEmpty || weight(piece) > weight(best) { swap(&piece, &best) }
      rest += piece
    }
    return (best, rest)
  }

  // MARK: Repair

  /// Makes both sides connected, then moves single units while that brings the balance nearer.
  private mutating func repair(
    _ sweep: Sweep, wanted: Double, room: ClosedRange<Int>
  ) -> (left: [Int], right: [Int]) {
    let (leftPiece, leftRest) = heaviestPiece(sweep.left)
    // A stray piece of one side borders only the other one, because all units together are connected.
    let (rightPiece, rightRest) = heaviestPiece(sweep.right + leftRest)
    var left = leftPiece + rightRest
    var right = rightPiece
    mark(left, right)
    while true {
      let error = Double(weight(left)) - wanted
      if error > 0 {
        guard left.count > room.lowerBound, let u = movable(from: left, error: error.magnitude) else { break }
        left.removeAll { $0 == u }
        right.append(u)
        side[u] = .right
      } else {
        guard left.count < room.upperBound, let u = movable(from: right, error: error.magnitude) else {
          break
        }
        right.removeAll { $0 == u }
        left.append(u)
        side[u] = .left
      }
    }
    return (left, right)
  }

  /// The unit that touches the other side most, that its own side can spare, and that makes the error smaller.
  private mutating func movable(from units: [Int], error: Double) -> Int? {
    guard units.count > 1 else { return nil }
    var candidates: [(contact: Double, unit: Int)] = []
    for u in units where weights[u] > 0 && (error - Double(weights[u])).magnitude < error {
      var own = 0.0
      var other = 0.0
      for i in graph.offsets[u]..<graph.offsets[u + 1] {
        switch side[graph.neighbours[i]] {
        case .none: break
        case side[u]: own += graph.borders[i]
        default: other += graph.borders[i]
        }
      }
      if other > 0 { candidates.append((other - own, u)) }
    }
    candidates.sort { ($1.contact, $0.unit) < ($0.contact, $1.unit) }
    for candidate in candidates where isConnected(units.filter({ $0 != candidate.unit })) {
      return candidate.unit
    }
    return nil
  }

  // MARK: Tree

  /// Cuts a spanning tree at the edge that fits some number of the groups best.
  ///
  /// A leaf and the rest always fit one group and the others, so that there is an answer for every graph.
  private mutating func treeCut(_ units: [Int], targets: ArraySlice<Double>) -> Cut {
    walk += 1
    let member = walk
    for u in units { seen[u] = member }
    walk += 1
    let order = reach(units[0], from: member)
    var rank: [Int: Int] = [:]
    for (i, u) in order.enumerated() { rank[u] = i }
    // In breadth-first order the parent of a unit is its neighbour of least rank.
    let parent = order.map { u in graph.neighbours(of: u).compactMap { rank[$0] }.min() ?? 0 }
    var below = order.map { weights[$0] }
    var count = [Int](repeating: 1, count: order.count)
    for i in stride(from: order.count - 1, to: 0, by: -1) {
      below[parent[i]] += below[i]
      count[parent[i]] += count[i]
    }
    let shares = Array(targets)
    let unit = Double(below[0]) / shares.reduce(0, +)
    var best = (error: Double.infinity, rank: order.count - 1, groups: 1)
    for i in 1..<order.count {
      var share = 0.0
      for groups in 1..<shares.count {
        share += shares[groups - 1] * unit
        guard count[i] >= groups, order.count - count[i] >= shares.count - groups else { continue }
        let error = (Double(below[i]) - share).magnitude
        if error < best.error { best = (error, i, groups) }
      }
    }
    var isBelow = [Bool](repeating: false, count: order.count)
    for i in best.rank..<order.count { isBelow[i] = i == best.rank || isBelow[parent[i]] }
    return Cut(
      left: order.indices.filter { isBelow[$0] }.map { order[$0] },
      right: order.indices.filter { !isBelow[$0] }.map { order[$0] }, leftGroups: best.groups)
  }
}
