import CGDAL
import Words

/// A sheet of a workbook as texts, cell by cell: for what is laid out for people, and is no table of columns.
package struct WorkbookSheet: Sendable {
  package var name: String
  /// From the first row on; rows may be of different length.
  package var rows: [[String]]

  /// The sheets of an .xlsx file, in their order. Formulas are read as the values that they had when it was saved.
  package static func all(in path: String) throws(FormatError) -> [WorkbookSheet] {
    try GDAL.reading(path) { () throws(FormatError) in
      let source = VectorSource(path: path)
      guard case .file(let file) = try SourcePlace(source) else { throw .notLocal(path) }
      let prepared = try PreparedFile(file, of: source)
      // No row is a header, and no column of one kind.
      let options = ["OGR_XLSX_HEADERS": "DISABLE", "OGR_XLSX_FIELD_TYPES": "STRING"]
      for (name, value) in options { CPLSetThreadLocalConfigOption(name, value) }
      defer { for name in options.keys { CPLSetThreadLocalConfigOption(name, nil) } }
      let drivers = GDALOptions(words: ["XLSX"])
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY)
      guard let handle = GDALOpenEx(prepared.openName, flags, drivers.readOnly, nil, nil) else {
        throw .notVector(file: path, detail: Message("it is no .xlsx workbook"))
      }
      InputFiles.note(prepared.path)
      let dataset = Dataset(handle: handle)
      return (0..<GDALDatasetGetLayerCount(dataset.handle)).compactMap { index in
        GDALDatasetGetLayer(dataset.handle, index).map(Self.init)
      }
    }
  }

  private init(_ layer: OGRLayerH) {
    name = String(cString: OGR_L_GetName(layer))
    rows = []
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      rows.append(
        (0..<OGR_F_GetFieldCount(feature)).map { String(cString: OGR_F_GetFieldAsString(feature, $0)) })
    }
  }
}
