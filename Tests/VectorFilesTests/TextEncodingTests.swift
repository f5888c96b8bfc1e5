import CGDAL
import Foundation
import Geometry
import Grid
import TestSupport
import Testing

@testable import VectorFiles

/// Text in the encodings that Chinese offices use, said rightly, in odd words, or not at all.
@Suite struct TextEncodingTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private static let square = "POLYGON ((115 33,115.01 33,115.01 33.01,115 33.01,115 33))"
  /// "沈丘" in GBK.
  private static let gbk: [UInt8] = [0xC9, 0xF2, 0xC7, 0xF0]

  private func shapefile(page: String? = nil, columnInGBK: Bool = false) throws -> String {
    let path = try scratch.gdal(
      "t.shp", driver: "ESRI Shapefile", system: "EPSG:4326", type: wkbPolygon, layers: ["t"],
      rows: [(Self.square, Self.gbk)])
    if let page { _ = try scratch.write("t.cpg", page) }
    if columnInGBK {
      var table = [UInt8](try scratch.data("t.dbf"))
      table.replaceSubrange(32..<37, with: Self.gbk + [0])
      try Data(table).write(to: scratch.folder.appendingPathComponent("t.dbf"))
    }
    return path
  }

  private func texts(_ path: String, _ column: String = "code", encoding: String? = nil) throws -> [String?]?
  {
    let source = VectorSource(path: path, encoding: encoding)
    return try VectorLayer(reading: source, columns: [column], as: .polygon)[column]?.texts
  }

  @Test(arguments: ["GBK", "936", "ANSI 936", "CP936", "OEM 936", "gb18030", "GB2312", "GB 2312", "EUC-CN"])
  func oddWordsForGBKAreUnderstood(page: String) throws {
    #expect(try texts(shapefile(page: page)) == ["沈丘"])
    #expect(try texts(shapefile(page: page, columnInGBK: true), "沈丘") == ["沈丘"])
  }

  @Test func anEncodingThatIsNamedWinsOverWhatTheFileSays() throws {
    for page in ["UTF-8", "ISO-8859-1", "nonsense"] {
      #expect(try texts(shapefile(page: page), encoding: "gbk") == ["沈丘"], "\(page)")
    }
    let refusal = sentence { _ = try texts(shapefile(), encoding: "martian") }
    #expect(refusal.contains("encoding 'martian' is unknown"))
  }

  @Test func garbledColumnNamesNameTheLikelyEncoding() throws {
    // Whether nothing is said, nonsense, or something wrong.
    for page in [nil, "nonsense", "UTF-8", "ISO-8859-1"] {
      let path = try shapefile(page: page, columnInGBK: true)
      let refusal = sentence { _ = try texts(path, "沈丘") }
      #expect(refusal.contains("likely GBK") && refusal.contains("--encoding"), "\(page ?? "-"): \(refusal)")
      #expect(try texts(path, "沈丘", encoding: "GBK") == ["沈丘"])
    }
    // A column that is not there by any encoding.
    let other = sentence { _ = try texts(shapefile(columnInGBK: true), "郸城") }
    #expect(other.contains("garbled") && !other.contains("likely"), "\(other)")
    #expect(sentence { _ = try texts(shapefile(page: "GBK"), "郸城") }.contains("no column '郸城'"))
  }

  @Test func aTableOfDBaseIsReadByTheSameRules() throws {
    _ = try shapefile(page: "ANSI 936")
    let layer = try VectorLayer(
      reading: VectorSource(path: scratch.path("t.dbf")), columns: ["code"], as: .none)
    #expect(layer["code"]?.texts == ["沈丘"])
  }

  @Test func tablesInUTF16AndGBKAreReadByScannerAndDriver() throws {
    let text = "名称,lon,lat\r\n沈丘,115.005,33.005\r\n"
    let files: [(String, Data?, String?)] = [
      ("le.csv", Data([0xFF, 0xFE]) + (text.data(using: .utf16LittleEndian) ?? Data()), nil),
      ("be.csv", Data([0xFE, 0xFF]) + (text.data(using: .utf16BigEndian) ?? Data()), nil),
      (
        "tabs.txt",
        Data([0xFF, 0xFE])
          + (text.replacing(",", with: "\t").data(using: .utf16LittleEndian) ?? Data()), nil
      ),
      ("mark.csv", Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), nil),
      (
        "gbk.csv",
        Data([0xC3, 0xFB, 0xB3, 0xC6]) + Data(",lon,lat\n".utf8) + Data(Self.gbk)
          + Data(",115.005,33.005\n".utf8), "GBK"
      ),
    ]
    for (name, data, encoding) in files {
      try #require(data).write(to: scratch.folder.appendingPathComponent(name))
      let source = VectorSource(path: scratch.path(name), encoding: encoding)
      let layer = try VectorLayer(reading: source, columns: ["名称"], as: .point)
      #expect(layer["名称"]?.texts == ["沈丘"], "\(name)")
      let out = scratch.path("out.csv")
      let tally = try PointLocatorFixture.square.locate(source, to: .file(out))
      #expect(tally.points == 1 && tally.outside == 0, "\(name)")
      #expect(String(decoding: try scratch.data("out.csv"), as: UTF8.self).contains("沈丘"), "\(name)")
    }
    let refusal = sentence {
      _ = try VectorLayer(reading: VectorSource(path: scratch.path("gbk.csv")), columns: ["名称"], as: .none)
    }
    #expect(refusal.contains("encoding"), "\(refusal)")
  }
}
