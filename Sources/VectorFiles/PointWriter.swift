import CGDAL
import Words

/// Writes points with their fields and more columns behind those, a batch at a time.
package struct PointWriter: ~Copyable {
  private let format: VectorFormat
  private let system: OutputSystem
  /// What the file is called in errors.
  private let name: String
  /// What the source and its layer are called there.
  private let source: (file: String, layer: String)
  private let dataset: Dataset
  private let layer: OGRLayerH
  private let definition: OGRFeatureDefnH
  /// The fields of the source, each with its place in the new layer; without one it is not written.
  private let fields: [(reader: FieldReader, keeper: KeptColumn, place: Int32?)]
  /// The field of the source with the ids of features.
  private let id: Int?
  /// Whether texts were written with marks that must not stay in the file (`TextMarks`).
  package private(set) var isMarked: Bool
  private let firstAdded: Int32
  private let addedCount: Int
  /// How many points were written.
  private var count = 0
  private var usesTransactions: Bool { format == .geoPackage }

  /// - Parameters:
  ///   - name: what to call the file in errors.
  ///   - reader: whose fields the new file gets.
  ///   - added: the names of text columns behind those.
  ///   - forExcel: whether a CSV begins with a mark by which Excel knows it as UTF-8.
  package init(
    to path: String, name: String, format: VectorFormat, system: OutputSystem,
    like reader: borrowing PointReader, adding added: [String], forExcel: Bool
  ) throws(FormatError) {
    guard system == .wgs84 || format.holdsOtherSystems else { throw .onlyWGS84(file: name) }
    let refusal = FormatError.cannotWrite(
      file: name, detail: Message("the \(format.driver) driver refused it"))
    guard let driver = GDALGetDriverByName(format.driver),
      let handle = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
    else { throw refusal }
    let dataset = Dataset(handle: handle)
    let readers = try reader.layer.fields(reader.layer.fieldNames)
    var options = format.layerOptions(system, beside: readers.map(\.name) + added, forExcel: forExcel)
    // A spatial index would hold every point in memory until the end.
    if format == .flatGeobuf { options["SPATIAL_INDEX"] = "NO" }
    let list = GDALOptions(options)
    guard let reference = system.reference(),
      let layer = GDALDatasetCreateLayer(
        dataset.handle, system.layerName(reader.layer.name), reference.handle,
        format == .csv ? wkbNone : wkbPoint, list.list)
    else { throw refusal }
    let coordinateColumns =
      format == .csv ? (system == .wgs84 ? ["lon", "lat"] : system.columnNames) : []
    // Written anew from the points.
    let dropped =
      reader.layer.pointColumns + [reader.layer.shapeColumn].compactMap(\.self) + coordinateColumns
    let ids = format == .geoJSON ? [VectorFormat.idField] : []
    var kept: [KeptColumn] = []
    let fields = zip(readers, reader.layer.keepers(of: readers)).map { reader, keeper in
      // What is the features' own id in GeoJSON is no column there.
      let isWritten = !dropped.contains(reader.name) && !(format == .geoJSON && keeper.isMember)
      if isWritten { kept.append(keeper) }
      return (reader: reader, keeper: keeper, place: isWritten ? Int32(ids.count + kept.count - 1) : nil)
    }
    var isMarked = false
    let names = format.columnNames(
      ids + kept.map(\.name) + added + coordinateColumns, marking: &isMarked)
    func create(_ name: String, _ type: OGRFieldType) -> Bool {
      guard let new = OGR_Fld_Create(name, type) else { return false }
      defer { OGR_Fld_Destroy(new) }
      return OGR_L_CreateField(layer, new, 1) == OGRERR_NONE
    }
    let firstAdded = Int32(ids.count + kept.count)
    for (place, name) in names.enumerated() {
      let column = place - ids.count
      let isCreated =
        kept.indices.contains(column)
        ? kept[column].create(in: layer, as: name, format)
        : create(name, place < Int(firstAdded) + added.count ? OFTString : OFTReal)
      guard isCreated else { throw refusal }
    }
    guard let definition = OGR_L_GetLayerDefn(layer) else { throw refusal }
    self.fields = fields
    self.firstAdded = firstAdded
    self.isMarked = isMarked
    self.format = format
    self.system = system
    self.name = name
    self.dataset = dataset
    source = (reader.layer.source.path, reader.layer.name)
    addedCount = added.count
    id = ["id", "code"].lazy.compactMap { name in readers.firstIndex { $0.name == name } }.first
    self.layer = layer
    self.definition = definition
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
      file: name, detail: Message("the \(format.driver) driver refused a feature"))
    let kept = try read(batch)
    let ids = format == .geoJSON ? id.map { kept[$0].texts } : nil
    if usesTransactions, OGR_L_StartTransaction(layer) != OGRERR_NONE { throw refusal }
    for i in 0..<batch.count {
      let place = batch.places[i]
      let point = place < 0 ? nil : (x: x[place], y: y[place])
      guard let new = OGR_F_Create(definition) else { throw refusal }
      defer { OGR_F_Destroy(new) }
      for (column, field) in zip(kept, fields) {
        if let place = field.place { column.set(new, place, row: i, format, marking: &isMarked) }
      }
      if format == .geoJSON {
        OGR_F_SetFieldString(new, 0, ids?[i] ?? String(OGR_F_GetFID(batch.features[i])))
      }
      add(columns, place < 0 ? -1 : Int(rows[place]), to: new)
      guard set(point, new), OGR_L_CreateFeature(layer, new) == OGRERR_NONE else { throw refusal }
    }
    if usesTransactions, OGR_L_CommitTransaction(layer) != OGRERR_NONE { throw refusal }
    count += batch.count
  }

  package func finish() throws(FormatError) {
    guard OGR_L_SyncToDisk(layer) == OGRERR_NONE else {
      throw .cannotWrite(file: name, detail: Message("the file cannot be completed"))
    }
  }

  /// The batch's values, of each field.
  private func read(_ batch: borrowing PointBatch) throws(FormatError) -> [KeptColumn] {
    var kept = fields.map(\.keeper)
    for i in 0..<batch.count {
      for (column, field) in fields.enumerated()
      where !kept[column].append(batch.features[i], by: field.reader) {
        throw .notUnicode(
          file: source.file, layer: source.layer, feature: count + i + 1, field: field.reader.name)
      }
    }
    return kept
  }

  private mutating func add(_ columns: [[String?]], _ row: Int, to new: OGRFeatureH) {
    for (index, column) in columns.enumerated() {
      let place = firstAdded + Int32(index)
      if row >= 0, let text = column[row] {
        OGR_F_SetFieldString(new, place, format.harmless(text, marking: &isMarked))
      } else {
        OGR_F_SetFieldNull(new, place)
      }
    }
  }

  private func set(_ point: (x: Double, y: Double)?, _ new: OGRFeatureH) -> Bool {
    guard let point else { return true }
    if format == .csv {
      let first = firstAdded + Int32(addedCount)
      OGR_F_SetFieldDouble(new, first, point.x)
      OGR_F_SetFieldDouble(new, first + 1, point.y)
      return true
    }
    guard let geometry = OGR_G_CreateGeometry(wkbPoint) else { return false }
    OGR_G_SetPoint_2D(geometry, 0, point.x, point.y)
    return OGR_F_SetGeometryDirectly(new, geometry) == OGRERR_NONE
  }
}
