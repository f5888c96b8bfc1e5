import Dispatch
import Grid

/// Travel over a road network, by the fastest way.
///
/// A place joins the road at its nearest point; the way to the road is covered at the access speed and counts in
/// time and in metres. Between two places that are nearer to each other than to the road, the straight line at
/// the access speed counts too.
public struct RoadTravel: Travel {
  public let network: RoadNetwork
  /// Speed between a place and the road, km/h.
  public let accessSpeed: Double
  private let index: SegmentIndex

  /// - Parameters:
  ///   - accessSpeed: km/h, above 0.
  ///   - joinsLargestPiece: whether places join only roads of the largest strongly connected piece, so that every
  ///     place reaches every other; else any road.
  public init(_ network: RoadNetwork, accessSpeed: Double = 20, joinsLargestPiece: Bool = true) {
    precondition(accessSpeed > 0, "a speed is above zero")
    self.network = network
    self.accessSpeed = accessSpeed
    index = SegmentIndex(network) { edge in
      guard joinsLargestPiece else { return true }
      let piece = network.pieceOfJunction[Int(network.starts[edge])]
      return Int(piece) == network.largestPiece && piece == network.pieceOfJunction[Int(network.ends[edge])]
    }
  }

  public func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    let places = places(origins + destinations)
    let starts = Array(places.prefix(origins.count))
    let ends = Array(places.dropFirst(origins.count))
    // A search serves one place and all of the other side, so the shorter side is searched from.
    let isReversed = ends.count < starts.count
    let roots = isReversed ? ends : starts
    let leaves = isReversed ? starts : ends
    let rootLinks = roots.map { isReversed ? $0.entries(network) : $0.exits(network) }
    let leafLinks = leaves.map { isReversed ? $0.exits(network) : $0.entries(network) }
    let targets = Targets(leafLinks, junctionCount: network.junctionCount)
    let arcs = isReversed ? network.inward : network.outward

    let size = starts.count * ends.count
    var seconds = [Float](repeating: .infinity, count: size)
    var metres = seconds
    seconds.withUnsafeMutableBufferPointer { seconds in
      metres.withUnsafeMutableBufferPointer { metres in
        // Every worker writes the cells of its own roots only.
        nonisolated(unsafe) let seconds = seconds
        nonisolated(unsafe) let metres = metres
        let workers = max(1, min(2, roots.count))
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
          let search = RoadSearch(arcs)
          for r in stride(from: worker, to: roots.count, by: workers) {
            search.run(from: rootLinks[r], isTarget: targets.isTarget, targetCount: targets.count)
            for l in leaves.indices {
              let (start, end) = isReversed ? (leaves[l], roots[r]) : (roots[r], leaves[l])
              var time = RoadTime.never
              var way = Double.infinity
              for link in leafLinks[l] {
                let reach = search.reached[Int(link.junction)]
                guard reach.time + link.time < time else { continue }
                time = reach.time + link.time
                way = reach.metres + link.metres
              }
              if let direct = start.direct(to: end, network, accessSpeed: accessSpeed), direct.time < time {
                time = direct.time
                way = direct.metres
              }
              let cell = isReversed ? l * ends.count + r : r * ends.count + l
              seconds[cell] = time.seconds
              metres[cell] = Float(way)
            }
          }
        }
      }
    }
    return TravelTable(rows: starts.count, columns: ends.count, seconds: seconds, metres: metres)
  }

  public func nearest(from sources: [Coordinate], to destinations: [Coordinate]) -> NearestSources {
    let places = places(sources + destinations)
    let starts = places.prefix(sources.count)
    let ends = Array(places.dropFirst(sources.count))
    let labels = TwoLabelSearch(network.outward, seeds: starts.map { $0.exits(network) })
    var result = NearestSources(count: ends.count)
    for (d, end) in ends.enumerated() {
      for link in end.entries(network) {
        for label in labels.labels(at: link.junction) {
          result.offer(Int(label.source), seconds: (label.time + link.time).seconds, to: d)
        }
      }
      for (s, start) in starts.enumerated() {
        guard let direct = start.direct(to: end, network, accessSpeed: accessSpeed) else { continue }
        result.offer(s, seconds: direct.time.seconds, to: d)
      }
    }
    return result
  }

  public func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] {
    let places = places([origin, destination])
    return RoadPath(network, accessSpeed: accessSpeed).path(from: places[0], to: places[1])
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

  /// The junctions that a search has to reach.
  private struct Targets {
    var isTarget: [Bool]
    var count = 0

    init(_ links: [[RoadLink]], junctionCount: Int) {
      isTarget = [Bool](repeating: false, count: junctionCount)
      for link in links.joined() where !isTarget[Int(link.junction)] {
        isTarget[Int(link.junction)] = true
        count += 1
      }
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
    access = RoadLink(
      junction: junction, time: RoadTime(metres: metres, speed: accessSpeed / 3.6), metres: metres)
  }
}
