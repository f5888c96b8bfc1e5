import Geometry
import VectorFiles

/// Defects as layers for a map.
package struct DefectLayers: Sendable {
  /// A point for every defect that has a place: `id kind level codes neighbours area_m2 width_m reason`.
  package let places: VectorLayer
  /// The land of those that have some, with the same fields; what is thinner than the lattice has a point only.
  package let land: VectorLayer

  package init(_ defects: [Defect]) throws(GEOSError) {
    var shapes = PolygonSet()
    var rows: [Int] = []
    try withGEOS { context throws(GEOSError) in
      for (row, defect) in defects.enumerated() {
        guard let polygon = defect.polygon else { continue }
        let valid = try context.madeValid(context.shape(of: polygon))
        let parts = try context.polygons(of: context.snappedToLattice(valid))
        var unit = PolygonSet()
        unit.appendUnit(parts.map { $0.rings.map { $0.compactMap(\.rounded) } })
        if unit.polygonCount == 0 { continue }
        shapes.appendUnit(0, of: unit)
        rows.append(row)
      }
    }
    let fields = Self.fields(defects)
    let points = defects.map { $0.place?.rounded }
    let placed = points.indices.filter { points[$0] != nil }
    places = VectorLayer(
      name: "defect_places", fields: fields.map { $0.selecting(placed) },
      geometry: .points(points.compactMap(\.self)))
    land = VectorLayer(
      name: "defects", fields: fields.map { $0.selecting(rows) }, geometry: .polygons(shapes))
  }

  private static func fields(_ defects: [Defect]) -> [VectorField] {
    [
      VectorField("id", .text(defects.indices.map { String($0 + 1) })),
      VectorField("kind", .text(defects.map(\.kind.rawValue))),
      VectorField("level", .text(defects.map(\.level))),
      VectorField("codes", .text(defects.map { $0.codes.joined(separator: ";") })),
      VectorField("neighbours", .text(defects.map { $0.neighbours.joined(separator: ";") })),
      VectorField("area_m2", .real(defects.map { ($0.area * 1e4).rounded() / 1e4 })),
      VectorField("width_m", .real(defects.map { ($0.width * 1e4).rounded() / 1e4 })),
      VectorField("reason", .text(defects.map(\.reason?.english))),
    ]
  }

  /// Writes them in the format that the path's ending names: a GeoPackage holds places, land and how QGIS draws them;
  /// any other format holds the places.
  package func write(to path: String) throws(FormatError) {
    let format = try VectorFormat(path: path)
    guard format == .geoPackage else {
      try format.write([places], to: path)
      return
    }
    let styles = LayerStyle.table(of: [
      (land.name, Self.style { .fill(colour: "\($0),110", outline: "\($0),255", width: 0.4) }),
      (places.name, Self.style { .marker(fill: "\($0),255", size: 2) }),
    ])
    try format.write([land, places, styles], to: path)
  }

  /// Land that nobody has is red, land that several have blue, land beyond a parent purple; codes and parents are
  /// orange, broken polygons and borders brown, remarks grey.
  private static func style(_ style: (_ colour: String) -> LayerStyle) -> LayerStyle {
    .categories(
      column: "kind",
      Defect.Kind.allCases.map { kind in
        let colour =
          switch kind {
          case .gap, .hole, .sliver: "214,47,39"
          case .overlap: "33,102,172"
          case .outside: "128,50,160"
          case .missingCode, .repeatedCode, .missingParent, .unknownParent, .childless, .foreignCode:
            "230,120,20"
          case .invalidPolygon, .unmatched: "120,72,30"
          case .detachedParts, .size: "130,130,130"
          }
        return LayerStyle.Category(kind.rawValue, kind.rawValue, style(colour))
      })
  }
}
