import Geometry
import Grid
import VectorFiles

/// How equal and how compact patrol areas are.
package struct PatrolAreaFigures: Sendable, Equatable {
  /// Of one area.
  package struct Shape: Sendable, Equatable {
    /// Its work per crew over the mean, minus 1; `nil` where there is no work.
    package var surplus: Double?
    /// How near it is to round: 4 pi times its land over the square of its outline, 1 for a circle (Polsby and Popper 1991,
    /// "The third criterion: compactness as a procedural safeguard against partisan gerrymandering"); `nil` without land.
    package var compactness: Double?
    /// Metres of its border with other areas.
    package var border: Double
    /// Into how many its land falls of which none borders another.
    package var pieces: Int
  }

  /// In the order of the areas.
  package var shapes: [Shape]
  /// The greatest work per crew over the mean, minus 1.
  package var balance: Double
  /// Metres of border between areas.
  package var border: Double
  /// Metres of all areas' outlines that are no border with another.
  package var outline: Double

  /// Of each area with land.
  package var compactness: [Double] { shapes.compactMap(\.compactness) }
  package var meanCompactness: Double {
    compactness.isEmpty ? 0 : compactness.reduce(0, +) / Double(compactness.count)
  }
  package var leastCompactness: Double { compactness.min() ?? 0 }

  /// Measures areas.
  ///
  /// - Parameters:
  ///   - areas: with the units of each.
  ///   - adjacency: of the units, with the metres that they share.
  ///   - unitAreas: square metres of each unit.
  ///   - unitOutlines: metres around each unit.
  package init(
    of areas: [PatrolArea], adjacency: Adjacency, unitAreas: [Double], unitOutlines: [Double]
  ) {
    var owner = [Int](repeating: -1, count: adjacency.count)
    for (index, area) in areas.enumerated() { for unit in area.units { owner[unit] = index } }
    let works = areas.map { $0.workload / Self.share($0) }
    let mean =
      areas.reduce(0) { $0 + $1.workload } / max(1, areas.reduce(0) { $0 + Self.share($1) })
    balance = mean > 0 ? (works.max() ?? 0) / mean - 1 : 0
    shapes = []
    (border, outline) = (0, 0)
    for (index, area) in areas.enumerated() {
      var shape = Shape(
        surplus: mean > 0 ? works[index] / mean - 1 : nil, border: 0,
        pieces: adjacency.pieces(of: area.units).count)
      var (land, around) = (0.0, 0.0)
      for unit in area.units {
        land += unitAreas[unit]
        around += unitOutlines[unit]
        for place in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
          let other = owner[adjacency.neighbours[place]]
          if other == index { around -= adjacency.borders[place] }
          if other >= 0, other != index { shape.border += adjacency.borders[place] }
        }
      }
      border += shape.border / 2
      outline += around
      if !area.units.isEmpty { shape.compactness = around > 0 ? 4 * Double.pi * land / (around * around) : 0 }
      shapes.append(shape)
    }
    outline -= 2 * border
  }

  /// The areas of a plan as they stand.
  package init(of patrol: PatrolPlan) {
    let units = patrol.hierarchy.lowest
    self.init(
      of: patrol.areas, adjacency: Adjacency(of: units.shapes, in: patrol.hierarchy.plane),
      unitAreas: units.areas, unitOutlines: units.shapes.outlines(in: patrol.hierarchy.plane))
  }

  /// How many crews an area's work is for.
  static func share(_ area: PatrolArea) -> Double { Double(max(1, area.crewIDs.count)) }
}

extension PolygonSet {
  /// The metres around each unit, its holes among them.
  package func outlines(in plane: LocalPlane) -> [Double] {
    let points = plane.project(coordinates)
    return (0..<count).map { unit in
      rings(ofUnit: unit).reduce(0.0) { sum, ring in
        let ring = points[range(ofRing: ring)]
        return zip(ring, ring.dropFirst()).reduce(sum) { $0 + $1.0.distance(to: $1.1) }
      }
    }
  }
}
