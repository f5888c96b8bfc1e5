import Foundation

/// Text as GDAL hands it over.
struct RawText {
  /// How bytes that are not UTF-8 are to be read.
  var encoding: TextEncoding?
  /// Whether GDAL hands over the bytes of the file.
  var isUnconverted = false
  /// Whether texts are cells of a table, which `Escaping` may have made harmless.
  var isCells = false

  /// `nil` where it is not UTF-8, nor of the encoding that was named.
  func text(_ bytes: UnsafePointer<CChar>) -> String? {
    if encoding == nil || !isUnconverted, let text = String(validatingCString: bytes) {
      if isCells { return Escaping.text(ofCell: text) }
      return TextMarks.unmarked(text)
    }
    return encoding?.decode(
      UnsafeBufferPointer(start: bytes, count: strlen(bytes)).map { UInt8(bitPattern: $0) })
  }
}
