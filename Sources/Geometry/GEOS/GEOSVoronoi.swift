import CGEOS

extension GEOSContext {
  /// The Voronoi polygons of points, in an order of GEOS's own, clipped to a box well outside the points.
  package func voronoi(of points: [PlanePoint]) throws(GEOSError) -> [RealPolygon] {
    var flat = points.flatMap { [$0.x, $0.y] }
    guard let sequence = GEOSCoordSeq_copyFromBuffer_r(handle, &flat, UInt32(points.count), 0, 0) else {
      throw failure("GEOSCoordSeq_copyFromBuffer_r")
    }
    // A line string carries the sites in one copy; GEOS looks at its vertices only.
    let sites = try owned(GEOSGeom_createLineString_r(handle, sequence), "GEOSGeom_createLineString_r")
    let diagram = try owned(
      GEOSVoronoiDiagram_r(handle, sites.pointer, nil, 0, 0), "GEOSVoronoiDiagram_r")
    return try polygons(of: diagram)
  }
}
