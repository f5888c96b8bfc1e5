/// Text made harmless in each grammar that it is put into.
///
/// Everything works on Unicode scalars. To Swift, a "<" with an accent behind it is one character that equals no "<"; to a
/// browser it still opens an element.
package enum Escaping {
  // MARK: Markup

  /// Text in XML or HTML, within an element or an attribute; what XML cannot hold is dropped.
  package static func xml(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&#39;".unicodeScalars
      // As they are, a reader would make blanks or line feeds of them.
      case "\t", "\n", "\r": result += "&#\(scalar.value);".unicodeScalars
      case _ where isInXML(scalar): result.append(scalar)
      default: continue
      }
    }
    return String(result)
  }

  /// Text without what XML cannot hold, for those who escape the rest themselves.
  package static func plainXML(_ text: String) -> String {
    text.unicodeScalars.allSatisfy(isInXML)
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.filter(isInXML)))
  }

  private static func isInXML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...: true
    default: false
    }
  }

  /// JSON whose control characters, of which JSON allows some, are all written ones, so that a terminal may show it.
  package static func terminal(json: String) -> String {
    replacing(json) { isControl($0) && $0 != "\n" ? "\\u" + hexadecimal($0.value, 4) : nil }
  }

  /// A text as a string of JSON.
  static func json(_ text: String) -> String {
    let inner = replacing(text) { scalar in
      switch scalar {
      case "\\", "\"": "\\\(scalar)"
      default: scalar.value < 0x20 ? "\\u" + hexadecimal(scalar.value, 4) : nil
      }
    }
    return "\"\(inner)\""
  }

  /// JSON within a script element: no text in it can end the element or open a comment.
  package static func script(json: String) -> String {
    replacing(json) { scalar in
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}": "\\u" + hexadecimal(scalar.value, 4)
      default: nil
      }
    }
  }

  // MARK: Lines

  /// A value of the type TEXT in iCalendar (RFC 5545, 3.3.11): every line end is a written one.
  package static func calendar(_ text: String) -> String {
    var last: Unicode.Scalar?
    return replacing(text) { scalar in
      defer { last = scalar }
      switch scalar {
      case "\\", ";", ",": return "\\\(scalar)"
      case "\n" where last == "\r": return ""
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": return "\\n"
      default: return isControl(scalar) ? "" : nil
      }
    }
  }

  /// A text in double quotes in YAML.
  package static func yaml(_ text: String) -> String {
    let inner = replacing(text) { scalar in
      switch scalar {
      case "\\", "\"": "\\\(scalar)"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
        "\\u" + hexadecimal(scalar.value, 4)
      default: isControl(scalar) ? "\\x" + hexadecimal(scalar.value, 2) : nil
      }
    }
    return "\"\(inner)\""
  }

  /// A text in single quotes in SQL.
  package static func sql(_ text: String) -> String {
    "'" + replacing(text) { $0 == "'" ? "''" : nil } + "'"
  }

  /// Text for a terminal, which would obey control characters.
  package static func terminal(_ text: String) -> String {
    replacing(text) { isControl($0) && $0 != "\n" && $0 != "\t" ? "\u{FFFD}" : nil }
  }

  // MARK: Cells

  /// A text as a cell of a table. What a spreadsheet would take for a formula gets an apostrophe before it, which
  /// `text(ofCell:)` takes off again; numbers stay as they are.
  package static func cell(_ text: String) -> String { isFormula(text) ? "'" + text : text }

  /// The text that a cell stands for.
  package static func text(ofCell cell: String) -> String {
    cell.utf8.first == apostrophe && isFormula(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
  }

  /// Whether a spreadsheet would run a text, apostrophes before it aside.
  package static func isFormula(_ text: String) -> Bool { isFormula(text.utf8) }

  /// The same of a text's bytes.
  static func isFormula(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    let rest = text.drop { $0 == apostrophe }
    switch rest.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return rest.startIndex > text.startIndex || !isNumber(text)
    case wide[0][0]: return wide.contains { rest.starts(with: $0) }
    default: return false
    }
  }

  static let apostrophe = UInt8(ascii: "'")
  /// The same signs as wide as Chinese characters, which spreadsheets take for them.
  private static let wide = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }

  /// Whether all of a text is one decimal number, maybe with a sign and an exponent.
  static func isNumber(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    var rest = text[...]
    func takeSign() {
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    }
    func takeDigits() -> Bool {
      let before = rest.startIndex
      rest = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return rest.startIndex > before
    }
    takeSign()
    let isWhole = takeDigits()
    var isBroken = false
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      isBroken = takeDigits()
    }
    guard isWhole || isBroken else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      takeSign()
      guard takeDigits() else { return false }
    }
    return rest.isEmpty
  }

  // MARK: Scalars

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The text with those scalars replaced for which `body` says by what.
  private static func replacing(_ text: String, _ body: (Unicode.Scalar) -> String?) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let replacement = body(scalar) {
        result += replacement.unicodeScalars
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
