import Foundation
import Geometry
import Testing
import VectorFiles

@testable import Roads
@testable import Scenario
@testable import Tracks

@Suite struct TrackReadingTests {
  private static let china = Clock(offset: 8 * 3600)

  private static func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tracks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// Every fix of a file, with its crew.
  private static func read(
    _ path: String, columns: [FixColumns.Meaning: String] = [:], shift: Int = 0
  ) throws -> (rows: [String], columns: FixColumns) {
    var reader = try FixReader(
      TrackSource(VectorSource(path: path), columns: columns, shift: shift), clock: china)
    var names = CrewNames()
    var fixes: [(Int, Fix)] = []
    while try reader.next(&names, { fixes.append(($0, $1)) }) {}
    let rows = fixes.map {
      "\(names.names[$0]) \($1.time / 1000) \($1.coordinate.longitude) \($1.coordinate.latitude)"
    }
    return (rows, reader.columns)
  }

  private static let expected = [
    "C1 1796083200 115.0 33.5", "C1 1796083215 115.001 33.5", "C2 1796083200 115.1 33.6",
  ]

  @Test func tablesAreReadWhateverTheirColumns() throws {
    let usual = try Self.read(
      Self.file(
        "a.csv",
        """
        crew_id,gps_time,lng,lat
        C1,2026-12-01 08:00:00,115.0,33.5
        C1,2026-12-01T00:00:15Z,115.001,33.5
        C2,1796083200000,115.1,33.6

        """))
    #expect(usual.rows == Self.expected)
    #expect("\(usual.columns)" == "time=gps_time crew=crew_id lon=lng lat=lat")
    let chinese = try Self.read(
      Self.file(
        "b.csv",
        "\u{FEFF}车牌号;定位时间;经度;纬度\r\nC1;2026/12/1 8:00:00;115.0;33.5\r\n"
          + "C1;20261201080015;115.001;33.5\r\nC2;1796083200;115.1;33.6\r\n"))
    #expect(chinese.rows == Self.expected)
    let named = try Self.read(
      Self.file(
        "c.csv", "a,b,c,d\nC1,33.5,115.0,1796083200\nC1,33.5,115.001,1796083215\nC2,33.6,115.1,1796083200\n"),
      columns: [.crew: "a", .lat: "b", .lon: "c", .time: "d"])
    #expect(named.rows == Self.expected)
    let headless = try Self.read(
      Self.file("d.csv", "C1,33.5,115.0,1796083200\nC1,33.5,115.001,1796083215\nC2,33.6,115.1,1796083200\n"),
      columns: [.crew: "1", .lat: "2", .lon: "3", .time: "4"])
    #expect(headless.rows == Self.expected)
    let shifted = try Self.read(
      Self.file("C1.csv", "time,lon,lat\n1796079600,115.0,33.5\n"), shift: 3600)
    #expect(shifted.rows == [Self.expected[0]])
  }

  @Test func linesWithTimesAreReadVertexByVertex() throws {
    let table = try Self.read(
      Self.file(
        "a.csv",
        """
        shape,timestamps,TRIP_ID
        "LINESTRING (115.0 33.5, 115.001 33.5)","1796083200, 1796083215",C1
        "LINESTRING (115.1 33.6, 115.2 33.6)","1796083200, never",C2

        """))
    #expect(table.rows == Self.expected)
    let json = try Self.read(
      Self.file(
        "b.geojson",
        """
        {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"crew": "C1",
          "coordTimes": ["2026-12-01T00:00:00Z", "2026-12-01T00:00:15Z"]},
         "geometry": {"type": "LineString", "coordinates": [[115.0, 33.5], [115.001, 33.5]]}},
        {"type": "Feature", "properties": {"crew": "C2", "coordTimes": ["2026-12-01T00:00:00Z", ""]},
         "geometry": {"type": "LineString", "coordinates": [[115.1, 33.6], [115.1, 33.7]]}}]}
        """))
    #expect(json.rows == Self.expected)
  }

  @Test func pointsOfGeoJSONAndTracksOfGPXAreRead() throws {
    func point(_ crew: String, _ time: String, _ x: Double, _ y: Double) -> String {
      """
      {"type": "Feature", "properties": {"crew": "\(crew)", "time": "\(time)"},
       "geometry": {"type": "Point", "coordinates": [\(x), \(y)]}}
      """
    }
    let json = try Self.read(
      Self.file(
        "a.geojson",
        "{\"type\": \"FeatureCollection\", \"features\": ["
          + [
            point("C1", "2026-12-01T08:00:00+08:00", 115, 33.5),
            point("C1", "2026-12-01T08:00:15+08:00", 115.001, 33.5),
            point("C2", "2026-12-01T08:00:00+08:00", 115.1, 33.6),
          ].joined(separator: ",\n") + "]}"))
    #expect(json.rows == Self.expected)
    func track(_ name: String, _ points: String) -> String {
      "<trk><name>\(name)</name><trkseg>\(points)</trkseg></trk>"
    }
    let gpx = try Self.read(
      Self.file(
        "a.gpx",
        "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"t\" xmlns=\"http://www.topografix.com/GPX/1/1\">"
          + track(
            "C1",
            "<trkpt lat=\"33.5\" lon=\"115.0\"><time>2026-12-01T00:00:00Z</time></trkpt>"
              + "<trkpt lat=\"33.5\" lon=\"115.001\"><time>2026-12-01T00:00:15Z</time></trkpt>")
          + track(
            "C2", "<trkpt lat=\"33.6\" lon=\"115.1\"><time>2026-12-01T00:00:00Z</time></trkpt>") + "</gpx>"))
    #expect(gpx.rows == Self.expected)
  }

