import Geometry
import VectorFiles

extension PolygonSet {
  /// The area of each unit in square metres of the plane.
  public func areas(in plane: LocalPlane) -> [Double] {
    let points = plane.project(coordinates)
    return (0..<count).map { unit in
      rings(ofUnit: unit).reduce(0.0) { $0 + Self.signedArea(points[range(ofRing: $1)]) }
    }
  }

  /// The signed area of a closed ring; positive when it runs counter-clockwise.
  static func signedArea(_ ring: ArraySlice<PlanePoint>) -> Double {
    guard let origin = ring.first else { return 0 }
    var doubled = 0.0
    for i in ring.startIndex..<(ring.endIndex - 1) {
      let (a, b) = (ring[i], ring[i + 1])
      doubled += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
    }
    return doubled / 2
  }

  /// For each unit a lattice point inside it: the centroid of its largest polygon where that lies inside, else
  /// GEOS's point on its surface. A unit without land has its anchor at 0 0.
  public func anchors() throws(GEOSError) -> [Coordinate] {
    var result: [Coordinate] = []
    result.reserveCapacity(count)
    for unit in 0..<count {
      guard !polygons(of: unit).isEmpty else {
        result.append(Coordinate(x: 0, y: 0))
        continue
      }
      if let centroid = centroid(ofUnit: unit), place(of: centroid, inUnit: unit) == .inside {
        result.append(centroid)
      } else {
        let anchor = try withGEOS { context throws(GEOSError) in
          try context.anchor(of: context.shape(ofUnit: unit, in: self))
        }
        result.append(anchor.rounded ?? box(of: unit).centre)
      }
    }
    return result
  }

  /// The centroid of the exterior of a unit's largest polygon.
  private func centroid(ofUnit unit: Int) -> Coordinate? {
    let shells = polygons(of: unit).map { rings(of: $0).lowerBound }
    let largest = shells.max {
      Self.doubledArea(of: coordinates[range(ofRing: $0)])
        < Self.doubledArea(of: coordinates[range(ofRing: $1)])
    }
    guard let largest else { return nil }
    let ring = coordinates[range(ofRing: largest)]
    guard let origin = ring.first else { return nil }
    var (sumX, sumY, doubled) = (0.0, 0.0, 0.0)
    for i in ring.startIndex..<(ring.endIndex - 1) {
      let ax = Double(ring[i].x) - Double(origin.x)
      let ay = Double(ring[i].y) - Double(origin.y)
      let bx = Double(ring[i + 1].x) - Double(origin.x)
      let by = Double(ring[i + 1].y) - Double(origin.y)
      let cross = ax * by - bx * ay
      sumX += (ax + bx) * cross
      sumY += (ay + by) * cross
      doubled += cross
    }
    guard doubled != 0 else { return nil }
    return RealPoint(x: Double(origin.x) + sumX / (3 * doubled), y: Double(origin.y) + sumY / (3 * doubled))
      .rounded
  }

  /// Where a point lies relative to a unit, exactly; holes are outside.
  func place(of point: Coordinate, inUnit unit: Int) -> PointInRing.Place {
    var inside = false
    for ring in rings(ofUnit: unit) {
      switch PointInRing.locate(point, in: coordinates[range(ofRing: ring)]) {
      case .border: return .border
      case .inside: inside.toggle()
      case .outside: break
      }
    }
    return inside ? .inside : .outside
  }
}

extension Adjacency {
  /// The units of a level that share an edge, with the length of the shared border.
  public init(of shapes: PolygonSet, in plane: LocalPlane) {
    self.init(of: shapes, in: plane) { $0.distance(to: $1) }
  }

  /// The units of a level that share an edge, with as much of the shared border as counts.
  ///
  /// - Parameter metres: of each edge those that count.
  package init(
    of shapes: PolygonSet, in plane: LocalPlane, counting metres: (PlanePoint, PlanePoint) -> Double
  ) {
    let table = EdgeTable(shapes)
    let points = plane.project(shapes.coordinates)
    var offsets = [0]
    var neighbours: [Int] = []
    var borders: [Double] = []
    for unit in 0..<shapes.count {
      var lengths: [Int: Double] = [:]
      for ring in shapes.rings(ofUnit: unit) {
        let range = shapes.range(ofRing: ring)
        for i in range.lowerBound..<(range.upperBound - 1) {
          guard let (edge, forward) = table.edge(shapes.coordinates[i], shapes.coordinates[i + 1]) else {
            continue
          }
          let twin = edge.side(forward: !forward)
          // Where units overlap along the edge, it is nobody's border: neighbours stay mutual.
          if twin >= 0, twin != Int32(unit), edge.side(forward: forward) >= 0 {
            lengths[Int(twin), default: 0] += metres(points[i], points[i + 1])
          }
        }
      }
      for (neighbour, length) in lengths.sorted(by: { $0.key < $1.key }) {
        neighbours.append(neighbour)
        borders.append(length)
      }
      offsets.append(neighbours.count)
    }
    self.init(offsets: offsets, neighbours: neighbours, borders: borders)
  }
}
