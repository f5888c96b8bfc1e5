/// The faces into which closed, labelled lines divide the plane, all on the lattice.
///
/// A label stands for a region, such as a unit's land: its lines run with the region on their left, and close. Lines are
/// cut wherever they meet (`SnapRounding`); where those of one label run forth and back they cancel. Every face knows how
/// often each label winds about it: once inside a simple region, not at all outside.
///
/// Edges are numbered from 0, each from its lesser to its greater vertex; its half edges are 2e, which runs so and has
/// its face on the left, and 2e + 1, which runs back.
package struct PlanarSubdivision {
  /// One straight piece of a region's outline, the region on its left.
  package struct Line {
    let from: Coordinate
    let to: Coordinate
    let label: Int32

    package init(from: Coordinate, to: Coordinate, label: Int32) {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// How often a region winds about a face, or how much more often on the left of a line than on its right.
  package struct Winding: Equatable {
    package let label: Int32
    package let turns: Int32
  }

  /// The number of the unbounded face.
  package static let outside = 0

  private let edges: LatticeEdges
  private let graph: PlanarGraph
  private let windings: FaceWindings

  /// - Precondition: the lines of each label close.
  package init(_ lines: [Line]) {
    var edges = LatticeEdges(lines)
    edges.meet()
    while true {
      let graph = PlanarGraph(edges)
      if let windings = FaceWindings(graph, edges) {
        self.edges = edges
        self.graph = graph
        self.windings = windings
        return
      }
      // No piece of a rounded line crosses another; should one do so all the same, the pieces are cut in their turn.
      guard edges.meet() else { preconditionFailure("lines of a label that do not close") }
    }
  }

  /// The faces between lines of which none meets another but at the ends of both; `nil` where some do. None is cut,
  /// however near others come.
  ///
  /// - Precondition: the lines of each label close.
  package init?(apart lines: [Line]) {
    let edges = LatticeEdges(lines)
    guard edges.areApart else { return nil }
    let graph = PlanarGraph(edges)
    guard let windings = FaceWindings(graph, edges) else { return nil }
    self.edges = edges
    self.graph = graph
    self.windings = windings
  }

  /// Faces are numbered from `outside` up.
  package var faceCount: Int { graph.faceCount }
  package var edgeCount: Int { edges.low.count }
  package var halfEdgeCount: Int { 2 * edges.low.count }

  package var vertices: [Coordinate] { graph.vertices }
  /// The number of the vertex that a half edge starts from.
  @inline(__always) package func vertex(_ half: Int) -> Int { Int(graph.origins[half]) }

  @inline(__always) package func origin(_ half: Int) -> Coordinate {
    half & 1 == 0 ? edges.low[half >> 1] : edges.high[half >> 1]
  }
  @inline(__always) package func target(_ half: Int) -> Coordinate { origin(half ^ 1) }
  /// The face on the left of a half edge.
  @inline(__always) package func face(_ half: Int) -> Int { Int(graph.faces[half]) }

  /// The regions that wind about a face, by label.
  package func windings(aboutFace face: Int) -> ArraySlice<Winding> { windings[face] }

  /// Calls `body` with each half edge around a face.
  @inline(__always)
  package func forEachHalfEdge(ofFace face: Int, _ body: (Int) -> Void) {
    for start in graph.cycles[face] {
      var half = start
      repeat {
        body(Int(half))
        half = graph.nexts[Int(half)]
      } while half != start
    }
  }

  /// The closed rings around a face: of a bounded one the outer first, of which the others are holes.
  package func rings(ofFace face: Int) -> [[Coordinate]] {
    graph.cycles[face].map { start in
      var ring: [Coordinate] = []
      var half = start
      repeat {
        ring.append(origin(Int(half)))
        half = graph.nexts[Int(half)]
      } while half != start
      return ring + ring.prefix(1)
    }
  }

  /// Twice the area of a bounded face in square lattice units.
  package func doubledArea(ofFace face: Int) -> Int128 {
    guard let first = graph.cycles[face].first else { return 0 }
    let o = origin(Int(first))
    var sum: Int128 = 0
    forEachHalfEdge(ofFace: face) { sum += LatticeLine.cross(o, origin($0), target($0)) }
    return sum
  }

  /// Whether any line met another but at its ends.
  package var hasMeetings: Bool { edges.chains.values.count > 2 * edges.chains.count }

  /// The vertices that each of the given lines is led through, its ends among them, from its lesser end. The lines ascend by
  /// their ends; each stands once, however often and whichever way it was given, but those that cancel do not.
  package var chains: Rows<Coordinate> { edges.chains }
}
