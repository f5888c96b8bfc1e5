import Geometry

/// A way between a place beside the road and a junction: over the edge that the place stands at.
struct RoadLink: Sendable {
  var junction: Int32
  var cost: RoadCost
}

/// A place, and where on the network it joins the road.
struct RoadPlace: Sendable {
  let coordinate: Coordinate
  let position: PlanePoint
  /// On the roads that serve the places (`RoadPieces`), and before it on a nearer road that is cut off from them, if there
  /// is one. Empty where there is no road at all.
  let feet: [Foot]
  /// The edges of its first and its last foot; -1 where there is none.
  let edges: SIMD2<Int>
  /// Metres to the farther of them; 0 where there is none.
  let accessMetres: Double

  init(coordinate: Coordinate, position: PlanePoint, feet: [Foot]) {
    self.coordinate = coordinate
    self.position = position
    self.feet = feet
    edges = SIMD2(feet.first?.edge ?? -1, feet.last?.edge ?? -1)
    accessMetres = feet.last.map(\.access.metres) ?? 0
  }

  struct Foot: Sendable {
    let edge: Int
    /// Metres from the start of the edge.
    let along: Double
    /// On the road.
    let coordinate: Coordinate
    /// From the place to the road, at the access speed.
    let access: RoadCost
    /// The junction it coincides with; -1 inside an edge.
    let junction: Int32

    /// The ways from the road here to the next junctions, or from the junctions before to here, access included.
    func links(_ network: RoadNetwork, leaving: Bool) -> [RoadLink] {
      if junction >= 0 {
        let nodes = leaving ? [junction] : network.nodes(at: junction)
        return nodes.map { RoadLink(junction: $0, cost: access) }
      }
      return (network.oneWay[edge] ? [false] : [true, false]).flatMap { backward in
        let metres = backward == leaving ? along : network.length(ofEdge: edge) - along
        let cost = access + network.cost(ofEdge: edge, metres: metres, backward: backward)
        let nodes =
          leaving
          ? [network.node(after: edge, backward: backward)]
          : network.nodes(before: edge, backward: backward)
        return nodes.map { RoadLink(junction: $0, cost: cost) }
      }
    }
  }

  /// The ways from the road at this place to the next junctions, access included.
  func exits(_ network: RoadNetwork) -> [RoadLink] { feet.flatMap { $0.links(network, leaving: true) } }

  /// The ways from the junctions before to this place, access included.
  func entries(_ network: RoadNetwork) -> [RoadLink] { feet.flatMap { $0.links(network, leaving: false) } }

  /// The way to another place that passes no junction: along an edge that both stand at, or straight across
  /// where they are nearer to each other than to the road, at `accessSpeed` km/h. `nil` when there is none.
  func direct(to other: RoadPlace, _ network: RoadNetwork, accessSpeed: Double) -> DirectWay? {
    var best: DirectWay?
    for a in feet {
      for b in other.feet where a.edge == b.edge && a.junction < 0 && b.junction < 0 {
        let backward = a.along > b.along
        guard !backward || !network.oneWay[a.edge] else { continue }
        let cost =
          a.access + network.cost(ofEdge: a.edge, metres: abs(a.along - b.along), backward: backward)
          + b.access
        if cost < best?.cost ?? .never { best = DirectWay(cost: cost, feet: (a, b)) }
      }
    }
    if feet.isEmpty || other.feet.isEmpty {
      guard coordinate == other.coordinate else { return nil }
    } else if !isNear(other) {
      return best
    }
    let metres = RoadNetwork.metres(
      position, other.position, GreatCircle.direction(coordinate), GreatCircle.direction(other.coordinate))
    let across = DirectWay(cost: RoadCost(metres: metres, speed: accessSpeed / 3.6), feet: nil)
    if let best, best.cost <= across.cost { return best }
    return across
  }

  /// Whether a direct way to another place may exist: both stand at one edge, or nearer to each other than to the
  /// road.
  @inline(__always)
  func mayGoDirect(to other: RoadPlace) -> Bool {
    sharesEdge(with: other.edges) || isNear(other)
  }

  /// Whether one of its feet stands at one of two edges, or it has none.
  @inline(__always)
  func sharesEdge(with others: SIMD2<Int>) -> Bool {
    edges.x < 0 || others.x < 0 || any(edges .== others) || any(edges .== SIMD2(others.y, others.x))
  }

  @inline(__always)
  private func isNear(_ other: RoadPlace) -> Bool {
    let dx = position.x - other.position.x
    let dy = position.y - other.position.y
    let reach = accessMetres + other.accessMetres
    return dx * dx + dy * dy <= reach * reach
  }

  struct DirectWay {
    var cost: RoadCost
    /// Where it is on the road; `nil` off the road.
    var feet: (start: Foot, end: Foot)?
  }
}
