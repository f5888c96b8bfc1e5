import Geometry
import VectorFiles

/// The planar subdivision that all lines of all levels make on the lattice.
struct Arrangement {
  /// A unit for each face; no two overlap, and neighbours share their edges.
  let faces: PolygonSet
  /// Which faces share an edge, and for how many metres.
  let borders: Adjacency
  /// The faces with an edge to the unbounded outside.
  let isOuter: [Bool]
  /// Square metres.
  let areas: [Double]
  let table: EdgeTable
  /// For each level and face the units that cover it, ascending.
  private(set) var covers: [[[Int]]] = []

  var count: Int { faces.count }

  init(of shapes: [PolygonSet], plane: LocalPlane) throws(GEOSError) {
    let segments = LatticeSegment.all(of: shapes)
    var faces = PolygonSet()
    let points = try withGEOS { context throws(GEOSError) in
      var points: [RealPoint] = []
      for face in try context.faces(between: segments.map { ($0.low, $0.high) }) {
        faces.appendUnit([face.rings.map { ring in ring.compactMap(\.rounded) }])
        points.append(try context.anchor(of: context.shape(of: face)))
      }
      return points
    }
    self.faces = faces
    let table = EdgeTable(faces)
    self.table = table
    borders = Adjacency(of: faces, in: plane)
    areas = faces.areas(in: plane)
    isOuter = (0..<faces.count).map { face in
      var outer = false
      faces.forEachEdge(ofUnit: face) { a, b in
        guard let (edge, forward) = table.edge(a, b) else { return }
        if edge.side(forward: !forward) == EdgeTable.none { outer = true }
      }
      return outer
    }
    let boxes = (0..<faces.count).map { faces.box(of: $0) }
    covers = shapes.map { Self.covers(of: points, boxes, by: $0) }
  }

  /// A unit without land covers what its children cover.
  mutating func lendLand(toUnit unit: Int, ofLevel level: Int, fromChildren children: Set<Int>) {
    for face in 0..<count where covers[level + 1][face].contains(where: children.contains) {
      covers[level][face] = (covers[level][face] + [unit]).sorted()
    }
  }

  private static func covers(of points: [RealPoint], _ boxes: [Box], by shapes: PolygonSet) -> [[Int]] {
    var result = [[Int]](repeating: [], count: points.count)
    BoxPairs.forEach(boxes + (0..<shapes.count).map { shapes.box(of: $0) }) { a, b in
      guard a < points.count && b >= points.count else { return }
      let unit = b - points.count
      if shapes.holds(points[a], inUnit: unit) { result[a].append(unit) }
    }
    return result.map { $0.sorted() }
  }
}

/// An undirected edge between two lattice points.
struct LatticeSegment: Hashable, Comparable {
  let low: Coordinate
  let high: Coordinate

  init(_ a: Coordinate, _ b: Coordinate) {
    (low, high) = a < b ? (a, b) : (b, a)
  }

  static func < (a: Self, b: Self) -> Bool { (a.low, a.high) < (b.low, b.high) }

  /// Every segment of every level once, in order.
  static func all(of shapes: [PolygonSet]) -> [LatticeSegment] {
    var all: [LatticeSegment] = []
    for set in shapes {
      for unit in 0..<set.count { set.forEachEdge(ofUnit: unit) { all.append(LatticeSegment($0, $1)) } }
    }
    all.sort()
    var last: LatticeSegment?
    all.removeAll { segment in
      defer { last = segment }
      return segment == last
    }
    return all
  }
}

extension PolygonSet {
  /// Calls `body` with the ends of every edge of a unit, land on the left.
  @inline(__always)
  func forEachEdge(ofUnit unit: Int, _ body: (Coordinate, Coordinate) -> Void) {
    for ring in rings(ofUnit: unit) {
      let range = range(ofRing: ring)
      for i in range.lowerBound..<(range.upperBound - 1) { body(coordinates[i], coordinates[i + 1]) }
    }
  }

  /// Whether a point lies in one of a unit's polygons. Points are those inside faces, so never on a border but
  /// where snap rounding moved it: there either answer will do.
  func holds(_ point: RealPoint, inUnit unit: Int) -> Bool {
    coordinates.withUnsafeBufferPointer { vertices in
      polygons(of: unit).contains { polygon in
        var inside = false
        for ring in rings(of: polygon) {
          let range = range(ofRing: ring)
          var ax = Double(vertices[range.lowerBound].x) - point.x
          var ay = Double(vertices[range.lowerBound].y) - point.y
          for i in (range.lowerBound + 1)..<range.upperBound {
            let bx = Double(vertices[i].x) - point.x
            let by = Double(vertices[i].y) - point.y
            if (ay > 0) != (by > 0), (ax * by - bx * ay > 0) == (by > ay) { inside.toggle() }
            (ax, ay) = (bx, by)
          }
        }
        return inside
      }
    }
  }
}
