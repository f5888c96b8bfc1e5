/// Which visits are worth being next to which, and which clients are near which.
///
/// An arc is worth little where it is long or where it makes a vehicle wait, and nothing where the first visit can
/// never be over in time for the second ("granular" neighbours: Toth and Vigo 2003; with windows: Vidal et al. 2013).
struct Neighbourhood: ~Copyable {
  /// Per visit, `width` each: the best visits to follow, then the best to precede; -1 beyond the last.
  let before: Column<Int32>
  let after: Column<Int32>
  let width: Int
  /// Per client, `reach` each: the nearest clients, itself first; -1 beyond the last.
  let near: Column<Int32>
  let reach: Int

  private static let waitingWeight = 0.2

  init(_ data: RoutingData, width: Int, reach: Int) {
    self.width = width
    self.reach = min(reach, data.clientCount)
    let n = data.visitCount
    let before = Column<Int32>(repeating: -1, count: n * width)
    let after = Column<Int32>(repeating: -1, count: n * width)
    let together = Self.classes(data)
    var into: [(Double, Int32)] = []
    var out: [(Double, Int32)] = []
    let unreachable = Int32(RoutingProblem.unreachable)
    let matrices = Set((0..<data.routeCount).map { data.limits[$0].matrix }).sorted()
    /// Of the vehicles for which the arc is worth the most; `nil` where it is worth nothing to any.
    func worth(
      _ a: Int, _ b: Int, _ costs: UnsafePointer<Int32>, _ times: UnsafePointer<Int32>, _ at: Int
    ) -> Double? {
      var least: Double?
      for matrix in matrices {
        let (cost, time) = (costs[matrix + at], times[matrix + at])
        guard cost < unreachable, time < unreachable else { continue }
        let leave = Int(data.service[a]) + Int(time)
        guard Int(data.ready[a]) + leave <= Int(data.due[b]) else { continue }
        let wait = max(0, Int(data.ready[b]) - Int(data.due[a]) - leave)
        least = min(least ?? .infinity, Double(cost) + Self.waitingWeight * Double(wait))
      }
      return least
    }
    for v in 0..<n {
      into.removeAll(keepingCapacity: true)
      out.removeAll(keepingCapacity: true)
      let row = Int(data.place[v]) * data.places
      for u in 0..<n where data.client[u] != data.client[v] && together.canShare(u, v) {
        let there = Int(data.place[u])
        let at = row + there
        if let w = worth(u, v, data.costInto, data.timeInto, at) { into.append((w, Int32(u))) }
        if let w = worth(v, u, data.costFrom, data.timeFrom, at) { out.append((w, Int32(u))) }
      }
      Self.keepLeast(&into, width)
      Self.keepLeast(&out, width)
      for (index, entry) in into.enumerated() { before[v * width + index] = entry.1 }
      for (index, entry) in out.enumerated() { after[v * width + index] = entry.1 }
    }
    self.before = before
    self.after = after
    near = Self.near(data, reach: self.reach)
  }

  /// The nearest clients by the first visit of each.
  private static func near(_ data: RoutingData, reach: Int) -> Column<Int32> {
    let near = Column<Int32>(repeating: -1, count: data.clientCount * reach)
    var list: [(Double, Int32)] = []
    for c in 0..<data.clientCount {
      list.removeAll(keepingCapacity: true)
      let row = Int(data.place[data.firstVisit[c]]) * data.places
      for d in 0..<data.clientCount {
        let there = Int(data.place[data.firstVisit[d]])
        let distance = Double(data.costFrom[row + there]) + Double(data.costInto[row + there])
        list.append((c == d ? -1 : distance, Int32(d)))
      }
      keepLeast(&list, reach)
      for (index, entry) in list.enumerated() { near[c * reach + index] = entry.1 }
    }
    return near
  }

  private static func keepLeast(_ list: inout [(Double, Int32)], _ count: Int) {
    if list.count > 4 * count {
      // Sorting all would take longer than all the rest: cut at a value first.
      var values = list.map(\.0)
      let cut = selected(&values, count)
      list.removeAll { $0.0 > cut }
    }
    list.sort { $0 < $1 }
    if list.count > count { list.removeLast(list.count - count) }
  }

  /// The value that `count` others at most are below (Hoare's selection).
  private static func selected(_ values: inout [Double], _ count: Int) -> Double {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let pivot = values[(low + high) / 2]
      var (i, j) = (low, high)
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if count <= j { high = j } else if count >= i { low = i } else { return values[count] }
    }
    return values[count]
  }

  /// Whether some vehicle may make both of two visits, by the sets of skills that they need.
  private struct Classes {
    var classOf: [Int]
    var count: Int
    var shared: [Bool]

    func canShare(_ a: Int, _ b: Int) -> Bool { shared[classOf[a] * count + classOf[b]] }
  }

  private static func classes(_ data: RoutingData) -> Classes {
    var numbers: [UInt64: Int] = [:]
    var needs: [UInt64] = []
    var classOf: [Int] = []
    for v in 0..<data.visitCount {
      let need = data.needs[v]
      if numbers[need] == nil {
        numbers[need] = needs.count
        needs.append(need)
      }
      classOf.append(numbers[need] ?? 0)
    }
    let skills = Set((0..<data.routeCount).map { data.limits[$0].skills })
    let shared: [Bool] = needs.flatMap { a in
      needs.map { b in skills.contains { (a | b) & ~$0 == 0 } }
    }
    return Classes(classOf: classOf, count: needs.count, shared: shared)
  }
}
