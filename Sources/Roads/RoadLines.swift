import Geometry

/// What is known of one line of a road layer besides its course.
public struct RoadAttributes: Sendable, Equatable {
  /// In the words of OpenStreetMap's `highway` key, or "ferry"; empty when unknown.
  public var roadClass = ""
  /// km/h along the vertices; `nil` leaves it to the class.
  public var speed: Double?
  /// km/h against the vertices; `nil` leaves it to the class.
  public var speedBackward: Double?
  /// The way traffic may take.
  public var direction = RoadLines.Direction.both
  /// The way bicycles may take where it is another.
  public var bicycleDirection: RoadLines.Direction?
  /// Of the street; empty where it has none.
  public var name = ""
  /// Who may drive there.
  public var access = RoadAccess()
  /// On which layer it runs.
  public var level = RoadLevel.ground

  /// A road of that name, open to all.
  public init(name: String = "", level: RoadLevel = .ground) {
    self.name = name
    self.level = level
  }
}

extension RoadAttributes {
  /// How far a road of a class leads: 0 for those through the land, 1 for those from place to place and those of which
  /// nothing is known, 2 for the rest.
  package static func rank(of roadClass: String) -> Int {
    let name = roadClass.hasSuffix("_link") ? String(roadClass.dropLast(5)) : roadClass
    return switch name {
    case "motorway", "trunk", "primary": 0
    case "secondary", "tertiary", "": 1
    default: 2
    }
  }
}

/// Whether a line lies above or below others.
public struct RoadLevel: Sendable, Hashable {
  /// 0 on the ground.
  public var layer: Int
  /// Whether the data state it; else it is that of a bridge or a tunnel, which meets nothing that it only crosses.
  public var isStated: Bool

  /// On the ground.
  public static let ground = RoadLevel(layer: 0)

  /// A layer as OpenStreetMap counts them: 0 is the ground, tunnels are below, bridges above.
  public init(layer: Int, isStated: Bool = true) {
    self.layer = layer
    self.isStated = isStated
  }

  /// Whether two lines that cross meet there.
  func meets(_ other: RoadLevel) -> Bool { layer == other.layer && isStated && other.isStated }
}

/// The lines of a road layer, side by side in columns, as they were read.
public struct RoadLines: Sendable {
  /// The way traffic may take along the vertices of a line.
  public enum Direction: Int8, Sendable {
    /// Along the line and against it.
    case both = 0
    /// As the line runs.
    case forward = 1
    /// Against the line.
    case backward = -1
  }

  /// The vertices of line l are `coordinates[offsets[l] ..< offsets[l + 1]]`.
  public private(set) var coordinates: [Coordinate] = []
  /// Where each line begins among the coordinates, and where the last one ends.
  public private(set) var offsets: [Int] = [0]
  /// The node that each vertex is: lines meet where they share a node. Empty where they meet by place.
  public private(set) var nodes: [Int32] = []
  /// Of each line.
  public private(set) var attributes: [RoadAttributes] = []
  /// Whom barriers that stand on nodes let pass.
  public var barriers: [Int32: RoadAccess] = [:]

  /// The rules on turning from line to line.
  public var turns: [RoadTurn] = []

  /// What of the layer was not understood, or taken as a guess.
  public var remarks = RoadRemarks()

  /// No roads.
  public init() {}

  /// How many lines there are.
  public var count: Int { attributes.count }

  /// Adds one line that meets others by place; repeated vertices are dropped.
  public mutating func append(_ line: some Sequence<Coordinate>, _ road: RoadAttributes) {
    let start = coordinates.count
    for c in line where coordinates.count == start || coordinates[coordinates.count - 1] != c {
      coordinates.append(c)
    }
    offsets.append(coordinates.count)
    attributes.append(road)
  }

  /// Adds one line that meets others by node; all lines do, or none.
  mutating func append(_ line: some Sequence<(place: Coordinate, node: Int32)>, _ road: RoadAttributes) {
    let start = coordinates.count
    for (place, node) in line where coordinates.count == start || nodes[nodes.count - 1] != node {
      coordinates.append(place)
      nodes.append(node)
    }
    offsets.append(coordinates.count)
    attributes.append(road)
  }

  /// The vertices of a line.
  public func vertices(of line: Int) -> ArraySlice<Coordinate> {
    coordinates[offsets[line]..<offsets[line + 1]]
  }
}

extension RoadLines {
  /// The lines where crews may be met that keep to no sign: what is closed to traffic by a tag is open, so are pedestrian
  /// streets, no barrier stops anyone and no turn is forbidden.
  public func opened(to profile: Profile) -> RoadLines {
    var lines = self
    for line in attributes.indices {
      let roadClass = attributes[line].roadClass
      guard roadClass == "pedestrian" || profile.usualSpeed(onClass: roadClass) != nil else { continue }
      switch profile {
      case .car: lines.attributes[line].access.car = true
      case .eBike: lines.attributes[line].access.bicycle = true
      case .foot: lines.attributes[line].access.foot = true
      }
    }
    lines.turns = []
    lines.barriers = [:]
    return lines
  }
}
