import Geometry
import VectorFiles

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
    public var name: String
    public var size: Size

    public init(name: String, size: Size) {
      self.name = name
      self.size = size
    }
  }

  /// The units of a level of an earlier run.
  public struct EarlierLevel: Sendable {
    public var codes: [String]
    public var names: [String]
    public var parentCodes: [String]
    public var shapes: PolygonSet

    public init(codes: [String], names: [String], parentCodes: [String], shapes: PolygonSet) {
      self.codes = codes
      self.names = names
      self.parentCodes = parentCodes
      self.shapes = shapes
    }
  }

  /// The name of the level that the land is given in.
  public var level: String
  public var codes: [String]
  public var names: [String]
  public var shapes: PolygonSet
  public var points: [HouseholdPoint]
  /// From the top down; only the first may be `children`.
  public var levels: [LevelOrder]
  /// Lines that borders should follow and units not cross.
  public var barriers: LineSet
  /// An earlier run's levels, one for each of `levels`, or none: units whose parts are still in range stay.
  public var earlier: [EarlierLevel]

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
  public struct Level: Sendable {
    public let name: String
    public let codes: [String]
    public let names: [String]
    /// For each unit the place of its parent in the level above; 0 on the first level.
    public let parents: [Int]
    public let households: [Int]
    public let shapes: PolygonSet

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
    public let level: String
    public let code: String
    public let households: Int
  }

  public let levels: [Level]
  public let misses: [Miss]
  /// Households that lie in no unit.
  public let outside: Int
  /// How many units were taken over from the earlier run.
  public let kept: Int
}

/// Why grids cannot be built.
public enum GridBuildError: Error, Sendable, CustomStringConvertible {
  case geometry(GEOSError)
  case invalidUnit(code: String, reason: String)
  case noHouseholds(code: String)
  case tableNotFirst(level: String)
  case earlierLevels(given: Int, wanted: Int)
  /// A unit that the earlier run has no parts of.
  case notEarlier(code: String)
  case notProved(level: String)

  public var description: String {
    switch self {
    case .geometry(let error): "\(error)"
    case .invalidUnit(let code, let reason): "unit \(code) is not a valid polygon: \(reason)"
    case .noHouseholds(let code): "unit \(code) has no households to divide"
    case .tableNotFirst(let level): "level \(level): only the first level can be counted by a table"
    case .earlierLevels(let given, let wanted):
      "the earlier run has \(given) of the \(wanted) levels that are asked for"
    case .notEarlier(let code): "the earlier run has no part of unit \(code)"
    case .notProved(let level): "level \(level) could not be cut into an exact partition"
    }
  }
}
