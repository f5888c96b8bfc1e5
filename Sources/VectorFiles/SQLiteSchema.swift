import CGDAL

/// What the schema of an SQLite file, and so of a GeoPackage, says of its tables.
enum SQLiteSchema {
  /// Views and virtual tables: their rows are computed as they are read, and may have no end.
  static func computed(in path: String) -> [String] {
    let memory = MemoryFolder()
    // A database of our own, which the file is attached to: opening it as a layer would already read its views.
    guard let driver = GDALGetDriverByName("SQLite"),
      let handle = GDALCreate(driver, "\(memory.path)/schema.sqlite", 0, 0, 0, GDT_Unknown, nil)
    else { return [] }
    let dataset = Dataset(handle: handle, memory: memory)
    run("ATTACH DATABASE \(Escaping.sql(path)) AS file", dataset) { _ in }
    var result: [String] = []
    run("SELECT name FROM file.sqlite_master WHERE type = 'view' OR sql LIKE 'create virtual%'", dataset) {
      if let text = OGR_F_GetFieldAsString($0, 0) { result.append(String(cString: text)) }
    }
    return result
  }

  private static func run(
    _ statement: String, _ dataset: borrowing Dataset, _ row: (OGRFeatureH) -> Void
  ) {
    guard let layer = GDALDatasetExecuteSQL(dataset.handle, statement, nil, nil) else { return }
    while let feature = OGR_L_GetNextFeature(layer) {
      row(feature)
      OGR_F_Destroy(feature)
    }
    GDALDatasetReleaseResultSet(dataset.handle, layer)
  }

  /// Whether a name is one of the tables that say what a file holds.
  static func isOfFormat(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("gpkg_")
      || [
        "geometry_columns", "spatial_ref_sys", "views_geometry_columns", "virts_geometry_columns",
        "geometry_columns_auth", "geometry_columns_field_infos", "geometry_columns_statistics",
        "layer_statistics", "layer_styles", "spatialite_history",
      ].contains(name)
  }
}
