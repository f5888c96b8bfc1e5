import Geometry
import Grid
import Planner
import Scenario

/// What map sheets show of a plan, and the sheets: one for each unit of the assignment level, one for each patrol area.
package struct MapSheets: Sendable {
  struct Area: Sendable {
    var id: String
    var baseID: String
    var crews: [String]
    /// Micro-grids.
    var units: Int
    var households: Int
    /// Seconds of work a day.
    var workload: Int
  }

  struct Place: Sendable {
    var id: String
    var name: String
    var point: PlanePoint
    var coordinate: Coordinate
  }

  struct Checkpoint: Sendable {
    var place: Place
    var tier: String
  }

  struct Drive: Sendable {
    var crewID: String
    var path: [PlanePoint]
  }

  let title: String
  let date: String
  let hierarchy: Hierarchy
  let assignLevel: Int
  let townshipLevel: Int
  let assignment: Assignment
  /// Ids of the grid workers of each unit of the lowest level.
  let workers: [[String]]
  let rooms: [Place]
  let bases: [Place]
  let checkpoints: [Checkpoint]
  let areas: [Area]
  let areaShapes: PolygonSet
  /// Of the first day type.
  let drives: [Drive]
  /// Names of files, beside the units of the assignment level and beside the areas.
  let villageFiles: [String]
  let areaFiles: [String]

  /// Codes of the units that have a sheet.
  package var villages: [String] { hierarchy.levels[assignLevel].codes }
  /// Ids of the patrol areas.
  package var areaIDs: [String] { areas.map(\.id) }

  func points(of unit: Int, in shapes: PolygonSet) -> [PlanePoint] {
    hierarchy.plane.project(Array(shapes.coordinates[shapes.range(ofUnit: unit)]))
  }

  /// Units of a level whose box meets what a frame shows.
  func units(of level: Int, near frame: SheetFrame) -> [(unit: Int, land: SheetLand)] {
    let shapes = hierarchy.levels[level].shapes
    return (0..<shapes.count).compactMap { unit in
      let box = shapes.box(of: unit)
      let corners = hierarchy.plane.project([
        Coordinate(x: box.minX, y: box.minY), Coordinate(x: box.maxX, y: box.maxY),
      ]).map(frame.point)
      // A corner of a box on the lattice may lie a little off that of a box on the plane.
      let slack = 0.02 * (abs(corners[1].x - corners[0].x) + abs(corners[1].y - corners[0].y))
      let shown = SheetBox(
        x: min(corners[0].x, corners[1].x) - slack, y: min(corners[0].y, corners[1].y) - slack,
        width: abs(corners[1].x - corners[0].x) + 2 * slack,
        height: abs(corners[1].y - corners[0].y) + 2 * slack)
      return shown.meets(frame.box) ? (unit, SheetLand(unit, of: shapes, hierarchy.plane, frame)) : nil
    }
  }

  func name(of unit: Int, at level: Int) -> String { hierarchy.levels[level].title(of: unit) }
}

/// A finished sheet.
package struct MapSheet: Sendable {
  /// "village.411624001001.svg" or "area.A01.svg", with what no file's name can hold written otherwise.
  package let file: String
  /// An SVG file.
  package let svg: String
  /// What is drawn without its label, since there was no room.
  package let unlabelled: [String]
}
