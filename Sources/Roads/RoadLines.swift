import Geometry

/// The lines of a road layer, side by side in columns, as they were read.
public struct RoadLines: Sendable {
  /// The way traffic may take along the vertices of a line.
  public enum Direction: Int8, Sendable {
    case both = 0
    case forward = 1
    case backward = -1
  }

  /// The vertices of line l are `coordinates[offsets[l] ..< offsets[l + 1]]`.
  public private(set) var coordinates: [Coordinate] = []
  public private(set) var offsets: [Int] = [0]
  /// The class of each line, in the words of OpenStreetMap's `highway` key; empty when unknown.
  public private(set) var classes: [String] = []
  /// Speed of each line in km/h; `nil` leaves it to the class.
  public private(set) var speeds: [Double?] = []
  public private(set) var directions: [Direction] = []
  public private(set) var names: [String] = []

  /// The rules on turning from line to line.
  public var turns: [RoadTurn] = []

  /// How many lines had a speed that says nothing, such as "signals"; their class counts.
  public package(set) var unreadSpeeds = 0

  public init() {}

  public var count: Int { classes.count }

  /// What tags allow or forbid on each line, whatever its class.
  public private(set) var access: [RoadAccess] = []
  /// Whether each line lies above or below others: lines of different layers do not cross.
  public private(set) var layers: [Int] = []

  /// Adds one line; repeated vertices are dropped.
  public mutating func append(
    _ line: some Sequence<Coordinate>, class roadClass: String = "", speed: Double? = nil,
    direction: Direction = .both, name: String = "", access: RoadAccess = RoadAccess(), layer: Int = 0
  ) {
    let start = coordinates.count
    for c in line where coordinates.count == start || coordinates[coordinates.count - 1] != c {
      coordinates.append(c)
    }
    offsets.append(coordinates.count)
    classes.append(roadClass)
    speeds.append(speed)
    directions.append(direction)
    names.append(name)
    self.access.append(access)
    layers.append(layer)
  }

  /// The vertices of a line.
  public func vertices(of line: Int) -> ArraySlice<Coordinate> {
    coordinates[offsets[line]..<offsets[line + 1]]
  }
}

extension RoadLines {
  /// The lines where crews may be met that keep to no sign: what is closed to traffic by a tag is open, so are pedestrian
  /// streets, and no turn is forbidden.
  public func opened(to profile: Profile) -> RoadLines {
    var lines = self
    for line in classes.indices
    where classes[line] == "pedestrian" || profile.usualSpeed(onClass: classes[line]) != nil {
      switch profile {
      case .car: lines.access[line].car = true
      case .eBike: lines.access[line].bicycle = true
      case .foot: lines.access[line].foot = true
      }
    }
    lines.turns = []
    return lines
  }
}
