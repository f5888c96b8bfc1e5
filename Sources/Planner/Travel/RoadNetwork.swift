import Grid

/// A road network: junctions joined by edges, each the stretch of one line between two junctions.
///
/// Lines meet where they share a vertex exactly; a vertex that only one line passes stays part of its edge's
/// geometry. Every edge can be driven along its vertices; against them unless it is one-way (a line that is
/// one-way against its vertices is turned round).
public struct RoadNetwork: Sendable {
  public let plane: LocalPlane
  public let junctionCount: Int

  /// The vertices of edge e are `points[edgeOffsets[e] ..< edgeOffsets[e + 1]]`.
  let points: [Coordinate]
  let positions: [PlanePoint]
  /// Metres from the start of its edge to each vertex.
  let along: [Double]
  let edgeOffsets: [Int]
  /// The junctions at the start and the end of each edge.
  let starts: [Int32]
  let ends: [Int32]
  private let junctionPlaces: [Coordinate]
  /// Metres per second.
  let speeds: [Double]
  let oneWay: [Bool]

  /// The ways out of each junction, and those into it.
  let outward: RoadArcs
  let inward: RoadArcs

  /// For each junction the strongly connected piece it belongs to.
  let pieceOfJunction: [Int32]
  /// For each piece the metres of the edges inside it.
  public let pieceLengths: [Double]
  /// The piece with the greatest length; -1 when there are no roads.
  public let largestPiece: Int

  public var edgeCount: Int { starts.count }
  public var pieceCount: Int { pieceLengths.count }

  /// Metres of all edges together.
  public var length: Double { (0..<edgeCount).reduce(0) { $0 + length(ofEdge: $1) } }

  /// The share of all road length that lies in the largest strongly connected piece, 0 to 1.
  public var largestPieceShare: Double {
    largestPiece < 0 ? 0 : pieceLengths[largestPiece] / max(length, .leastNonzeroMagnitude)
  }

  /// Builds the network of the lines that may be taken.
  public init(_ lines: RoadLines, plane: LocalPlane, profile: Profile = .car) {
    self.plane = plane
    let geometry = RoadGeometry(lines, profile: profile)
    points = geometry.points
    edgeOffsets = geometry.edgeOffsets
    starts = geometry.starts
    ends = geometry.ends
    oneWay = geometry.oneWay
    speeds = geometry.speeds
    junctionCount = geometry.junctionCount
    positions = plane.project(points)
    var places = [Coordinate](repeating: plane.centre, count: junctionCount)
    for e in starts.indices {
      places[Int(starts[e])] = points[edgeOffsets[e]]
      places[Int(ends[e])] = points[edgeOffsets[e + 1] - 1]
    }
    junctionPlaces = places

    let directions = points.map(GreatCircle.direction)
    var along = [Double](repeating: 0, count: points.count)
    for e in starts.indices {
      for i in (edgeOffsets[e] + 1)..<edgeOffsets[e + 1] {
        along[i] =
          along[i - 1]
          + Self.metres(positions[i - 1], positions[i], directions[i - 1], directions[i])
      }
    }
    self.along = along
    let lengths = starts.indices.map { along[geometry.edgeOffsets[$0 + 1] - 1] }

    var arcs: [(from: Int32, to: Int32, edge: Int32)] = []
    arcs.reserveCapacity(2 * starts.count)
    for e in starts.indices {
      arcs.append((starts[e], ends[e], Int32(e)))
      if !oneWay[e] { arcs.append((ends[e], starts[e], Int32(e))) }
    }
    let costs = zip(lengths, geometry.speeds).map { RoadCost(metres: $0, speed: $1) }
    outward = RoadArcs(junctions: junctionCount, arcs: arcs, costs: costs)
    inward = RoadArcs(
      junctions: junctionCount, arcs: arcs.map { (from: $0.to, to: $0.from, edge: $0.edge) }, costs: costs)

    let pieces = outward.stronglyConnectedPieces()
    pieceOfJunction = pieces.piece
    var pieceLengths = [Double](repeating: 0, count: pieces.count)
    for e in starts.indices where pieces.piece[Int(starts[e])] == pieces.piece[Int(ends[e])] {
      pieceLengths[Int(pieces.piece[Int(starts[e])])] += lengths[e]
    }
    self.pieceLengths = pieceLengths
    largestPiece = pieceLengths.indices.max { (pieceLengths[$0], $1) < (pieceLengths[$1], $0) } ?? -1
  }

  public func coordinate(ofJunction junction: Int) -> Coordinate { junctionPlaces[junction] }

  func length(ofEdge edge: Int) -> Double { along[edgeOffsets[edge + 1] - 1] }

  /// The length of a straight stretch: in the plane, but never less than over the sphere, so that no way along
  /// the roads is reported shorter than the great circle between its ends.
  static func metres(_ a: PlanePoint, _ b: PlanePoint, _ u: SIMD3<Double>, _ v: SIMD3<Double>) -> Double {
    max(a.distance(to: b), GreatCircle.metres(u, v))
  }
}
