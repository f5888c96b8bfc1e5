import Grid

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

  public init() {}

  public var count: Int { classes.count }

  /// Adds one line; repeated vertices are dropped.
  public mutating func append(
    _ line: some Sequence<Coordinate>, class roadClass: String = "", speed: Double? = nil,
    direction: Direction = .both, name: String = ""
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
  }

  /// The vertices of a line.
  public func vertices(of line: Int) -> ArraySlice<Coordinate> {
    coordinates[offsets[line]..<offsets[line + 1]]
  }

  /// The km/h at which a line is driven: its own speed, else the one of its class; `nil` where no car drives.
  public func drivingSpeed(of line: Int) -> Double? {
    if let speed = speeds[line], speed.isFinite, speed > 0 { return speed }
    return Self.speed(ofClass: classes[line])
  }

  /// Usual km/h on a road of an OpenStreetMap class, a slip road as the road it leads to; 30 for a class that is
  /// not known, `nil` for ways that no car may take.
  public static func speed(ofClass roadClass: String) -> Double? {
    let name = roadClass.hasSuffix("_link") ? String(roadClass.dropLast(5)) : roadClass
    return switch name {
    case "motorway": 100
    case "trunk": 80
    case "primary": 60
    case "secondary": 50
    case "tertiary": 40
    case "living_street", "service", "track": 20
    case "footway", "path", "steps", "cycleway", "pedestrian", "bridleway", "corridor", "platform",
      "elevator",
      "construction", "proposed", "raceway":
      nil
    default: 30
    }
  }
}
