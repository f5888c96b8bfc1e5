import VectorFiles

/// Locates the points of any layer, and writes them in any format, a batch of points at a time.
struct LayerLocator {
  private static let batchSize = 1 << 13

  private let locator: PointLocator
  private let source: VectorSource
  private let format: VectorFormat
  private let system: OutputSystem
  private let forExcel: Bool

  init(
    _ locator: PointLocator, _ source: VectorSource, format: VectorFormat, system: OutputSystem,
    forExcel: Bool
  ) {
    self.locator = locator
    self.source = source
    self.format = format
    self.system = system
    self.forExcel = forExcel
  }

  func locate(to output: PointLocator.Output) throws(FormatError) -> PointLocator.Tally {
    switch output {
    case .standardOutput: return try run(to: "/vsistdout/", name: FormatError.standardOutput).tally
    case .file(let path):
      let draft = try DraftFile(for: path)
      let (tally, isMarked) = try run(to: GDAL.checked(draft.path), name: path)
      if isMarked { try draft.removeMarks(of: format) }
      try draft.commit()
      return tally
    }
  }

  /// - Returns: also whether texts in the file bear marks (`TextMarks`).
  private func run(
    to path: String, name: String
  ) throws(FormatError) -> (tally: PointLocator.Tally, isMarked: Bool) {
    try GDAL.transcribing(to: name) { () throws(FormatError) in try stream(to: path, name: name) }
  }

  private func stream(
    to path: String, name: String
  ) throws(FormatError) -> (tally: PointLocator.Tally, isMarked: Bool) {
    var reader = try PointReader(source)
    let known = reader.layer.fieldNames
    var writer = try PointWriter(
      to: path, name: name, format: format, system: system, like: reader,
      adding: locator.addedNames(beside: known), forExcel: forExcel)
    let columns = locator.columns.map(\.texts)
    var tally = PointLocator.Tally()
    var suspicion = DatumSuspicion(stated: reader.datum)
    var isAtEnd = false
    while !isAtEnd {
      let batch = try reader.next(Self.batchSize)
      isAtEnd = batch.count < Self.batchSize
      let units = locator.index.units(at: batch.coordinates)
      try writer.write(batch, columns: columns, rows: units)
      tally.points += batch.count
      tally.missing += batch.count - units.count
      tally.outside += units.count { $0 < 0 }
      suspicion.add(batch.coordinates)
    }
    try writer.finish()
    tally.suspectedDatum = suspicion.datum(locator.index)
    return (tally, writer.isMarked)
  }
}
