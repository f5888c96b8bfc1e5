import Scenario
import Words

/// Which rooms are open, and who answers for each unit of the assignment level.
public struct Assignment: Sendable, Equatable {
  /// Every open room, existing ones first, each with the units it serves.
  public struct OpenRoom: Sendable, Equatable {
    /// The room, as it stands.
    public var room: Room
    /// The assignment-level unit it stands in.
    public var unit: Int
    /// Officers who serve there.
    public var officerIDs: [String]
    /// The units it serves, ascending.
    public var units: [Int]
    /// Of its units.
    public var households: Int
    /// Mean travel time in seconds over the households it serves, or over the units where it serves none.
    public var meanTravel: Double
    /// The longest travel time in seconds from the room to one of its units.
    public var maxTravel: Double

    /// A room with what it serves.
    public init(
      room: Room, unit: Int, officerIDs: [String], units: [Int], households: Int, meanTravel: Double,
      maxTravel: Double
    ) {
      self.room = room
      self.unit = unit
      self.officerIDs = officerIDs
      self.units = units
      self.households = households
      self.meanTravel = meanTravel
      self.maxTravel = maxTravel
    }
  }

  /// Rooms that are open.
  public var rooms: [OpenRoom]
  /// For each assignment-level unit an index into `rooms`.
  public var roomOfUnit: [Int]
  /// For each unit the officer who answers for it; empty when there is none.
  public var officerOfUnit: [String]
  /// For each unit the ids of its auxiliaries.
  public var auxiliariesOfUnit: [[String]]
  /// Seconds from the room to each unit; infinite where there is no way.
  public var travelOfUnit: [Double]
  /// For each unit what is missing.
  public var shortfallOfUnit: [[Message]]
  /// Sum over the units that are reached of households x seconds.
  public var objective: Double
  /// No choice of as many rooms that reaches all units has less, whatever the rooms were chosen for.
  public var lowerBound: Double
  /// Land that is cut off from the rest of its room's land, with the reason.
  public var detached: [DetachedLand] = []
  /// How the work of each room with several officers is shared among them.
  public var officerShares: [OfficerShares] = []
  /// Part-time auxiliaries who serve nowhere, since their home is none of the units.
  public var unplaced: [String] = []
  /// What the model of siting made best, where that is not the sum of travel.
  package var answers: [SitingAnswer] = []
  /// What the lower bound follows from; `nil` where whole numbers do not show it.
  package var certificate: Certificate?
  /// What changed since an earlier plan; `nil` where there was none.
  package var replan: Replan?

  /// An assignment of units to rooms and people.
  public init(
    rooms: [OpenRoom], roomOfUnit: [Int], officerOfUnit: [String], auxiliariesOfUnit: [[String]],
    travelOfUnit: [Double], shortfallOfUnit: [[Message]], objective: Double, lowerBound: Double
  ) {
    self.rooms = rooms
    self.roomOfUnit = roomOfUnit
    self.officerOfUnit = officerOfUnit
    self.auxiliariesOfUnit = auxiliariesOfUnit
    self.travelOfUnit = travelOfUnit
    self.shortfallOfUnit = shortfallOfUnit
    self.objective = objective
    self.lowerBound = lowerBound
  }
}
