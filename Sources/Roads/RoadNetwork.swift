import Geometry
import VectorFiles

/// A road network: junctions joined by edges, each the stretch of one line between two junctions.
///
/// Lines meet where they share a node; a node that only one line passes stays part of its edge's geometry. Every edge can be driven along its vertices; against them unless it is one-way (a line that is
/// one-way against its vertices is turned round). Turns that a rule of the layer forbids are kept by copies of the
/// junctions where they would be made: the copies count among the junctions.
public struct RoadNetwork: Sendable {
  /// In which its metres are measured.
  public let plane: LocalPlane
  /// How many junctions it has.
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
  private let copies: RoadCopies
  /// How many of the rules on turns that bind who travels are kept.
  public let keptTurns: Int
  /// Rules that forbid turns which cannot be driven anyway.
  public let idleTurns: Int
  /// Rules that are left out, since their ways meet in no way, or in more than one.
  public let unclearTurns: Int
  /// Metres per second along the vertices of an edge, and against them.
  let speeds: [Double]
  let speedsBackward: [Double]
  let oneWay: [Bool]
  /// Whether places may join the road there.
  let joinable: [Bool]
  /// For each edge the line of the layer that it is a stretch of, and the names of the lines.
  private let lines: [Int32]
  private let names: [String]

  /// The ways out of each junction, and those into it.
  let outward: RoadArcs
  let inward: RoadArcs

  /// For each edge the strongly connected piece from which it is reached and into which it leads; -1 where the two
  /// are not one.
  let pieceOfEdge: [Int32]
  /// For each piece the metres of the edges inside it.
  public let pieceLengths: [Double]
  /// The piece with the greatest length; -1 when there are no roads.
  public let largestPiece: Int

  /// How many edges it has: one for each stretch between two junctions, whether it may be driven one way or both.
  public var edgeCount: Int { starts.count }
  /// How many connected pieces it falls into.
  public let pieceCount: Int

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
    self.lines = (0..<lines.count).flatMap { line in geometry.edges(of: line).map { _ in Int32(line) } }
    names = lines.attributes.map(\.name)
    // A ferry is boarded at its ends only.
    joinable = self.lines.map { lines.attributes[Int($0)].roadClass != RoadClasses.ferry }
    speeds = geometry.speeds
    speedsBackward = geometry.speedsBackward
    let turns = RoadTurnSequences(lines, geometry, profile: profile)
    keptTurns = turns.keptCount
    idleTurns = turns.idleCount
    unclearTurns = turns.unclearCount
    let copies = RoadCopies(turns.forbidden, geometry)
    self.copies = copies
    junctionCount = copies.nodeCount
    positions = plane.project(points)
    var places = [Coordinate](repeating: plane.centre, count: junctionCount)
    for e in starts.indices {
      places[Int(starts[e])] = points[edgeOffsets[e]]
      places[Int(ends[e])] = points[edgeOffsets[e + 1] - 1]
    }
    for node in copies.junctionCount..<copies.nodeCount {
      places[node] = places[Int(copies.junction(of: Int32(node)))]
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

    func draft(_ from: Int32, _ to: Int32, _ arc: Int32) -> RoadArcs.Draft {
      let edge = Int(arc >> 1)
      let speed = arc & 1 == 0 ? geometry.speeds[edge] : geometry.speedsBackward[edge]
      return RoadArcs.Draft(
        from: from, to: to, edge: arc >> 1, cost: RoadCost(metres: lengths[edge], speed: speed))
    }
    var arcs: [RoadArcs.Draft] = []
    arcs.reserveCapacity(2 * starts.count)
    for e in starts.indices {
      let arc = Int32(2 * e)
      arcs.append(draft(starts[e], copies.node(after: arc, to: ends[e]), arc))
      if !oneWay[e] { arcs.append(draft(ends[e], copies.node(after: arc + 1, to: starts[e]), arc + 1)) }
    }
    arcs += copies.arcs.map { draft($0.from, $0.to, $0.arc) }
    outward = RoadArcs(junctions: junctionCount, arcs: arcs)
    inward = RoadArcs(junctions: junctionCount, arcs: arcs.map(\.reversed))

    let pieces = outward.stronglyConnectedPieces()
    var pieceOfEdge = [Int32](repeating: -1, count: starts.count)
    var pieceLengths = [Double](repeating: 0, count: pieces.count)
    for e in starts.indices {
      let arc = Int32(2 * e)
      var into = copies.nodes(before: arc, from: starts[e])
      var out = [copies.node(after: arc, to: ends[e])]
      if !oneWay[e] {
        into += copies.nodes(before: arc + 1, from: ends[e])
        out.append(copies.node(after: arc + 1, to: starts[e]))
      }
      let outPieces = out.map { pieces.piece[Int($0)] }
      let piece = into.map { pieces.piece[Int($0)] }.first(where: outPieces.contains)
      guard let piece else { continue }
      pieceOfEdge[e] = piece
      pieceLengths[Int(piece)] += lengths[e]
    }
    self.pieceOfEdge = pieceOfEdge
    self.pieceLengths = pieceLengths
    // A junction that is entered by its copies alone is no piece of its own.
    pieceCount = pieces.count - copies.junctionsEnteredByCopies(among: arcs)
    largestPiece = pieceLengths.indices.max { (pieceLengths[$0], $1) < (pieceLengths[$1], $0) } ?? -1
  }

  /// The name of the street that an edge is part of; empty where it has none.
  public func name(ofEdge edge: Int) -> String { names[Int(lines[edge])] }

  /// Where a junction is.
  public func coordinate(ofJunction junction: Int) -> Coordinate { junctionPlaces[junction] }

  /// The junction that a node of the searches is, or is a copy of.
  func junction(of node: Int32) -> Int32 { copies.junction(of: node) }

  /// The nodes that are reached when a way ends at a junction.
  func nodes(at junction: Int32) -> [Int32] { copies.nodes(at: junction) }

  /// The nodes from which an edge is entered, and the node that a way which begins on it comes to.
  func nodes(before edge: Int, backward: Bool) -> [Int32] {
    copies.nodes(before: Int32(2 * edge + (backward ? 1 : 0)), from: backward ? ends[edge] : starts[edge])
  }

  func node(after edge: Int, backward: Bool) -> Int32 {
    copies.node(after: Int32(2 * edge + (backward ? 1 : 0)), to: backward ? starts[edge] : ends[edge])
  }

  func length(ofEdge edge: Int) -> Double { along[edgeOffsets[edge + 1] - 1] }

  /// What a part of an edge costs.
  func cost(ofEdge edge: Int, metres: Double, backward: Bool) -> RoadCost {
    RoadCost(metres: metres, speed: backward ? speedsBackward[edge] : speeds[edge])
  }

  /// The length of a straight stretch: in the plane, but never less than over the sphere, so that no way along
  /// the roads is reported shorter than the great circle between its ends.
  static func metres(_ a: PlanePoint, _ b: PlanePoint, _ u: SIMD3<Double>, _ v: SIMD3<Double>) -> Double {
    max(a.distance(to: b), GreatCircle.metres(u, v))
  }
}
