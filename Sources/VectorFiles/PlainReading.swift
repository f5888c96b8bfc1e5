import Geometry

extension VectorLayer {
  /// What GDAL would read of a plain GeoJSON (`PlainLayer`); `nil` where the source is none, or where there is anything to
  /// be said against it.
  static func plain(
    _ source: VectorSource, columns: [String], optional: [String], as kind: GeometryKind, keepsAll: Bool
  ) -> VectorLayer? {
    PlainLayer.reading(source) { layer, transform in
      let known = layer.fieldNames
      let wanted = columns + optional.filter { known.contains($0) && !columns.contains($0) }
      // In which system a table is, GDAL knows.
      guard !keepsAll || kind != .none, wanted.allSatisfy(known.contains),
        var geometry = layer.geometries(of: 0..<layer.count, as: kind), geometry.emptyCount < geometry.count,
        case .success(let shapes) = geometry.located(by: transform)
      else { return nil }
      let kept = keepsAll ? known : []
      var result = VectorLayer(
        name: layer.name, fields: wanted.compactMap { layer.index(of: $0) }.map { layer.field($0) },
        kept: kept.compactMap { layer.index(of: $0) }.map { layer.kept($0) }, shapes, geometry,
        file: source.path)
      if keepsAll { result.system = source.coordinateSystem.map { OutputSystem($0) } ?? .wgs84 }
      return result
    }
  }
}

extension PlainLayer {
  /// What `body` makes of a plain GeoJSON and of the way from its coordinate system.
  static func reading<Result>(
    _ source: VectorSource, _ body: (borrowing PlainLayer, borrowing GeographicTransform) -> Result?
  ) -> Result? {
    guard let layer = PlainLayer(source) else { return nil }
    guard let definition = source.coordinateSystem else { return body(layer, GeographicTransform()) }
    return GDAL.quietly {
      guard let transform = GeographicTransform(definition) else { return nil }
      return body(layer, transform)
    }.result
  }
}
