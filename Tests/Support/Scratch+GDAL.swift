import CGDAL
import Foundation
import VectorFiles

extension Scratch {
  /// A file written by GDAL itself: layers of features given as WKT and the bytes of a text column `code`.
  package func gdal(
    _ name: String, driver: String, system: String?, type: OGRwkbGeometryType = wkbUnknown,
    layers: [String], rows: [(wkt: String?, code: [UInt8])]
  ) throws -> String {
    struct Refused: Error {}
    GDAL.setUp
    let reference = OSRNewSpatialReference(nil)
    defer { OSRRelease(reference) }
    OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    if let system, OSRSetFromUserInput(reference, system) != OGRERR_NONE { throw Refused() }
    guard let driver = GDALGetDriverByName(driver),
      let handle = GDALCreate(driver, path(name), 0, 0, 0, GDT_Unknown, nil)
    else { throw Refused() }
    let dataset = Dataset(handle: handle)
    // No encoding: the bytes are written as they are. Only the Shapefile driver knows the option.
    let options = GDALOptions(name.hasSuffix(".shp") ? ["ENCODING": ""] : [:])
    for layer in layers {
      let made = GDALDatasetCreateLayer(
        dataset.handle, layer, system == nil ? nil : reference, type, options.list)
      guard let made, let field = OGR_Fld_Create("code", OFTString) else { throw Refused() }
      defer { OGR_Fld_Destroy(field) }
      guard OGR_L_CreateField(made, field, 1) == OGRERR_NONE else { throw Refused() }
      for row in rows {
        guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(made)) else { throw Refused() }
        defer { OGR_F_Destroy(feature) }
        let bytes = row.code.map(CChar.init(bitPattern:)) + [0]
        OGR_F_SetFieldString(feature, 0, bytes)
        if let wkt = row.wkt {
          var geometry: OGRGeometryH?
          let created = wkt.withCString { text -> OGRErr in
            var cursor: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: text)
            return OGR_G_CreateFromWkt(&cursor, nil, &geometry)
          }
          guard created == OGRERR_NONE, OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE else {
            throw Refused()
          }
        }
        guard OGR_L_CreateFeature(made, feature) == OGRERR_NONE else { throw Refused() }
      }
    }
    // GDAL notes even that no encoding was asked for: these files state none.
    if name.hasSuffix(".shp") { try? FileManager.default.removeItem(atPath: path(name.dropLast(4) + ".cpg")) }
    return path(name)
  }

  /// Copies a file to a name of GDAL's, such as one in an archive.
  package func pack(_ name: String, _ path: String) throws -> String {
    struct Refused: Error {}
    GDAL.setUp
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    guard let file = VSIFOpenL(name, "wb") else { throw Refused() }
    let isWritten = VSIFWriteL(bytes, 1, bytes.count, file) == bytes.count
    guard VSIFCloseL(file) == 0, isWritten else { throw Refused() }
    return name
  }

  /// Runs SQL statements on a database, one after another.
  package func run(_ statements: String..., on path: String) throws {
    struct Refused: Error {}
    GDAL.setUp
    guard let handle = GDALOpenEx(path, UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE), nil, nil, nil) else {
      throw Refused()
    }
    let dataset = Dataset(handle: handle)
    for statement in statements {
      if let layer = GDALDatasetExecuteSQL(dataset.handle, statement, nil, nil) {
        GDALDatasetReleaseResultSet(dataset.handle, layer)
      }
    }
  }
}
