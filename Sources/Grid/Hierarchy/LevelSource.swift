import Geometry
import VectorFiles

/// Where a level's units come from, and how each finds its parent.
public struct LevelSource: Sendable {
  /// Where units come from.
  public enum Origin: Sendable {
    /// A layer of its own.
    case layer(VectorSource, LevelColumns)
    /// Units that are given as they are.
    case units([LandUnit])
    /// The units of the level below, joined by a key.
    case dissolved(GroupKey)
  }

  /// What joins units into one unit of the level above.
  public enum GroupKey: Sendable, Hashable {
    /// Equal values in a column of the next layer below.
    case column(String)
    /// Equal first characters of the code.
    case prefix(Int)
    /// Everything becomes one unit with this code.
    case all(code: String)
  }

  /// How a unit finds its parent in the level above, when that level has a layer of its own.
  public enum ParentRule: Sendable, Hashable {
    /// A column names the parent's code.
    case column(String)
    /// So many first characters of a unit's code are its parent's.
    case prefix(Int)
    /// The parent with which it shares the most land.
    case place
  }

  /// The name of the level.
  public var name: String
  /// Where its units come from.
  public var origin: Origin
  /// How each finds its parent.
  public var parent: ParentRule
  /// A layer that was written of units which had been joined from the level below (`Level.isDissolved`).
  public var wasDissolved: Bool
  /// The fewest and most households that a unit should have.
  public var size: ClosedRange<Int>?
  /// Whether the layer's columns, all of them, are to be kept, and its coordinate system.
  public var keepsColumns = false

  /// A level by its name.
  public init(
    name: String, origin: Origin, parent: ParentRule = .place, wasDissolved: Bool = false,
    size: ClosedRange<Int>? = nil
  ) {
    self.name = name
    self.origin = origin
    self.parent = parent
    self.wasDissolved = wasDissolved
    self.size = size
  }
}

/// A piece of land that is given in code.
public struct LandUnit: Sendable {
  /// Unlike that of any other unit of the level.
  public var code: String
  /// For people; the code where nothing else is given.
  public var name: String
  /// Of a unit of the lowest level; higher levels add up what is below.
  public var households: Int
  /// For each polygon its rings, the exterior first; open or closed, in either sense.
  public var polygons: [[[Coordinate]]]

  /// A unit of polygons.
  public init(code: String, name: String? = nil, households: Int = 0, polygons: [[[Coordinate]]]) {
    self.code = code
    self.name = name ?? code
    self.households = households
    self.polygons = polygons
  }
}

/// The columns of a level's layer.
public struct LevelColumns: Sendable, Hashable {
  /// Unlike in each row.
  public var code: String
  /// For people; `nil` takes the code.
  public var name: String?
  /// Needed on the lowest level; higher levels add up what is below.
  public var households: String?

  /// The columns by their names in the layer.
  public init(code: String, name: String? = nil, households: String? = nil) {
    self.code = code
    self.name = name
    self.households = households
  }
}
