/// Keeps libkml from ending a text too soon: one with markup in it becomes CDATA, of which libkml does not see that "]]>"
/// ends it. A text that holds "<![CDATA[" it escapes instead, as a whole; so what is to stand there is known only when
/// it is written, and a mark shows the place until then.
enum KMLTexts {
  private static let bracket = UInt8(ascii: "]")

  /// A text, without what XML cannot hold, with the mark wherever it would end CDATA.
  static func guarded(_ text: String, marking isMarked: inout Bool) -> String {
    var result = String.UnicodeScalarView()
    var brackets = 0
    for scalar in Escaping.plainXML(text).unicodeScalars {
      if scalar == ">", brackets >= 2 {
        result.append(TextMarks.mark)
        isMarked = true
      }
      brackets = scalar == "]" ? brackets + 1 : 0
      result.append(scalar)
    }
    return String(result)
  }

  /// KML without the marks that `guarded` made: in CDATA, where a ">" is one, that ends and begins anew.
  static func unmarked(_ kml: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(kml.count)
    let count = TextMarks.bytes.count
    for byte in kml {
      if result.count >= count + 2, result.suffix(count).elementsEqual(TextMarks.bytes),
        result.dropLast(count).suffix(2).elementsEqual([bracket, bracket])
      {
        result.removeLast(count)
        if byte == UInt8(ascii: ">") { result += "]]><![CDATA[".utf8 }
      }
      result.append(byte)
    }
    return result
  }
}
