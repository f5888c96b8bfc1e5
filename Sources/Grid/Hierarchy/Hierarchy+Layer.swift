import VectorFiles

extension Hierarchy {
  /// A level as a layer: `code name level parent households area_m2`.
  public func layer(ofLevel index: Int) -> VectorLayer {
    let level = levels[index]
    let parents = level.parents.map { $0 < 0 ? nil : levels[index - 1].codes[$0] }
    var layer = VectorLayer(
      name: "units.\(level.name)",
      fields: [
        VectorField("code", .text(level.codes)),
        VectorField("name", .text(level.names)),
        VectorField("level", .text(Array(repeating: level.name, count: level.count))),
        VectorField("parent", .text(parents)),
        VectorField("households", .integer(level.households)),
        VectorField("area_m2", .real(level.areas.map { ($0 * 10).rounded() / 10 })),
      ], geometry: .polygons(level.shapes))
    layer.kept = level.columns
    return layer
  }
}
