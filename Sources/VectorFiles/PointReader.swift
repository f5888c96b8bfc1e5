import CGDAL
import Geometry
import Words

/// Reads the points of a layer a batch at a time, so that memory does not grow with their number.
package struct PointReader: ~Copyable {
  package let layer: LayerReader
  private let transform: GeographicTransform
  private var rows = 0

  package init(_ source: VectorSource) throws(FormatError) {
    // Stored when nothing can fail any more.
    let layer = try LayerReader(source)
    try layer.checkPlaces(.point)
    let transform = try layer.transformToWGS84()
    self.layer = layer
    self.transform = transform
    OGR_L_ResetReading(self.layer.layer)
    CPLErrorReset()
  }

  /// The datum that the points are said to be in.
  package var datum: Datum { transform.datum }

  /// The next points; fewer than `limit` at the end.
  package mutating func next(_ limit: Int) throws(FormatError) -> PointBatch {
    let batch = try PointBatch(layer, transform, rowsBefore: rows, limit: limit)
    rows += batch.count
    if CPLGetLastErrorType().rawValue >= CE_Failure.rawValue {
      throw .unreadable(
        file: layer.source.path, layer: layer.name,
        detail: Message(verbatim: String(cString: CPLGetLastErrorMsg())))
    }
    return batch
  }
}

/// Some points of a layer with their fields.
package struct PointBatch: ~Copyable {
  fileprivate(set) var features: [OGRFeatureH] = []
  /// For each point its place in `coordinates`; -1 for one without coordinates.
  private(set) var places: [Int] = []
  package private(set) var coordinates: [Coordinate] = []

  package var count: Int { features.count }

  fileprivate init(
    _ layer: borrowing LayerReader, _ transform: borrowing GeographicTransform, rowsBefore: Int, limit: Int
  ) throws(FormatError) {
    var points = GeometryCollector(kind: .point)
    while features.count < limit, let feature = OGR_L_GetNextFeature(layer.layer) {
      features.append(feature)
      let next = points.x.count
      switch try layer.collect(feature, row: rowsBefore + features.count, into: &points) {
      case nil: places.append(next)
      case .missing: places.append(-1)
      case .some(let problem):
        throw layer.error(problem, feature: rowsBefore + features.count, kind: .point)
      }
    }
    if rowsBefore == 0, let x = points.x.first, let y = points.y.first, transform.looksSwapped(x: x, y: y) {
      let row = places.firstIndex(of: 0) ?? 0
      throw layer.error(.outsideEarth(swapped: true), feature: row + 1, kind: .point)
    }
    transform.apply(&points.x, &points.y)
    for i in points.x.indices {
      guard let place = Coordinate(longitude: points.x[i], latitude: points.y[i]) else {
        let row = places.firstIndex(of: i) ?? 0
        let swapped = GeographicTransform.looksSwapped(longitude: points.x[i], latitude: points.y[i])
        throw layer.error(.outsideEarth(swapped: swapped), feature: rowsBefore + row + 1, kind: .point)
      }
      coordinates.append(place)
    }
  }

  deinit {
    for feature in features { OGR_F_Destroy(feature) }
  }
}
