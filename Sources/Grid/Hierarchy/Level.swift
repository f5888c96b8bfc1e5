import Geometry

/// One level of a county: its units, side by side in columns.
public struct Level: Sendable, Equatable {
  /// "county", "township", "village", "grid", "microgrid", or any other name.
  public let name: String
  public let codes: [String]
  public let names: [String]
  /// For each unit the index of its parent in the level above; -1 on the top level.
  public let parents: [Int]
  public let households: [Int]
  public let shapes: PolygonSet
  /// Square metres.
  public let areas: [Double]
  /// For each unit a point inside it, from which it is reached.
  public let anchors: [Coordinate]

  public init(
    name: String, codes: [String], names: [String], parents: [Int], households: [Int], shapes: PolygonSet,
    areas: [Double], anchors: [Coordinate]
  ) {
    self.name = name
    self.codes = codes
    self.names = names
    self.parents = parents
    self.households = households
    self.shapes = shapes
    self.areas = areas
    self.anchors = anchors
  }

  public var count: Int { codes.count }
}
