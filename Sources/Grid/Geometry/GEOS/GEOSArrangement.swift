import CGEOS

extension GEOSContext {
  /// The bounded faces between segments, noded and snap-rounded to the integer lattice (Hobby 1999, as GEOS's
  /// overlay does it): every face's vertices are lattice points, and faces that share an edge share its vertices.
  func faces(between segments: [(Coordinate, Coordinate)]) throws(GEOSError) -> [RealPolygon] {
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
    let all = try collection(of: &lines)
    let noded = try owned(GEOSUnaryUnionPrec_r(handle, all.pointer, 1), "GEOSUnaryUnionPrec_r")
    let polygonized = withExtendedLifetime(noded) { noded in
      var parts: [OpaquePointer?] = [noded.pointer]
      return GEOSPolygonize_r(handle, &parts, 1)
    }
    return try polygons(of: owned(polygonized, "GEOSPolygonize_r"))
  }
}
