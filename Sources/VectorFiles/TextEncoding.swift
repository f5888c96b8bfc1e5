import CLinux
import Foundation

/// An encoding of text other than UTF-8, read by the system's iconv.
struct TextEncoding: Sendable, Equatable {
  /// As iconv knows it.
  let name: String

  /// Whether text is UTF-8 as it stands.
  var isUTF8: Bool { name == "UTF-8" }

  /// Takes the names that people and programs give encodings: "GBK", "936", "ANSI 936", "cp65001", "utf8".
  ///
  /// What is said to be GB2312 or GBK is read as GB18030, which holds both: files say the first and hold the others.
  init?(_ text: String) {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let plain = words.filter { !["ansi", "oem", "windows"].contains($0) }.joined()
    let number = plain.wholeMatch(of: /(?:cp|ms)?([0-9]+)/).map { String($0.1) }
    switch number ?? plain {
    case "utf8", "65001": name = "UTF-8"
    case "936", "54936", "gbk", "gb2312", "gb18030", "euccn", "hz", "chinese": name = "GB18030"
    case "950", "big5": name = "CP950"
    case "utf16": name = "UTF-16"
    case let other: name = number == nil ? text.trimmingCharacters(in: .whitespaces) : "CP\(other)"
    }
    guard let handle = iconv_open("UTF-8", name), handle != Self.none else { return nil }
    iconv_close(handle)
  }

  private static var none: iconv_t? { iconv_t(bitPattern: -1) }

  /// The bytes as text; `nil` where they are not of this encoding.
  func decode(_ bytes: some Collection<UInt8>) -> String? {
    guard let handle = iconv_open("UTF-8", name), handle != Self.none else { return nil }
    defer { iconv_close(handle) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // No character takes more than three bytes in UTF-8 for one here, a character of four has two or more.
    var output = [CChar](repeating: 0, count: 3 * input.count + 4)
    let written: Int? = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (source, rest) = (input.baseAddress, input.count)
        var (target, room) = (output.baseAddress, output.count)
        guard iconv(handle, &source, &rest, &target, &room) != -1, rest == 0 else { return nil }
        return output.count - room
      }
    }
    guard let written else { return nil }
    let text = String(decoding: output[..<written].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }

  /// The encoding that a table is to be recoded from; `nil` where it is UTF-8, or shows to be none.
  ///
  /// - Parameters:
  ///   - stated: as the user names it.
  ///   - file: as the user wrote it.
  static func ofTable(_ path: String, stated: String?, file: String) throws(FormatError) -> TextEncoding? {
    if let stated {
      guard let encoding = TextEncoding(stated) else { throw .unknownEncoding(file: file, encoding: stated) }
      return encoding.isUTF8 ? nil : encoding
    }
    let mark = VirtualFile(path)?.read(2) ?? []
    return mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF] ? TextEncoding("UTF-16") : nil
  }
}
