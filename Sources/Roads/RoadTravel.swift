import Geometry
import VectorFiles

/// Travel over a road network, by the fastest way.
///
/// A place joins the road at its nearest point; the way to the road is covered at the access speed and counts in
/// time and in metres. Between two places that are nearer to each other than to the road, the straight line at
/// the access speed counts too.
public struct RoadTravel: Travel {
  public let network: RoadNetwork
  /// Speed between a place and the road, km/h.
  public let accessSpeed: Double
  /// Workers that search at once; results do not depend on it.
  public let threads: Int
  private let index: SegmentIndex
  private let preparation = RoadPreparation()

  /// - Parameters:
  ///   - network: the roads.
  ///   - accessSpeed: km/h, above 0.
  ///   - joinsLargestPiece: whether places join only roads of the largest strongly connected piece, so that every
  ///     place reaches every other; else any road.
  ///   - threads: workers that search at once.
  public init(
    _ network: RoadNetwork, accessSpeed: Double = 20, joinsLargestPiece: Bool = true, threads: Int = 2
  ) {
    precondition(accessSpeed > 0, "a speed is above zero")
    self.threads = threads
    self.network = network
    self.accessSpeed = accessSpeed
    index = SegmentIndex(network) { edge in
      !joinsLargestPiece || Int(network.pieceOfEdge[edge]) == network.largestPiece
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
  public func nearest(
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
        foot: index.nearest(to: position, in: network).map {
          RoadPlace.Foot($0, of: coordinate, at: position, network, accessSpeed: accessSpeed)
        })
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
