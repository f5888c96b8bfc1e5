import Grid

/// Traces the way between two places along the geometry of the roads.
struct RoadPath {
  private let network: RoadNetwork
  private let accessSpeed: Double

  init(_ network: RoadNetwork, accessSpeed: Double) {
    self.network = network
    self.accessSpeed = accessSpeed
  }

  /// The fastest way, both places included; a straight line where no road leads there.
  func path(from start: RoadPlace, to end: RoadPlace) -> [Coordinate] {
    let direct = start.direct(to: end, network, accessSpeed: accessSpeed)
    let search = RoadSearch(network.outward)
    let entries = end.entries(network)
    var isTarget = [Bool](repeating: false, count: network.junctionCount)
    for link in entries { isTarget[Int(link.junction)] = true }
    search.run(from: start.exits(network), isTarget: isTarget, targetCount: isTarget.count { $0 })
    var cost = RoadCost.never
    var entry: RoadLink?
    for link in entries {
      let arrival = search.reached[Int(link.junction)].cost + link.cost
      guard arrival < cost else { continue }
      cost = arrival
      entry = link
    }

    var path = [start.coordinate]
    if let direct, direct.cost < cost {
      if !direct.isAcross, let a = start.foot, let b = end.foot {
        append(stretch(ofEdge: a.edge, from: a, to: b), to: &path)
      }
    } else if let entry, let a = start.foot, let b = end.foot {
      let ways = edges(to: entry.junction, search)
      append([a.coordinate], to: &path)
      append(stretch(leaving: a, towards: ways.first), to: &path)
      for way in ways.edges { append(vertices(ofEdge: way.edge, backward: way.backward), to: &path) }
      append(stretch(entering: b, at: entry.junction), to: &path)
      append([b.coordinate], to: &path)
    }
    append([end.coordinate], to: &path)
    return path
  }

  /// The edges of the way to a junction in driving order, and the junction they begin at.
  private func edges(
    to junction: Int32, _ search: RoadSearch
  ) -> (first: Int32, edges: [(edge: Int, backward: Bool)]) {
    var edges: [(edge: Int, backward: Bool)] = []
    var here = junction
    while search.reached[Int(here)].edge >= 0 {
      let edge = Int(search.reached[Int(here)].edge)
      let backward = network.ends[edge] != here
      edges.append((edge, backward))
      here = backward ? network.ends[edge] : network.starts[edge]
    }
    return (here, edges.reversed())
  }

  private func stretch(leaving foot: RoadPlace.Foot, towards junction: Int32) -> [Coordinate] {
    guard foot.junction < 0 else { return [] }
    let length = network.length(ofEdge: foot.edge)
    let toEnd = network.ends[foot.edge] == junction
    let toStart = network.starts[foot.edge] == junction && !network.oneWay[foot.edge]
    // On a loop both ends are the same junction: the nearer one is meant.
    let forward = toEnd && !(toStart && foot.along < length - foot.along)
    return vertices(ofEdge: foot.edge, from: foot.along, to: forward ? length : 0)
  }

  private func stretch(entering foot: RoadPlace.Foot, at junction: Int32) -> [Coordinate] {
    guard foot.junction < 0 else { return [] }
    let length = network.length(ofEdge: foot.edge)
    let fromStart = network.starts[foot.edge] == junction
    let fromEnd = network.ends[foot.edge] == junction && !network.oneWay[foot.edge]
    let forward = fromStart && !(fromEnd && length - foot.along < foot.along)
    return vertices(ofEdge: foot.edge, from: forward ? 0 : length, to: foot.along)
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
