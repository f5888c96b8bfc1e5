import Foundation

/// The first feature of a GeoJSON file, to tell what GDAL does not.
enum FeatureHead {
  /// The most bytes that are read to the end of the first feature.
  private static let limit = 1 << 26

  /// Whether features have their id beside their properties and none among them. GDAL tells of either as of a column.
  static func hasIDBesideProperties(_ path: String) -> Bool {
    guard let bytes = firstFeature(of: path),
      let feature = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      feature["type"] as? String == "Feature", feature["id"] != nil
    else { return false }
    return (feature["properties"] as? [String: Any])?["id"] == nil
  }

  /// The first object in a list of the outermost object.
  private static func firstFeature(of path: String) -> [UInt8]? {
    guard let file = VirtualFile(path) else { return nil }
    var open: [UInt8] = []
    var (isText, isEscaped) = (false, false)
    var feature: [UInt8] = []
    var count = 0
    while count < limit, case let block = file.read(1 << 16), !block.isEmpty {
      count += block.count
      for byte in block {
        if !feature.isEmpty { feature.append(byte) }
        if isText {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isText = false
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if byte == UInt8(ascii: "{"), open.elementsEqual("{[".utf8) { feature = [byte] }
          open.append(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if open.popLast() == nil { return nil }
          if open.count == 2, !feature.isEmpty { return feature }
        default: break
        }
      }
    }
    return nil
  }
}
