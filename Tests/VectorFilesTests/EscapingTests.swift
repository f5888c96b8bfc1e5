import Foundation
import FoundationXML
import Geometry
import TestSupport
import Testing

@testable import VectorFiles

/// A text comes out of each grammar as the text that went in, and as nothing more.
@Suite struct EscapingTests {
  private static let texts = HostileTexts.all

  /// Reads the text and the attribute of a document of one element; `nil` where it is no XML.
  private final class Reading: NSObject, XMLParserDelegate {
    var text = ""
    var attribute: String?
    var elements = 0

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements += 1
      attribute = attributes["b"] ?? attribute
    }
    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  /// The texts of a KML's column of codes.
  private final class KMLValues: NSObject, XMLParserDelegate {
    var texts: [String] = []
    private var isCode = false
    private var isValue = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      if name == "Data" { isCode = attributes["name"] == "code" }
      isValue = name == "value" && isCode
      if isValue { texts.append("") }
    }
    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { isValue = false }
    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if isValue { texts[texts.count - 1] += string }
    }
    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      if isValue { texts[texts.count - 1] += String(decoding: block, as: UTF8.self) }
    }
  }

  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test func thereAreThousandsOfTexts() {
    #expect(Self.texts.count > 5_000)
  }

  @Test func textsInXMLAreTexts() {
    for text in Self.texts {
      let escaped = Escaping.xml(text)
      let reading = Reading()
      let parser = XMLParser(data: Data("<a b=\"\(escaped)\">\(escaped)</a>".utf8))
      parser.delegate = reading
      let wanted = scalars(Escaping.plainXML(text))
      #expect(parser.parse() && reading.elements == 1, "\(text.debugDescription)")
      #expect(scalars(reading.text) == wanted, "\(text.debugDescription)")
      #expect(reading.attribute.map(scalars) == wanted, "\(text.debugDescription)")
    }
  }

  @Test func textsInScriptsEndNoElement() throws {
    for text in Self.texts {
      let json = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
      let escaped = Escaping.script(json: json)
      #expect(!escaped.utf8.contains { "<>&".utf8.contains($0) }, "\(text.debugDescription)")
      #expect(!escaped.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
      let back = try JSONDecoder().decode([String].self, from: Data(escaped.utf8))
      #expect(back.map(scalars) == [scalars(text)], "\(text.debugDescription)")
    }
  }

  @Test func textsInCalendarsStayOnTheirLine() {
    for text in Self.texts {
      let escaped = Escaping.calendar(text)
      #expect(
        !escaped.unicodeScalars.contains {
          $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{2028}"
        },
        "\(text.debugDescription)")
      // Before a separator stands an odd number of backslashes.
      var backslashes = 0
      for scalar in escaped.unicodeScalars {
        if scalar == ";" || scalar == "," { #expect(backslashes % 2 == 1, "\(text.debugDescription)") }
        backslashes = scalar == "\\" ? backslashes + 1 : 0
      }
    }
    #expect(Escaping.calendar("a\r\nb\rc\nd;e,f\\g") == "a\\nb\\nc\\nd\\;e\\,f\\\\g")
  }

  @Test func noCellIsAFormulaAndEachComesBack() {
    for text in Self.texts {
      let cell = Escaping.cell(text)
      let first = cell.unicodeScalars.first
      #expect(
        first.map { !"=@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(text.debugDescription)")
      if first == "+" || first == "-" { #expect(Double(cell) != nil, "\(text.debugDescription)") }
      #expect(scalars(Escaping.text(ofCell: cell)) == scalars(text), "\(text.debugDescription)")
    }
  }

  /// A table's fields, whatever scalars stand beside its quotes and delimiters.
  @Test(arguments: [",", ";", "\t"] as [Character]) func fieldsComeBackFromTheirBytes(delimiter: Character) {
    let scanner = CSVScanner(delimiter: delimiter.asciiValue ?? 0)
    let texts = Self.texts + ["\"\u{301}", "a\"\u{301},b", "\"", "\"\"", "\",", ",\u{301}"]
    for text in texts {
      let bytes = scanner.field(Escaping.cell(text)) + [scanner.delimiter] + scanner.field("end")
      bytes.withUnsafeBytes { bytes in
        var fields: [String] = []
        _ = scanner.record(bytes, at: 0, isLast: true) { fields.append(scanner.text(bytes, $1)) }
        #expect(fields.map(scalars) == [scalars(text), scalars("end")], "\(text.debugDescription)")
      }
    }
  }

  @Test(arguments: [
    "-5", "+86", "-.5", "+.5e3", "-5.", "-0.25", "1e-5", "-1E+5", "B-1", "0411", "a=b", "O'Neil", "", "7",
    "'a",
  ])
  func numbersAndPlainTextsAreCellsAsTheyAre(text: String) {
    #expect(Escaping.cell(text) == text)
  }

  @Test func terminalsGetNoCommands() {
    #expect(Escaping.terminal("a\u{1B}[2Jb\nc\td\u{9B}e\r") == "a\u{FFFD}[2Jb\nc\td\u{FFFD}e\u{FFFD}")
  }

  @Test func everyFormatHoldsHostileNames() throws {
    let scratch = try Scratch()
    let texts = Self.texts.filter { !$0.unicodeScalars.contains("\0") && !$0.isEmpty }
    let layer = VectorLayer(
      name: "t", fields: [VectorField("code", .text(texts)), VectorField("name", .text(texts))],
      geometry: .points(texts.indices.map { Coordinate(x: 1_150_000_000 + Int32($0), y: 330_000_000) }))
    for format in [VectorFormat.geoJSON, .geoPackage, .csv, .kml] {
      let path = scratch.path("t.\(format.rawValue)")
      try format.write([layer], to: path)
      if format == .kml {
        let values = KMLValues()
        let parser = XMLParser(data: try scratch.data("t.kml"))
        parser.delegate = values
        let isParsed = parser.parse()
        #expect(isParsed, "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
        let others = zip(values.texts, texts).filter { scalars($0) != scalars(Escaping.plainXML($1)) }
          // XML has one line end.
          .filter { !$1.unicodeScalars.contains("\r") }
          .map { "\($0.debugDescription) for \($1.debugDescription)" }
        #expect(values.texts.count == texts.count && others.isEmpty, "\(others.count): \(others.prefix(6))")
        continue
      }
      let back = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .point)
      let read = back["code"]?.texts.map { $0 ?? "" } ?? []
      let others = zip(read, texts).filter { scalars($0) != scalars($1) }
        // A private character marks JSON for GDAL, a byte order mark is none of a cell's, and CSV has one line end.
        .filter { _, text in
          !text.unicodeScalars.contains { "\u{10FFFD}\u{FEFF}\r".unicodeScalars.contains($0) }
        }
        .map { "\(scalars($0)) for \(scalars($1))" }
      #expect(read.count == texts.count && others.isEmpty, "\(format): \(others.prefix(6))")
    }
  }

  @Test func aSHA256IsThatOfTheStandard() {
    let digest = Digest.sha256(Array("abc".utf8)).map { String($0 + 0, radix: 16) }
    #expect(digest.prefix(4) == ["ba", "78", "16", "bf"] && digest.suffix(2) == ["15", "ad"])
  }
}
