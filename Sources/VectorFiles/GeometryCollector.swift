import CGDAL
import Geometry
import Words

/// Gathers the geometries of a layer as flat doubles, so that they are transformed in one batch.
struct GeometryCollector {
  enum Problem: Error {
    case missing
    case wrongType(Message)
    case outsideEarth(swapped: Bool)
  }

  struct FeatureProblem: Error {
    /// The feature's number, from 1.
    let feature: Int
    let problem: Problem
  }

  private static let severalPoints = "MultiPoint"

  private let kind: GeometryKind
  var x: [Double] = []
  var y: [Double] = []
  /// Ends of runs in `x`: a ring, a line or a point.
  private var runEnds: [Int] = []
  /// For polygons: the number of runs at the end of each polygon, and of polygons at the end of each feature.
  private var polygonEnds: [Int] = []
  private var featureEnds: [Int] = []

  init(kind: GeometryKind) {
    self.kind = kind
  }

  /// How many features were gathered.
  private(set) var count = 0
  /// How many of them had no geometry.
  private(set) var emptyCount = 0
  /// Features, from 1, of which rings were left out that enclose no land.
  private(set) var flat: [Int] = []
  /// Features, from 1, of whose collections parts were left out that are of another kind.
  private(set) var mixed: [Int] = []

  var gathersPoints: Bool { kind == .point }

  /// Adds a feature that is a point.
  mutating func append(x: Double, y: Double) {
    count += 1
    self.x.append(x)
    self.y.append(y)
    runEnds.append(self.x.count)
    featureEnds.append(runEnds.count)
  }

  /// Adds a feature of the kind: its vertices, where among them each run ends, and among the runs each polygon.
  mutating func append(
    x: some Collection<Double>, y: some Collection<Double>, runEnds: [Int], polygonEnds: [Int]
  ) {
    count += 1
    let (vertices, runs) = (self.x.count, self.runEnds.count)
    self.x.append(contentsOf: x)
    self.y.append(contentsOf: y)
    for end in runEnds { self.runEnds.append(vertices + end) }
    for end in polygonEnds { self.polygonEnds.append(runs + end) }
    featureEnds.append(kind == .polygon ? self.polygonEnds.count : self.runEnds.count)
  }

  /// Adds a feature's geometry; the result says what is wrong with it.
  mutating func append(_ geometry: OGRGeometryH?) -> Problem? {
    count += 1
    if kind == .none { return nil }
    guard let geometry, OGR_G_IsEmpty(geometry) == 0 else {
      // A unit without land is kept, for the proof to name; a place or a road that is nowhere is of no use.
      guard kind == .polygon else { return .missing }
      emptyCount += 1
      featureEnds.append(polygonEnds.count)
      return nil
    }
    guard OGR_G_HasCurveGeometry(geometry, 0) == 0 else {
      guard let straight = OGR_G_GetLinearGeometry(geometry, 0, nil) else { return .missing }
      defer { OGR_G_DestroyGeometry(straight) }
      return collect(straight)
    }
    return collect(geometry)
  }

  private mutating func collect(_ geometry: OGRGeometryH) -> Problem? {
    let type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
    switch (kind, type) {
    case (.polygon, _):
      guard appendPolygons(geometry) else {
        return .wrongType(Message(term: String(cString: OGRGeometryTypeToName(type))))
      }
    case (.line, wkbGeometryCollection):
      guard appendLines(geometry) else {
        return .wrongType(Message(term: String(cString: OGRGeometryTypeToName(type))))
      }
    case (.point, wkbGeometryCollection) where OGR_G_GetGeometryCount(geometry) == 1:
      return OGR_G_GetGeometryRef(geometry, 0).map { collect($0) } ?? .missing
    case (.point, wkbPoint), (.line, wkbLineString): appendRun(geometry)
    case (.point, wkbMultiPoint), (.line, wkbMultiLineString):
      guard OGR_G_GetGeometryCount(geometry) == 1 || kind == .line else {
        return .wrongType(Message(term: Self.severalPoints))
      }
      for part in 0..<OGR_G_GetGeometryCount(geometry) { appendRun(OGR_G_GetGeometryRef(geometry, part)) }
    case (.point, wkbPolygon), (.point, wkbMultiPolygon):
      // A place drawn as its outline, such as a school's grounds, is taken at its centroid.
      guard let point = OGR_G_CreateGeometry(wkbPoint) else { return .missing }
      defer { OGR_G_DestroyGeometry(point) }
      guard OGR_G_Centroid(geometry, point) == OGRERR_NONE else { return .missing }
      appendRun(point)
    default: return .wrongType(Message(term: String(cString: OGRGeometryTypeToName(type))))
    }
    featureEnds.append(kind == .polygon ? polygonEnds.count : runEnds.count)
    return nil
  }

