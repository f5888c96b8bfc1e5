import Geometry
import VectorFiles

/// Adds to the points of a file the columns of the units that hold them.
///
/// Points stream through: memory holds a few blocks of them, however many there are. A CSV written as CSV keeps its
/// fields byte for byte, but for an apostrophe before what a spreadsheet would run; anything else goes through GDAL. A
/// point without coordinates, or outside every unit, gets empty columns and is counted; FlatGeobuf, which holds no
/// feature without a place, leaves out the former.
package struct PointLocator: Sendable {
  package enum Output: Sendable, Hashable {
    /// A file, its format by its ending; it is replaced once the new one is complete.
    case file(String)
    /// CSV on standard output.
    case standardOutput
  }

  /// What became of the points.
  package struct Tally: Sendable, Equatable {
    package var points = 0
    /// Points in no unit, those without coordinates apart.
    package var outside = 0
    /// Points without coordinates.
    package var missing = 0
    /// The datum that the points seem to be in, when far fewer would be outside so.
    package var suspectedDatum: Datum?
  }

  let index: UnitIndex
  let columns: [VectorField]

  /// - Parameters:
  ///   - shapes: the units.
  ///   - columns: the columns to add, a value per unit.
  package init(_ shapes: PolygonSet, columns: [VectorField]) {
    precondition(columns.allSatisfy { $0.count == shapes.count }, "a value per unit in every column")
    index = UnitIndex(shapes)
    self.columns = columns
  }

  /// Locates every point of a source. A column of the source that has the name of an added one stays, and the
  /// added one gets `_located` behind its name.
  ///
  /// - Parameters:
  ///   - source: `pointColumns` name the columns with longitude and latitude in a table, which are found by usual names
  ///     where none are named. In a CSV whose header has no such names, two numbers say where the columns stand, from 1, in a file
  ///     without a header.
  ///   - output: where the points go with their new columns.
  ///   - system: the coordinate system to write, WGS 84 where none is named. A CSV that stays CSV gets two more columns
  ///     with the coordinates in it, such as `lon_gcj02` and `lat_gcj02`.
  ///   - forExcel: whether a CSV begins with a mark by which Excel knows it as UTF-8.
  package func locate(
    _ source: VectorSource, to output: Output, in system: OutputSystem? = nil, forExcel: Bool = false
  ) throws(FormatError) -> Tally {
    var format = VectorFormat.csv
    if case .file(let path) = output { format = try VectorFormat(path: path) }
    if format == .csv && source.isTable {
      return try CSVLocator(self, source, system: system, forExcel: forExcel).locate(to: output)
    }
    return try LayerLocator(
      self, source, format: format, system: system ?? .wgs84, forExcel: forExcel
    ).locate(to: output)
  }

  /// The names of the added columns beside columns that are there.
  func addedNames(beside known: [String]) -> [String] {
    Self.names(columns.map(\.name), beside: known)
  }

  /// Names that repeat none of those that are there, not even in another case, which some formats do not tell apart.
  static func names(_ names: [String], beside known: [String]) -> [String] {
    names.map { name in
      var name = name
      while known.contains(where: { $0.lowercased() == name.lowercased() }) { name += "_located" }
      return name
    }
  }
}
