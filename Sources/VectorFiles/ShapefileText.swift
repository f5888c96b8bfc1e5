import CGDAL

/// What a Shapefile, or a dBase table, says of the encoding of its text.
struct ShapefileText {
  /// Whether GDAL knows the encoding and converts text itself.
  let isConverted: Bool
  /// What the `.cpg` says, where GDAL does not know it and we do.
  let encoding: TextEncoding?

  /// The most bytes of a text.
  static let longest = 254

  /// As much of a text as there is room for: whole items of a list, else whole characters.
  static func cut(_ text: String) -> String {
    guard text.utf8.count > longest else { return text }
    var size = 0
    let kept = text.prefix { character in
      size += character.utf8.count
      return size <= longest
    }
    if text[kept.endIndex] == ";" { return String(kept) }
    return kept.lastIndex(of: ";").map { String(kept[..<$0]) } ?? String(kept)
  }

  static func isShapefile(_ dataset: borrowing Dataset) -> Bool {
    GDALGetDriverShortName(GDALGetDatasetDriver(dataset.handle)).map {
      String(cString: $0) == "ESRI Shapefile"
    }
      ?? false
  }

  init(_ dataset: borrowing Dataset) {
    guard let layer = GDALDatasetGetLayer(dataset.handle, 0) else {
      (isConverted, encoding) = (false, nil)
      return
    }
    func value(_ name: String) -> String? {
      GDALGetMetadataItem(layer, name, "SHAPEFILE").map { String(cString: $0) }
    }
    let page = value("CPG_VALUE")
    // The table's language byte 0x57 is what most writers put, whatever the text is.
    let saysNothing = page == nil && value("LDID_VALUE") == "87"
    isConverted = !saysNothing && value("SOURCE_ENCODING")?.isEmpty == false
    encoding = page.flatMap { TextEncoding($0) }
  }
}
