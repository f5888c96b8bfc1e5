import Geometry
import VectorFiles

/// Travel over a road network, by the fastest way.
///
/// A place joins the road at its nearest point; where that road is cut off from those from which the places lie least far, it
/// joins the nearest of these as well, so that every place reaches every other. The way to the road is covered at the access
/// speed and counts in time and in metres. Between two places that are nearer to each other than to the road, the
/// straight line at the access speed counts too.
public struct RoadTravel: Travel {
  /// The roads that it leads over.
  public let network: RoadNetwork
  /// Speed between a place and the road, km/h.
  public let accessSpeed: Double
  /// Workers that search at once; results do not depend on it.
  public let threads: Int
  private let joining: Joining
  private let preparation = RoadPreparation()

  private enum Joining: Sendable {
    case pieces(RoadPieces)
    case anyRoad(SegmentIndex)
  }

  /// - Parameters:
  ///   - network: the roads.
  ///   - places: those that travel is wanted between: they tell which piece of the network serves them. Without any it is
  ///     the longest.
  ///   - accessSpeed: km/h, above 0.
  ///   - joinsAnyRoad: whether places join the nearest road wherever it leads, even if no way leads back.
  ///   - threads: workers that search at once.
  public init(
    _ network: RoadNetwork, for places: [Coordinate] = [], accessSpeed: Double = 20,
    joinsAnyRoad: Bool = false,
    threads: Int = 2
  ) {
    precondition(accessSpeed > 0, "a speed is above zero")
    self.threads = threads
    self.network = network
    self.accessSpeed = accessSpeed
    joining =
      joinsAnyRoad
      ? .anyRoad(SegmentIndex(network) { network.joinable[$0] })
      : .pieces(RoadPieces(of: network, for: network.plane.project(places)))
  }

  /// The share of all road length that lies in the piece which serves the places, 0 to 1.
  public var homeShare: Double {
    guard case .pieces(let pieces) = joining, pieces.home >= 0 else { return 0 }
    return network.pieceLengths[pieces.home] / max(network.length, .leastNonzeroMagnitude)
  }

  /// How far places lie from the nearest road, and from the roads that serve the places: metres, infinite where
  /// there are none.
  public func distances(from places: [Coordinate]) -> [(nearest: Double, home: Double)] {
    network.plane.project(places).map { place in
      let feet = feet(of: place)
      return (feet.first?.distance ?? .infinity, feet.last?.distance ?? .infinity)
    }
  }

  /// Prepares the network for many tables now; otherwise that waits until the tables are worth it.
  public func prepare() {
    _ = preparation.hierarchy(of: network, forSearches: RoadPreparation.worthwhile)
  }

  public func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    let places = places(origins + destinations)
    let starts = Array(places.prefix(origins.count))
    let ends = Array(places.dropFirst(origins.count))
    // A search serves one place and all of the other side, so the shorter side is searched from.
    let isReversed = ends.count < starts.count
    let (roots, leaves) = isReversed ? (ends, starts) : (starts, ends)
    let table = RoadTable(
      roots: roots.map { isReversed ? $0.entries(network) : $0.exits(network) },
      leaves: leaves.map { isReversed ? $0.exits(network) : $0.entries(network) }, threads: threads)

