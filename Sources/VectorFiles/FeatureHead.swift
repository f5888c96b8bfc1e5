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

  private static let listName = Array("features".utf8)

  /// The first object in the list of features.
  private static func firstFeature(of path: String) -> [UInt8]? {
    guard let file = VirtualFile(path) else { return nil }
    var open: [UInt8] = []
    var (isText, isEscaped) = (false, false)
    var feature: [UInt8] = []
    // The last text of the outermost object: the name of the list that begins after it.
    var name: [UInt8] = []
    var isInFeatures = false
    var count = 0
    while count < limit, case let block = file.read(1 << 16), !block.isEmpty {
      count += block.count
      for byte in block {
        if !feature.isEmpty { feature.append(byte) }
        if isText {
          if open.count == 1, byte != UInt8(ascii: "\"") { name.append(byte) }
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
        case UInt8(ascii: "\""):
          isText = true
          name = []
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if byte == UInt8(ascii: "["), open.elementsEqual("{".utf8) { isInFeatures = name == listName }
          if byte == UInt8(ascii: "{"), isInFeatures, open.elementsEqual("{[".utf8) { feature = [byte] }
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
