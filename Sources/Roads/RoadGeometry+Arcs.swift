import Geometry

/// Edges in one direction, called arcs: twice the number of the edge along its vertices, one more against them.
extension RoadGeometry {
  func tail(of arc: Int32) -> Int32 { arc & 1 == 0 ? starts[Int(arc >> 1)] : ends[Int(arc >> 1)] }

  func head(of arc: Int32) -> Int32 { tail(of: arc ^ 1) }

  /// Where an arc ends.
  func place(ofHead arc: Int32) -> Coordinate {
    let edge = Int(arc >> 1)
    return points[arc & 1 == 0 ? edgeOffsets[edge + 1] - 1 : edgeOffsets[edge]]
  }

  /// The arcs of a line that may be driven.
  func arcs(of line: Int) -> [Int32] { arcs(ofEdges: edges(of: line)) }

  /// The arcs that leave each of some junctions, ascending.
  func arcs(leaving junctions: Set<Int32>) -> [Int32: [Int32]] {
    var result: [Int32: [Int32]] = [:]
    guard !junctions.isEmpty else { return result }
    for arc in arcs(ofEdges: starts.indices) where junctions.contains(tail(of: arc)) {
      result[tail(of: arc), default: []].append(arc)
    }
    return result
  }

  private func arcs(ofEdges edges: some Sequence<Int>) -> [Int32] {
    edges.flatMap { edge -> [Int32] in
      let arc = Int32(2 * edge)
      return oneWay[edge] ? [arc] : [arc, arc + 1]
    }
  }
}
