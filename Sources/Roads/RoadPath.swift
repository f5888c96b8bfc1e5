import Geometry

/// Traces the way between two places along the geometry of the roads.
struct RoadPath {
  private let network: RoadNetwork
  private let hierarchy: RoadHierarchy?
  private let accessSpeed: Double

  /// `hierarchy` is of the same network; without it the network itself is searched.
  init(_ network: RoadNetwork, _ hierarchy: RoadHierarchy?, accessSpeed: Double) {
    self.network = network
    self.hierarchy = hierarchy
    self.accessSpeed = accessSpeed
  }

  /// The fastest way, both places included; a straight line where no road leads there.
  func path(from start: RoadPlace, to end: RoadPlace) -> [Coordinate] {
    let direct = start.direct(to: end, network, accessSpeed: accessSpeed)
    var best: (way: RoadWay, a: RoadPlace.Foot, b: RoadPlace.Foot)?
    for a in start.feet {
      for b in end.feet {
        let way = fastestWay(from: a.links(network, leaving: true), to: b.links(network, leaving: false))
        if let way, way.cost < best?.way.cost ?? .never { best = (way, a, b) }
      }
    }

    var path = [start.coordinate]
    if let direct, direct.cost < best?.way.cost ?? .never {
      if let (a, b) = direct.feet { append(stretch(ofEdge: a.edge, from: a, to: b), to: &path) }
    } else if let (way, a, b) = best {
      append([a.coordinate], to: &path)
      append(stretch(leaving: a, towards: network.junction(of: way.first)), to: &path)
      var junction = network.junction(of: way.first)
      for edge in way.edges.map({ Int($0) }) {
        let backward = network.starts[edge] != junction
        append(vertices(ofEdge: edge, backward: backward), to: &path)
        junction = backward ? network.starts[edge] : network.ends[edge]
      }
      append(stretch(entering: b, at: network.junction(of: way.last)), to: &path)
      append([b.coordinate], to: &path)
    }
    append([end.coordinate], to: &path)
    return path
  }

  private func fastestWay(from exits: [RoadLink], to entries: [RoadLink]) -> RoadWay? {
    if let hierarchy { return hierarchy.way(from: exits, to: entries) }
    let search = RoadSearch(network.outward)
    var isTarget = [Bool](repeating: false, count: network.junctionCount)
    for link in entries { isTarget[Int(link.junction)] = true }
    search.run(from: exits, isTarget: isTarget, targetCount: isTarget.count { $0 })
    var best: (cost: RoadCost, junction: Int32)?
    for link in entries {
      let cost = search.reached[Int(link.junction)].cost + link.cost
      if cost < best?.cost ?? .never { best = (cost, link.junction) }
    }
    guard let best else { return nil }
    var edges: [Int32] = []
    var junction = best.junction
    while case let reach = search.reached[Int(junction)], reach.edge >= 0 {
      edges.append(reach.edge)
      // Of a junction and its copies the one from which the search came.
      let arcs = network.inward.arcs[
        Int(network.inward.offsets[Int(junction)])..<Int(network.inward.offsets[Int(junction) + 1])]
      let arc = arcs.first {
        $0.edge == reach.edge && search.reached[Int($0.target)].cost + $0.cost == reach.cost
      }
      guard let arc else { break }
      junction = arc.target
    }
    return RoadWay(cost: best.cost, first: junction, last: best.junction, edges: edges.reversed())
  }

  private func stretch(leaving foot: RoadPlace.Foot, towards junction: Int32) -> [Coordinate] {
    guard foot.junction < 0 else { return [] }
    let length = network.length(ofEdge: foot.edge)
    let toEnd = network.ends[foot.edge] == junction
    let toStart = network.starts[foot.edge] == junction && !network.oneWay[foot.edge]
    // On a loop both ends are the same junction: the one that is reached sooner is meant.
    let forward =
      toEnd && !(toStart && isSooner(foot.edge, backward: foot.along, forward: length - foot.along))
    return vertices(ofEdge: foot.edge, from: foot.along, to: forward ? length : 0)
  }

  private func stretch(entering foot: RoadPlace.Foot, at junction: Int32) -> [Coordinate] {
    guard foot.junction < 0 else { return [] }
    let length = network.length(ofEdge: foot.edge)
    let fromStart = network.starts[foot.edge] == junction
    let fromEnd = network.ends[foot.edge] == junction && !network.oneWay[foot.edge]
    let forward =
      fromStart && !(fromEnd && isSooner(foot.edge, backward: length - foot.along, forward: foot.along))
    return vertices(ofEdge: foot.edge, from: forward ? 0 : length, to: foot.along)
  }

  /// Whether some metres against the vertices of an edge cost less than others along them.
  private func isSooner(_ edge: Int, backward: Double, forward: Double) -> Bool {
    network.cost(ofEdge: edge, metres: backward, backward: true)
      < network.cost(ofEdge: edge, metres: forward, backward: false)
  }

  private func stretch(ofEdge edge: Int, from a: RoadPlace.Foot, to b: RoadPlace.Foot) -> [Coordinate] {
    [a.coordinate] + vertices(ofEdge: edge, from: a.along, to: b.along) + [b.coordinate]
  }

  private func vertices(ofEdge edge: Int, backward: Bool) -> [Coordinate] {
    let vertices = network.points[network.edgeOffsets[edge]..<network.edgeOffsets[edge + 1]]
    return backward ? vertices.reversed() : Array(vertices)
  }

  /// The vertices of an edge between two distances from its start, in driving order.
  private func vertices(ofEdge edge: Int, from: Double, to: Double) -> [Coordinate] {
    let inside = (network.edgeOffsets[edge]..<network.edgeOffsets[edge + 1]).filter {
      min(from, to) <= network.along[$0] && network.along[$0] <= max(from, to)
    }
    let vertices = inside.map { network.points[$0] }
    return from <= to ? vertices : vertices.reversed()
  }

  private func append(_ vertices: [Coordinate], to path: inout [Coordinate]) {
    for c in vertices where path.last != c { path.append(c) }
  }
}
