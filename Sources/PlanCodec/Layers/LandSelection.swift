import Geometry
import Grid
import VectorFiles
import Words

/// The part of a scenario's or plan's layers that belongs to some of its units, such as one township.
package struct LandSelection: Sendable {
  private let hierarchy: Hierarchy
  /// For each level whether a unit is chosen or lies in one that is.
  private let chosen: [[Bool]]
  private let land: UnitIndex

  /// No unit has a code that was asked for.
  package struct UnknownUnit: Error, Worded, CustomStringConvertible {
    let code: String

    package var message: Message { Message("has no unit with the code '\(code)'") }
  }

  /// - Parameters:
  ///   - codes: of units of any level.
  ///   - hierarchy: whose units they are.
  package init(_ codes: [String], in hierarchy: Hierarchy) throws(UnknownUnit) {
    var chosen = hierarchy.levels.map { [Bool](repeating: false, count: $0.count) }
    var shapes = PolygonSet()
    for code in codes {
      let level = hierarchy.levels.firstIndex { $0.codes.contains(code) }
      guard let level, let unit = hierarchy.levels[level].codes.firstIndex(of: code) else {
        throw UnknownUnit(code: code)
      }
      chosen[level][unit] = true
      shapes.appendUnit(unit, of: hierarchy.levels[level].shapes)
    }
    for (index, level) in hierarchy.levels.enumerated().dropFirst() {
      for (unit, parent) in level.parents.enumerated() where parent >= 0 && chosen[index - 1][parent] {
        chosen[index][unit] = true
      }
    }
    self.hierarchy = hierarchy
    self.chosen = chosen
    land = UnitIndex(shapes)
  }

  /// What a layer holds of the land: of units those that are chosen or lie within, of other polygons those with
  /// the anchor of such a unit of the lowest level, of lines and points those that touch it, and of tables the rows
  /// that name a unit or a place in it. `nil` for a table that names neither.
  package func part(of layer: VectorLayer) -> VectorLayer? {
    keeps(layer).map { keeps in layer.selecting((0..<layer.count).filter(keeps)) }
  }

  private func keeps(_ layer: VectorLayer) -> ((Int) -> Bool)? {
    if let level = hierarchy.levels.firstIndex(where: { "units.\($0.name)" == layer.name }) {
      let codes = chosenCodes(level)
      let own = layer["code"]?.texts ?? []
      return { own[$0].map(codes.contains) ?? false }
    }
    switch layer.geometry {
    case .points(let points): return { land.unit(at: points[$0]) != nil }
    case .lines(let lines): return { row in lines[row].contains { land.unit(at: $0) != nil } }
    case .polygons(let shapes):
      let lowest = hierarchy.lowest
      let inside = chosen[chosen.count - 1].indices.filter { chosen[chosen.count - 1][$0] }
      let index = UnitIndex(shapes)
      let held = Set(inside.compactMap { index.unit(at: lowest.anchors[$0]) })
      return held.contains
    case .none: return keepsRow(of: layer)
    }
  }

  private func keepsRow(of table: VectorLayer) -> ((Int) -> Bool)? {
    if let codes = table["unit_code"]?.texts {
      let kept = Set(hierarchy.levels.indices.flatMap(chosenCodes))
      return { codes[$0].map(kept.contains) ?? false }
    }
    guard let longitudes = table["lon"]?.texts, let latitudes = table["lat"]?.texts else { return nil }
    return { row in
      guard let x = longitudes[row].flatMap(Double.init), let y = latitudes[row].flatMap(Double.init),
        let place = Coordinate(longitude: x, latitude: y)
      else { return false }
      return land.unit(at: place) != nil
    }
  }

  private func chosenCodes(_ level: Int) -> Set<String> {
    Set(
      hierarchy.levels[level].codes.indices.filter { chosen[level][$0] }.map {
        hierarchy.levels[level].codes[$0]
      })
  }
}
