import CGDAL
import Foundation
import Words

/// One open layer.
package struct LayerReader: ~Copyable {
  let source: VectorSource
  private let file: OpenFile
  let layer: OGRLayerH
  package let name: String
  /// The names of the columns, garbled where their encoding is not known.
  package let fieldNames: [String]
  private let hasGarbledNames: Bool
  /// The columns with longitude and latitude, where points are read from a table.
  private let pointFields: [FieldReader]

  /// Call within `GDAL.reading`.
  init(_ source: VectorSource) throws(FormatError) {
    var file = try OpenFile(source)
    var layer = try file.layer(named: source.layer)
    if file.guessesDates(in: layer) {
      // Stored here when nothing can fail any more.
      let again = try file.withoutDates()
      layer = try again.layer(named: source.layer)
      file = again
    }
    if source.coordinateSystem == nil, let address = GDAL.log?.refusedAddress {
      throw .callsOut(file: source.path, address: address)
    }
    guard let definition = OGR_L_GetLayerDefn(layer) else {
      throw .notVector(file: source.path, detail: Message("it holds no layer"))
    }
    let names = (0..<OGR_FD_GetFieldCount(definition)).map { index -> (text: String, isGarbled: Bool) in
      let bytes = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, index))
      let text = bytes.flatMap { file.raw.text($0) }
      return (text ?? bytes.map { String(cString: $0) } ?? "", text == nil)
    }
    fieldNames = names.map(\.text)
    hasGarbledNames = names.contains { $0.isGarbled }
    let raw = file.raw
    let known = fieldNames
    let columns =
      OGR_L_GetGeomType(layer) == wkbNone || (file.isTable && source.namesPointColumns)
      ? PointColumns.find(in: known, named: source.pointColumns) : nil
    pointFields = (columns ?? []).compactMap { column in
      known.firstIndex(of: column).map {
        FieldReader(column, $0, of: definition, raw: raw, holdsBits: false)
      }
    }
    name = String(cString: OGR_L_GetName(layer))
    self.source = source
    self.file = file
    self.layer = layer
  }

  var definition: OGRFeatureDefnH { OGR_L_GetLayerDefn(layer) }

  // MARK: Columns

  /// A reader of each column, by its exact name.
  func fields(_ columns: [String]) throws(FormatError) -> [FieldReader] {
    var readers: [FieldReader] = []
    for column in columns {
      guard let index = fieldNames.firstIndex(of: column) else { throw missing(column) }
      readers.append(
        FieldReader(
          column, index, of: definition, raw: file.raw, holdsBits: file.integersInReals.contains(column)))
    }
    return readers
  }

  /// A keeper of each column.
  func keepers(of fields: [FieldReader]) -> [KeptColumn] {
    let isMember = fields.contains { $0.name == KeptColumn.memberName } && file.hasIDBesideProperties
    return fields.map {
      KeptColumn($0, of: definition, isMember: isMember && $0.name == KeptColumn.memberName)
    }
  }

  /// The error for a column that is not there, with the likely cause.
  private func missing(_ column: String) -> FormatError {
    // Where there are no features a file may tell no columns either.
    if OGR_L_GetFeatureCount(layer, 1) == 0 { return .noFeatures(file: source.path, layer: name) }
    if let encoding = file.encoding(in: layer, revealing: column) {
      return .garbledNames(file: source.path, layer: name, encoding: encoding, isSure: true)
    }
    return hasGarbledNames
      ? .garbledNames(file: source.path, layer: name, encoding: "GBK", isSure: false)
      : .noField(file: source.path, layer: name, field: column, known: fieldNames)
  }

  // MARK: Places

  /// The columns that hold the coordinates of points; empty where geometries do.
  var pointColumns: [String] { pointFields.map(\.name) }

  /// The column of a table that holds its geometries as text, and is no property of what it places.
  var shapeColumn: String? {
    guard file.isTable, pointFields.isEmpty, OGR_FD_GetGeomFieldCount(definition) > 0 else { return nil }
    // GDAL calls the geometry after its column, or not at all where that is called WKT.
    let name = OGR_GFld_GetNameRef(OGR_FD_GetGeomFieldDefn(definition, 0)).map { String(cString: $0) } ?? ""
    return fieldNames.first {
      name == $0 || name == "geom_\($0)" || (name.isEmpty && $0.uppercased() == "WKT")
    }
  }

  /// The error where a table has neither geometries nor columns with coordinates.
  func checkPlaces(_ kind: GeometryKind) throws(FormatError) {
    guard kind == .point, pointFields.isEmpty,
      source.namesPointColumns || OGR_L_GetGeomType(layer) == wkbNone
    else { return }
    if source.namesPointColumns, file.isTable,
      let column = source.pointColumns.first(where: { !fieldNames.contains($0) && !$0.isEmpty })
    {
      throw missing(column)
    }
    if OGR_L_GetGeomType(layer) == wkbNone {
      throw .noPointColumns(file: source.path, layer: name, known: fieldNames)
    }
  }

  /// Adds a feature's place or land to those gathered.
  ///
  /// - Parameter row: the number of the feature, from 1.
  func collect(
    _ feature: OGRFeatureH, row: Int, into geometry: inout GeometryCollector
  ) throws(FormatError) -> GeometryCollector.Problem? {
    guard !pointFields.isEmpty, geometry.gathersPoints else {
      return geometry.append(OGR_F_GetGeometryRef(feature))
    }
    guard let point = try point(of: feature, row: row) else { return geometry.append(nil) }
    geometry.append(x: point.x, y: point.y)
    return nil
  }

  /// The point that a row of a table holds; `nil` where it holds none.
  func point(of feature: OGRFeatureH, row: Int) throws(FormatError) -> (x: Double, y: Double)? {
    var numbers: [Double] = []
    for field in pointFields {
      guard let text = field.text(in: feature) else {
        throw .notUnicode(file: source.path, layer: name, feature: row, field: field.name)
      }
      switch CSVNumber(text) {
      case .value(let number): numbers.append(number)
      case .missing: return nil
      case .wrong:
        // A table's first row holds the names.
        let number = row + (file.isTable ? 1 : 0)
        throw .noCoordinate(file: source.path, row: number, column: field.name, text: text)
      }
    }
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  /// The way from the layer's coordinate system, as named by the source or stated by the file, to WGS 84.
  func transformToWGS84() throws(FormatError) -> GeographicTransform {
    if let definition = source.coordinateSystem ?? (file.isTable || !pointFields.isEmpty ? "EPSG:4326" : nil)
    {
      guard let transform = GeographicTransform(definition) else {
        throw .unknownCoordinateSystem(file: source.path, definition: definition)
      }
      return transform
    }
    guard let stated = OGR_L_GetSpatialRef(layer), let system = SpatialReference(copying: stated) else {
      throw .noCoordinateSystem(file: source.path, layer: name)
    }
    guard let transform = GeographicTransform(system) else {
      // A damaged file may state one that says nothing.
      guard let title = OSRGetName(stated) else {
        throw .noCoordinateSystem(file: source.path, layer: name)
      }
      throw .unknownCoordinateSystem(file: source.path, definition: String(cString: title))
    }
    return transform
  }

  /// The layer's coordinate system, to write in; `nil` where it states one that has no code.
  func outputSystem() throws(FormatError) -> OutputSystem? {
    if let definition = source.coordinateSystem ?? (file.isTable || !pointFields.isEmpty ? "EPSG:4326" : nil)
    {
      return OutputSystem(definition)
    }
    guard let stated = OGR_L_GetSpatialRef(layer), let system = SpatialReference(copying: stated) else {
      throw .noCoordinateSystem(file: source.path, layer: name)
    }
    return OutputSystem(system)
  }

  func error(_ problem: GeometryCollector.Problem, feature: Int, kind: GeometryKind) -> FormatError {
    switch problem {
    case .missing: .noGeometry(file: source.path, layer: name, feature: feature)
    case .wrongType(let found):
      .wrongGeometry(file: source.path, layer: name, feature: feature, found: found, wanted: kind)
    case .outsideEarth(let swapped):
      .outsideEarth(file: source.path, layer: name, feature: feature, swapped: swapped)
    }
  }
}
