import CGEOS
import Words

/// Why a polygon is not valid by the OGC's rules, and where.
public struct Invalidity: Sendable, Hashable {
  /// In GEOS's words: "Self-intersection", "Hole lies outside shell", …
  public let reason: Message
  /// `nil` where there is nothing to point at.
  package let place: RealPoint?

  package init(reason: Message, place: RealPoint?) {
    self.reason = reason
    self.place = place
  }
}

extension GEOSContext {
  /// Why `shape` is not valid; `nil` when it is.
  package func invalidity(of shape: borrowing GEOSShape) throws(GEOSError) -> Invalidity? {
    var reason: UnsafeMutablePointer<CChar>?
    var location: OpaquePointer?
    let answer = GEOSisValidDetail_r(handle, shape.pointer, 0, &reason, &location)
    defer {
      if let reason { GEOSFree_r(handle, reason) }
      if let location { GEOSGeom_destroy_r(handle, location) }
    }
    if answer == 1 { return nil }
    guard answer == 0 else { throw failure("GEOSisValidDetail_r") }
    var place: RealPoint?
    if let location {
      var point = RealPoint(x: 0, y: 0)
      if GEOSGeomGetX_r(handle, location, &point.x) == 1, GEOSGeomGetY_r(handle, location, &point.y) == 1 {
        place = point
      }
    }
    let said = reason.map { String(cString: $0) } ?? "invalid"
    return Invalidity(reason: Message(term: said), place: place)
  }

  /// The valid polygons that cover what the edges of `shape` enclose; lines that are left where it folds flat are no
  /// land, and GEOS could not compare a collection that holds some.
  package func madeValid(_ shape: borrowing GEOSShape) throws(GEOSError) -> GEOSShape {
    let valid = try owned(GEOSMakeValid_r(handle, shape.pointer), "GEOSMakeValid_r")
    let type = GEOSGeomTypeId_r(handle, valid.pointer)
    if type == Int32(GEOS_POLYGON.rawValue) || type == Int32(GEOS_MULTIPOLYGON.rawValue) { return valid }
    return try self.shape(ofParts: polygons(of: valid))
  }

  /// The shape with fewer vertices, none of them new, no farther than `tolerance` from where it was, and as valid as it
  /// was; GEOS's `TopologyPreservingSimplifier`.
  package func simplified(_ shape: borrowing GEOSShape, tolerance: Double) throws(GEOSError) -> GEOSShape {
    try owned(
      GEOSTopologyPreserveSimplify_r(handle, shape.pointer, tolerance), "GEOSTopologyPreserveSimplify_r")
  }

  /// The line with fewer vertices, none of them new, no farther than `tolerance` from where it was (Douglas and Peucker
  /// 1973).
  package func simplified(
    _ line: some Collection<Coordinate>, tolerance: Double
  ) throws(GEOSError) -> [Coordinate] {
    let line = Array(line)
    guard line.count > 2 else { return line }
    let whole = try owned(
      GEOSGeom_createLineString_r(handle, coordinateSequence(line[...])), "GEOSGeom_createLineString_r")
    let simple = try owned(GEOSSimplify_r(handle, whole.pointer, tolerance), "GEOSSimplify_r")
    return try points(of: simple.pointer).compactMap(\.rounded)
  }

  package func intersection(_ a: borrowing GEOSShape, _ b: borrowing GEOSShape) throws(GEOSError) -> GEOSShape
  {
    try owned(GEOSIntersection_r(handle, a.pointer, b.pointer), "GEOSIntersection_r")
  }

  package func difference(_ a: borrowing GEOSShape, _ b: borrowing GEOSShape) throws(GEOSError) -> GEOSShape {
    try owned(GEOSDifference_r(handle, a.pointer, b.pointer), "GEOSDifference_r")
  }

  /// The union of the shapes that `shape` makes of some numbers.
  package func union(
    of numbers: some Sequence<Int>,
    _ shape: (Int, borrowing GEOSContext) throws(GEOSError) -> GEOSShape
  ) throws(GEOSError) -> GEOSShape {
    var parts: [OpaquePointer?] = []
    for number in numbers {
      do { parts.append(try shape(number, self).release()) } catch {
        for part in parts { GEOSGeom_destroy_r(handle, part) }
        throw error
      }
    }
    let collection = try collection(&parts, type: GEOS_GEOMETRYCOLLECTION)
    return try owned(GEOSUnaryUnion_r(handle, collection.pointer), "GEOSUnaryUnion_r")
  }

  /// Area in square lattice units.
  package func area(of shape: borrowing GEOSShape) throws(GEOSError) -> Double {
    var area = 0.0
    guard GEOSArea_r(handle, shape.pointer, &area) == 1 else { throw failure("GEOSArea_r") }
    return area
  }

  /// A point inside the shape.
  package func anchor(of shape: borrowing GEOSShape) throws(GEOSError) -> RealPoint {
    let point = try owned(GEOSPointOnSurface_r(handle, shape.pointer), "GEOSPointOnSurface_r")
    var result = RealPoint(x: 0, y: 0)
    guard GEOSGeomGetX_r(handle, point.pointer, &result.x) == 1,
      GEOSGeomGetY_r(handle, point.pointer, &result.y) == 1
    else { throw failure("GEOSGeomGetX_r") }
    return result
  }

  /// Whether a point that need not lie on the lattice is inside the shape or on its border.
  package func holds(_ shape: borrowing GEOSShape, _ point: RealPoint) throws(GEOSError) -> Bool {
    let point = try owned(
      GEOSGeom_createPointFromXY_r(handle, point.x, point.y), "GEOSGeom_createPointFromXY_r")
    switch GEOSIntersects_r(handle, shape.pointer, point.pointer) {
    case 0: return false
    case 1: return true
    default: throw failure("GEOSIntersects_r")
    }
  }

  /// A multipolygon from polygons that need not lie on the lattice.
  private func shape(ofParts polygons: [RealPolygon]) throws(GEOSError) -> GEOSShape {
    var parts: [OpaquePointer?] = []
    for polygon in polygons {
      do { parts.append(try shape(of: polygon).release()) } catch {
        for part in parts { GEOSGeom_destroy_r(handle, part) }
        throw error
      }
    }
    return try collection(&parts, type: GEOS_MULTIPOLYGON)
  }

  /// A polygon from rings that need not lie on the lattice.
  package func shape(of polygon: RealPolygon) throws(GEOSError) -> GEOSShape {
    var rings: [OpaquePointer?] = []
    for ring in polygon.rings {
      var flat = ring.flatMap { [$0.x, $0.y] }
      let sequence = GEOSCoordSeq_copyFromBuffer_r(handle, &flat, UInt32(ring.count), 0, 0)
      guard let sequence, let made = GEOSGeom_createLinearRing_r(handle, sequence) else {
        for ring in rings { GEOSGeom_destroy_r(handle, ring) }
        throw failure("GEOSGeom_createLinearRing_r")
      }
      rings.append(made)
    }
    let shell = rings.removeFirst()
    return try owned(
      GEOSGeom_createPolygon_r(handle, shell, &rings, UInt32(rings.count)), "GEOSGeom_createPolygon_r")
  }
}
