import Grid
import VectorFiles

/// The hierarchies of which excerpts are damaged.
enum RealPlaces {
  /// The sample county that the project keeps.
  static func tour(_ folder: String) throws -> Hierarchy {
    let names = ["county", "township", "village", "grid", "microgrid"]
    return try Hierarchy(
      reading: names.enumerated().map { index, name in
        level(name, "\(folder)/units.\(name).geojson", "code", index == 0 ? .place : .column("parent"))
      })
  }

  /// Those of the folder of real places: a clean county, clean townships, and two that are damaged as they are.
  static func all(in data: String) throws -> [Excerpts] {
    let denver = try Hierarchy(reading: [
      LevelSource(name: "tract", origin: .dissolved(.column("tract"))),
      LevelSource(name: "group", origin: .dissolved(.column("block_group"))),
      level("block", "\(data)/denver/blocks.gpkg", "geoid", .place),
    ])
    let durham = try Hierarchy.survey([
      level("msoa", "\(data)/durham/msoa.geojson", "MSOA11CD", .place),
      level("lsoa", "\(data)/durham/lsoa.geojson", "LSOA11CD", .place),
      level("oa", "\(data)/durham/oa.geojson", "OA11CD", .place),
    ]).hierarchy
    let nuevaEcija = try Hierarchy.survey([
      level("province", "\(data)/nueva_ecija/province.geojson", "adm2_psgc", .place),
      level("municipality", "\(data)/nueva_ecija/municities.geojson", "adm3_psgc", .column("adm2_psgc")),
      level("barangay", "\(data)/nueva_ecija/barangays.geojson", "adm4_psgc", .column("adm3_psgc")),
    ]).hierarchy
    let shenqiu = try Hierarchy(reading: [
      LevelSource(name: "county", origin: .dissolved(.all(code: "411624"))),
      level("township", "\(data)/shenqiu/townships.wgs84.geojson", "id", .place),
    ])
    return [
      Excerpts("denver", of: denver), Excerpts("durham", of: durham), Excerpts("nueva ecija", of: nuevaEcija),
      Excerpts("shenqiu", of: shenqiu),
    ]
  }

  private static func level(
    _ name: String, _ path: String, _ code: String, _ parent: LevelSource.ParentRule
  ) -> LevelSource {
    LevelSource(
      name: name, origin: .layer(VectorSource(path: path), LevelColumns(code: code)), parent: parent)
  }
}
