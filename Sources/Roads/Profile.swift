/// Who travels: which ways he may take, in which direction, and how fast.
public enum Profile: String, Sendable, CaseIterable {
  /// A car.
  case car
  /// An electric bicycle.
  case eBike = "e-bike"
  /// On foot.
  case foot

  /// km/h on a road, along its vertices or against them; `nil` where it may not be taken.
  public func speed(on road: RoadAttributes, backward: Bool = false) -> Double? {
    let roadClass = road.roadClass
    let own = (backward ? road.speedBackward : road.speed).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    if roadClass == RoadClasses.ferry {
      return road.access.allows(self) ?? true ? own ?? Double(Self.ferrySpeed) : nil
    }
    let usual = usualSpeed(onClass: roadClass)
    let isAllowed = road.access.allows(self) ?? (usual != nil)
    guard isAllowed, !Self.isClosed(roadClass), !(self == .car && roadClass == "steps") else { return nil }
    // Where a tag opens what is usually closed, one goes with care.
    let speed = usual ?? Self.carefulSpeed
    guard let own else { return speed }
    return self == .car ? own : min(speed, own)
  }

  /// The way it may be taken along its vertices.
  public func direction(on road: RoadAttributes) -> RoadLines.Direction {
    switch self {
    case .car: road.direction
    case .eBike: road.bicycleDirection ?? road.direction
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
  /// km/h of a car on a road of a class that is not known.
  static let unknownClassSpeed = 30
  /// km/h of a ferry that does not say how long it takes, boarding included.
  static let ferrySpeed = 5

  /// Usual km/h on a road of an OpenStreetMap class; a car is given 30 on a class that is not known.
  public func usualSpeed(onClass roadClass: String) -> Double? {
    let name = Self.withoutLink(roadClass)
    if Self.isClosed(name) || name == RoadClasses.ferry { return nil }
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
    default: Double(unknownClassSpeed)
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

/// What tags allow or forbid, whatever the class of a road; `nil` leaves it to the class.
public struct RoadAccess: Sendable, Equatable {
  /// Whether cars may; `nil` where nothing is said.
  public var car: Bool?
  /// Whether bicycles may; `nil` where nothing is said.
  public var bicycle: Bool?
  /// Whether people on foot may; `nil` where nothing is said.
  public var foot: Bool?

  /// Who may, as far as it is said.
  public init(car: Bool? = nil, bicycle: Bool? = nil, foot: Bool? = nil) {
    self.car = car
    self.bicycle = bicycle
    self.foot = foot
  }

  func allows(_ profile: Profile) -> Bool? {
    switch profile {
    case .car: car
    case .eBike: bicycle
    case .foot: foot
    }
  }

  /// Who may where both stand: whom either stops does not pass.
  func and(_ other: RoadAccess) -> RoadAccess {
    func both(_ a: Bool?, _ b: Bool?) -> Bool? { a.map { $0 && b ?? true } ?? b }
    return RoadAccess(
      car: both(car, other.car), bicycle: both(bicycle, other.bicycle), foot: both(foot, other.foot))
  }
}
