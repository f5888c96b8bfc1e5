import Geometry
import Grid
import Roads
import Words

/// Everything a scenario names, read and checked: what the planning steps start from.
public struct PlanInputs: Sendable {
  /// A place where a room may open.
  public struct Place: Sendable, Equatable {
    /// Of the place; a new room there is named after it.
    public var id: String
    /// The name of a room there.
    public var name: String
    /// Where it is.
    public var coordinate: Coordinate
    /// The unit of the assignment level it lies in.
    public var unit: Int

    /// A place in a unit.
    public init(id: String, name: String, coordinate: Coordinate, unit: Int) {
      self.id = id
      self.name = name
      self.coordinate = coordinate
      self.unit = unit
    }

    /// A place that is named after its unit.
    package init(in unit: Int, of units: Level, at coordinate: Coordinate) {
      self.init(
        id: units.codes[unit], name: "\(units.names[unit])警务室", coordinate: coordinate, unit: unit)
    }
  }

  /// What the scenario's file says.
  public var scenario: Scenario
  /// The land.
  public var hierarchy: Hierarchy
  /// Existing rooms, staff, crews, shifts and checkpoints as given; posts and new rooms come with the plan.
  public var problem: Problem
  /// `nil` where travel is by straight lines.
  public var roads: RoadLines?
  /// What is drawn behind the plan's maps.
  public var water = Water()
  /// Where new rooms may open; `nil` is the anchor of every unit.
  public var places: [Place]?
  /// For people who belong to a base or room: its id by theirs.
  public var siteOfStaff: [String: String]
  /// What was not given and therefore assumed, in sentences.
  public var assumed: [Message]
  /// Those of them to be told at once: likely slips of the one who wrote the files, and what of the roads was guessed or
  /// not understood.
  public var slips: [Message] = []
}
