import Geometry
import Grid
import VectorFiles

/// How equal and how compact patrol areas are.
package struct PatrolAreaFigures: Sendable, Equatable {
  /// The greatest work per crew over the mean, minus 1.
  package var balance: Double
  /// Of each area with land how near it is to round: 4 pi times its land over the square of its outline, 1 for a circle
  /// (Polsby and Popper 1991, "The third criterion: compactness as a procedural safeguard against partisan
  /// gerrymandering").
  package var compactness: [Double]
  /// Metres of border between areas.
  package var border: Double
  /// Metres of all areas' outlines that are no border with another.
  package var outline: Double

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
    compactness = []
    (border, outline) = (0, 0)
    for (index, area) in areas.enumerated() where !area.units.isEmpty {
      var (land, around) = (0.0, 0.0)
      for unit in area.units {
        land += unitAreas[unit]
        around += unitOutlines[unit]
        for place in adjacency.offsets[unit]..<adjacency.offsets[unit + 1] {
          let other = owner[adjacency.neighbours[place]]
          if other == index { around -= adjacency.borders[place] }
          if other >= 0, other != index { border += adjacency.borders[place] / 2 }
        }
      }
      outline += around
      compactness.append(around > 0 ? 4 * Double.pi * land / (around * around) : 0)
    }
    outline -= 2 * border
    let work = areas.map { (all: $0.workload, perCrew: $0.workload / Self.share($0)) }
    let mean = work.reduce(0) { $0 + $1.all } / max(1, areas.reduce(0) { $0 + Self.share($1) })
    balance = mean > 0 ? (work.map(\.perCrew).max() ?? 0) / mean - 1 : 0
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
