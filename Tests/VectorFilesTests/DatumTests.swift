import CGDAL
import Foundation
import Testing

@testable import Geometry
@testable import Solvers
@testable import VectorFiles

@Suite struct DatumTests {
  private typealias Place = (longitude: Double, latitude: Double)

  /// Published with eviltransform: WGS 84 and GCJ-02 of Shanghai, Shenzhen and Beijing.
  private static let published: [(wgs84: Place, gcj02: Place)] = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
  ]

  /// Published with coordtransform: GCJ-02 and BD-09 in Beijing.
  private static let publishedBaidu: (gcj02: Place, bd09: Place) = (
    (116.404, 39.915), (116.41036949371029, 39.92133699351021)
  )

  private func distance(_ a: Place, _ b: Place) -> Double {
    max((a.longitude - b.longitude).magnitude, (a.latitude - b.latitude).magnitude)
  }

  @Test func publishedPairs() {
    for (wgs84, gcj02) in Self.published {
      let forward = ChineseDatum.gcj02.fromWGS84(longitude: wgs84.longitude, latitude: wgs84.latitude)
      #expect(distance(forward, gcj02) < 1e-10)
      let back = ChineseDatum.gcj02.toWGS84(longitude: gcj02.longitude, latitude: gcj02.latitude)
      #expect(distance(back, wgs84) < 1e-9)
    }
    let (gcj02, bd09) = Self.publishedBaidu
    let wgs84 = ChineseDatum.gcj02.toWGS84(longitude: gcj02.longitude, latitude: gcj02.latitude)
    let forward = ChineseDatum.bd09.fromWGS84(longitude: wgs84.longitude, latitude: wgs84.latitude)
    #expect(distance(forward, bd09) < 1e-10)
    #expect(
      distance(ChineseDatum.bd09.toWGS84(longitude: bd09.longitude, latitude: bd09.latitude), wgs84) < 1e-9)
  }

  @Test(arguments: ChineseDatum.allCases) func roundTripOverChina(datum: ChineseDatum) {
    var chance = SeededGenerator(seed: 11)
    var worst = 0.0
    var least = 1.0
    for _ in 0..<20_000 {
      let place = (longitude: 73.5 + chance.unit() * 61.5, latitude: 3.5 + chance.unit() * 50)
      let shifted = datum.fromWGS84(longitude: place.longitude, latitude: place.latitude)
      let back = datum.toWGS84(longitude: shifted.longitude, latitude: shifted.latitude)
      worst = max(worst, distance(back, place))
      least = min(least, distance(shifted, place))
    }
    #expect(worst < 1e-8)
    #expect(least > 1e-5)
  }

  @Test(arguments: ChineseDatum.allCases) func nothingMovesOutsideChina(datum: ChineseDatum) {
    for place in [(-104.9903, 39.7392), (153.0251, -27.4698), (-43.1729, -22.9068), (0, 0), (71.9, 30)] {
      #expect(datum.fromWGS84(longitude: place.0, latitude: place.1) == place)
      #expect(datum.toWGS84(longitude: place.0, latitude: place.1) == place)
    }
    #expect(datum.toWGS84(longitude: .infinity, latitude: 30).longitude == .infinity)
  }

  @Test func systemsOfEveryKind() {
    let start = (longitude: 115.1, latitude: 33.4)
    for name in ["gcj02", "BD09", "EPSG:4490", "EPSG:4326", "EPSG:4547", "EPSG:3857"] {
      var (x, y) = ([start.longitude], [start.latitude])
      guard let forward = GeographicTransform(name, direction: .fromWGS84),
        let back = GeographicTransform(name)
      else {
        Issue.record("\(name) is unknown")
        continue
      }
      forward.apply(&x, &y)
      let moved = distance((x[0], y[0]), start)
      #expect(name == "EPSG:4490" || name == "EPSG:4326" ? moved < 1e-7 : moved > 1e-3, "\(name)")
      back.apply(&x, &y)
      #expect(distance((x[0], y[0]), start) < 1e-9, "\(name)")
    }
    let unknown = GeographicTransform("EPSG:999999") == nil
    #expect(unknown)
  }

  /// Eastings that begin with the number of the zone are far beyond what any northing can be exchanged for.
  @Test func aTrialOfExchangedCoordinatesLeavesNoTrace() throws {
    let transform = try transform("EPSG:4526")
    let (heard, failure) = GDAL.quietly { () -> (swapped: Bool, level: CPLErr) in
      CPLErrorReset()
      return (transform.looksSwapped(x: 38_600_000, y: 3_650_000), CPLGetLastErrorType())
    }
    #expect(!heard.swapped && heard.level == CE_None && failure == nil)
    // What failed before stays known.
    let (earlier, _) = GDAL.quietly { () -> String in
      withVaList([]) { CPLErrorV(CE_Failure, CPLErrorNum(CPLE_FileIO), "the disk is full", $0) }
      _ = transform.looksSwapped(x: 38_600_000, y: 3_650_000)
      return String(cString: CPLGetLastErrorMsg())
    }
    #expect(earlier == "the disk is full")
  }

  private func transform(_ name: String) throws -> GeographicTransform {
    struct Unknown: Error {}
    guard let transform = GeographicTransform(name) else { throw Unknown() }
    return transform
  }

  @Test(arguments: ChineseDatum.allCases) func layersAreReadFromShiftedDatums(datum: ChineseDatum) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("datum-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let corners = [(115.0, 33.0), (115.2, 33.0), (115.2, 33.3)].map {
      Coordinate(longitude: $0.0, latitude: $0.1)
    }
    let shifted = corners.map { corner -> Coordinate? in
      guard let corner else { return nil }
      let place = datum.fromWGS84(longitude: corner.longitude, latitude: corner.latitude)
      return Coordinate(longitude: place.longitude, latitude: place.latitude)
    }
    var shapes = PolygonSet()
    shapes.appendUnit([[shifted.compactMap { $0 }]])
    let path = folder.appendingPathComponent("shifted.geojson").path
    let layer = VectorLayer(
      name: "shifted", fields: [VectorField("code", .text(["a"]))], geometry: .polygons(shapes))
    try VectorFormat.geoJSON.write([layer], to: path)

    func vertices(_ system: String?) throws -> [Coordinate] {
      let source = VectorSource(path: path, coordinateSystem: system)
      guard case .polygons(let read) = try VectorLayer(reading: source, columns: [], as: .polygon).geometry
      else { return [] }
      return read.coordinates
    }
    let back = try vertices(datum.rawValue)
    let plain = try vertices(nil)
    #expect(back.count == 4 && plain.count == 4)
    for corner in corners.compactMap({ $0 }) {
      #expect(back.contains { abs($0.x - corner.x) <= 1 && abs($0.y - corner.y) <= 1 })
      #expect(!plain.contains { abs($0.x - corner.x) < 1000 && abs($0.y - corner.y) < 1000 })
    }
    #expect(throws: FormatError.unknownCoordinateSystem(file: path, definition: "mars")) {
      try vertices("mars")
    }
  }
}
