import CGDAL
import Foundation
import Geometry
import Grid
import TestSupport
import Testing

@testable import VectorFiles

/// Points in tables, by the names that people give their columns.
@Suite struct PointTableTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func points(_ name: String, _ text: String, columns: [String] = []) throws -> [Coordinate] {
    let source = VectorSource(path: try scratch.write(name, text), pointColumns: columns)
    guard case .points(let points) = try VectorLayer(reading: source, columns: [], as: .point).geometry else {
      return []
    }
    return points
  }

  private static let place = Coordinate(x: 1_150_050_000, y: 330_050_000)

  @Test(arguments: [
    "lon,lat", "经度,纬度", "lng,lat", "Longitude,Latitude", "GPS_LON,GPS_LAT", "X,Y", "long,lat",
  ])
  func usualNamesAreFoundByEveryReader(header: String) throws {
    let text = "id,\(header)\na,115.005,33.005\n"
    #expect(try points("p.csv", text) == [Self.place])
    #expect(try points("p.tsv", text.replacing(",", with: "\t")) == [Self.place])
    for out in ["o.csv", "o.gpkg"] {
      let source = VectorSource(path: try scratch.write("l.csv", text))
      let tally = try PointLocatorFixture.square.locate(source, to: .file(scratch.path(out)))
      #expect(tally.points == 1 && tally.outside == 0, "\(out)")
    }
  }

  @Test func columnsThatAreNamedAreTakenExactly() throws {
    let text = "lon,Lon,lat,LAT\n1,115.005,2,33.005\n"
    #expect(try points("p.csv", text, columns: ["Lon", "LAT"]) == [Self.place])
    // One by its name, the other by a usual one.
    #expect(try points("p.csv", "ost,lat\n115.005,33.005\n", columns: ["ost", ""]) == [Self.place])
    let refusal = sentence { _ = try points("p.csv", text, columns: ["LON", "lat"]) }
    #expect(refusal.contains("no column 'LON'"), "\(refusal)")
  }

  @Test func tablesWithoutCoordinatesSayWhatIsMissing() throws {
    let refusal = sentence { _ = try points("p.csv", "id,east,north\na,115,33\n") }
    #expect(refusal.contains("经度") && refusal.contains("it has id, east, north"), "\(refusal)")
    let text = sentence { _ = try points("p.csv", "lon,lat\n115,north\n") }
    #expect(text.contains("row 2: column lat holds 'north'"), "\(text)")
    #expect(sentence { _ = try points("p.csv", "lon,lat\n115,\n") }.contains("feature 1: has no geometry"))
  }

  @Test(arguments: ["wkt", "geom", "the_geom", "Geometry", "WKT"])
  func landInWellKnownTextIsFoundByUsualNames(column: String) throws {
    let path = try scratch.write(
      "w.csv", "code,\(column)\na,\"POLYGON ((115 33,115.01 33,115.01 33.01,115 33.01,115 33))\"\n")
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .polygon)
    guard case .polygons(let shapes) = layer.geometry else { return }
    #expect(shapes.count == 1 && shapes.coordinates.count >= 4)
  }

  @Test func aWorkbookHoldsPoints() throws {
    GDAL.setUp
    let path = scratch.path("p.xlsx")
    let dataset = Dataset(
      handle: try #require(GDALCreate(GDALGetDriverByName("XLSX"), path, 0, 0, 0, GDT_Unknown, nil)))
    let sheet = try #require(GDALDatasetCreateLayer(dataset.handle, "places", nil, wkbNone, nil))
    for (name, type) in [("id", OFTString), ("经度", OFTReal), ("纬度", OFTReal), ("day", OFTDate)] {
      let field = OGR_Fld_Create(name, type)
      OGR_L_CreateField(sheet, field, 1)
      OGR_Fld_Destroy(field)
    }
    let feature = OGR_F_Create(OGR_L_GetLayerDefn(sheet))
    OGR_F_SetFieldString(feature, 0, "0411")
    OGR_F_SetFieldDouble(feature, 1, 115.005)
    OGR_F_SetFieldDouble(feature, 2, 33.005)
    OGR_F_SetFieldDateTime(feature, 3, 2026, 12, 1, 0, 0, 0, 0)
    #expect(OGR_L_CreateFeature(sheet, feature) == OGRERR_NONE)
    OGR_F_Destroy(feature)
    GDALFlushCache(dataset.handle)
    let layer = try VectorLayer(reading: VectorSource(path: path), columns: ["id", "day"], as: .point)
    guard case .points(let points) = layer.geometry else { return }
    #expect(points == [Self.place])
    #expect(layer["id"]?.texts == ["0411"] && layer["day"]?.texts == ["2026-12-01"])
  }
}