  /// Adds the polygons that a geometry is or holds, as mending a polygon leaves them beside lines and points. False where
  /// there is none.
  private mutating func appendPolygons(_ geometry: OGRGeometryH) -> Bool {
    switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
    case wkbPolygon, wkbTriangle: appendPolygon(geometry)
    case wkbMultiPolygon, wkbPolyhedralSurface, wkbTIN:
      for part in 0..<OGR_G_GetGeometryCount(geometry) { appendPolygon(OGR_G_GetGeometryRef(geometry, part)) }
    case wkbGeometryCollection:
      return appendParts(of: geometry) { $0.appendPolygons($1) }
    default: return false
    }
    return true
  }

  /// Adds the lines that a geometry is or holds. False where there is none.
  private mutating func appendLines(_ geometry: OGRGeometryH) -> Bool {
    switch OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
    case wkbLineString: appendRun(geometry)
    case wkbMultiLineString:
      for part in 0..<OGR_G_GetGeometryCount(geometry) { appendRun(OGR_G_GetGeometryRef(geometry, part)) }
    case wkbGeometryCollection: return appendParts(of: geometry) { $0.appendLines($1) }
    default: return false
    }
    return true
  }

  /// Adds what is wanted of a collection, and notes that the rest of it is left out.
  private mutating func appendParts(
    of collection: OGRGeometryH, _ append: (inout Self, OGRGeometryH) -> Bool
  ) -> Bool {
    var (some, others) = (false, false)
    for part in 0..<OGR_G_GetGeometryCount(collection) {
      guard let part = OGR_G_GetGeometryRef(collection, part), OGR_G_IsEmpty(part) == 0 else { continue }
      if append(&self, part) { some = true } else { others = true }
    }
    if some && others && mixed.last != count { mixed.append(count) }
    return some
  }

  private mutating func appendPolygon(_ polygon: OGRGeometryH?) {
    guard let polygon else { return }
    for ring in 0..<OGR_G_GetGeometryCount(polygon) { appendRun(OGR_G_GetGeometryRef(polygon, ring)) }
    polygonEnds.append(runEnds.count)
  }

  private mutating func appendRun(_ run: OGRGeometryH?) {
    guard let run else { return }
    let count = Int(OGR_G_GetPointCount(run))
    let start = x.count
    x.append(contentsOf: repeatElement(0, count: count))
    y.append(contentsOf: repeatElement(0, count: count))
    let stride = Int32(MemoryLayout<Double>.stride)
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard count > 0, let x = x.baseAddress, let y = y.baseAddress else { return }
        _ = OGR_G_GetPoints(run, x + start, stride, y + start, stride, nil, 0)
      }
    }
    runEnds.append(x.count)
  }

  /// Everything gathered, on the lattice, from the coordinate system that it is in.
  mutating func located(
    by transform: borrowing GeographicTransform
  ) -> Result<VectorGeometry, FeatureProblem> {
    if let x = x.first, let y = y.first, transform.looksSwapped(x: x, y: y) {
      return .failure(
        FeatureProblem(feature: feature(ofCoordinate: 0), problem: .outsideEarth(swapped: true)))
    }
    transform.apply(&x, &y)
    return finish()
  }

  /// What was left out.
  func notes(file: String, layer: String) -> [Message] {
    [
      (flat, Message("rings that enclose no land are left out")),
      (mixed, Message("parts of their collections that are of another kind are left out")),
    ].compactMap { features, what in
      let list = Message(list: features.prefix(5).map(String.init) + (features.count > 5 ? ["…"] : []))
      return features.isEmpty
        ? nil
        : Message(
          "geometries_left_out",
          "\(file), layer \(layer): \(what), of \(features.count) features (\(list))")
    }
  }

  private mutating func finish() -> Result<VectorGeometry, FeatureProblem> {
    if kind == .none { return .success(.none) }
    var coordinates: [Coordinate] = []
    coordinates.reserveCapacity(x.count)
    for i in x.indices {
      guard let c = Coordinate(longitude: x[i], latitude: y[i]) else {
        let swapped = GeographicTransform.looksSwapped(longitude: x[i], latitude: y[i])
        return .failure(
          FeatureProblem(feature: feature(ofCoordinate: i), problem: .outsideEarth(swapped: swapped)))
      }
      coordinates.append(c)
    }
    switch kind {
    case .none: return .success(.none)
    case .point: return .success(.points(coordinates))
    case .line: return .success(.lines(lines(coordinates)))
    case .polygon: return .success(.polygons(polygons(coordinates)))
    }
  }

  private func lines(_ coordinates: [Coordinate]) -> LineSet {
    var result = LineSet()
    for run in runEnds.indices { result.append(coordinates[start(ofRun: run)..<runEnds[run]]) }
    return result
  }

  /// For each line the index of the feature it is part of.
  var featureOfLine: [Int] {
    var result: [Int] = []
    for (feature, end) in featureEnds.enumerated() {
      while result.count < end { result.append(feature) }
    }
    return result
  }

  private mutating func polygons(_ coordinates: [Coordinate]) -> PolygonSet {
    var result = PolygonSet()
    var (run, polygon) = (0, 0)
    for (feature, end) in featureEnds.enumerated() {
      var isFlat = false
      while polygon < end {
        var isShell = true
        var kept = true
        while run < polygonEnds[polygon] {
          let isAdded = kept && result.appendRing(coordinates[start(ofRun: run)..<runEnds[run]])
          if isShell { kept = isAdded }
          if !isAdded { isFlat = true }
          isShell = false
          run += 1
        }
        result.endPolygon()
        polygon += 1
      }
      result.endUnit()
      if isFlat { flat.append(feature + 1) }
    }
    return result
  }

  /// The points, one of each feature, before they are rounded to the lattice.
  var unroundedPoints: [RealPoint] { x.indices.map(unrounded) }

  /// The polygons of each feature before they are rounded to the lattice.
  var unroundedPolygons: [[RealPolygon]] {
    let rings = runEnds.indices.map { run in (start(ofRun: run)..<runEnds[run]).map(unrounded) }
    return featureEnds.indices.map { feature in
      ((feature == 0 ? 0 : featureEnds[feature - 1])..<featureEnds[feature]).map { polygon in
        RealPolygon(rings: Array(rings[(polygon == 0 ? 0 : polygonEnds[polygon - 1])..<polygonEnds[polygon]]))
      }
    }
  }

  private func unrounded(_ i: Int) -> RealPoint {
    RealPoint(x: x[i] * Coordinate.unitsPerDegree, y: y[i] * Coordinate.unitsPerDegree)
  }

  private func start(ofRun run: Int) -> Int { run == 0 ? 0 : runEnds[run - 1] }

  /// The number of the feature, from 1, that has a coordinate.
  func feature(ofCoordinate index: Int) -> Int {
    let run = runEnds.firstIndex { index < $0 } ?? 0
    let owner = kind == .polygon ? (polygonEnds.firstIndex { run < $0 } ?? 0) : run
    return (featureEnds.firstIndex { owner < $0 } ?? 0) + 1
  }
}
