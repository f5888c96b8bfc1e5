import CGEOS

extension GEOSContext {
  /// The bounded faces between segments, noded and snap-rounded to the integer lattice (Hobby 1999, as GEOS's
  /// overlay does it): every face's vertices are lattice points, and faces that share an edge share its vertices.
  package func faces(between segments: [(Coordinate, Coordinate)]) throws(GEOSError) -> [RealPolygon] {
    let noded = try noded(segments)
    let polygonized = withExtendedLifetime(noded) { noded in
      var parts: [OpaquePointer?] = [noded.pointer]
      return GEOSPolygonize_r(handle, &parts, 1)
    }
    return try polygons(of: owned(polygonized, "GEOSPolygonize_r"))
  }

  /// Segments cut where they meet or cross, and snap-rounded to the lattice as `faces` are; none twice.
  package func arranged(_ segments: [(Coordinate, Coordinate)]) throws(GEOSError) -> [(
    Coordinate, Coordinate
  )] {
    if segments.isEmpty { return [] }
    let noded = try noded(segments)
    var result: [(Coordinate, Coordinate)] = []
    for i in 0..<GEOSGetNumGeometries_r(handle, noded.pointer) {
      guard let line = GEOSGetGeometryN_r(handle, noded.pointer, i) else {
        throw failure("GEOSGetGeometryN_r")
      }
      if GEOSisEmpty_r(handle, line) == 1 { continue }
      let vertices = try points(of: line).compactMap(\.rounded)
      result += zip(vertices, vertices.dropFirst())
    }
    return result
  }

  private func noded(_ segments: [(Coordinate, Coordinate)]) throws(GEOSError) -> GEOSShape {
    var lines: [OpaquePointer?] = []
    lines.reserveCapacity(segments.count)
    for (a, b) in segments {
      let line: GEOSShape
      do {
        let sequence = try coordinateSequence([a, b])
        line = try owned(GEOSGeom_createLineString_r(handle, sequence), "GEOSGeom_createLineString_r")
      } catch {
        for line in lines { GEOSGeom_destroy_r(handle, line) }
        throw error
      }
      lines.append(line.release())
    }
    let all = try collection(&lines, type: GEOS_GEOMETRYCOLLECTION)
    return try owned(GEOSUnaryUnionPrec_r(handle, all.pointer, 1), "GEOSUnaryUnionPrec_r")
  }
}
