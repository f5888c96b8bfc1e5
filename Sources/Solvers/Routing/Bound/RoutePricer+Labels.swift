/// Labels in their cells: which of them are kept, which go, and which are merged.
extension RoutePricer {
  /// Adds a label, whose resources stand behind those of the last, unless one of its cell is no worse.
  func insert(
    _ node: Int, _ now: Int, _ spans: Int, _ cost: Int, _ memory: UInt64,
    _ halves: UInt64, _ earliest: Int32, parent: Int32,
    _ width: Int, _ isCoarse: Bool
  ) {
    let cell = node * spans + now
    var time = earliest
    var previous: Int32 = -1
    var at = cellFirst[cell]
    var held = 0
    // Those that cost no more.
    while at >= 0, labels[Int(at)].cost <= cost {
      let other = labels[Int(at)]
      if other.memory & ~memory == 0, usesNoMore(Int(at), labelCount),
        !hasCuts || other.cost + price(of: other.halves & ~halves) <= cost
      {
        if other.time <= time { return }
        if isCoarse {
          labels[Int(at)].time = time
          return
        }
      }
      held += 1
      previous = at
      at = other.next
    }
    if held >= width {
      // Dearer than all that are kept: into the last of them.
      reserve()
      labels[labelCount] = Label(
        cost: cost, memory: memory, halves: halves, time: time, node: Int32(node), parent: parent,
        next: -1, later: -1, isAlive: false)
      unite(Int32(labelCount), into: previous, isLinked: false)
      return
    }
    // Those that cost more and are no better go.
    let before = previous
    while at >= 0 {
      let other = labels[Int(at)]
      if memory & ~other.memory == 0, usesNoMore(labelCount, Int(at)),
        isCoarse || time <= other.time,
        !hasCuts || cost + price(of: halves & ~other.halves) <= other.cost
      {
        time = min(time, other.time)
        labels[Int(at)].isAlive = false
        if previous >= 0 {
          labels[Int(previous)].next = other.next
        } else {
          cellFirst[cell] = other.next
        }
      } else {
        held += 1
        previous = at
      }
      at = other.next
    }
    reserve()
    let new = Int32(labelCount)
    let next = before >= 0 ? labels[Int(before)].next : cellFirst[cell]
    labels[labelCount] = Label(
      cost: cost, memory: memory, halves: halves, time: time, node: Int32(node), parent: parent,
      next: next, later: -1, isAlive: true)
    labelCount += 1
    if before >= 0 { labels[Int(before)].next = new } else { cellFirst[cell] = new }
    cellLeast[cell] = labels[Int(cellFirst[cell])].cost
    enqueue(new, now)
    if held >= width { uniteLast(cell) }
  }

  /// What a turn of each of some cuts costs.
  @inline(__always) func price(of cuts: UInt64) -> Int {
    var (left, sum) = (cuts, 0)
    while left != 0 {
      sum += turns[left.trailingZeroBitCount]
      left &= left - 1
    }
    return sum
  }

  /// Whether a label uses no more of any resource than another.
  @inline(__always) func usesNoMore(_ a: Int, _ b: Int) -> Bool {
    for r in 0..<resourceCount where amounts[a * resourceCount + r] > amounts[b * resourceCount + r] {
      return false
    }
    return true
  }

  func enqueue(_ label: Int32, _ now: Int) {
    if queueLast[now] >= 0 {
      labels[Int(queueLast[now])].later = label
    } else {
      queueFirst[now] = label
    }
    queueLast[now] = label
  }

  /// Merges the two dearest labels of a cell.
  func uniteLast(_ cell: Int) {
    var second: Int32 = -1
    var last = cellFirst[cell]
    while labels[Int(last)].next >= 0 {
      second = last
      last = labels[Int(last)].next
    }
    unite(last, into: second)
  }

  /// Merges the last label of a cell, or one that is not in it, into a cheaper one.
  func unite(_ label: Int32, into other: Int32, isLinked: Bool = true) {
    let one = labels[Int(label)]
    let two = labels[Int(other)]
    if isLinked {
      labels[Int(label)].isAlive = false
      labels[Int(other)].next = one.next
    }
    labels[Int(other)].memory = one.memory & two.memory
    labels[Int(other)].halves = one.halves & two.halves
    labels[Int(other)].time = min(one.time, two.time)
    for r in 0..<resourceCount {
      amounts[Int(other) * resourceCount + r] = min(
        amounts[Int(other) * resourceCount + r], amounts[Int(label) * resourceCount + r])
    }
  }

  /// Whether a label of an earlier span is no worse.
  func isBeaten(_ label: Int, _ now: Int, _ spans: Int) -> Bool {
    let one = labels[label]
    let node = Int(one.node)
    guard leastBefore[node] <= one.cost else { return false }
    for cell in (node * spans)..<(node * spans + now) where cellLeast[cell] <= one.cost {
      var at = cellFirst[cell]
      while at >= 0, labels[Int(at)].cost <= one.cost {
        let other = labels[Int(at)]
        if other.memory & ~one.memory == 0, usesNoMore(Int(at), label),
          !hasCuts || other.cost + price(of: other.halves & ~one.halves) <= one.cost
        {
          return true
        }
        at = labels[Int(at)].next
      }
    }
    return false
  }

  func reset<Element>(_ array: inout [Element], _ value: Element, _ count: Int) {
    if array.count == count {
      for index in 0..<count { array[index] = value }
    } else {
      array = [Element](repeating: value, count: count)
    }
  }

  /// Room for one label more.
  @inline(__always) func reserve() {
    if labelCount + 1 >= capacity { grow() }
  }

  func grow() {
    let larger = UnsafeMutablePointer<Label>.allocate(capacity: 2 * capacity)
    larger.update(from: labels, count: capacity)
    labels.deallocate()
    labels = larger
    let wider = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, 2 * capacity * resourceCount))
    wider.update(from: amounts, count: capacity * resourceCount)
    amounts.deallocate()
    amounts = wider
    capacity *= 2
  }
}
