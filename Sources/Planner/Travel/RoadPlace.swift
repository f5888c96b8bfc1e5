import Grid

/// A way between a place beside the road and a junction: over the edge that the place stands at.
struct RoadLink: Sendable {
  var junction: Int32
  var time: RoadTime
  var metres: Double
}

/// A place, and where on the network it joins the road.
struct RoadPlace: Sendable {
  let coordinate: Coordinate
  let position: PlanePoint
  /// `nil` where there is no road at all.
  let foot: Foot?

  struct Foot: Sendable {
    let edge: Int
    /// Metres from the start of the edge.
    let along: Double
    /// On the road.
    let coordinate: Coordinate
    /// From the place to the road, at the access speed.
    let access: RoadLink
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
      return [RoadLink(junction: foot.junction, time: foot.access.time, metres: foot.access.metres)]
    }
    func link(to junction: Int32, metres: Double) -> RoadLink {
      RoadLink(
        junction: junction,
        time: foot.access.time + RoadTime(metres: metres, speed: network.speeds[foot.edge]),
        metres: foot.access.metres + metres)
    }
    let toStart = link(to: network.starts[foot.edge], metres: foot.along)
    let toEnd = link(
      to: network.ends[foot.edge], metres: network.length(ofEdge: foot.edge) - foot.along)
    if !network.oneWay[foot.edge] { return [toStart, toEnd] }
    return [leaving ? toEnd : toStart]
  }

  /// The way to another place that passes no junction: along the edge that both stand at, or straight across
  /// where they are nearer to each other than to the road, at `accessSpeed` km/h. `nil` when there is none.
  func direct(to other: RoadPlace, _ network: RoadNetwork, accessSpeed: Double) -> DirectWay? {
    var best: DirectWay?
    if let a = foot, let b = other.foot {
      if a.edge == b.edge, a.junction < 0, b.junction < 0, a.along <= b.along || !network.oneWay[a.edge] {
        let metres = abs(a.along - b.along)
        best = DirectWay(
          time: a.access.time + RoadTime(metres: metres, speed: network.speeds[a.edge]) + b.access.time,
          metres: a.access.metres + metres + b.access.metres, isAcross: false)
      }
      guard position.distance(to: other.position) <= a.access.metres + b.access.metres else { return best }
    } else if coordinate != other.coordinate {
      return nil
    }
    let metres = RoadNetwork.metres(
      position, other.position, GreatCircle.direction(coordinate), GreatCircle.direction(other.coordinate))
    let across = DirectWay(
      time: RoadTime(metres: metres, speed: accessSpeed / 3.6), metres: metres, isAcross: true)
    if let best, best.time <= across.time { return best }
    return across
  }

  struct DirectWay {
    var time: RoadTime
    var metres: Double
    /// Off the road.
    var isAcross: Bool
  }
}