  @Test(arguments: [
    ("2026-12-01T08:00:00+08:00", 1_796_083_200_000), ("2026-12-01T00:00:00Z", 1_796_083_200_000),
    ("2026-12-01 08:00", 1_796_083_200_000), ("2026/12/1 8:0:0.5", 1_796_083_200_500),
    ("2026/12/01 00:00:00+00", 1_796_083_200_000), ("2026-12-01T05:30:00+0530", 1_796_083_200_000),
    ("1796083200", 1_796_083_200_000), ("1796083200.25", 1_796_083_200_250),
    ("1796083200250", 1_796_083_200_250), ("1796083200250000", 1_796_083_200_250),
    ("20261201080000", 1_796_083_200_000), (" 1796083200 ", 1_796_083_200_000),
  ]) func momentsAreRead(text: String, milliseconds: Int) {
    let bytes = Array(text.utf8)
    #expect(
      bytes.withUnsafeBytes { FixTime.milliseconds($0, clock: Self.china) } == Int64(milliseconds), "\(text)")
  }

  @Test(arguments: [
    "", "never", "2026-13-01 00:00:00", "2026-02-30 00:00", "2026-12-01", "08:00:00", "2026-12-01T25:00:00Z",
    "2026-12-01T00:00:00+99:00", "1796083200x", "-5", "99999999080000",
  ]) func whatIsNoMomentIsNone(text: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBytes { FixTime.milliseconds($0, clock: Self.china) } == nil, "\(text)")
  }

  @Test func badFilesAreNamed() throws {
    func failure(_ name: String, _ text: String) throws -> String {
      let path = try Self.file(name, text)
      do {
        _ = try TrackReplay(matcher: nil).run([TrackSource(VectorSource(path: path))], clock: Self.china) {
          _, _ in
        }
        return ""
      } catch { return "\(error)".replacing(path, with: name) }
    }
    #expect(try failure("a.csv", "") == "a.csv: holds no fix; name a file with the places and times of crews")
    #expect(try failure("a.csv", "time,lon,lat\n").hasPrefix("a.csv: holds no fix"))
    #expect(
      try failure("a.csv", "when,lon,lat\n1,2,3\n")
        == "a.csv: no column has a usual name for the time; name it, as in --track-columns time=T; there are "
        + "when, lon, lat")
    #expect(try failure("a.csv", "time,x\n1,2\n").contains("for the longitude and latitude"))
    #expect(
      try failure("a.csv", "time,lon,lat\nnoon,115,33\n").contains("(row 2, column time: 'noon')"))
    #expect(try failure("a.geojson", "{").contains("not a vector file"))
    #expect(try failure("a.gpx", "<gpx").contains("a.gpx"))
    // Every third fix far later than the window.
    let rows = (0..<6000).map { "\(1_796_083_200 + 15 * ($0 % 3 == 0 ? $0 - 6000 : $0)),115,33\n" }
    #expect(try failure("a.csv", "time,lon,lat\n" + rows.joined()).contains("sort the file by time"))
  }

  @Test func aFileWithItsNewestFixesFirstIsTakenFromItsEnd() throws {
    let rows = (0..<6000).map { "C\($0 % 2),\(1_796_083_200 + 15 * $0),\(115 + Double($0) / 10_000),33\n" }
    func drives(
      _ rows: [String], _ rules: CleaningRules = CleaningRules()
    ) throws -> (drives: [String: [Fix]], reading: TrackReplay.Reading) {
      let path = try Self.file("a.csv", "crew,time,lon,lat\n" + rows.joined())
      var drives: [String: [Fix]] = [:]
      let reading = try TrackReplay(matcher: nil, rules: rules).run(
        [TrackSource(VectorSource(path: path))], clock: Self.china
      ) { drive, _ in drives[drive.crew, default: []] += drive.fixes }
      return (drives, reading)
    }
    let forward = try drives(rows)
    let backward = try drives(rows.reversed())
    #expect(forward.drives.values.allSatisfy { $0.count >= 3000 } && forward.drives.count == 2)
    #expect(backward.drives == forward.drives)
    #expect(backward.reading.tally.tooLate == 0 && backward.reading.tally.reordered == 0)
    #expect(backward.reading.files.map(\.isNewestFirst) == [true])
    #expect(forward.reading.files.map(\.isNewestFirst) == [false])
    var rules = CleaningRules()
    rules.mostTurned = 5999
    #expect(throws: TrackError.self) { try drives(rows.reversed(), rules) }
  }

  @Test func aFileOfTwoBlocksIsReadToItsEnd() throws {
    let rows = (0..<20_000).map { "C\($0 % 3),\(1_796_083_200 + $0),115.\(100_000 + $0),33.5\n" }
    let all = try Self.read(Self.file("a.csv", "crew,time,lon,lat\n" + rows.joined())).rows
    #expect(all.count == 20_000 && all.last?.hasPrefix("C1 1796103199 115.119999") == true)
  }
}
