import Foundation
import Solvers
import TestSupport
import Testing

@testable import VectorFiles

/// What the reader of plain GeoJSON takes, it reads as GDAL does; what it does not take is left to GDAL.
@Suite struct PlainLayerTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// Reads a file in both ways, as every kind of geometry, and compares all that is read.
  ///
  /// - Returns: whether it was taken in any.
  private func compare(_ path: String, in system: String? = nil) -> Bool {
    let source = VectorSource(path: path, coordinateSystem: system)
    guard let plain = PlainLayer(source) else { return false }
    let opened = try? GDAL.reading(path) { () throws(FormatError) in
      let reader = try LayerReader(source)
      return (reader.fieldNames, reader.name)
    }
    #expect(opened?.0 == plain.fieldNames, "columns of \(path)")
    #expect(opened?.1 == plain.name, "name of \(path)")
    let columns = plain.fieldNames
    var isTaken = false
    for kind in [GeometryKind.polygon, .point, .line, .none] {
      for keepsAll in [false, true] {
        guard
          let layer = VectorLayer.plain(source, columns: columns, optional: [], as: kind, keepsAll: keepsAll)
        else { continue }
        isTaken = true
        do {
          let known = try VectorLayer.byGDAL(
            source, columns: columns, optional: [], as: kind, keepsAll: keepsAll)
          expectSame(layer, known, path)
        } catch { Issue.record("\(path) as \(kind): GDAL says \(error)") }
      }
      let rows = Array(stride(from: 0, to: plain.count, by: 2))
      if kind == .point || kind == .polygon, let places = UnroundedGeometry.plain(source, rows, as: kind) {
        let known = try? UnroundedGeometry.byGDAL(source, rows, as: kind)
        #expect(places.x == known?.x && places.y == known?.y, "unrounded \(path)")
        guard kind == .polygon else { continue }
        let (rings, others) = (places.unroundedPolygons, known?.unroundedPolygons)
        #expect(rings.map { $0.map(\.rings) } == others?.map { $0.map(\.rings) }, "unrounded \(path)")
      }
    }
    return isTaken
  }

  private func expectSame(_ layer: VectorLayer, _ known: VectorLayer, _ path: String) {
    #expect(layer.name == known.name, "\(path)")
    #expect(layer.notes == known.notes, "\(path)")
    #expect(layer.system == known.system, "\(path)")
    #expect(layer.fields.map(\.name) == known.fields.map(\.name), "\(path)")
    for (field, other) in zip(layer.fields, known.fields) { expectSame(field, other, path) }
    #expect(layer.kept == known.kept, "kept columns of \(path)")
    switch (layer.geometry, known.geometry) {
    case (.polygons(let shapes), .polygons(let others)): #expect(shapes == others, "\(path)")
    case (.points(let points), .points(let others)): #expect(points == others, "\(path)")
    case (.lines(let lines), .lines(let others)): #expect(lines == others, "\(path)")
    case (.none, .none): break
    default: Issue.record("\(path): geometries of two kinds")
    }
  }

  /// Numbers by their bits: a negative zero is no zero.
  private func expectSame(_ field: VectorField, _ other: VectorField, _ path: String) {
    let isSame =
      switch (field.values, other.values) {
      case (.text(let texts), .text(let others)):
        texts.map { $0.map { Array($0.utf8) } } == others.map { $0.map { Array($0.utf8) } }
      case (.integer(let numbers), .integer(let others)): numbers == others
      case (.real(let numbers), .real(let others)):
        numbers.map { $0?.bitPattern } == others.map { $0?.bitPattern }
      default: false
      }
    #expect(isSame, "column \(field.name) of \(path)")
  }

  // MARK: Files

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The county that comes with the planner, and folders that `PLAIN_GEOJSON_FOLDERS` names, such as those of plans.
  @Test func filesReadAsByGDAL() {
    let named = ProcessInfo.processInfo.environment["PLAIN_GEOJSON_FOLDERS"]
    if named == nil { print("PLAIN_GEOJSON_FOLDERS names no folders with more files to compare") }
    let tour = Self.root.appendingPathComponent("geodata").path
    let others = (named ?? "").split(separator: ":").map(String.init)
    for folder in [tour] + others {
      let files = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".geojson") || $0.hasSuffix(".json") }.sorted()
      let taken = files.filter { compare("\(folder)/\($0)") }
      if !others.isEmpty { print("\(folder): \(taken.count) of \(files.count) files are plain") }
      if !others.isEmpty {
        print("not plain: \(files.filter { $0.hasSuffix(".geojson") && !taken.contains($0) })")
      }
      #expect(folder != tour || taken.count == files.count, "the tour's files are plain")
    }
  }

  @Test func oddFilesReadAsByGDAL() throws {
    var chance = SeededGenerator(seed: 11)
    var taken = 0
    for number in 0..<600 {
      var file = OddGeoJSON(&chance)
      let path = scratch.path("odd\(number).geojson")
      try Data(file.bytes()).write(to: URL(fileURLWithPath: path))
      let systems: [String?] = [nil, nil, nil, "gcj02", "EPSG:4547", "EPSG:4490", "EPSG:99999999"]
      if compare(path, in: systems[chance.below(systems.count)]) { taken += 1 }
      try? FileManager.default.removeItem(atPath: path)
    }
    // Neither is all of it odd, nor all plain.
    #expect(taken > 60 && taken < 540, "\(taken) are plain")
  }

  // MARK: Single cases

  private func isPlain(_ text: String, in name: String = "case.geojson") throws -> Bool {
    PlainLayer(VectorSource(path: try scratch.write(name, text))) != nil
  }

  private static func collection(_ properties: String, _ coordinates: String = "[115,33]") -> String {
    #"{"type":"FeatureCollection","name":"n","features":[{"type":"Feature","properties":"#
      + "\(properties),\"geometry\":{\"type\":\"Point\",\"coordinates\":\(coordinates)}}]}"
  }

  @Test func whatGDALTakesOtherwiseIsLeftToIt() throws {
    #expect(try isPlain(Self.collection(#"{"a":1}"#)))
    #expect(try isPlain(Self.collection(#"{"a":1}"#), in: "case.json"))
    #expect(try !isPlain(Self.collection(#"{"a":1}"#), in: "case.txt"))
    let properties = [
      #"{"a":[1]}"#, #"{"a":{}}"#, #"{"a":1,"a":2}"#, "null", #"{"":1}"#, #"{"a":"\u0000"}"#, #"{"a":NaN}"#,
      #"{"type":"Topology"}"#, #"{"a":9223372036854775808}"#, #"{"a":"\ud800"}"#, #"{"a":"\ud876\udc00"}"#,
      "{\"a\":\"\t\"}",
    ]
    for properties in properties { #expect(try !isPlain(Self.collection(properties)), "\(properties)") }
    let endless = "115." + String(repeating: "0", count: 1100)
    for coordinates in ["[115,33,1]", "[115]", "[]", "[115,null]", "[\"115\",33]", "[\(endless),33]"] {
      #expect(try !isPlain(Self.collection("{}", coordinates)), "\(coordinates)")
    }
    let plain = Self.collection("{}")
    #expect(try !isPlain("\u{FEFF}" + plain))
    #expect(try !isPlain(String(plain.dropLast())))
    #expect(try !isPlain(String(repeating: " ", count: 6000) + plain))
    #expect(try !isPlain(String(plain.dropLast()) + #","bbox":[0,0,1,1]}"#))
    #expect(try !isPlain(plain.replacingOccurrences(of: #""n""#, with: #""layer_styles""#)))
  }
}
