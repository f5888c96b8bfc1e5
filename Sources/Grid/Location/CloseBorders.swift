import Geometry

/// Tells which units' borders pass so close to a point that rounding to the lattice may have put the two on the wrong
/// sides of each other.
struct CloseBorders {
  /// Rounding moves a point and a border by at most half a lattice unit each way, together by one; twice that is close.
  static let reach: Int32 = 2

  private let shapes: PolygonSet
  private let index: BoxIndex
  private let unitOfPolygon: [Int]

  init(_ shapes: PolygonSet) {
    self.shapes = shapes
    index = BoxIndex((0..<shapes.polygonCount).map { shapes.box(ofPolygon: $0) })
    unitOfPolygon = (0..<shapes.count).flatMap { unit in shapes.polygons(of: unit).map { _ in unit } }
  }

  /// The units, ascending.
  func units(near point: Coordinate) -> [Int] {
    var square = Box()
    square.insert(Coordinate(x: point.x - Self.reach, y: point.y - Self.reach))
    square.insert(Coordinate(x: point.x + Self.reach, y: point.y + Self.reach))
    var units: [Int] = []
    for polygon in index.meeting(square) where units.last != unitOfPolygon[polygon] {
      if passes(polygon, square) { units.append(unitOfPolygon[polygon]) }
    }
    return units
  }

  /// Whether an edge of a polygon meets a square.
  private func passes(_ polygon: Int, _ square: Box) -> Bool {
    shapes.rings(of: polygon).contains { ring in
      let range = shapes.range(ofRing: ring)
      return (range.lowerBound..<range.upperBound - 1).contains { i in
        Self.meets(shapes.coordinates[i], shapes.coordinates[i + 1], square)
      }
    }
  }

  private static func meets(_ a: Coordinate, _ b: Coordinate, _ square: Box) -> Bool {
    guard min(a.x, b.x) <= square.maxX, max(a.x, b.x) >= square.minX,
      min(a.y, b.y) <= square.maxY, max(a.y, b.y) >= square.minY
    else { return false }
    // Some corner must lie on the line or on the other side of it than another.
    func side(_ x: Int32, _ y: Int32) -> Int128 {
      Int128(Int64(b.x) - Int64(a.x)) * Int128(Int64(y) - Int64(a.y))
        - Int128(Int64(x) - Int64(a.x)) * Int128(Int64(b.y) - Int64(a.y))
    }
    let sides = [
      side(square.minX, square.minY), side(square.maxX, square.minY), side(square.minX, square.maxY),
      side(square.maxX, square.maxY),
    ]
    return !sides.allSatisfy { $0 > 0 } && !sides.allSatisfy { $0 < 0 }
  }
}
