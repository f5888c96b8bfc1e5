import CGDAL

/// Writes points with their fields and more columns behind those, a batch at a time.
package struct PointWriter: ~Copyable {
  private let format: VectorFormat
  private let system: OutputSystem
  /// What the file is called in errors.
  private let name: String
  private let dataset: Dataset
  private let layer: OGRLayerH
  private let definition: OGRFeatureDefnH
  /// For each field of the source its place in the new layer, or -1.
  private let places: [Int32]
  /// The source's field with the ids of features.
  private let idField: Int32
  /// The fields of the new layer that hold text of the source.
  private let texts: [Int32]
  /// Whether texts were written with marks that must not stay in the file (`JSONTexts`).
  package private(set) var isMarked = false
  private let firstAdded: Int32
  private let addedCount: Int
  private var usesTransactions: Bool { format == .geoPackage }

  /// - Parameters:
  ///   - name: what to call the file in errors.
  ///   - reader: whose fields the new file gets.
  ///   - added: the names of text columns behind those.
  package init(
    to path: String, name: String, format: VectorFormat, system: OutputSystem,
    like reader: borrowing PointReader, adding added: [String]
  ) throws(FormatError) {
    guard system == .wgs84 || format.holdsOtherSystems else { throw .onlyWGS84(file: name) }
    let refusal = FormatError.cannotWrite(file: name, detail: "the \(format.driver) driver refused it")
    guard let driver = GDALGetDriverByName(format.driver),
      let handle = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
    else { throw refusal }
    let dataset = Dataset(handle: handle)
    var options = format.layerOptions(system)
    // A spatial index would hold every point in memory until the end.
    if format == .flatGeobuf { options["SPATIAL_INDEX"] = "NO" }
    let list = GDALOptions(options)
    guard let reference = system.reference(),
      let layer = GDALDatasetCreateLayer(
        dataset.handle, system.layerName(reader.layer.name), reference.handle,
        format == .csv ? wkbNone : wkbPoint, list.list)
    else { throw refusal }
    let known = reader.layer.fieldNames
    let coordinateColumns = system == .wgs84 ? ["lon", "lat"] : system.columnNames
    // Written anew from the points.
    let dropped = reader.layer.pointColumns + (format == .csv ? coordinateColumns : [])
    var fields: [(name: String, type: OGRFieldType)] = []
    if format == .geoJSON { fields.append((VectorFormat.idField, OFTString)) }
    var places: [Int32] = []
    for (index, name) in known.enumerated() {
      places.append(dropped.contains(name) ? -1 : Int32(fields.count))
      guard !dropped.contains(name) else { continue }
      fields.append((name, OGR_Fld_GetType(OGR_FD_GetFieldDefn(reader.layer.definition, Int32(index)))))
    }
    let firstAdded = Int32(fields.count)
    fields += added.map { ($0, OFTString) }
    if format == .csv { fields += coordinateColumns.map { ($0, OFTReal) } }
    for (field, name) in zip(fields, format.columnNames(fields.map(\.name))) {
      guard let new = OGR_Fld_Create(name, field.type) else { throw refusal }
      defer { OGR_Fld_Destroy(new) }
      guard OGR_L_CreateField(layer, new, 1) == OGRERR_NONE else { throw refusal }
    }
    guard let definition = OGR_L_GetLayerDefn(layer) else { throw refusal }
    self.format = format
    self.system = system
    self.name = name
    self.dataset = dataset
    self.firstAdded = firstAdded
    texts = places.filter { $0 >= 0 && fields[Int($0)].type == OFTString }
    addedCount = added.count
    idField = Int32(known.firstIndex(of: "id") ?? known.firstIndex(of: "code") ?? -1)
    self.layer = layer
    self.definition = definition
    self.places = places
  }

  /// Writes a batch.
  ///
  /// - Parameters:
  ///   - columns: the added columns.
  ///   - rows: for each of the batch's coordinates the row of the columns that its point gets, or -1.
  package mutating func write(
    _ batch: borrowing PointBatch, columns: [[String?]], rows: [Int32]
  ) throws(FormatError) {
    let (x, y) = system.coordinates(of: batch.coordinates)
    guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else {
      throw .beyondSystem(file: name, definition: system.definition)
    }
    let refusal = FormatError.cannotWrite(
      file: name, detail: "the \(format.driver) driver refused a feature")
    if usesTransactions, OGR_L_StartTransaction(layer) != OGRERR_NONE { throw refusal }
    for i in 0..<batch.count {
      let place = batch.places[i]
      let point = place < 0 ? nil : (x: x[place], y: y[place])
      let row = place < 0 ? -1 : Int(rows[place])
      guard write(batch.features[i], at: point, columns, row: row) else { throw refusal }
    }
    if usesTransactions, OGR_L_CommitTransaction(layer) != OGRERR_NONE { throw refusal }
  }

  package func finish() throws(FormatError) {
    guard OGR_L_SyncToDisk(layer) == OGRERR_NONE else {
      throw .cannotWrite(file: name, detail: "the file cannot be completed")
    }
  }

  private mutating func write(
    _ feature: OGRFeatureH, at point: (x: Double, y: Double)?, _ columns: [[String?]], row: Int
  ) -> Bool {
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
      if row >= 0, let text = column[row] {
        OGR_F_SetFieldString(new, firstAdded + Int32(index), harmless(text))
      } else {
        OGR_F_SetFieldNull(new, firstAdded + Int32(index))
      }
    }
    if let point {
      if format == .csv {
        let first = firstAdded + Int32(addedCount)
        OGR_F_SetFieldDouble(new, first, point.x)
        OGR_F_SetFieldDouble(new, first + 1, point.y)
      } else {
        guard let geometry = OGR_G_CreateGeometry(wkbPoint) else { return false }
        OGR_G_SetPoint_2D(geometry, 0, point.x, point.y)
        guard OGR_F_SetGeometryDirectly(new, geometry) == OGRERR_NONE else { return false }
      }
    }
    return OGR_L_CreateFeature(layer, new) == OGRERR_NONE
  }

  private mutating func copyFields(of old: OGRFeatureH, to new: OGRFeatureH) -> Bool {
    let isCopied = places.withUnsafeBufferPointer { map in
      guard let map = map.baseAddress else { return true }
      return OGR_F_SetFromWithMap(new, old, 1, map) == OGRERR_NONE
    }
    makeHarmless(new)
    return isCopied
  }

  private mutating func makeHarmless(_ feature: OGRFeatureH) {
    guard [.geoJSON, .csv, .kml].contains(format) else { return }
    for field in texts where OGR_F_IsFieldSetAndNotNull(feature, field) != 0 {
      guard let bytes = OGR_F_GetFieldAsString(feature, field) else { continue }
      let text = String(cString: bytes)
      let harmless = harmless(text)
      if harmless != text { OGR_F_SetFieldString(feature, field, harmless) }
    }
  }

  private mutating func harmless(_ text: String) -> String {
    if format == .geoJSON, JSONTexts.looksStructured(text) { isMarked = true }
    return format.harmless(text)
  }
}
