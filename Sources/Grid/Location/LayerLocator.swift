import CGDAL

/// Locates the points of any layer that GDAL reads, and writes them in any format, a block of features at a time.
struct LayerLocator {
  private static let blockSize = 1 << 13

  private let locator: PointLocator
  private let source: VectorSource
  private let format: VectorFormat

  init(_ locator: PointLocator, _ source: VectorSource, format: VectorFormat) {
    self.locator = locator
    var source = source
    if source.isCSV && source.pointColumns.count != 2 { source.pointColumns = ["lon", "lat"] }
    self.source = source
    self.format = format
  }

  func locate(to output: PointLocator.Output) throws(FormatError) -> PointLocator.Tally {
    switch output {
    case .standardOutput: return try run(to: "/vsistdout/", name: "standard output")
    case .file(let path):
      let draft = DraftFile(for: path)
      let tally = try run(to: draft.path, name: path)
      try draft.commit()
      return tally
    }
  }

  private func run(to path: String, name: String) throws(FormatError) -> PointLocator.Tally {
    let (result, failure) = GDAL.quietly { () -> Result<PointLocator.Tally, FormatError> in
      Result { () throws(FormatError) in try stream(to: path, name: name) }
    }
    switch result {
    case .success(let tally):
      if let failure { throw .cannotWrite(file: name, detail: failure) }
      return tally
    case .failure(.notVector(let file, _)):
      throw .notVector(file: file, detail: failure ?? "no driver reads it")
    case .failure(.cannotWrite(let file, let detail)):
      throw .cannotWrite(file: file, detail: failure ?? detail)
    case .failure(let error): throw error
    }
  }

  private func stream(to path: String, name: String) throws(FormatError) -> PointLocator.Tally {
    let reader = try LayerReader(source)
    if source.isCSV {
      // GDAL would take what is no number for a point without coordinates.
      try CSVLocator(locator, source).check()
      let known = reader.fieldNames
      for column in source.pointColumns where !known.contains(column) {
        throw .noField(file: source.path, layer: reader.name, field: column, known: known)
      }
    }
    let transform = try reader.transformToWGS84()
    guard let writer = LocatedLayerWriter(path: path, format: format, reader: reader, locator: locator) else {
      throw .cannotWrite(file: name, detail: "the \(format.driver) driver refused it")
    }
    var tally = PointLocator.Tally()
    var suspicion = DatumSuspicion()
    OGR_L_ResetReading(reader.layer)
    CPLErrorReset()
    var isAtEnd = false
    while !isAtEnd {
      var block = try FeatureBlock(reader, limit: Self.blockSize)
      if CPLGetLastErrorType().rawValue >= CE_Failure.rawValue {
        throw .unreadable(
          file: source.path, layer: reader.name, detail: String(cString: CPLGetLastErrorMsg()))
      }
      isAtEnd = block.count < Self.blockSize
      let coordinates = try block.coordinates(transform, reader)
      let units = locator.index.units(at: coordinates)
      guard writer.write(block, coordinates, units) else {
        throw .cannotWrite(file: name, detail: "the \(format.driver) driver refused a feature")
      }
      tally.points += block.count
      tally.missing += block.count - coordinates.count
      tally.outside += units.count { $0 < 0 }
      suspicion.add(coordinates)
    }
    guard writer.finish() else { throw .cannotWrite(file: name, detail: "the file cannot be completed") }
    let said = source.coordinateSystem.flatMap { ChineseDatum(rawValue: $0.lowercased()) }
    if said == nil { tally.suspectedDatum = suspicion.datum(locator.index) }
    return tally
  }
}

/// Some features of a layer, and where their points are.
struct FeatureBlock: ~Copyable {
  private(set) var features: [OGRFeatureH] = []
  /// For each feature the place of its point among those that have coordinates, or -1.
  private(set) var places: [Int] = []
  private var points = GeometryCollector(kind: .point)

  var count: Int { features.count }

  /// Reads up to `limit` features.
  init(_ reader: borrowing LayerReader, limit: Int) throws(FormatError) {
    while features.count < limit, let feature = OGR_L_GetNextFeature(reader.layer) {
      features.append(feature)
      let next = points.x.count
      let number = String(OGR_F_GetFID(feature))
      switch points.append(OGR_F_GetGeometryRef(feature), feature: number) {
      case nil: places.append(next)
      case .missing:
        places.append(-1)
      case .some(let problem): throw reader.error(problem, feature: number, kind: .point)
      }
    }
  }

  deinit {
    for feature in features { OGR_F_Destroy(feature) }
  }

  /// Where the points are, on the lattice.
  mutating func coordinates(
    _ transform: borrowing GeographicTransform, _ reader: borrowing LayerReader
  ) throws(FormatError) -> [Coordinate] {
    transform.apply(&points.x, &points.y)
    var result: [Coordinate] = []
    result.reserveCapacity(points.x.count)
    for i in points.x.indices {
      guard let place = Coordinate(longitude: points.x[i], latitude: points.y[i]) else {
        let feature = places.firstIndex(of: i).map { String(OGR_F_GetFID(features[$0])) } ?? ""
        throw .outsideEarth(file: reader.source.path, layer: reader.name, feature: feature)
      }
      result.append(place)
    }
    return result
  }
}
