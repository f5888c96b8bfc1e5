import Geometry
import VectorFiles
import Words

/// What grids are to be built: the land, its households, and a size for each level.
public struct GridOrder: Sendable {
  /// How units of a level are sized.
  public enum Size: Sendable {
    /// Households in each unit, and what to aim at.
    case range(ClosedRange<Int>, target: Int)
    /// How many children each unit of the top level gets, and their names in the order of their codes.
    case children(counts: [Int], names: [[String]])
  }

  /// One level to be built.
  public struct LevelOrder: Sendable {
    /// The name of the level.
    public var name: String
    /// How large its units are to be.
    public var size: Size

    /// A level by its name and the size of its units.
    public init(name: String, size: Size) {
      self.name = name
      self.size = size
    }
  }

  /// The units of a level of an earlier run.
  public struct EarlierLevel: Sendable {
    /// The codes of its units.
    public var codes: [String]
    /// The names of its units.
    public var names: [String]
    /// The code of each unit's parent.
    public var parentCodes: [String]
    /// The land of each unit.
    public var shapes: PolygonSet

    /// Of as many codes, names, parents and shapes as it has units.
    public init(codes: [String], names: [String], parentCodes: [String], shapes: PolygonSet) {
      self.codes = codes
      self.names = names
      self.parentCodes = parentCodes
      self.shapes = shapes
    }
  }

  /// The name of the level that the land is given in.
  public var level: String
  /// The codes of the units to be divided.
  public var codes: [String]
  /// Their names.
  public var names: [String]
  /// Their land.
  public var shapes: PolygonSet
  /// Where households are.
  public var points: [HouseholdPoint]
  /// From the top down; only the first may be `children`.
  public var levels: [LevelOrder]
  /// Lines that borders should follow and units not cross.
  public var barriers: LineSet
  /// An earlier run's levels, one for each of `levels`, or none: units whose parts are still in range stay.
  public var earlier: [EarlierLevel]

  /// What is to be divided, by what, into what.
  public init(
    level: String, codes: [String], names: [String], shapes: PolygonSet, points: [HouseholdPoint],
    levels: [LevelOrder], barriers: LineSet = LineSet(), earlier: [EarlierLevel] = []
  ) {
    self.level = level
    self.codes = codes
    self.names = names
    self.shapes = shapes
    self.points = points
    self.levels = levels
    self.barriers = barriers
    self.earlier = earlier
  }
}

/// The levels that were built, the given one first.
public struct GridBuild: Sendable {
  /// A level that was made.
  public struct Level: Sendable {
    /// The name of the level.
    public let name: String
    /// The codes of its units.
    public let codes: [String]
    /// The names of its units.
    public let names: [String]
    /// For each unit the place of its parent in the level above; 0 on the first level.
    public let parents: [Int]
    /// The households of each unit.
    public let households: [Int]
    /// The land of each unit.
    public let shapes: PolygonSet

    /// Of as many codes, names, parents, households and shapes as it has units.
    public init(
      name: String, codes: [String], names: [String], parents: [Int], households: [Int], shapes: PolygonSet
    ) {
      self.name = name
      self.codes = codes
      self.names = names
      self.parents = parents
      self.households = households
      self.shapes = shapes
    }
  }

  /// A unit that holds more or fewer households than its level's range.
  public struct Miss: Sendable, Equatable {
    /// The name of the unit's level.
    public let level: String
    /// The code of the unit.
    public let code: String
    /// How many households it has.
    public let households: Int
  }

  /// The level that was given, with the vertices of all cuts, then those that were made below it, top first.
  public let levels: [Level]
  /// Units whose households are out of bounds.
  public let misses: [Miss]
  /// Households that lie in no unit.
  public let outside: Int
  /// How many units were taken over from the earlier run.
  public let kept: Int
}

/// Why grids cannot be built.
public enum GridBuildError: Error, Sendable, Worded, CustomStringConvertible {
  /// GEOS cannot work on the land.
  case geometry(GEOSError)
  /// The land of a unit is no polygon.
  case invalidUnit(code: String, reason: Message)
  /// No household lies in a unit that is to be divided.
  case noHouseholds(code: String)
  /// A level that follows a table stands below another.
  case tableNotFirst(level: String)
  /// There are more or fewer earlier levels than are to be made.
  case earlierLevels(given: Int, wanted: Int)
  /// A unit that the earlier run has no parts of.
  case notEarlier(code: String)
  /// The units that were made do not cover those above them.
  case notProved(level: String)

  public var message: Message {
    switch self {
    case .geometry(let error): error.message
    case .invalidUnit(let code, let reason): Message("unit \(code) is not a valid polygon: \(reason)")
    case .noHouseholds(let code): Message("unit \(code) has no households to divide")
    case .tableNotFirst(let level): Message("level \(level): only the first level can be counted by a table")
    case .earlierLevels(let given, let wanted):
      Message("the earlier run has \(given) of the \(wanted) levels that are asked for")
    case .notEarlier(let code): Message("the earlier run has no part of unit \(code)")
    case .notProved(let level): Message("level \(level) could not be cut into an exact partition")
    }
  }
}
