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
  /// `nil` where there is no road at all.
  let foot: Foot?
  /// Metres to the road; 0 where there is none.
  let accessMetres: Double

  init(coordinate: Coordinate, position: PlanePoint, foot: Foot?) {
    self.coordinate = coordinate
    self.position = position
    self.foot = foot
    accessMetres = foot.map(\.access.metres) ?? 0
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
  }

  /// The ways from the road at this place to the next junctions, access included.
  func exits(_ network: RoadNetwork) -> [RoadLink] { links(network, leaving: true) }

  /// The ways from the junctions before to this place, access included.
  func entries(_ network: RoadNetwork) -> [RoadLink] { links(network, leaving: false) }

  private func links(_ network: RoadNetwork, leaving: Bool) -> [RoadLink] {
    guard let foot else { return [] }
    if foot.junction >= 0 {
      let nodes = leaving ? [foot.junction] : network.nodes(at: foot.junction)
      return nodes.map { RoadLink(junction: $0, cost: foot.access) }
    }
    let speed = network.speeds[foot.edge]
    let toStart = foot.access + RoadCost(metres: foot.along, speed: speed)
    let toEnd = foot.access + RoadCost(metres: network.length(ofEdge: foot.edge) - foot.along, speed: speed)
    return (network.oneWay[foot.edge] ? [false] : [true, false]).flatMap { backward in
      let cost = backward == leaving ? toStart : toEnd
      let nodes =
        leaving
        ? [network.node(after: foot.edge, backward: backward)]
        : network.nodes(before: foot.edge, backward: backward)
      return nodes.map { RoadLink(junction: $0, cost: cost) }
    }
  }

  /// The way to another place that passes no junction: along the edge that both stand at, or straight across
  /// where they are nearer to each other than to the road, at `accessSpeed` km/h. `nil` when there is none.
  func direct(to other: RoadPlace, _ network: RoadNetwork, accessSpeed: Double) -> DirectWay? {
    var best: DirectWay?
    if let a = foot, let b = other.foot {
      if a.edge == b.edge, a.junction < 0, b.junction < 0, a.along <= b.along || !network.oneWay[a.edge] {
        let metres = abs(a.along - b.along)
        best = DirectWay(
          cost: a.access + RoadCost(metres: metres, speed: network.speeds[a.edge]) + b.access, isAcross: false
        )
      }
      guard isNear(other) else { return best }
    } else if coordinate != other.coordinate {
      return nil
    }
    let metres = RoadNetwork.metres(
      position, other.position, GreatCircle.direction(coordinate), GreatCircle.direction(other.coordinate))
    let across = DirectWay(cost: RoadCost(metres: metres, speed: accessSpeed / 3.6), isAcross: true)
    if let best, best.cost <= across.cost { return best }
    return across
  }

  /// Whether a direct way to another place may exist: both stand at one edge, or nearer to each other than to the
  /// road.
  @inline(__always)
  func mayGoDirect(to other: RoadPlace) -> Bool {
    guard let a = foot, let b = other.foot else { return true }
    return a.edge == b.edge || isNear(other)
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
    /// Off the road.
    var isAcross: Bool
  }
}
