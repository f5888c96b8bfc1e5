import Foundation

/// Text as GDAL hands it over.
struct RawText {
  /// How bytes that are not UTF-8 are to be read.
  var encoding: TextEncoding?
  /// Whether GDAL hands over the bytes of the file.
  var isUnconverted = false

  /// `nil` where it is not UTF-8, nor of the encoding that was named.
  func text(_ bytes: UnsafePointer<CChar>) -> String? {
    let isRecoded = isUnconverted && encoding != nil
    if !isRecoded, let text = String(validatingCString: bytes) {
      return text.unicodeScalars.first == JSONTexts.mark
        ? String(String.UnicodeScalarView(text.unicodeScalars.dropFirst())) : text
    }
    guard let encoding else { return nil }
    let count = strlen(bytes)
    return encoding.decode(
      UnsafeBufferPointer(start: bytes, count: count).map { UInt8(bitPattern: $0) })
  }
}