    let size = starts.count * ends.count
    var seconds = [Float](repeating: .infinity, count: size)
    var metres = seconds
    seconds.withUnsafeMutableBufferPointer { seconds in
      metres.withUnsafeMutableBufferPointer { metres in
        // Every cell is written once.
        nonisolated(unsafe) let seconds = seconds
        nonisolated(unsafe) let metres = metres
        fill(table, isReversed: isReversed) { root, leaf, cost in
          let (s, e) = isReversed ? (leaf, root) : (root, leaf)
          var cost = cost
          if starts[s].mayGoDirect(to: ends[e]),
            let direct = starts[s].direct(to: ends[e], network, accessSpeed: accessSpeed)
          {
            cost = min(cost, direct.cost)
          }
          seconds[s * ends.count + e] = cost.seconds
          metres[s * ends.count + e] = Float(cost.metres)
        }
      }
    }
    return TravelTable(rows: starts.count, columns: ends.count, seconds: seconds, metres: metres)
  }

  func fill(_ table: RoadTable, isReversed: Bool, _ body: @Sendable (Int, Int, RoadCost) -> Void) {
    let junctions = table.leaves.joined().map(\.junction)
    if let hierarchy = preparation.hierarchy(of: network, forSearches: table.roots.count) {
      let sweep = RoadSweep(hierarchy.slopes(reversed: isReversed), to: junctions)
      table.forEachCost(by: { SweepSearch(sweep) }, body)
    } else {
      let arcs = isReversed ? network.inward : network.outward
      table.forEachCost(by: { PlainSearch(arcs, to: junctions) }, body)
    }
  }

  public func nearest(from sources: [Coordinate], to destinations: [Coordinate]) -> NearestSources {
    nearest(from: sources, to: destinations, within: .infinity)
  }

  /// The two sources from which each destination is reached first, leaving out those that take longer than `limit`
  /// seconds: the search goes no farther.
  package func nearest(
    from sources: [Coordinate], to destinations: [Coordinate], within limit: Double
  ) -> NearestSources {
    let longest = RoadCost(seconds: limit)
    let places = places(sources + destinations)
    let starts = places.prefix(sources.count)
    let ends = Array(places.dropFirst(sources.count))
    let labels = TwoLabelSearch(network.outward, seeds: starts.map { $0.exits(network) }, limit: longest)
    var result = NearestSources(count: ends.count)
    for (d, end) in ends.enumerated() {
      for link in end.entries(network) {
        for label in labels.labels(at: link.junction) {
          let cost = label.cost + link.cost
          if cost <= longest { result.offer(Int(label.source), seconds: cost.seconds, to: d) }
        }
      }
      for (s, start) in starts.enumerated() {
        guard start.mayGoDirect(to: end),
          let direct = start.direct(to: end, network, accessSpeed: accessSpeed),
          direct.cost <= longest
        else { continue }
        result.offer(s, seconds: direct.cost.seconds, to: d)
      }
    }
    return result
  }

  public func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] {
    let places = places([origin, destination])
    return RoadPath(network, preparation.hierarchy, accessSpeed: accessSpeed).path(
      from: places[0], to: places[1])
  }

  /// The nearest points of the road to some places.
  func places(_ coordinates: [Coordinate]) -> [RoadPlace] {
    zip(coordinates, network.plane.project(coordinates)).map { coordinate, position in
      RoadPlace(
        coordinate: coordinate, position: position,
        feet: feet(of: position).map {
          RoadPlace.Foot($0, of: coordinate, at: position, network, accessSpeed: accessSpeed)
        })
    }
  }

  private func feet(of place: PlanePoint) -> [SegmentIndex.Foot] {
    switch joining {
    case .pieces(let pieces): pieces.feet(of: place)
    case .anyRoad(let index): index.nearest(to: place).map { [$0] } ?? []
    }
  }
}

extension RoadPlace.Foot {
  init(
    _ foot: SegmentIndex.Foot, of place: Coordinate, at position: PlanePoint, _ network: RoadNetwork,
    accessSpeed: Double
  ) {
    let a = network.points[foot.vertex]
    let b = network.points[foot.vertex + 1]
    let first = network.edgeOffsets[foot.edge]
    let last = network.edgeOffsets[foot.edge + 1] - 1
    edge = foot.edge
    // Between the ends of a segment the lattice and the plane run evenly: 2 cm apart on one of a kilometre.
    let coordinate = Coordinate(
      longitude: a.longitude + foot.fraction * (b.longitude - a.longitude),
      latitude: a.latitude + foot.fraction * (b.latitude - a.latitude))
    self.coordinate = coordinate ?? a
    along =
      network.along[foot.vertex]
      + foot.fraction * (network.along[foot.vertex + 1] - network.along[foot.vertex])
    let isStart = foot.vertex == first && foot.fraction == 0
    let isEnd = foot.vertex + 1 == last && foot.fraction == 1
    junction = isStart ? network.starts[foot.edge] : isEnd ? network.ends[foot.edge] : -1
    let metres = RoadNetwork.metres(
      position, foot.position, GreatCircle.direction(place), GreatCircle.direction(self.coordinate))
    access = RoadCost(metres: metres, speed: accessSpeed / 3.6)
  }
}
