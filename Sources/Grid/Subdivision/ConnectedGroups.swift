import Geometry

/// Divides connected units into connected groups, each with about its share of the weight.
///
/// Recursive bisection: the groups are halved, and the land is swept from 24 directions; of the sweeps that leave
/// both sides connected the one with the shortest cut wins. Where none does, the cheapest sweeps are repaired
/// (stray pieces change sides, then single units move until the balance is right), and where a balanced cut does
/// not exist at all a spanning tree is cut, which always succeeds. The balance error of a cut is carried into the
/// shares of both its sides.
///
/// - Parameters:
///   - units: the units to divide; connected in `graph`.
///   - graph: who borders whom, over all units and not only these.
///   - points: where each unit of the graph stands.
///   - weights: of each unit of the graph, such as its households; not negative.
///   - targets: the share of each group, in any measure; above zero.
/// - Returns: for each target the units of its group, ascending; no group is empty. With equal weights a group
///   differs from its share by less than one unit, unless the graph is too thin to be cut so.
package func connectedGroups(
  of units: [Int], in graph: Adjacency, at points: [PlanePoint], weights: [Int], targets: [Double]
) throws(SubdivisionError) -> [[Int]] {
  guard !targets.isEmpty else { throw .noTargets }
  if let bad = targets.first(where: { !($0 > 0 && $0.isFinite) }) { throw .badTarget(bad) }
  guard units.count >= targets.count else {
    throw .tooFewUnits(units: units.count, groups: targets.count)
  }
  let pieces = graph.pieces(of: units).count
  guard pieces == 1 else { throw .notConnected(pieces: pieces) }

  var cutter = Cutter(graph: graph, points: points, weights: weights)
  var groups: [[Int]] = []
  divide(units.sorted(), targets[...], with: &cutter, into: &groups)
  return groups
}

/// Appends the groups of `units` in the order of `targets`.
private func divide(
  _ units: [Int], _ targets: ArraySlice<Double>, with cutter: inout Cutter, into groups: inout [[Int]]
) {
  if targets.count == 1 {
    groups.append(units.sorted())
    return
  }
  let cut = cutter.cut(units, targets: targets)
  divide(cut.left, targets.prefix(cut.leftGroups), with: &cutter, into: &groups)
  divide(cut.right, targets.dropFirst(cut.leftGroups), with: &cutter, into: &groups)
}
