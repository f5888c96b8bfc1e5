import Foundation
import TestSupport
import Testing

@testable import Geometry
@testable import Grid
@testable import VectorFiles

/// Real places beside the project, where they are there. Areas marked "geodesic" were worked out with
/// GeographicLib's geodesics on WGS 84 (pyproj's Geod) from the files as they are.
@Suite struct RealPlacesTests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data")

  /// The path of a data set; `nil`, with a printed reason, where it is absent.
  private func path(_ name: String) -> String? {
    let path = Self.data.appendingPathComponent(name).path
    if FileManager.default.fileExists(atPath: path) { return path }
    print("skipped: \(name) is not in ../shared/data")
    return nil
  }

  private func level(
    _ name: String, _ path: String, _ code: String, households: String? = nil,
    parent: LevelSource.ParentRule = .place
  ) -> LevelSource {
    LevelSource(
      name: name, origin: .layer(VectorSource(path: path), LevelColumns(code: code, households: households)),
      parent: parent)
  }

  private func expectArea(_ areas: [Double], geodesic: Double, within tolerance: Double = 5e-5) {
    #expect((areas.reduce(0, +) / geodesic - 1).magnitude < tolerance, "\(areas.reduce(0, +))")
  }

  @Test func shenqiu() throws {
    guard let path = path("shenqiu/townships.wgs84.geojson") else { return }
    let hierarchy = try Hierarchy(reading: [
      LevelSource(name: "county", origin: .dissolved(.all(code: "411624"))), level("township", path, "id"),
    ])
    #expect(hierarchy.levels.map(\.count) == [1, 22])
    expectArea(hierarchy.lowest.areas, geodesic: 1_082_963_836.5)
    expectArea(hierarchy.top.areas, geodesic: 1_082_963_836.5)
    let check = try hierarchy.check()
    #expect(check.proved && check.defects.isEmpty)
  }

  @Test func denver() throws {
    guard let path = path("denver/blocks.gpkg") else { return }
    let hierarchy = try Hierarchy(reading: [
      LevelSource(name: "county", origin: .dissolved(.all(code: "08031"))),
      LevelSource(name: "tract", origin: .dissolved(.column("tract"))),
      LevelSource(name: "group", origin: .dissolved(.column("block_group"))),
      level("block", path, "geoid", households: "population"),
    ])
    #expect(hierarchy.levels.map(\.count) == [1, 178, 571, 10_149])
    #expect(hierarchy.levels.allSatisfy { $0.households.reduce(0, +) == 715_522 })
    for level in hierarchy.levels { expectArea(level.areas, geodesic: 400_738_982.3) }
    // The county encloses two towns that are none of it, and no layer says so.
    let check = try hierarchy.check()
    #expect(check.levels.map(\.proved) == [false, true, true, true])
    #expect(check.defects.allSatisfy { $0.kind == .hole && $0.codes == ["08031"] })
  }

  @Test func durham() throws {
    guard let oa = path("durham/oa.geojson"), let lsoa = path("durham/lsoa.geojson"),
      let msoa = path("durham/msoa.geojson")
    else { return }
    let reading = try Hierarchy.read([
      level("msoa", msoa, "MSOA11CD"), level("lsoa", lsoa, "LSOA11CD"), level("oa", oa, "OA11CD"),
    ])
    let hierarchy = reading.hierarchy
    #expect(hierarchy.levels.map(\.count) == [66, 324, 1726])
    #expect(reading.placements.count == 324 + 1726)
    #expect(reading.placements.allSatisfy { $0.share > 0.99 })
    for level in hierarchy.levels { expectArea(level.areas, geodesic: 2_233_222_604) }
    let proof = try hierarchy.prove()
    #expect(!proof.holds && proof.levels[2].invalid.count >= 4)
  }

  @Test func nuevaEcija() throws {
    guard let villages = path("nueva_ecija/barangays.geojson"),
      let towns = path("nueva_ecija/municities.geojson"), let province = path("nueva_ecija/province.geojson")
    else { return }
    let hierarchy = try Hierarchy(reading: [
      level("province", province, "adm2_psgc"),
      level("municipality", towns, "adm3_psgc", parent: .column("adm2_psgc")),
      level("barangay", villages, "adm4_psgc", parent: .column("adm3_psgc")),
    ])
    #expect(hierarchy.levels.map(\.count) == [1, 32, 849])
    expectArea(hierarchy.levels[0].areas, geodesic: 5_504_676_412.7, within: 2e-4)
    expectArea(hierarchy.levels[1].areas, geodesic: 5_457_227_442.3, within: 2e-4)
    expectArea(hierarchy.levels[2].areas, geodesic: 5_456_459_239.7, within: 2e-4)
    let proof = try hierarchy.prove()
    #expect(!proof.holds && proof.levels.dropFirst().allSatisfy { $0.partition?.holds == false })
    let bare = proof.levels[2].invalid.filter { $0.invalidity.place == nil }.map(\.unit)
    #expect(bare.map { hierarchy.lowest.codes[$0] } == ["304903075"])
  }

  @Test func chicago() throws {
    guard let districts = path("chicago/districts.geojson"), let beats = path("chicago/beats.geojson") else {
      return
    }
    for (file, column, count) in [(districts, "DIST_NUM", 25), (beats, "BEAT_NUM", 277)] {
      let layer = try VectorLayer(reading: VectorSource(path: file), columns: [column], as: .polygon)
      guard case .polygons(let shapes) = layer.geometry else { return }
      #expect(layer.count == count)
      expectArea(shapes.areas(in: LocalPlane(centre: shapes.box.centre)), geodesic: 608_886_933)
      #expect(try UnitValidity.invalidUnits(in: shapes).isEmpty)
    }
    #expect(
      sentence { _ = try Hierarchy(reading: [level("beat", beats, "BEAT_NUM")]) }
        == "\(beats), layer beats: code '3100' in column 'BEAT_NUM' repeats (features 2, 56)")
  }
}
