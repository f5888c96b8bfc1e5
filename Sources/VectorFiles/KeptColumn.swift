import CGDAL

/// A column of a layer as its file has it, of whatever type, kept to be written again.
package struct KeptColumn: Sendable, Equatable {
  package let name: String
  /// Whether it is no property of its GeoJSON's features, but the id that these have beside their properties.
  let isMember: Bool
  /// GDAL's numbers of the type and of what it is narrowed to, such as a flag, and how wide the file says it is.
  private let type: UInt32
  private let subtype: UInt32
  private let width: Int32
  private let precision: Int32
  private var values: Values

  private enum Values: Equatable {
    case text([String?])
    case integer([Int?])
    case real([Double?])
    case list([FieldReader.Items?])
    case bytes([[UInt8]?])
  }

  /// What GDAL calls the id of a GeoJSON's features.
  static let memberName = "id"

  init(_ reader: FieldReader, of definition: OGRFeatureDefnH, isMember: Bool = false) {
    name = reader.name
    self.isMember = isMember
    let field = OGR_FD_GetFieldDefn(definition, reader.index)
    let noValues = reader.noValues
    // Whole numbers that a driver hands on as the bits of reals are whole numbers.
    let isWhole = if case .integer = noValues { true } else { false }
    let stated = OGR_Fld_GetType(field)
    type = isWhole && stated == OFTReal ? OFTInteger64.rawValue : stated.rawValue
    subtype = stated == OFTReal && isWhole ? OFSTNone.rawValue : OGR_Fld_GetSubType(field).rawValue
    width = OGR_Fld_GetWidth(field)
    precision = OGR_Fld_GetPrecision(field)
    switch stated {
    case OFTBinary: values = .bytes([])
    case OFTStringList, OFTIntegerList, OFTInteger64List, OFTRealList: values = .list([])
    default:
      switch noValues {
      case .text: values = .text([])
      case .integer: values = .integer([])
      case .real: values = .real([])
      }
    }
  }

  /// A column of texts or numbers, of a type of GDAL's that holds them.
  init(
    _ field: VectorField, _ type: OGRFieldType, _ subtype: OGRFieldSubType = OFSTNone, width: Int32 = 0,
    isMember: Bool = false
  ) {
    name = field.name
    self.isMember = isMember
    self.type = type.rawValue
    self.subtype = subtype.rawValue
    self.width = width
    precision = 0
    values =
      switch field.values {
      case .text(let values): .text(values)
      case .integer(let values): .integer(values)
      case .real(let values): .real(values)
      }
  }

  /// The values as text, as far as they are text or numbers.
  var texts: [String?] {
    switch values {
    case .text(let values): values
    case .integer(let values): values.map { $0.map(String.init) }
    case .real(let values): values.map { $0.map(VectorField.text) }
    case .list(let values): values.map { $0?.texts.joined(separator: ";") }
    case .bytes(let values): values.map { _ in nil }
    }
  }

  // MARK: Reading

  /// False when text is in an encoding that is not known.
  mutating func append(_ feature: OGRFeatureH, by reader: FieldReader) -> Bool {
    switch values {
    case .bytes(var list):
      values = .bytes([])
      list.append(reader.bytes(in: feature))
      values = .bytes(list)
    case .list(var list):
      values = .list([])
      let items = reader.items(in: feature)
      list.append(items)
      values = .list(list)
      return items != .garbled
    case .text(var list):
      values = .text([])
      let value = reader.value(in: feature)
      if case .text(let text) = value { list.append(text) } else { list.append(nil) }
      values = .text(list)
      return value != .garbled
    case .integer(var list):
      values = .integer([])
      if case .integer(let number) = reader.value(in: feature) {
        list.append(number)
      } else {
        list.append(nil)
      }
      values = .integer(list)
    case .real(var list):
      values = .real([])
      if case .real(let number) = reader.value(in: feature) { list.append(number) } else { list.append(nil) }
      values = .real(list)
    }
    return true
  }

  // MARK: Rows

  /// The column with the values of the given rows, in that order.
  func selecting(_ rows: [Int]) -> KeptColumn {
    var result = self
    switch values {
    case .text(let values): result.values = .text(rows.map { values[$0] })
    case .integer(let values): result.values = .integer(rows.map { values[$0] })
    case .real(let values): result.values = .real(rows.map { values[$0] })
    case .list(let values): result.values = .list(rows.map { values[$0] })
    case .bytes(let values): result.values = .bytes(rows.map { values[$0] })
    }
    return result
  }

  // MARK: Writing

  /// Moments in GeoJSON are text, which its readers take for what it is. It alone has lists: a GeoPackage has them as
  /// JSON, and says so, others as text.
  private func isText(in format: VectorFormat) -> Bool {
    if isList { return format != .geoJSON }
    return format == .geoJSON && [OFTDate, OFTTime, OFTDateTime, OFTBinary].contains { $0.rawValue == type }
  }

  private var isList: Bool { if case .list = values { true } else { false } }

  /// - Parameter name: what the format can call it.
  func create(in layer: OGRLayerH, as name: String, _ format: VectorFormat) -> Bool {
    let wanted = isText(in: format) ? OFTString : OGRFieldType(rawValue: type)
    guard let definition = OGR_Fld_Create(name, wanted) else { return false }
    defer { OGR_Fld_Destroy(definition) }
    if isList, format == .geoPackage {
      OGR_Fld_SetSubType(definition, OFSTJSON)
    } else if !isText(in: format) {
      OGR_Fld_SetSubType(definition, OGRFieldSubType(rawValue: subtype))
      OGR_Fld_SetWidth(definition, width)
      OGR_Fld_SetPrecision(definition, precision)
    }
    return OGR_L_CreateField(layer, definition, 1) == OGRERR_NONE
  }

  /// Text that is a list or an object, and says so.
  private var isStructured: Bool { subtype == OFSTJSON.rawValue }

  /// - Parameter isMarked: becomes true where a text takes a mark.
  func set(
    _ feature: OGRFeatureH, _ index: Int32, row: Int, _ format: VectorFormat, marking isMarked: inout Bool
  ) {
    switch values {
    case .text(let values):
      guard let text = values[row] else { return OGR_F_SetFieldNull(feature, index) }
      OGR_F_SetFieldString(
        feature, index, isStructured ? text : format.harmless(text, marking: &isMarked))
    case .integer(let values):
      guard let number = values[row] else { return OGR_F_SetFieldNull(feature, index) }
      OGR_F_SetFieldInteger64(feature, index, GIntBig(number))
    case .real(let values):
      guard let number = values[row] else { return OGR_F_SetFieldNull(feature, index) }
      OGR_F_SetFieldDouble(feature, index, number)
    case .bytes(let values):
      guard let bytes = values[row] else { return OGR_F_SetFieldNull(feature, index) }
      if isText(in: format) {
        OGR_F_SetFieldString(
          feature, index, bytes.map { Self.digits($0 >> 4) + Self.digits($0 & 15) }.joined())
      } else {
        OGR_F_SetFieldBinary(feature, index, Int32(bytes.count), bytes)
      }
    case .list(let values):
      guard let items = values[row] else { return OGR_F_SetFieldNull(feature, index) }
      switch format {
      case .geoJSON: setList(items, feature, index)
      case .geoPackage: OGR_F_SetFieldString(feature, index, items.json)
      case .flatGeobuf, .kml, .csv, .shapefile:
        let text = items.texts.joined(separator: ";")
        OGR_F_SetFieldString(feature, index, format.harmless(text, marking: &isMarked))
      }
    }
  }

  private static func digits(_ value: UInt8) -> String { String(value, radix: 16, uppercase: true) }

  private func setList(_ items: FieldReader.Items, _ feature: OGRFeatureH, _ index: Int32) {
    switch items {
    case .integer(let items) where type == OFTIntegerList.rawValue:
      // They came as numbers of this width.
      let items = items.map { Int32(truncatingIfNeeded: $0) }
      OGR_F_SetFieldIntegerList(feature, index, Int32(items.count), items)
    case .integer(let items):
      OGR_F_SetFieldInteger64List(feature, index, Int32(items.count), items.map { GIntBig($0) })
    case .real(let items): OGR_F_SetFieldDoubleList(feature, index, Int32(items.count), items)
    case .text, .garbled:
      let list = GDALOptions(words: items.texts)
      OGR_F_SetFieldStringList(feature, index, list.list)
    }
  }
}
