import Foundation
import Geometry
import Testing
import VectorFiles

/// Exports of parts of a plan, and of a plan without its people.
@Suite struct ExportTests {
  private static func exported(_ arguments: [String]) throws -> Scratch {
    let scratch = try Scratch(withTour: false)
    try FileManager.default.copyItem(at: MadePlan.tour.made.scratch.url("plan"), to: scratch.url("plan"))
    let run = try Program.run(["export", "plan"] + arguments, in: scratch)
    #expect(run.code == 0, "\(run.notes)")
    return scratch
  }

  private static func layer(
    _ path: String, _ scratch: Scratch, as kind: GeometryKind, named name: String? = nil
  ) throws -> VectorLayer {
    let source = VectorSource(path: scratch.url(path).path, layer: name)
    return try VectorLayer(reading: source, columns: VectorLayer.columns(of: source), as: kind)
  }

  @Test func aVillageIsWhatLiesInIt() throws {
    let code = "990001001003"
    let scratch = try Self.exported(["--format", "geojson", "--township", code, "--out", "part"])
    let names = try scratch.names(in: "part")
    #expect(!names.contains("units.county.geojson") && !names.contains("units.township.geojson"))
    #expect(!names.contains("roster.csv") && !names.contains("roster.geojson"))
    let village = try Self.layer("part/units.village.geojson", scratch, as: .polygon)
    #expect(village["code"]?.texts == [code])
    let cells = try Self.layer("part/units.microgrid.geojson", scratch, as: .polygon)
    let all = try Self.layer("plan/units.microgrid.geojson", scratch, as: .polygon)
    let codes = all["code"]?.texts.compactMap { $0 }.filter { $0.hasPrefix(code) }
    #expect(cells["code"]?.texts.compactMap { $0 } == codes && cells.count > 10)
    let rooms = try Self.layer("part/rooms.geojson", scratch, as: .point)
    #expect(rooms["unit_code"]?.texts.allSatisfy { $0 == code } == true && rooms.count >= 1)
    let areas = try Self.layer("part/patrol_areas.geojson", scratch, as: .polygon)
    #expect(areas.count == 1)

    let wrong = try Program.run(
      ["export", "plan", "--format", "kml", "--township", "1", "--out", "x.kml"], in: scratch)
    #expect(wrong.code == 65 && wrong.notes.contains("'1'"))
  }

  @Test func redactedNamesNobody() throws {
    let scratch = try Self.exported(["--format", "csv", "--redacted", "--out", "all"])
    let people = try Self.layer("plan/roster.csv", scratch, as: .none)["staff_id"]
    let someone = try #require(people?.texts.first ?? nil)
    #expect(try scratch.text("plan/assignments.csv").contains("P000"))
    for (name, data) in try scratch.files(in: "all") {
      #expect(!String(decoding: data, as: UTF8.self).contains(someone), "\(name)")
    }
    #expect(try scratch.text("all/roster.csv").contains(",officer-"))
  }

  @Test func aShapefileKeepsColumnsAndChinese() throws {
    let scratch = try Self.exported(["--format", "shp", "--to-crs", "EPSG:4547", "--out", "shapes"])
    let cells = try Self.layer("shapes/units.microgrid.epsg4547.shp", scratch, as: .polygon)
    let all = try Self.layer("plan/units.microgrid.geojson", scratch, as: .polygon)
    #expect(cells["code"]?.texts == all["code"]?.texts)
    #expect(cells["revisit_s"]?.texts == all["max_revisit_s"]?.texts)
    #expect(cells["area_id"]?.texts == all["patrol_area_id"]?.texts)
    let villages = try Self.layer("shapes/units.village.epsg4547.shp", scratch, as: .polygon)
    #expect(
      villages["name"]?.texts
        == (try Self.layer("plan/units.village.geojson", scratch, as: .polygon))["name"]?.texts)
    guard case .polygons(let written) = cells.geometry, case .polygons(let given) = all.geometry else {
      Issue.record("no polygons")
      return
    }
    // Rings may begin elsewhere, and places may be off by a unit of the lattice after the way to metres and back.
    for unit in 0..<given.count {
      let (a, b) = (written.box(of: unit), given.box(of: unit))
      #expect(abs(a.minX - b.minX) <= 1 && abs(a.maxY - b.maxY) <= 1)
    }
    #expect(try scratch.text("shapes/units.village.epsg4547.cpg") == "UTF-8")
  }

  @Test func kmlAndGeoPackageSayHowTheyAreDrawn() throws {
    let scratch = try Self.exported(["--format", "kml", "--out", "all.kml"])
    let text = try scratch.text("all.kml")
    #expect(text.contains("<PolyStyle>") && text.contains("<LineStyle>"))
    #expect(!text.contains("http://maps.") && !text.contains("<Icon>"))
    let run = try Program.run(
      ["export", "plan", "--format", "gpkg", "--to-crs", "gcj02", "--out", "all.gpkg"], in: scratch)
    #expect(run.code == 0)
    let styles = try Self.layer("all.gcj02.gpkg", scratch, as: .none, named: "layer_styles")
    let named = styles["f_table_name"]?.texts.compactMap { $0 } ?? []
    #expect(named.contains("units.microgrid.gcj02") && named.contains("rooms.gcj02"))
    let documents = styles["styleQML"]?.texts.compactMap { $0 } ?? []
    #expect(documents.count { $0.contains("graduatedSymbol") } == 1)
    #expect(documents.count { $0.contains("categorizedSymbol") } == 1)
  }
}
