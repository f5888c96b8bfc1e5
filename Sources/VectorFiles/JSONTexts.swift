/// Keeps GDAL from seeing more in the texts of a JSON file than text.
///
/// Its drivers for TopoJSON and lines of GeoJSON make a date of "1101-05-12", and its GeoJSON writer makes a list of
/// "[12]". A mark before such a text (`TextMarks`) keeps it what it is.
enum JSONTexts {
  private static let quote = UInt8(ascii: "\"")

  /// JSON with the mark in every text that may look like a date or a time.
  static func marked(_ json: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count + json.count / 8)
    var isInside = false
    var isEscaped = false
    for (place, byte) in json.enumerated() {
      result.append(byte)
      if isEscaped {
        isEscaped = false
      } else if isInside, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == quote {
        isInside.toggle()
        if isInside, place + 1 < json.count, isOfMoment(json[place + 1]) { result += TextMarks.bytes }
      }
    }
    return result
  }

  private static func isOfMoment(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || " +-:".utf8.contains(byte)
  }

  /// Whether GDAL would write a text as a list or an object.
  private static func looksStructured(_ text: String) -> Bool {
    let (first, last) = (text.utf8.first, text.utf8.last)
    return (first == UInt8(ascii: "[") && last == UInt8(ascii: "]"))
      || (first == UInt8(ascii: "{") && last == UInt8(ascii: "}"))
  }

  /// The text with the mark where it needs one to be written as text.
  static func guarded(_ text: String, marking isMarked: inout Bool) -> String {
    guard looksStructured(text) else { return text }
    isMarked = true
    return String(TextMarks.mark) + text
  }

  /// JSON without the marks that `guarded` made.
  static func unmarked(_ json: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    let count = TextMarks.bytes.count
    for byte in json {
      result.append(byte)
      if byte == TextMarks.bytes[count - 1], result.count > count,
        result.suffix(count).elementsEqual(TextMarks.bytes), result[result.count - count - 1] == quote
      {
        result.removeLast(count)
      }
    }
    return result
  }
}
