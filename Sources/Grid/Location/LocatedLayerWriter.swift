import CGDAL

/// Writes features as points with the located columns behind their own, a block in a transaction.
struct LocatedLayerWriter: ~Copyable {
  private let format: VectorFormat
  private let dataset: Dataset
  private let layer: OGRLayerH
  private let definition: OGRFeatureDefnH
  /// For each field of the source its place in the new layer, or -1.
  private let places: [Int32]
  /// The source's field with the ids of features.
  private let idField: Int32
  private let firstAdded: Int32
  private let columns: [[String?]]
  private var usesTransactions: Bool { format == .geoPackage }

  /// `nil` when GDAL refuses.
  init?(path: String, format: VectorFormat, reader: borrowing LayerReader, locator: PointLocator) {
    guard let driver = GDALGetDriverByName(format.driver),
      let handle = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
    else { return nil }
    let dataset = Dataset(handle: handle)
    var options = format.layerOptions
    // A spatial index would hold every point in memory until the end.
    if format == .flatGeobuf { options["SPATIAL_INDEX"] = "NO" }
    let list = GDALOptions(options)
    guard let reference = SpatialReference(definition: "EPSG:4326"),
      let layer = GDALDatasetCreateLayer(
        dataset.handle, reader.name, reference.handle, format == .csv ? wkbNone : wkbPoint, list.list)
    else { return nil }
    let known = reader.fieldNames
    // Written anew from the points.
    let dropped =
      (reader.source.isCSV ? reader.source.pointColumns : []) + (format == .csv ? ["lon", "lat"] : [])
    var fields: [(name: String, type: OGRFieldType)] = []
    if format == .geoJSON { fields.append((VectorFormat.idField, OFTString)) }
    var places: [Int32] = []
    for (index, name) in known.enumerated() {
      places.append(dropped.contains(name) ? -1 : Int32(fields.count))
      guard !dropped.contains(name) else { continue }
      fields.append((name, OGR_Fld_GetType(OGR_FD_GetFieldDefn(reader.definition, Int32(index)))))
    }
    let firstAdded = Int32(fields.count)
    fields += locator.addedNames(beside: known).map { ($0, OFTString) }
    if format == .csv { fields += [("lon", OFTReal), ("lat", OFTReal)] }
    for field in fields {
      guard let new = OGR_Fld_Create(field.name, field.type) else { return nil }
      defer { OGR_Fld_Destroy(new) }
      guard OGR_L_CreateField(layer, new, 1) == OGRERR_NONE else { return nil }
    }
    guard let definition = OGR_L_GetLayerDefn(layer) else { return nil }
    idField = Int32(known.firstIndex(of: "id") ?? known.firstIndex(of: "code") ?? -1)
    columns = locator.columns.map(\.texts)
    self.firstAdded = firstAdded
    self.format = format
    self.dataset = dataset
    self.layer = layer
    self.definition = definition
    self.places = places
  }

  /// Writes a block; false when GDAL refuses a feature.
  func write(_ block: borrowing FeatureBlock, _ coordinates: [Coordinate], _ units: [Int32]) -> Bool {
    if usesTransactions, OGR_L_StartTransaction(layer) != OGRERR_NONE { return false }
    for i in 0..<block.count {
      let place = block.places[i]
      let written =
        place < 0
        ? write(block.features[i], at: nil, unit: -1)
        : write(block.features[i], at: coordinates[place], unit: Int(units[place]))
      guard written else { return false }
    }
    return !usesTransactions || OGR_L_CommitTransaction(layer) == OGRERR_NONE
  }

  func finish() -> Bool { OGR_L_SyncToDisk(layer) == OGRERR_NONE }

  private func write(_ feature: OGRFeatureH, at point: Coordinate?, unit: Int) -> Bool {
    guard let new = OGR_F_Create(definition) else { return false }
    defer { OGR_F_Destroy(new) }
    guard copyFields(of: feature, to: new) else { return false }
    if format == .geoJSON {
      let isSet = idField >= 0 && OGR_F_IsFieldSetAndNotNull(feature, idField) != 0
      if isSet, let id = OGR_F_GetFieldAsString(feature, idField) {
        OGR_F_SetFieldString(new, 0, id)
      } else {
        OGR_F_SetFieldString(new, 0, String(OGR_F_GetFID(feature)))
      }
    }
    for (index, column) in columns.enumerated() {
      if unit >= 0, let text = column[unit] {
        OGR_F_SetFieldString(new, firstAdded + Int32(index), text)
      } else {
        OGR_F_SetFieldNull(new, firstAdded + Int32(index))
      }
    }
    if let point {
      if format == .csv {
        let first = firstAdded + Int32(columns.count)
        OGR_F_SetFieldDouble(new, first, point.longitude)
        OGR_F_SetFieldDouble(new, first + 1, point.latitude)
      } else {
        guard let geometry = OGR_G_CreateGeometry(wkbPoint) else { return false }
        OGR_G_SetPoint_2D(geometry, 0, point.longitude, point.latitude)
        guard OGR_F_SetGeometryDirectly(new, geometry) == OGRERR_NONE else { return false }
      }
    }
    return OGR_L_CreateFeature(layer, new) == OGRERR_NONE
  }

  private func copyFields(of old: OGRFeatureH, to new: OGRFeatureH) -> Bool {
    places.withUnsafeBufferPointer { map in
      guard let map = map.baseAddress else { return true }
      return OGR_F_SetFromWithMap(new, old, 1, map) == OGRERR_NONE
    }
  }
}
