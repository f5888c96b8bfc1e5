import Geometry
import VectorFiles

extension Level {
  /// For each point of a file the unit that holds it, or -1, judged next to borders by the coordinates as files give them.
  ///
  /// Coordinates are rounded to 1e-7 degree, about 1 cm, so that a point less than that from a border may come to lie
  /// beyond it. Such points, and the units around them, are read again and compared unrounded. Of several units the
  /// first holds the point; where none does, in a gap that is narrower than the rounding, the rounded answer stays.
  ///
  /// - Parameters:
  ///   - points: those of `source`, in its order.
  ///   - source: the file that the points are read from.
  ///   - layer: where the level was first read from. A unit counts as drawn there if it has since kept its code and its
  ///     rounded shape; any other, and all without a layer, are taken as they are now.
  public func units(
    at points: [Coordinate], of source: VectorSource, drawnIn layer: LevelSource.Origin? = nil
  ) throws(FormatError) -> [Int32] {
    var found = UnitIndex(shapes).units(at: points)
    let borders = CloseBorders(shapes)
    var doubts: [(row: Int, units: [Int])] = []
    for (row, point) in points.enumerated() {
      let close = borders.units(near: point)
      if !close.isEmpty { doubts.append((row, Set(close + [Int(found[row])].filter { $0 >= 0 }).sorted())) }
    }
    guard !doubts.isEmpty else { return found }
    let places = try UnroundedGeometry.points(of: source, rows: doubts.map(\.row))
    let polygons = unrounded(Set(doubts.flatMap(\.units)).sorted(), in: layer)
    for (doubt, place) in zip(doubts, places) {
      let holder = doubt.units.first { unit in (polygons[unit] ?? []).contains { $0.holds(place) } }
      if let holder { found[doubt.row] = Int32(holder) }
    }
    return found
  }

  /// Polygons by unit, as its layer draws them where it still does.
  private func unrounded(_ units: [Int], in layer: LevelSource.Origin?) -> [Int: [RealPolygon]] {
    var result = Dictionary(uniqueKeysWithValues: units.map { ($0, shapes.realPolygons(of: $0)) })
    guard case .layer(let source, let columns) = layer,
      let drawn = try? VectorLayer(reading: source, columns: [columns.code], as: .polygon),
      case .polygons(let drawnShapes) = drawn.geometry, let drawnCodes = drawn[columns.code]?.texts
    else { return result }
    let unitOfCode = Dictionary(units.map { (codes[$0], $0) }) { first, _ in first }
    var rows: [(row: Int, unit: Int)] = []
    for (row, code) in drawnCodes.enumerated() {
      guard let unit = code.flatMap({ unitOfCode[$0] }) else { continue }
      if drawnShapes.unit(row) == shapes.unit(unit) { rows.append((row, unit)) }
    }
    guard let polygons = try? UnroundedGeometry.polygons(of: source, rows: rows.map(\.row)) else {
      return result
    }
    for (place, polygons) in zip(rows, polygons) { result[place.unit] = polygons }
    return result
  }
}

extension PolygonSet {
  /// One unit alone.
  fileprivate func unit(_ unit: Int) -> PolygonSet {
    var result = PolygonSet()
    result.appendUnit(unit, of: self)
    return result
  }

  fileprivate func realPolygons(of unit: Int) -> [RealPolygon] {
    polygons(of: unit).map { polygon in
      RealPolygon(rings: rings(of: polygon).map { coordinates[range(ofRing: $0)].map { RealPoint($0) } })
    }
  }
}

extension RealPolygon {
  /// Whether a point is inside or on the border; GEOS decides, and says no of rings that are none.
  fileprivate func holds(_ point: RealPoint) -> Bool {
    guard !rings.isEmpty else { return false }
    let answer = try? withGEOS { (geos) throws(GEOSError) in try geos.holds(geos.shape(of: self), point) }
    return answer ?? false
  }
}
