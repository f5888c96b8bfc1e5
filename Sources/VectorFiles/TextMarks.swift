import Foundation
import Words

/// A mark in texts that a driver of GDAL would take for more than text; it is taken out of what the driver wrote.
///
/// Who writes one notes it, for only then is what was written gone through.
enum TextMarks {
  /// The last code point for private use, which no text is known to hold.
  static let mark: Unicode.Scalar = "\u{10FFFD}"
  static let bytes = Array(String(mark).utf8)

  /// A text without the mark before it.
  static func unmarked(_ text: String) -> String {
    text.unicodeScalars.first == mark ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// Takes the marks out of a file, a block at a time.
  ///
  /// - Parameter unmarked: takes them out of bytes, and leaves those at the end of which more must be seen. It looks back
  ///   no further than a mark and what stands before it.
  /// - Returns: why the system refused, in its words; `nil` when it is done.
  static func remove(ofFile path: String, by unmarked: ([UInt8]) -> [UInt8]) -> Message? {
    let marked = path + ".marked"
    guard rename(path, marked) == 0, let file = VirtualFile(marked), let output = fopen(path, "wb") else {
      return Message(system: errno)
    }
    // A mark, and what stands before it, may lie across the end of a block.
    let kept = bytes.count + 2
    var rest: [UInt8] = []
    var isWritten = true
    while case let block = file.read(1 << 20), !block.isEmpty {
      let plain = unmarked(rest + block)
      let end = max(0, plain.count - kept)
      isWritten = isWritten && fwrite(plain, 1, end, output) == end
      rest = Array(plain[end...])
    }
    isWritten = isWritten && fwrite(rest, 1, rest.count, output) == rest.count
    let failure = errno
    guard fclose(output) == 0, isWritten else {
      return Message(system: isWritten ? errno : failure)
    }
    unlink(marked)
    return nil
  }
}

extension VectorFormat {
  /// A text so that it is no more than a text in the format.
  ///
  /// - Parameter isMarked: becomes true where that takes a mark.
  func harmless(_ text: String, marking isMarked: inout Bool) -> String {
    switch self {
    case .geoJSON: JSONTexts.guarded(text, marking: &isMarked)
    case .csv: Escaping.cell(text)
    case .kml: KMLTexts.guarded(text, marking: &isMarked)
    case .geoPackage, .flatGeobuf, .shapefile: text
    }
  }

  /// What was written, without marks.
  func unmarked(_ bytes: some Collection<UInt8>) -> [UInt8] {
    self == .kml ? KMLTexts.unmarked(bytes) : JSONTexts.unmarked(bytes)
  }
}
