import CGEOS

/// A GEOS geometry, destroyed at the end of its scope. Coordinates are lattice units as doubles, which holds
/// every lattice point exactly.
package struct GEOSShape: ~Copyable {
  let pointer: OpaquePointer
  private let context: GEOSContextHandle_t

  init(pointer: OpaquePointer, context: GEOSContextHandle_t) {
    self.pointer = pointer
    self.context = context
  }

  deinit { GEOSGeom_destroy_r(context, pointer) }

  /// Hands the geometry to a GEOS function that takes ownership.
  consuming func release() -> OpaquePointer {
    let result = pointer
    discard self
    return result
  }
}

extension GEOSContext {
  /// A unit as a polygon or multipolygon.
  package func shape(ofUnit unit: Int, in set: PolygonSet) throws(GEOSError) -> GEOSShape {
    var parts: [OpaquePointer?] = []
    for polygon in set.polygons(of: unit) {
      let part: GEOSShape
      do {
        part = try shape(ofPolygon: polygon, in: set)
      } catch {
        for part in parts { GEOSGeom_destroy_r(handle, part) }
        throw error
      }
      parts.append(part.release())
    }
    if parts.count == 1, let only = parts[0] { return GEOSShape(pointer: only, context: handle) }
    return try collection(&parts, type: GEOS_MULTIPOLYGON)
  }

  /// A collection of one type of released shapes, which it owns.
  func collection(
    _ parts: inout [OpaquePointer?], type: GEOSGeomTypes
  ) throws(GEOSError) -> GEOSShape {
    let made = GEOSGeom_createCollection_r(handle, Int32(type.rawValue), &parts, UInt32(parts.count))
    return try owned(made, "GEOSGeom_createCollection_r")
  }

  private func shape(ofPolygon polygon: Int, in set: PolygonSet) throws(GEOSError) -> GEOSShape {
    var rings: [OpaquePointer?] = []
    for ring in set.rings(of: polygon) {
      do {
        rings.append(try linearRing(set.coordinates[set.range(ofRing: ring)]).release())
      } catch {
        for ring in rings { GEOSGeom_destroy_r(handle, ring) }
        throw error
      }
    }
    let shell = rings.removeFirst()
    let made = GEOSGeom_createPolygon_r(handle, shell, &rings, UInt32(rings.count))
    return try owned(made, "GEOSGeom_createPolygon_r")
  }

  private func linearRing(_ ring: ArraySlice<Coordinate>) throws(GEOSError) -> GEOSShape {
    let sequence = try coordinateSequence(ring)
    return try owned(GEOSGeom_createLinearRing_r(handle, sequence), "GEOSGeom_createLinearRing_r")
  }

  /// A coordinate sequence that the caller hands on to the geometry that owns it, in one copy.
  func coordinateSequence(_ coordinates: ArraySlice<Coordinate>) throws(GEOSError) -> OpaquePointer {
    let count = coordinates.count
    let made = withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { buffer in
      var next = 0
      for c in coordinates {
        buffer[next] = Double(c.x)
        buffer[next + 1] = Double(c.y)
        next += 2
      }
      return GEOSCoordSeq_copyFromBuffer_r(handle, buffer.baseAddress, UInt32(count), 0, 0)
    }
    guard let made else { throw failure("GEOSCoordSeq_copyFromBuffer_r") }
    return made
  }

  /// The polygons of a geometry (other parts are left out), as rings of lattice units in doubles.
  package func polygons(of shape: borrowing GEOSShape) throws(GEOSError) -> [RealPolygon] {
    var result: [RealPolygon] = []
    try collectPolygons(of: shape.pointer, into: &result)
    return result
  }

  private func collectPolygons(
    of pointer: OpaquePointer, into result: inout [RealPolygon]
  ) throws(GEOSError) {
    let type = GEOSGeomTypeId_r(handle, pointer)
    if type == Int32(GEOS_POLYGON.rawValue) {
      if GEOSisEmpty_r(handle, pointer) == 1 { return }
      guard let shell = GEOSGetExteriorRing_r(handle, pointer) else {
        throw failure("GEOSGetExteriorRing_r")
      }
      var rings = [try points(of: shell)]
      for i in 0..<GEOSGetNumInteriorRings_r(handle, pointer) {
        guard let hole = GEOSGetInteriorRingN_r(handle, pointer, i) else {
          throw failure("GEOSGetInteriorRingN_r")
        }
        rings.append(try points(of: hole))
      }
      result.append(RealPolygon(rings: rings))
    } else if type >= Int32(GEOS_MULTIPOINT.rawValue) {
      for i in 0..<GEOSGetNumGeometries_r(handle, pointer) {
        guard let part = GEOSGetGeometryN_r(handle, pointer, i) else { throw failure("GEOSGetGeometryN_r") }
        try collectPolygons(of: part, into: &result)
      }
    }
  }

  /// The vertices of a line or ring.
  func points(of pointer: OpaquePointer) throws(GEOSError) -> [RealPoint] {
    guard let sequence = GEOSGeom_getCoordSeq_r(handle, pointer) else {
      throw failure("GEOSGeom_getCoordSeq_r")
    }
    var size: UInt32 = 0
    guard GEOSCoordSeq_getSize_r(handle, sequence, &size) == 1 else {
      throw failure("GEOSCoordSeq_getSize_r")
    }
    var flat = [Double](repeating: 0, count: 2 * Int(size))
    guard GEOSCoordSeq_copyToBuffer_r(handle, sequence, &flat, 0, 0) == 1 else {
      throw failure("GEOSCoordSeq_copyToBuffer_r")
    }
    return (0..<Int(size)).map { RealPoint(x: flat[2 * $0], y: flat[2 * $0 + 1]) }
  }
}
