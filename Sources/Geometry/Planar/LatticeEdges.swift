/// Undirected edges between lattice points, ascending and none twice, and the lines that run along them.
struct LatticeEdges {
  private(set) var low: [Coordinate] = []
  private(set) var high: [Coordinate] = []
  /// For each edge how much more often each label winds on the left of the way from its lower to its higher end.
  private(set) var windings = Rows<PlanarSubdivision.Winding>()

  /// For each of the given lines that do not cancel, once each and ascending, the vertices that it is led through from its
  /// lesser end to its greater, those among them.
  private(set) var chains = Rows<Coordinate>()
  private var lineWindings = Rows<PlanarSubdivision.Winding>()

  init(_ lines: [PlanarSubdivision.Line]) {
    var parts: [Part] = []
    parts.reserveCapacity(lines.count)
    for line in lines where line.from != line.to {
      parts.append(Part(line.from, line.to, number: line.label))
    }
    parts.sort()
    var next = 0
    while next < parts.count {
      let first = parts[next]
      while next < parts.count, parts[next].isAlong(first) {
        let label = parts[next].number
        var turns: Int32 = 0
        while next < parts.count, parts[next].isAlong(first), parts[next].number == label {
          turns += parts[next].turns
          next += 1
        }
        if turns != 0 { lineWindings.append(PlanarSubdivision.Winding(label: label, turns: turns)) }
      }
      // Lines that cancel bound nothing.
      if lineWindings.isRowEmpty { continue }
      lineWindings.endRow()
      low.append(Coordinate(key: first.low))
      high.append(Coordinate(key: first.high))
      chains.append(low[low.count - 1])
      chains.append(high[high.count - 1])
      chains.endRow()
    }
    windings = lineWindings
  }

  /// A piece of a line, which has a number, and on which side of it the line's left is.
  private struct Part: Comparable {
    let low: UInt64
    let high: UInt64
    let number: Int32
    let turns: Int32

    init(_ from: Coordinate, _ to: Coordinate, number: Int32) {
      let (from, to) = (from.key, to.key)
      (low, high) = from < to ? (from, to) : (to, from)
      turns = from < to ? 1 : -1
      self.number = number
    }

    @inline(__always)
    func isAlong(_ other: Part) -> Bool { low == other.low && high == other.high }

    @inline(__always)
    static func < (a: Part, b: Part) -> Bool {
      a.low != b.low ? a.low < b.low : a.high != b.high ? a.high < b.high : a.number < b.number
    }
  }

  /// Cuts edges wherever they meet. False where none does.
  @discardableResult
  mutating func meet() -> Bool {
    let rounding = SnapRounding(low: low, high: high)
    if rounding.nodes.values.isEmpty { return false }
    var led = Rows<Coordinate>()
    var parts: [Part] = []
    parts.reserveCapacity(low.count + 2 * rounding.nodes.values.count)
    let isFirst = low.count == chains.count && chains.values.count == 2 * chains.count
    for line in 0..<chains.count {
      let chain = chains[line]
      var last = chain[chain.startIndex]
      led.append(last)
      for vertex in chain.dropFirst() {
        // Lines that are whole yet are edges, in the same order.
        let edge = isFirst ? line : index(min(last, vertex), max(last, vertex))
        if let edge {
          let nodes = rounding.nodes[edge]
          if last < vertex { led.append(nodes) } else { led.append(nodes.reversed()) }
        }
        led.append(vertex)
        last = vertex
      }
      led.endRow()
      let way = led[line]
      for i in way.indices.dropFirst() { parts.append(Part(way[i - 1], way[i], number: Int32(line))) }
    }
    chains = led
    parts.sort()
    join(parts)
    return true
  }

  /// Whether no edge meets another but at the ends of both; exact.
  var areApart: Bool {
    var areApart = true
    SegmentCells(low: low, high: high).forEachCell { members in
      for i in members.indices where areApart {
        let (a, b) = (low[Int(members[i])], high[Int(members[i])])
        for j in (i + 1)..<members.count {
          if LatticeLine.meet(a, b, low[Int(members[j])], high[Int(members[j])]) {
            areApart = false
            break
          }
        }
      }
    }
    return areApart
  }

  /// The edge between two vertices, the lesser first.
  func index(_ least: Coordinate, _ greatest: Coordinate) -> Int? {
    var (start, end) = (0, low.count)
    while start < end {
      let middle = (start + end) / 2
      if (low[middle], high[middle]) < (least, greatest) { start = middle + 1 } else { end = middle }
    }
    return start < low.count && low[start] == least && high[start] == greatest ? start : nil
  }

  /// One edge for all parts along it, unless they cancel.
  private mutating func join(_ parts: [Part]) {
    low = []
    high = []
    windings = Rows()
    var sums: [PlanarSubdivision.Winding] = []
    var next = 0
    while next < parts.count {
      let first = parts[next]
      sums.removeAll(keepingCapacity: true)
      while next < parts.count, parts[next].isAlong(first) {
        for winding in lineWindings[Int(parts[next].number)] {
          add(winding.label, winding.turns * parts[next].turns, to: &sums)
        }
        next += 1
      }
      sums.removeAll { $0.turns == 0 }
      if sums.isEmpty { continue }
      low.append(Coordinate(key: first.low))
      high.append(Coordinate(key: first.high))
      for sum in sums { windings.append(sum) }
      windings.endRow()
    }
  }

  private func add(_ label: Int32, _ turns: Int32, to sums: inout [PlanarSubdivision.Winding]) {
    let place = sums.firstIndex { $0.label >= label } ?? sums.count
    if place < sums.count, sums[place].label == label {
      sums[place] = PlanarSubdivision.Winding(label: label, turns: sums[place].turns + turns)
    } else {
      sums.insert(PlanarSubdivision.Winding(label: label, turns: turns), at: place)
    }
  }
}

extension Coordinate {
  /// A number for each point, in their order.
  @inline(__always)
  var key: UInt64 {
    UInt64(UInt32(bitPattern: x) ^ 0x8000_0000) << 32 | UInt64(UInt32(bitPattern: y) ^ 0x8000_0000)
  }

  @inline(__always)
  init(key: UInt64) {
    self.init(
      x: Int32(bitPattern: UInt32(truncatingIfNeeded: key >> 32) ^ 0x8000_0000),
      y: Int32(bitPattern: UInt32(truncatingIfNeeded: key) ^ 0x8000_0000))
  }
}
