import CGDAL

/// Reads the points of a file, or the vertices of its lines, some records at a time with the text of some columns:
/// memory does not grow with the file.
///
/// A table in text with two columns for the coordinates is read by the planner's own scanner, anything else by GDAL. In a
/// table, one name in `pointColumns` is a column that holds geometries as well-known text. Of a GPX file the points of its
/// tracks are read, unless another layer is named.
///
/// A class, so that what it holds is freed in this module: release builds of others cannot link the destruction of
/// noncopyable values that have private parts.
package final class PointStream {
  /// How the coordinates are said to be.
  package let datum: Datum
  private var table: CSVPoints?
  private var features: FeaturePoints?

  /// - Parameters:
  ///   - source: the file, and for a table its columns with coordinates.
  ///   - columns: whose text is wanted; each must be there. In a CSV a number is a column's place, from 1, in a
  ///     file without a header.
  package init(_ source: VectorSource, columns: [String]) throws(FormatError) {
    let source = Self.named(source)
    if source.isTable && source.pointColumns.count == 2 {
      let points = try CSVPoints(source, columns: columns)
      datum = points.transform.datum
      table = consume points
      features = nil
    } else {
      let points = try FeaturePoints.open(source, columns: columns)
      datum = points.transform.datum
      table = nil
      features = consume points
    }
  }

  /// Reads on; false at the end.
  package func next(_ rows: inout PointRows) throws(FormatError) -> Bool {
    if let more = try table?.next(&rows) { return more }
    return try features?.next(&rows) ?? false
  }

  /// Room for rows of this many columns.
  package static func rows(columns: Int) -> PointRows { PointRows(columnCount: columns, firstNumber: 1) }

  /// The columns of a source, in order.
  package static func columns(of source: VectorSource) throws(FormatError) -> [String] {
    source.isTable ? try CSVPoints.header(of: source) : try VectorLayer.columns(of: named(source))
  }

  private static func named(_ source: VectorSource) -> VectorSource {
    guard source.path.lowercased().hasSuffix(".gpx"), source.layer == nil else { return source }
    var source = source
    source.layer = "track_points"
    return source
  }
}
