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

  /// Builds the network of the lines that cars may take.
  public init(_ lines: RoadLines, plane: LocalPlane) {
    self.plane = plane
    let geometry = RoadGeometry(lines)
    points = geometry.points
    edgeOffsets = geometry.edgeOffsets
    starts = geometry.starts
    ends = geometry.ends
    oneWay = geometry.oneWay
    speeds = geometry.speeds
    junctionCount = geometry.junctionCount
    positions = plane.project(points)

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
    let times = zip(lengths, geometry.speeds).map { RoadTime(metres: $0, speed: $1) }
    outward = RoadArcs(junctions: junctionCount, arcs: arcs, times: times, lengths: lengths)
    inward = RoadArcs(
      junctions: junctionCount, arcs: arcs.map { (from: $0.to, to: $0.from, edge: $0.edge) }, times: times,
      lengths: lengths)

    let pieces = outward.stronglyConnectedPieces()
    pieceOfJunction = pieces.piece
    var pieceLengths = [Double](repeating: 0, count: pieces.count)
    for e in starts.indices where pieces.piece[Int(starts[e])] == pieces.piece[Int(ends[e])] {
      pieceLengths[Int(pieces.piece[Int(starts[e])])] += lengths[e]
    }
    self.pieceLengths = pieceLengths
    largestPiece = pieceLengths.indices.max { (pieceLengths[$0], $1) < (pieceLengths[$1], $0) } ?? -1
  }

  func length(ofEdge edge: Int) -> Double { along[edgeOffsets[edge + 1] - 1] }

  /// The length of a straight stretch: in the plane, but never less than over the sphere, so that no way along
  /// the roads is reported shorter than the great circle between its ends.
  static func metres(_ a: PlanePoint, _ b: PlanePoint, _ u: SIMD3<Double>, _ v: SIMD3<Double>) -> Double {
    max(a.distance(to: b), GreatCircle.metres(u, v))
  }
}

/// Driving time in whole milliseconds: sums are exact, so that they do not depend on the order of adding.
struct RoadTime: Comparable, Sendable {
  var milliseconds: UInt64

  /// Longer than any way; a bound that keeps search keys within 64 bits.
  static let never = RoadTime(milliseconds: 1 << 36)

  init(milliseconds: UInt64) {
    self.milliseconds = milliseconds
  }

  /// The time for `metres` at `speed` metres per second.
  init(metres: Double, speed: Double) {
    let value = (metres * 1000 / speed).rounded()
    milliseconds = value < Double(Self.never.milliseconds) ? UInt64(value) : Self.never.milliseconds
  }

  var seconds: Float { self < .never ? Float(Double(milliseconds) / 1000) : .infinity }

  static func < (a: RoadTime, b: RoadTime) -> Bool { a.milliseconds < b.milliseconds }
  static func + (a: RoadTime, b: RoadTime) -> RoadTime {
    RoadTime(milliseconds: a.milliseconds + b.milliseconds)
  }
}
