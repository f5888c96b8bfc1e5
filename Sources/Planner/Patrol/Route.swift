import Geometry
import Roads
import Words

/// The contiguous land that the crews of one base patrol.
public struct PatrolArea: Sendable, Equatable {
  /// Of the area.
  public var id: String
  /// Of the unit of a higher level in which it has most of its households; no two areas have the same. Empty without one.
  public var name: String
  /// The base whose crews patrol it.
  public var baseID: String
  /// Those crews.
  public var crewIDs: [String]
  /// Indices of units of the lowest level, ascending.
  public var units: [Int]
  /// In all its units.
  public var households: Int
  /// Seconds of work a day: dwell at checkpoints plus presence by households.
  public var workload: Double

  /// The land of a base.
  public init(
    id: String, name: String = "", baseID: String, crewIDs: [String], units: [Int], households: Int,
    workload: Double
  ) {
    self.id = id
    self.name = name
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
  /// A place of a route, with the times at it.
  public struct Stop: Sendable, Equatable {
    /// What is done there.
    public enum Kind: String, Sendable {
      /// The crew sets out.
      case start
      /// A place that must be visited.
      case checkpoint
      /// An end of a street that is patrolled.
      case street
      /// A unit that is passed in spare time.
      case unit
      /// The crew rests.
      case `break`
      /// The crew comes home.
      case end
    }

    /// What is done there.
    public var kind: Kind
    /// The base, checkpoint, street or unit. A street has two stops, where it is entered and where it is left.
    public var id: String
    /// Where it is.
    public var coordinate: Coordinate
    /// Seconds after midnight of the day on which the shift starts; on a stop of kind `start` they are all equal.
    public var arrive: Int
    /// When the visit begins.
    public var start: Int
    /// When the crew sets off again.
    public var depart: Int
    /// Seconds from the stop before.
    public var travel: Int
    /// Metres from the stop before.
    public var distance: Double

    /// A place with its times.
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

  /// The type of day on which it is driven.
  public var dayType: String
  /// Who drives it.
  public var crewID: String
  /// On which shift.
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

  /// The stops of a crew on a shift.
  public init(dayType: String, crewID: String, shiftID: String, stops: [Stop]) {
    self.dayType = dayType
    self.crewID = crewID
    self.shiftID = shiftID
    self.stops = stops
  }
}

/// A required visit that is not made.
public struct UnservedVisit: Sendable, Equatable {
  /// The type of day.
  public var dayType: String
  /// The id of the checkpoint.
  public var checkpointID: String
  /// Which of the day's visits, from 1.
  public var visit: Int
  /// Why, in one sentence.
  public var reason: Message

  /// A visit that nobody makes, with the reason.
  public init(dayType: String, checkpointID: String, visit: Int, reason: Message) {
    self.dayType = dayType
    self.checkpointID = checkpointID
    self.visit = visit
    self.reason = reason
  }
}
