import Geometry

extension RoadLines {
  /// Reads the roads and ferries of an OpenStreetMap file.
  ///
  /// Two passes: over ways and relations, then over nodes, of which those of roads are kept. Roads meet where they
  /// share a node, and break off at nodes that are not in the file. Of an object that the file holds in several
  /// versions the latest counts; a deleted one is not there.
  ///
  /// - Parameter keys: those that the file has for the usual ones.
  package init(_ file: OSMFile, keys: [RoadKey: String] = [:]) throws(OSMFile.Failure) {
    let names = RoadKey.allCases.map { keys[$0] ?? $0.tag }
    var ways = OSMWays()
    try file.forEach([.way, .relation], keys: names) { ways.add($0) }
    var nodes = OSMNodes(of: ways)
    try file.forEach([.node], keys: names, nodes: nodes.ids) { nodes.add($0) }
    self.init(ways, nodes)
  }

  private init(_ ways: OSMWays, _ nodes: OSMNodes) {
    self.init()
    remarks = ways.remarks
    let untimed = ways
    var ways = ways
    ways.timeCrossings { way in
      nodes.pieces(of: untimed.nodes[way.nodes]).reduce(0) { $0 + GreatCircle.metres(along: $1.map(\.place)) }
    }
    var lines: [Range<Int>] = []
    var incomplete = 0
    for way in ways.list.values {
      let first = count
      defer { lines.append(first..<count) }
      guard let way else { continue }
      let pieces = nodes.pieces(of: ways.nodes[way.nodes])
      let isWhole = pieces.count == 1 && pieces[0].count == way.nodes.count
      if !isWhole, !way.nodes.isEmpty { incomplete += 1 }
      var road = way.road
      if road.roadClass == RoadClasses.ferry {
        road.setFerrySpeed(
          seconds: isWhole ? way.seconds : nil,
          metres: isWhole ? GreatCircle.metres(along: pieces[0].map(\.place)) : 0)
        if road.speed == nil { remarks.add(.missingFerryDuration) }
      }
      for piece in pieces where piece.count > 1 { append(piece, road) }
    }
    remarks.add(.incompleteWay, count: incomplete)
    let vertexNodes = self.nodes
    // Of a way that is broken off some nodes are on no line, and what stands there stops nobody.
    var isOnLine = [Bool](repeating: false, count: nodes.ids.count)
    for node in vertexNodes { isOnLine[Int(node)] = true }
    for (node, barrier) in nodes.barriers.sorted(by: { $0.key < $1.key }) where isOnLine[Int(node)] {
      barriers[node] = barrier.access
      remarks.add(barrier)
    }
    let offsets = self.offsets
    turns = ways.turns.rules { way, node in
      guard let number = ways.list.number(of: way) else { return nil }
      guard lines[number].count > 1 else { return lines[number].first }
      // Of a way that is broken the piece where the turn is made.
      return node.flatMap { node in
        lines[number].first { vertexNodes[offsets[$0]..<offsets[$0 + 1]].contains(node) }
      }
    } place: { id in
      nodes.number(of: id).flatMap { number in nodes.place(of: number).map { (number, $0) } }
    }
  }
}

extension RoadAttributes {
  /// The speed at which a ferry covers its way in the time that it takes; the stated limit where that is not known.
  mutating func setFerrySpeed(seconds: Double?, metres: Double) {
    guard let seconds, metres > 0 else { return }
    speed = metres / seconds * 3.6
    speedBackward = speed
  }
}
