import CGDAL

/// Reads one field of features.
struct FieldReader {
  let name: String
  let index: Int32
  private let type: OGRFieldType
  private let raw: RawText
  /// Whether the bits of the field's reals are whole numbers.
  private let holdsBits: Bool

  enum Value: Equatable {
    case none
    case text(String)
    case integer(Int)
    case real(Double)
    /// Text in an encoding that is not known.
    case garbled
  }

  /// What a list holds.
  enum Items: Equatable {
    case text([String])
    case integer([Int])
    case real([Double])
    /// Text in an encoding that is not known.
    case garbled

    /// Each item as text.
    var texts: [String] {
      switch self {
      case .text(let items): items
      case .integer(let items): items.map { String($0) }
      case .real(let items): items.map(VectorField.text)
      case .garbled: []
      }
    }

    /// As JSON, which knows no number that is not finite.
    var json: String {
      let items =
        switch self {
        case .text(let items): items.map(Escaping.json)
        case .integer(let items): items.map { String($0) }
        case .real(let items): items.map { $0.isFinite ? VectorField.text($0) : "null" }
        case .garbled: [String]()
        }
      return "[\(items.joined(separator: ","))]"
    }
  }

  init(_ name: String, _ index: Int, of definition: OGRFeatureDefnH, raw: RawText, holdsBits: Bool) {
    self.name = name
    self.index = Int32(index)
    type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, Int32(index)))
    self.raw = raw
    self.holdsBits = holdsBits
  }

  /// What a column of it holds, without values.
  var noValues: VectorField.Values {
    switch type {
    case OFTInteger, OFTInteger64: .integer([])
    case OFTReal: holdsBits ? .integer([]) : .real([])
    default: .text([])
    }
  }

  /// The value in a feature; moments as ISO 8601, the items of a list joined by semicolons.
  func value(in feature: OGRFeatureH) -> Value {
    guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return .none }
    switch type {
    case OFTInteger, OFTInteger64: return .integer(Int(OGR_F_GetFieldAsInteger64(feature, index)))
    case OFTReal:
      let number = OGR_F_GetFieldAsDouble(feature, index)
      return holdsBits ? .integer(Int(Int64(bitPattern: number.bitPattern))) : .real(number)
    case OFTDate, OFTTime, OFTDateTime: return .text(moment(in: feature))
    case OFTStringList, OFTIntegerList, OFTInteger64List, OFTRealList: return list(in: feature)
    default:
      guard let bytes = OGR_F_GetFieldAsString(feature, index) else { return .none }
      return raw.text(bytes).map { .text($0) } ?? .garbled
    }
  }

  /// As a table would write it; empty where there is none.
  func text(in feature: OGRFeatureH) -> String? {
    switch value(in: feature) {
    case .none: ""
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): VectorField.text(number)
    case .garbled: nil
    }
  }

  private func moment(in feature: OGRFeatureH) -> String {
    var (year, month, day, hour, minute, zone): (Int32, Int32, Int32, Int32, Int32, Int32) = (
      0, 0, 0, 0, 0, 0
    )
    var second: Float = 0
    OGR_F_GetFieldAsDateTimeEx(feature, index, &year, &month, &day, &hour, &minute, &second, &zone)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    if type == OFTDate { return date }
    let milliseconds = Int((Double(second) * 1000).rounded())
    var clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(milliseconds / 1000, 2))"
    if milliseconds % 1000 != 0 { clock += ".\(padded(milliseconds % 1000, 3))" }
    if type == OFTTime { return clock }
    // GDAL counts quarters of an hour from 100; 0 and 1 say nothing.
    let quarters = Int(zone) - 100
    let size = abs(quarters)
    let offset =
      zone < 2
      ? ""
      : quarters == 0 ? "Z" : "\(quarters < 0 ? "-" : "+")\(padded(size / 4, 2)):\(padded(size % 4 * 15, 2))"
    return "\(date)T\(clock)\(offset)"
  }

  private func list(in feature: OGRFeatureH) -> Value {
    guard let items = items(in: feature) else { return .none }
    return items == .garbled ? .garbled : .text(items.texts.joined(separator: ";"))
  }

  /// The items of a list; `nil` where there is none.
  func items(in feature: OGRFeatureH) -> Items? {
    guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return nil }
    var count: Int32 = 0
    switch type {
    case OFTStringList:
      let list = OGR_F_GetFieldAsStringList(feature, index)
      let texts = (0..<Int(CSLCount(list))).compactMap { list?[$0].flatMap { raw.text($0) } }
      return texts.count == Int(CSLCount(list)) ? .text(texts) : .garbled
    case OFTInteger64List:
      let list = OGR_F_GetFieldAsInteger64List(feature, index, &count)
      return .integer(UnsafeBufferPointer(start: list, count: Int(count)).map { Int($0) })
    case OFTIntegerList:
      let list = OGR_F_GetFieldAsIntegerList(feature, index, &count)
      return .integer(UnsafeBufferPointer(start: list, count: Int(count)).map { Int($0) })
    default:
      let list = OGR_F_GetFieldAsDoubleList(feature, index, &count)
      return .real(Array(UnsafeBufferPointer(start: list, count: Int(count))))
    }
  }

  /// The bytes of a field that holds such.
  func bytes(in feature: OGRFeatureH) -> [UInt8]? {
    guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return nil }
    var count: Int32 = 0
    let start = OGR_F_GetFieldAsBinary(feature, index, &count)
    return Array(UnsafeBufferPointer(start: start, count: Int(count)))
  }
}
