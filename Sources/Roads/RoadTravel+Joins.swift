import Geometry

/// Where places join a network, for those who want to search it themselves.
package struct RoadJoins: Sendable {
  /// A way between a place and a junction: an index of the place, a junction, and milliseconds.
  package struct Link: Sendable {
    package let place: Int
    package let junction: Int
    package let milliseconds: UInt64
  }

  /// From sources to the first junctions, and from the last junctions to destinations.
  package let exits: [Link]
  package let entries: [Link]
  /// Ways from a source to a destination that pass no junction.
  package let direct: [(source: Int, destination: Int, milliseconds: UInt64)]
}

extension RoadTravel {
  /// With the arcs of the network all that travel from `sources` to `destinations` is made of.
  package func joins(from sources: [Coordinate], to destinations: [Coordinate]) -> RoadJoins {
    let places = places(sources + destinations)
    let starts = Array(places.prefix(sources.count))
    let ends = Array(places.dropFirst(sources.count))
    func links(_ links: [[RoadLink]]) -> [RoadJoins.Link] {
      links.enumerated().flatMap { place, links in
        links.map {
          RoadJoins.Link(
            place: place, junction: Int($0.junction), milliseconds: $0.cost.milliseconds)
        }
      }
    }
    var direct: [(source: Int, destination: Int, milliseconds: UInt64)] = []
    for (s, start) in starts.enumerated() {
      for (d, end) in ends.enumerated() where start.mayGoDirect(to: end) {
        if let way = start.direct(to: end, network, accessSpeed: accessSpeed) {
          direct.append((s, d, way.cost.milliseconds))
        }
      }
    }
    return RoadJoins(
      exits: links(starts.map { $0.exits(network) }), entries: links(ends.map { $0.entries(network) }),
      direct: direct)
  }
}
