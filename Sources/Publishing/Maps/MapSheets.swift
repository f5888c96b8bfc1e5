import Geometry
import Grid
import Planner
import Scenario
import Words

/// What map sheets show of a plan, and the sheets: one for each unit of the assignment level, one for each patrol area.
package struct MapSheets: Sendable {
  struct Area: Sendable {
    var id: String
    /// Empty where it has none.
    var name: String
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
    var kind: SheetMarker.Kind
  }

  struct Drive: Sendable {
    var crewID: String
    var path: [PlanePoint]
  }

  let title: String
  let date: String
  /// Chinese alone, or with English beside it.
  let language: Language
  let hierarchy: Hierarchy
  let assignLevel: Int
  let townshipLevel: Int
  let assignment: Assignment
  /// Of every level.
  let grounds: [SheetGround]
  /// Of every level: the anchors of its units.
  let anchors: [[PlanePoint]]
  /// That of the grids: the one above the lowest, or the lowest where that one is the villages' own.
  let gridLevel: Int
  /// Beside the units of the assignment level: its township, or -1, and its micro-grids and grids.
  let townshipOfVillage: [Int]
  let cellsOfVillage: [[Int]]
  let gridsOfVillage: [[Int]]
  /// Beside the grids: their micro-grids.
  let cellsOfGrid: [[Int]]
  /// Ids of the grid workers of each unit of the lowest level.
  let workers: [[String]]
  let book: PhoneBook
  /// In the order of the assignment's.
  let rooms: [Place]
  let bases: [Place]
  let checkpoints: [Checkpoint]
  let areas: [Area]
  let areaGround: SheetGround
  /// The patrol area of each room and of each checkpoint; `nil` outside all of them.
  let areaOfRoom: [Int?]
  let areaOfCheckpoint: [Int?]
  /// Of the first day type.
  let drives: [Drive]
  /// Names of files, beside the units of the assignment level, the areas and the grids.
  let villageFiles: [String]
  let areaFiles: [String]
  let boardFiles: [String]
  let cardFiles: [String]

  /// Codes of the units that have a sheet.
  package var villages: [String] { hierarchy.levels[assignLevel].codes }
  /// The grids in a unit that has a sheet.
  package func grids(in village: Int) -> [Int] { gridsOfVillage[village] }
  /// What a sheet calls something.
  func label(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : "\(chinese) \(english)"
  }

  /// What its legend calls a sign.
  func title(of kind: SheetMarker.Kind) -> String { label(kind.title.chinese, kind.title.english) }

  /// Ids of the patrol areas.
  package var areaIDs: [String] { areas.map(\.id) }

  /// Units of a level whose box meets what a frame shows.
  func units(of level: Int, near frame: SheetFrame) -> [(unit: Int, land: SheetLand)] {
    grounds[level].units(near: frame).map { ($0, SheetLand($0, of: grounds[level], frame)) }
  }

  func name(of unit: Int, at level: Int) -> String { hierarchy.levels[level].title(of: unit) }
}

/// A finished sheet, board or page of cards.
package struct MapSheet: Sendable {
  /// "village.411624001001.svg" or "area.A01.svg", with what no file's name can hold written otherwise.
  package let file: String
  /// An SVG file; of cards HTML.
  package let text: String
  /// What is drawn without its label, since there was no room.
  package let unlabelled: [String]
}
