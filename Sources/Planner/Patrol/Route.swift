import Geometry
import Roads

/// The contiguous land that the crews of one base patrol.
public struct PatrolArea: Sendable, Equatable {
  public var id: String
  public var baseID: String
  public var crewIDs: [String]
  /// Indices of units of the lowest level, ascending.
  public var units: [Int]
  public var households: Int
  /// Seconds of work a day: dwell at checkpoints plus presence by households.
  public var workload: Double

  public init(
    id: String, baseID: String, crewIDs: [String], units: [Int], households: Int, workload: Double
  ) {
    self.id = id
    self.baseID = baseID
    self.crewIDs = crewIDs
    self.units = units
    self.households = households
    self.workload = workload
  }
}

extension PatrolArea {
  /// Whether a way leads from a place to some unit of the area.
  func isReached(from place: Coordinate, anchors: [Coordinate], by travel: any Travel) -> Bool {
    travel.table(from: [place], to: units.map { anchors[$0] }).seconds.contains(where: \.isFinite)
  }
}

/// One crew's drive through one shift, on the example day of one day type.
public struct Route: Sendable, Equatable {
  public struct Stop: Sendable, Equatable {
    public enum Kind: String, Sendable { case start, checkpoint, street, unit, `break`, end }

    public var kind: Kind
    /// The base, checkpoint, street or unit. A street has two stops, where it is entered and where it is left.
    public var id: String
    public var coordinate: Coordinate
    /// Seconds after midnight of the day on which the shift starts; on a stop of kind `start` they are all equal.
    public var arrive: Int
    public var start: Int
    public var depart: Int
    /// Seconds and metres from the stop before.
    public var travel: Int
    public var distance: Double

    public init(
      kind: Kind, id: String, coordinate: Coordinate, arrive: Int, start: Int, depart: Int, travel: Int,
      distance: Double
    ) {
      self.kind = kind
      self.id = id
      self.coordinate = coordinate
      self.arrive = arrive
      self.start = start
      self.depart = depart
      self.travel = travel
      self.distance = distance
    }
  }

  public var dayType: String
  public var crewID: String
  public var shiftID: String
  /// From `start` to `end`.
  public var stops: [Stop]

  /// The required visits that it makes; a street is entered by one stop and left by the next.
  public var visits: [Stop] {
    var visits: [Stop] = []
    var entered: String?
    for stop in stops {
      switch stop.kind {
      case .checkpoint: visits.append(stop)
      case .street where entered == stop.id: entered = nil
      case .street:
        visits.append(stop)
        entered = stop.id
      case .start, .unit, .break, .end: break
      }
    }
    return visits
  }

  /// Metres driven.
  package var metres: Double { stops.reduce(0) { $0 + ($1.kind == .start ? 0 : $1.distance) } }

  public init(dayType: String, crewID: String, shiftID: String, stops: [Stop]) {
    self.dayType = dayType
    self.crewID = crewID
    self.shiftID = shiftID
    self.stops = stops
  }
}

/// A required visit that is not made.
public struct UnservedVisit: Sendable, Equatable {
  public var dayType: String
  public var checkpointID: String
  /// Which of the day's visits, from 1.
  public var visit: Int
  /// Why, in one sentence.
  public var reason: String

  public init(dayType: String, checkpointID: String, visit: Int, reason: String) {
    self.dayType = dayType
    self.checkpointID = checkpointID
    self.visit = visit
    self.reason = reason
  }
}
