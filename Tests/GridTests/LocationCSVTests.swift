import Foundation
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

@Suite struct LocationCSVTests {
  private let fixture: LocationFixture

  init() throws { fixture = try LocationFixture() }

  @Test func fieldsAreKeptByteForByte() throws {
    let (text, tally) = try fixture.located(
      #"""
      id,"note ""x""",lon,lat, last
      1,"two
      lines, ""quoted""",115.05,33.05,é
      002, plain "x" ,"115.15", 33.050 ,
      3,,1.1505e2,33.15,z
      4,out,116,33,z
      """#)
    #expect(
      text == #"""
        id,"note ""x""",lon,lat, last,town,unit
        1,"two
        lines, ""quoted""",115.05,33.05,é,T1,a
        002, plain "x" ,"115.15", 33.050 ,,T1,"b,""x"""
        3,,1.1505e2,33.15,z,T2,c
        4,out,116,33,z,,
        """#)
    #expect(tally == PointLocator.Tally(points: 4, outside: 1, missing: 0))
  }

  /// An apostrophe keeps what a spreadsheet would run from being run, once.
  @Test func formulasOfStrangersAreTextHoweverTheyEnd() throws {
    let (text, _) = try fixture.located(
      """
      '=h,"@g" x,lon,lat
      '=1,"=1+1" ,115.05,33.05
      ''=1,"=1+1"x,115.05,33.05
      =1,"=1+1"\u{301},115.05,33.05
      -.5,"-5" ,"+115.05",33.05
      '-5,"-5+1",115.05,33.05
      """)
    #expect(
      text.unicodeScalars.elementsEqual(
        """
        '=h,"'@g" x,lon,lat,town,unit
        '=1,"'=1+1" ,115.05,33.05,T1,a
        ''=1,"'=1+1"x,115.05,33.05,T1,a
        '=1,"'=1+1"\u{301},115.05,33.05,T1,a
        -.5,"-5" ,"+115.05",33.05,T1,a
        '-5,"'-5+1",115.05,33.05,T1,a
        """.unicodeScalars), "\(text)")
  }

  @Test func lineEndsAndEmptyLinesStay() throws {
    let (text, tally) = try fixture.located("lon,lat\r\n115.05,33.05\r\n\r\n115.15,33.05\n\n115.05,33.15\r\n")
    #expect(
      text
        == "lon,lat,town,unit\r\n115.05,33.05,T1,a\r\n\r\n115.15,33.05,T1,\"b,\"\"x\"\"\"\n\n115.05,33.15,T2,c\r\n"
    )
    #expect(tally.points == 3)
  }

  @Test(arguments: ["", "\u{FEFF}"]) func tableForExcelBeginsWithOneMark(before: String) throws {
    let source = VectorSource(path: try fixture.file(before + "lon,lat\n115.05,33.05\n"))
    let out = fixture.path("out.csv")
    _ = try fixture.locator.locate(source, to: .file(out), forExcel: true)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: out))
    #expect(bytes == Data("\u{FEFF}lon,lat,town,unit\n115.05,33.05,T1,a\n".utf8))
  }

  @Test func missingCoordinatesAreCounted() throws {
    let (text, tally) = try fixture.located("lon,lat,id\n,33.05,1\n115.05,\"\",2\n115.05\n 115.05 ,33.05,4\n")
    #expect(text == "lon,lat,id,town,unit\n,33.05,1,,\n115.05,\"\",2,,\n115.05,,\n 115.05 ,33.05,4,T1,a\n")
    #expect(tally == PointLocator.Tally(points: 4, outside: 0, missing: 3))
  }

  @Test func wrongNumbersNameTheirRow() throws {
    let head = "id,x,y\n1,\"115\n.05\",33.05\n"
    func failure(_ text: String) -> FormatError? {
      do throws(FormatError) {
        let path = (try? fixture.file(text)) ?? ""
        _ = try fixture.locator.locate(
          VectorSource(path: path, pointColumns: ["x", "y"]), to: .file(fixture.path("out.csv")))
        return nil
      } catch { return error }
    }
    let path = fixture.path("points.csv")
    let good = "id,x,y\n1,115.05,33.05\n\n"
    #expect(failure(good) == nil)
    #expect(failure(head) == .noCoordinate(file: path, row: 2, column: "x", text: "115\n.05"))
    #expect(
      failure(good + "2,115.05,north\n") == .noCoordinate(file: path, row: 4, column: "y", text: "north"))
    #expect(failure(good + "2,nan,33\n") == .noCoordinate(file: path, row: 4, column: "x", text: "nan"))
    #expect(failure(good + "2,0x10,33\n") == .noCoordinate(file: path, row: 4, column: "x", text: "0x10"))
    #expect(failure(good + "2,1.2.3,33\n") == .noCoordinate(file: path, row: 4, column: "x", text: "1.2.3"))
    #expect(failure(good + "2,-,33\n") == .noCoordinate(file: path, row: 4, column: "x", text: "-"))
    #expect(failure(good + "2,38512345,3712345\n") == .beyondEarth(file: path, row: 4, swapped: false))
    #expect(failure(good + "\"2,115.05,33.05\n3,1,2\n") == .openQuote(file: path, row: 4))
    #expect(
      failure("id,lng,lat\n") == .noField(file: path, layer: "csv", field: "x", known: ["id", "lng", "lat"]))
    #expect(failure("") == .noFeatures(file: path, layer: "csv"))
    #expect(try fixture.files == ["out.csv", "points.csv"])
  }

  /// A table is read in blocks of a megabyte; which coordinate stands first, its first point tells.
  @Test func aPointAstrayIsOutsideWhereverABlockBegins() throws {
    let filler = String(repeating: "x", count: 20_000)
    let right = Array(repeating: "598000,3658000,\(filler)", count: 60)
    let astray = Array(repeating: "3658000,598000,\(filler)", count: 60)
    func table(_ rows: [String]) -> String { "lon,lat,note\n" + rows.joined(separator: "\n") + "\n" }
    let tally = try fixture.located(table(right + astray), system: "EPSG:4547").tally
    #expect(tally.points == 120 && tally.outside == 60)
    #expect(throws: FormatError.beyondEarth(file: fixture.path("points.csv"), row: 2, swapped: true)) {
      try fixture.located(table(astray + right), system: "EPSG:4547")
    }
  }

  @Test func failuresLeaveWhatStoodThere() throws {
    let out = fixture.path("out.csv")
    try Data("old".utf8).write(to: URL(fileURLWithPath: out))
    #expect(throws: FormatError.self) { try fixture.located("lon,lat\n115.05,33.05\nx,33\n") }
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "old")
    #expect(try fixture.files == ["out.csv", "points.csv"])
    #expect(throws: FormatError.noSuchFile("absent.csv")) {
      try fixture.locator.locate(VectorSource(path: "absent.csv"), to: .file(out))
    }
  }

  @Test func otherColumnsDelimitersAndHeaders() throws {
    #expect(
      try fixture.located("\u{FEFF}y;x;lon\n33.05;115.05;no\n", columns: ["x", "y"]).text
        == "\u{FEFF}y;x;lon;town;unit\n33.05;115.05;no;T1;a\n")
    #expect(
      try fixture.located("\u{FEFF}lon\tlat\n115.05\t33.15\n").text
        == "\u{FEFF}lon\tlat\ttown\tunit\n115.05\t33.15\tT2\tc\n")
    #expect(
      try fixture.located("a,33.05,115.05\nb,33.15,115.05", columns: ["3", "2"]).text
        == "a,33.05,115.05,T1,a\nb,33.15,115.05,T2,c")
    #expect(throws: FormatError.self) { try fixture.located("a,33.05\n", columns: ["3", "2"]) }
    #expect(
      try fixture.located("lon,lat,unit\n115.05,33.05,old\n").text
        == "lon,lat,unit,town,unit_located\n115.05,33.05,old,T1,a\n")
  }

  /// Many blocks, with records that cross their ends and quotes in some of them only, against the plain way.
  @Test func manyBlocks() throws {
    var chance = SeededGenerator(seed: 4)
    var input = "id,note,lon,lat\n"
    var expected = "id,note,lon,lat,town,unit\n"
    var outside = 0
    for row in 0..<60_000 {
      let x = 1_149_000_000 + chance.below(4_000_000)
      let y = 329_000_000 + chance.below(4_000_000)
      let note =
        row > 30_000 && row % 7 == 0 ? "\"a,\n\"\"b\"\"\"" : String(repeating: "n", count: chance.below(50))
      let degrees = [x, y].map { "\($0 / 10_000_000).\(String($0 % 10_000_000 + 10_000_000).dropFirst())" }
      let record = "\(row),\(note),\(degrees[0]),\(degrees[1])"
      let unit = fixture.locator.index.unit(at: Coordinate(x: Int32(x), y: Int32(y)))
      if unit == nil { outside += 1 }
      let added = unit.map { ["T1,a", "T1,\"b,\"\"x\"\"\"", "T2,c", "T2,"][$0] } ?? ","
      input += record + "\n"
      expected += record + "," + added + "\n"
    }
    #expect(input.utf8.count > 3 << 20)
    let (text, tally) = try fixture.located(input)
    #expect(text == expected)
    #expect(tally.points == 60_000 && tally.outside == outside && outside > 10_000)
  }

  @Test func numbersAreReadToTheLastBit() {
    var chance = SeededGenerator(seed: 1)
    var texts = [
      "0", "-0.5", "5.", ".5", "+1.5", "1e3", "123456789012345678", "0.1234567890123456789", " 7\t", "\"8\"",
    ]
    for _ in 0..<2000 { texts.append(String(chance.unit() * 400 - 200)) }
    for text in texts {
      let bytes = Array(text.utf8)
      let read = bytes.withUnsafeBytes { CSVNumber($0, 0..<bytes.count) }
      let plain = text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
      #expect(read == Double(plain).map { .value($0) }, "\(text)")
    }
  }

  @Test func pointsOfAShiftedDatum() throws {
    let place = (115.0999, 33.0999)
    let shifted = ChineseDatum.gcj02.fromWGS84(longitude: place.0, latitude: place.1)
    let input = "lon,lat\n\(shifted.longitude),\(shifted.latitude)\n"
    #expect(try fixture.located(input, system: "gcj02").text.hasSuffix(",T1,a\n"))
    #expect(!(try fixture.located(input).text.hasSuffix(",T1,a\n")))
    #expect(throws: FormatError.unknownCoordinateSystem(file: fixture.path("points.csv"), definition: "mars"))
    {
      try fixture.located(input, system: "mars")
    }
  }

  @Test(arguments: ChineseDatum.allCases) func shiftedFilesAreSuspected(datum: ChineseDatum) throws {
    var chance = SeededGenerator(seed: 21)
    func points(_ datum: ChineseDatum?, margin: Double) -> String {
      (0..<20_000).reduce(into: "lon,lat\n") { text, _ in
        let place = (
          115 - margin + chance.unit() * (0.2 + 2 * margin), 33 - margin + chance.unit() * (0.2 + 2 * margin)
        )
        let seen = datum.map { $0.fromWGS84(longitude: place.0, latitude: place.1) } ?? (place.0, place.1)
        text += "\(seen.0),\(seen.1)\n"
      }
    }
    let shifted = try fixture.located(points(datum, margin: 0)).tally
    #expect(shifted.outside > 200)
    #expect(shifted.suspectedDatum?.shift == datum)
    #expect(try fixture.located(points(nil, margin: 0)).tally.suspectedDatum == nil)
    let wide = try fixture.located(points(nil, margin: 0.03)).tally
    #expect(wide.outside > 2000 && wide.suspectedDatum == nil)
    let right = try fixture.located(points(datum, margin: 0), system: datum.rawValue).tally
    #expect(right.outside < 50 && right.suspectedDatum == nil)
    // The shift the other way: points of WGS 84 that are said to be shifted, and those of the other datum.
    let wrong = try fixture.located(points(nil, margin: 0), system: datum.rawValue).tally
    #expect(wrong.outside > 200 && wrong.suspectedDatum == .wgs84)
    for other in ChineseDatum.allCases where other != datum {
      let mixed = try fixture.located(points(other, margin: 0), system: datum.rawValue).tally
      #expect(mixed.suspectedDatum?.shift == other)
    }
  }

  @Test(arguments: ["gcj02", "bd09", "EPSG:4547", "EPSG:4326"])
  func coordinatesAreAddedInAnotherSystem(name: String) throws {
    let system = try #require(OutputSystem(name))
    var chance = SeededGenerator(seed: 8)
    let places = (0..<500).map { _ in (115 + chance.unit() * 0.2, 33 + chance.unit() * 0.2) }
    let rows = places.map { "\($0.0),\($0.1)" } + [",", "\"115.05\",33.05"]
    let path = try fixture.file("lon,lat\n" + rows.joined(separator: "\n") + "\n")
    _ = try fixture.locator.locate(VectorSource(path: path), to: .file(fixture.path("out.csv")), in: system)
    let text = try String(contentsOfFile: fixture.path("out.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let names = system.columnNames
    #expect(lines[0] == "lon,lat,town,unit,\(names[0]),\(names[1])")
    #expect(lines[501] == ",,,,,")
    #expect(lines.count == 503 && lines[502].hasPrefix("\"115.05\",33.05,T1,a,"))
    var x: [Double] = []
    var y: [Double] = []
    for (row, line) in zip(rows, lines.dropFirst()).prefix(500) {
      #expect(line.hasPrefix(row + ","))
      let numbers = line.split(separator: ",").suffix(2).compactMap { Double($0) }
      x.append(numbers[0])
      y.append(numbers[1])
    }
    GeographicTransform(name)?.apply(&x, &y)
    // A millimetre is about 9e-9 degree.
    for (i, place) in places.enumerated() {
      #expect(max((x[i] - place.0).magnitude, (y[i] - place.1).magnitude) < 5e-9)
    }
  }
}
