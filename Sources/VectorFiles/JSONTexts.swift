import Foundation

/// Keeps GDAL from seeing more in the texts of a JSON file than text.
///
/// Its drivers for TopoJSON and lines of GeoJSON make a date of "1101-05-12", and its GeoJSON writer makes a list of
/// "[12]". A mark before such a text, which is taken off again, keeps it what it is.
enum JSONTexts {
  /// The last code point for private use, which no text is known to hold.
  static let mark: Unicode.Scalar = "\u{10FFFD}"
  private static let markBytes = Array(String(mark).utf8)
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
        if isInside, place + 1 < json.count, isOfMoment(json[place + 1]) { result += markBytes }
      }
    }
    return result
  }

  private static func isOfMoment(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || " +-:".utf8.contains(byte)
  }

  /// Whether GDAL would write a text as a list or an object.
  static func looksStructured(_ text: String) -> Bool {
    let (first, last) = (text.utf8.first, text.utf8.last)
    return (first == UInt8(ascii: "[") && last == UInt8(ascii: "]"))
      || (first == UInt8(ascii: "{") && last == UInt8(ascii: "}"))
  }

  /// The text with the mark where it needs one to be written as text.
  static func guarded(_ text: String) -> String { looksStructured(text) ? String(mark) + text : text }

  /// Takes the marks off a file, a block at a time.
  ///
  /// - Returns: why the system refused, in its words; `nil` when it is done.
  static func removeMarks(ofFile path: String) -> String? {
    let marked = path + ".marked"
    guard rename(path, marked) == 0, let file = VirtualFile(marked), let output = fopen(path, "wb") else {
      return String(cString: strerror(errno))
    }
    // A mark, and the quote before it, may lie across the end of a block.
    var rest: [UInt8] = []
    var isWritten = true
    while case let block = file.read(1 << 20), !block.isEmpty {
      let plain = unmarked(rest + block)
      let end = max(0, plain.count - markBytes.count)
      isWritten = isWritten && fwrite(plain, 1, end, output) == end
      rest = Array(plain[end...])
    }
    isWritten = isWritten && fwrite(rest, 1, rest.count, output) == rest.count
    let failure = errno
    guard fclose(output) == 0, isWritten else {
      return String(cString: strerror(isWritten ? errno : failure))
    }
    unlink(marked)
    return nil
  }

  /// JSON without the marks that `guarded` made.
  static func unmarked(_ json: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    for byte in json {
      result.append(byte)
      let count = markBytes.count
      if byte == markBytes[count - 1], result.count > count, result.suffix(count).elementsEqual(markBytes),
        result[result.count - count - 1] == quote
      {
        result.removeLast(count)
      }
    }
    return result
  }
}
