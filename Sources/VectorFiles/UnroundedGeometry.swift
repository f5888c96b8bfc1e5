import CGDAL
import Geometry

/// Geometries of some features of a layer as the file has them: in lattice units of WGS 84, but not rounded to the
/// lattice.
package enum UnroundedGeometry {
  /// - Parameter rows: the features that are wanted, from 0, ascending; memory holds no others.
  package static func points(of source: VectorSource, rows: [Int]) throws(FormatError) -> [RealPoint] {
    try read(source, rows, as: .point).unroundedPoints
  }

  /// - Parameter rows: the features that are wanted, from 0, ascending; memory holds no others.
  package static func polygons(of source: VectorSource, rows: [Int]) throws(FormatError) -> [[RealPolygon]] {
    try read(source, rows, as: .polygon).unroundedPolygons
  }

  private static func read(
    _ source: VectorSource, _ rows: [Int], as kind: GeometryKind
  ) throws(FormatError) -> GeometryCollector {
    if let geometry = plain(source, rows, as: kind) { return geometry }
    return try byGDAL(source, rows, as: kind)
  }

  static func plain(_ source: VectorSource, _ rows: [Int], as kind: GeometryKind) -> GeometryCollector? {
    PlainLayer.reading(source) { layer, transform in
      guard (rows.last ?? 0) < layer.count, var geometry = layer.geometries(of: rows, as: kind) else {
        return nil
      }
      transform.apply(&geometry.x, &geometry.y)
      return geometry
    }
  }

  static func byGDAL(
    _ source: VectorSource, _ rows: [Int], as kind: GeometryKind
  ) throws(FormatError) -> GeometryCollector {
    try GDAL.reading(source.path) { () throws(FormatError) in
      let reader = try LayerReader(source)
      let transform = try reader.transformToWGS84()
      var geometry = GeometryCollector(kind: kind)
      OGR_L_ResetReading(reader.layer)
      var row = 0
      while geometry.count < rows.count, let feature = OGR_L_GetNextFeature(reader.layer) {
        defer { OGR_F_Destroy(feature) }
        if row == rows[geometry.count],
          let problem = try reader.collect(feature, row: row + 1, into: &geometry)
        {
          throw reader.error(problem, feature: row + 1, kind: kind)
        }
        row += 1
      }
      transform.apply(&geometry.x, &geometry.y)
      return geometry
    }
  }
}
