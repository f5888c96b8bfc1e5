import Geometry
import VectorFiles

/// What searches need of a network, in millimetres: junctions and the edges between them.
///
/// Turns are all open, and so is each edge both ways, but a stretch against a one-way street counts as longer than it is.
struct MatchGraph: Sendable {
  struct Arc: Sendable {
    var target: Int32
    var edge: Int32
    /// As it counts.
    var length: Int32
  }

  /// The ways out of junction j are `arcs[offsets[j] ..< offsets[j + 1]]`.
  let offsets: [Int32]
  let arcs: [Arc]
  let lengths: [Int32]
  let oneWay: [Bool]
  /// The junctions at the start and the end of each edge.
  let ends: [SIMD2<Int32>]
  let positions: [SIMD2<Float>]
  private let wrongWay: Double

  /// - Parameter wrongWay: how many times as long as it is a stretch against a one-way street counts.
  init(_ network: RoadNetwork, wrongWay: Double) {
    self.wrongWay = wrongWay
    let lengths = (0..<network.edgeCount).map { Self.millimetres(network.length(ofEdge: $0)) }
    self.lengths = lengths
    oneWay = network.oneWay
    ends = (0..<network.edgeCount).map { SIMD2(network.starts[$0], network.ends[$0]) }
    positions = network.plane.project((0..<network.junctionCount).map(network.coordinate(ofJunction:)))
      .map { SIMD2(Float($0.x), Float($0.y)) }
    var offsets = [Int32](repeating: 0, count: network.junctionCount + 1)
    for end in ends {
      offsets[Int(end.x) + 1] += 1
      offsets[Int(end.y) + 1] += 1
    }
    for j in 0..<network.junctionCount { offsets[j + 1] += offsets[j] }
    var place = offsets
    var arcs = [Arc](repeating: Arc(target: 0, edge: 0, length: 0), count: 2 * ends.count)
    for (edge, end) in ends.enumerated() {
      for isBackward in [false, true] {
        let (from, to) = isBackward ? (end.y, end.x) : (end.x, end.y)
        let counted = Self.counted(
          lengths[edge], isWrongWay: isBackward && network.oneWay[edge], wrongWay)
        arcs[Int(place[Int(from)])] = Arc(target: to, edge: Int32(edge), length: counted)
        place[Int(from)] += 1
      }
    }
    self.offsets = offsets
    self.arcs = arcs
  }

  var junctionCount: Int { offsets.count - 1 }

  /// A stretch of an edge as it counts.
  @inline(__always)
  func counted(_ length: Int32, of edge: Int, isBackward: Bool) -> Int32 {
    Self.counted(length, isWrongWay: isBackward && oneWay[edge], wrongWay)
  }

  @inline(__always)
  private static func counted(_ length: Int32, isWrongWay: Bool, _ wrongWay: Double) -> Int32 {
    isWrongWay ? Int32(min(Double(length) * wrongWay, Double(Int32.max / 2))) : length
  }

  /// Rounded up, as the costs of arcs are.
  static func millimetres(_ metres: Double) -> Int32 {
    Int32(min((metres * 1000).rounded(.up), Double(Int32.max / 2)))
  }
}
