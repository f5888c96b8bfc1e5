import Geometry
import Solvers

/// The proof that the units of one level partition the units of the level above.
///
/// **What is proved.** Every ring runs with its land on the left, so the winding number of a valid polygon is 1 inside
/// it and 0 outside. If, for a parent, the signed sum of its children's edges equals the signed sum of its own edges,
/// then the winding numbers are equal everywhere: every point of the parent lies in exactly one child, and no child
/// reaches outside. Equality is checked edge by edge on the integer lattice of 1e-7 degree, without tolerance and
/// without rounding; an edge that a child runs along must be run along the other way by another child of the same
/// parent, or be the parent's own.
///
/// So "proved" means: for the polygons as they were read and put on the lattice (about 1 cm), each parent is covered
/// by its children with no gap, no overlap, nothing outside, and with the same vertices on both sides of every border.
/// It says nothing of whether the borders stand where they do on the ground, and nothing of the top level's own
/// outline. It is stricter than needed in one point: a vertex on one side of a border only, exactly on the line,
/// leaves no gap and yet is refused, because the next move of that vertex would open one.
public struct PartitionProof: Sendable {
  /// Parents for which the sums differ, ascending.
  public let brokenParents: [Int]
  /// Children of broken parents with an edge along which the sums differ, ascending: the defects lie along them.
  public let suspects: [Int]

  /// Whether the units of the level partition their parents.
  public var holds: Bool { brokenParents.isEmpty }

  /// Compares the children's edges with their parents', on all cores.
  ///
  /// - Parameters:
  ///   - children: the units of the lower level.
  ///   - parentOf: for each child the index of its parent.
  ///   - parents: the units of the level above.
  /// - Precondition: every child and every parent is a valid polygon (`UnitValidity`).
  public init(children: PolygonSet, parentOf: [Int], parents: PolygonSet) {
    let families = Families(parentOf: parentOf, parentCount: parents.count)
    let parts = families.chunks(children).map { ($0, families) }
    let found = concurrentMap(parts) { chunk, families in
      PartitionProof(children: children, families: families, parents: parents, in: chunk)
    }
    self.init(joining: found)
  }

  /// The verdict on some of the parents.
  init(children: PolygonSet, families: Families, parents: PolygonSet, in range: Range<Int>) {
    var balance = EdgeBalance()
    var broken: [Int] = []
    var suspects: [Int] = []
    for parent in range {
      let members = families.children(of: parent)
      balance.sum(children, members, parent, of: parents)
      if balance.open == 0 { continue }
      broken.append(parent)
      suspects += members.filter { Self.hasOpenEdge($0, children, balance) }
    }
    brokenParents = broken
    self.suspects = suspects.sorted()
  }

  /// One verdict from those on parts of the parents, in ascending order.
  init(joining parts: [PartitionProof]) {
    brokenParents = parts.flatMap(\.brokenParents)
    suspects = parts.flatMap(\.suspects).sorted()
  }

  private static func hasOpenEdge(_ unit: Int, _ shapes: PolygonSet, _ balance: EdgeBalance) -> Bool {
    shapes.rings(ofUnit: unit).contains { ring in
      let range = shapes.range(ofRing: ring)
      return range.dropLast().contains { balance.isOpen(shapes.coordinates[$0], shapes.coordinates[$0 + 1]) }
    }
  }
}

/// The children of every parent, in compressed rows.
struct Families: Sendable {
  private let offsets: [Int]
  private let members: [Int]

  /// - Parameter parentOf: for each child the index of its parent; a child of none has a negative one.
  init(parentOf: [Int], parentCount: Int) {
    var offsets = [Int](repeating: 0, count: parentCount + 1)
    for parent in parentOf where parent >= 0 { offsets[parent + 1] += 1 }
    for parent in 0..<parentCount { offsets[parent + 1] += offsets[parent] }
    var next = offsets
    var members = [Int](repeating: 0, count: offsets[parentCount])
    for (child, parent) in parentOf.enumerated() where parent >= 0 {
      members[next[parent]] = child
      next[parent] += 1
    }
    self.offsets = offsets
    self.members = members
  }

  var count: Int { offsets.count - 1 }

  /// Ascending.
  func children(of parent: Int) -> ArraySlice<Int> { members[offsets[parent]..<offsets[parent + 1]] }

  /// Runs of parents whose children have about as many vertices each, small enough to share out among cores.
  func chunks(_ children: PolygonSet) -> [Range<Int>] {
    let most = max(20_000, children.coordinates.count / 8)
    var result: [Range<Int>] = []
    var (start, size) = (0, 0)
    for parent in 0..<count {
      size += self.children(of: parent).reduce(0) { $0 + children.range(ofUnit: $1).count }
      if size >= most {
        result.append(start..<(parent + 1))
        (start, size) = (parent + 1, 0)
      }
    }
    if start < count { result.append(start..<count) }
    return result
  }
}
