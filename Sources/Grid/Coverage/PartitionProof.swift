/// The proof that the units of one level partition the units of the level above.
///
/// Every ring runs with its land on the left. If all units are simple and, for a parent, the signed sum of its
/// children's edges equals the signed sum of its own, then the winding numbers are equal everywhere: every point
/// of the parent lies in exactly one child, and no child reaches outside. Equality of the sums is checked edge by
/// edge: an edge between two children of the parent cancels; every other must be the parent's own.
public struct PartitionProof: Sendable {
  /// Parents for which the sums differ, ascending.
  public let brokenParents: [Int]
  /// Children with an edge that neither cancels nor is the parent's, ascending: the defects lie along them.
  public let suspects: [Int]

  public var holds: Bool { brokenParents.isEmpty }

  /// Compares the children's edges with their parents'.
  ///
  /// - Parameter parentOf: for each child the index of its parent.
  /// - Precondition: every child and every parent is a simple polygon (`UnitValidity`).
  public init(children: PolygonSet, parentOf: [Int], parents: PolygonSet) {
    self.init(table: EdgeTable(children), children: children, parentOf: parentOf, parents: parents)
  }

  init(table: EdgeTable, children: PolygonSet, parentOf: [Int], parents: PolygonSet) {
    var loose = [Int](repeating: 0, count: parents.count)
    var broken = [Bool](repeating: false, count: parents.count)
    parentOf.withUnsafeBufferPointer { parentOf in
      table.visit { edge in
        let l = edge.left == EdgeTable.none ? -1 : edge.left >= 0 ? parentOf[Int(edge.left)] : -2
        let r = edge.right == EdgeTable.none ? -1 : edge.right >= 0 ? parentOf[Int(edge.right)] : -2
        if l == r && l >= 0 { return }
        if l >= 0 { loose[l] += 1 }
        if r >= 0 { loose[r] += 1 }
      }
    }
    parents.coordinates.withUnsafeBufferPointer { vertices in
      for parent in 0..<parents.count {
        var own = 0
        for ring in parents.rings(ofUnit: parent) {
          let range = parents.range(ofRing: ring)
          for i in range.lowerBound..<(range.upperBound - 1) {
            own += 1
            guard let (edge, forward) = table.edge(vertices[i], vertices[i + 1]) else {
              broken[parent] = true
              continue
            }
            let inner = edge.side(forward: forward)
            let outer = edge.side(forward: !forward)
            if inner < 0 || parentOf[Int(inner)] != parent { broken[parent] = true }
            if outer >= 0 && parentOf[Int(outer)] == parent { broken[parent] = true }
          }
        }
        if own != loose[parent] { broken[parent] = true }
      }
    }
    // Edges on which several units lie on one side belong to no parent above: their units are found here.
    var suspect = [Bool](repeating: false, count: children.count)
    var hasSeveral = false
    table.visit { hasSeveral = hasSeveral || $0.left == EdgeTable.several || $0.right == EdgeTable.several }
    if hasSeveral || broken.contains(true) {
      let parentTable = EdgeTable(parents)
      for child in 0..<children.count {
        let parent = parentOf[child]
        search: for ring in children.rings(ofUnit: child) {
          let range = children.range(ofRing: ring)
          for i in range.lowerBound..<(range.upperBound - 1) {
            let a = children.coordinates[i]
            let b = children.coordinates[i + 1]
            guard let (edge, forward) = table.edge(a, b) else { continue }
            let twin = edge.side(forward: !forward)
            let cancels = twin >= 0 && parentOf[Int(twin)] == parent
            let isOwn =
              parentTable.edge(a, b).map { $0.edge.side(forward: $0.forward) == Int32(parent) } ?? false
            if edge.side(forward: forward) == EdgeTable.several || twin == EdgeTable.several
              || cancels == isOwn
            {
              suspect[child] = true
              broken[parent] = true
              break search
            }
          }
        }
      }
    }
    brokenParents = broken.indices.filter { broken[$0] }
    suspects = suspect.indices.filter { suspect[$0] }
  }
}
