/// Who travels: which ways he may take, in which direction, and how fast.
public enum Profile: String, Sendable, CaseIterable {
  case car
  case eBike = "e-bike"
  case foot

  /// km/h on a line; `nil` where it may not be taken.
  public func speed(on line: Int, of lines: RoadLines) -> Double? {
    let roadClass = lines.classes[line]
    let usual = usualSpeed(onClass: roadClass)
    let isAllowed = lines.access[line].allows(self) ?? (usual != nil)
    guard isAllowed, !Self.isClosed(roadClass) else { return nil }
    // Where a tag opens what is usually closed, one goes with care.
    let speed = usual ?? Self.carefulSpeed
    guard let own = lines.speeds[line], own.isFinite, own > 0 else { return speed }
    return self == .car ? own : min(speed, own)
  }

  /// The way it may be taken along its vertices.
  public func direction(on line: Int, of lines: RoadLines) -> RoadLines.Direction {
    switch self {
    case .car: lines.directions[line]
    case .eBike: lines.access[line].ridesBothWays ? .both : lines.directions[line]
    case .foot: .both
    }
  }

  /// km/h between a place and the road.
  public var accessSpeed: Double {
    switch self {
    case .car: 20
    case .eBike: 10
    case .foot: Self.walkingSpeed
    }
  }

  private static let carefulSpeed = 10.0
  private static let walkingSpeed = 5.0

  /// Usual km/h on a road of an OpenStreetMap class; a car is given 30 on a class that is not known.
  public func usualSpeed(onClass roadClass: String) -> Double? {
    let name = Self.withoutLink(roadClass)
    if Self.isClosed(name) { return nil }
    return switch self {
    case .car: Self.drivingSpeed(onClass: name)
    case .eBike: Self.ridingSpeed(onClass: name)
    case .foot: name == "motorway" || name == "trunk" ? nil : name == "steps" ? 2.5 : Self.walkingSpeed
    }
  }

  /// A slip road is as the road it leads to.
  private static func withoutLink(_ roadClass: String) -> String {
    roadClass.hasSuffix("_link") ? String(roadClass.dropLast(5)) : roadClass
  }

  /// What is no way at all, or not yet or no longer one.
  private static func isClosed(_ roadClass: String) -> Bool {
    switch roadClass {
    case "construction", "proposed", "planned", "abandoned", "razed", "disused", "raceway", "elevator",
      "platform",
      "corridor", "bus_guideway", "busway", "escape", "services", "rest_area", "via_ferrata":
      true
    default: false
    }
  }

  private static func drivingSpeed(onClass name: String) -> Double? {
    switch name {
    case "motorway": 100
    case "trunk": 80
    case "primary": 60
    case "secondary": 50
    case "tertiary": 40
    case "living_street", "service", "track": 20
    case "footway", "path", "steps", "cycleway", "pedestrian", "bridleway": nil
    default: 30
    }
  }

  private static func ridingSpeed(onClass name: String) -> Double? {
    switch name {
    case "motorway", "trunk", "steps", "bridleway": nil
    case "footway", "pedestrian": 8
    case "path", "track", "living_street": 15
    default: 20
    }
  }
}

/// What tags allow or forbid on a line, whatever its class; `nil` leaves it to the class.
public struct RoadAccess: Sendable, Equatable {
  public var car: Bool?
  public var bicycle: Bool?
  public var foot: Bool?
  /// Whether a one-way street may be ridden both ways.
  public var ridesBothWays = false

  public init(car: Bool? = nil, bicycle: Bool? = nil, foot: Bool? = nil, ridesBothWays: Bool = false) {
    self.car = car
    self.bicycle = bicycle
    self.foot = foot
    self.ridesBothWays = ridesBothWays
  }

  func allows(_ profile: Profile) -> Bool? {
    switch profile {
    case .car: car
    case .eBike: bicycle
    case .foot: foot
    }
  }
}
