import Geometry
import VectorFiles

/// One level of a county: its units, side by side in columns.
public struct Level: Sendable, Equatable {
  /// "county", "township", "village", "grid", "microgrid", or any other name.
  public let name: String
  /// The codes of the units.
  public let codes: [String]
  /// The names of the units.
  public let names: [String]
  /// For each unit the index of its parent in the level above; -1 on the top level.
  public let parents: [Int]
  /// The households of each unit.
  public let households: [Int]
  /// The land of each unit.
  public let shapes: PolygonSet
  /// Square metres.
  public let areas: [Double]
  /// For each unit a point inside it, from which it is reached.
  public let anchors: [Coordinate]
  /// Joined from the level below: its outline is what that level covers, and no word on which land should be covered.
  public let isDissolved: Bool
  /// The fewest and most households that a unit should have, where its source says so.
  public let size: ClosedRange<Int>?
  /// Every column of its layer, and that one's coordinate system, where they are kept to be written again.
  package internal(set) var columns: [KeptColumn] = []
  package internal(set) var system: OutputSystem?

  /// Of as many codes, names, parents, households, shapes, areas and anchors as it has units.
  public init(
    name: String, codes: [String], names: [String], parents: [Int], households: [Int], shapes: PolygonSet,
    areas: [Double], anchors: [Coordinate], isDissolved: Bool = false,
    size: ClosedRange<Int>? = nil
  ) {
    self.name = name
    self.codes = codes
    self.names = names
    self.parents = parents
    self.households = households
    self.shapes = shapes
    self.areas = areas
    self.anchors = anchors
    self.isDissolved = isDissolved
    self.size = size
  }

  /// How many units it has.
  public var count: Int { codes.count }

  /// What people call a unit: its name or, where it has none, its code.
  package func title(of unit: Int) -> String { names[unit].isEmpty ? codes[unit] : names[unit] }
}
