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

  /// The same for a text that GDAL's driver for KML writes as CDATA, of which it does not see that "]]>" ends it.
  package static func kml(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var brackets = 0
    for scalar in plainXML(text).unicodeScalars {
      if scalar == ">", brackets >= 2 { result += "]]><![CDATA[".unicodeScalars }
      brackets = scalar == "]" ? brackets + 1 : 0
      result.append(scalar)
    }
    return String(result)
  }

  private static func isInXML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...: true
    default: false
    }
  }

  /// JSON whose control characters, of which JSON allows some, are all written ones, so that a terminal may show it.
  package static func json(_ json: String) -> String {
    replacing(json) { isControl($0) && $0 != "\n" ? "\\u" + hexadecimal($0.value, 4) : nil }
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
  package static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == apostrophe || first < 0x30 || first == 0x3D || first >= 0x40,
      let start = text.unicodeScalars.first(where: { $0 != "'" })
    else { return false }
    switch start {
    case "=", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
    case "+", "-": return !isNumber(text)
    default: return false
    }
  }

  private static let apostrophe = UInt8(ascii: "'")

  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?/) != nil
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
