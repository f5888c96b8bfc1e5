/// The rules a plan keeps.
public struct Policy: Sendable, Equatable {
  /// Whether a room serves only villages of its own township.
  public var roomsWithinTownship = false
  /// Auxiliaries that every unit needs, whatever its size.
  public var minAuxiliariesPerUnit = 1
  /// A unit needs one auxiliary more for each full so many households; `nil` asks for none.
  public var householdsPerExtraAuxiliary: Int?
  /// The share by which the workloads of a room's officers may differ from their mean.
  public var officerTolerance = 0.25
  /// What the staffing is judged against.
  public var staffing = StaffingPolicy()
  /// Limits of the response time that the plan reports on, seconds, ascending.
  public var responseLimits = [60, 180, 300]
  /// Land that is reached later than this, in seconds, is a coverage gap.
  public var gapResponseLimit = 300
  /// Seconds from a call to the wheels turning.
  public var readiness = 0
  /// The rules of working time.
  public var roster = RosterPolicy()

  /// What is usual.
  public init() {}

  /// The auxiliaries that a unit needs.
  public func auxiliariesNeeded(households: Int) -> Int {
    minAuxiliariesPerUnit + (householdsPerExtraAuxiliary.map { households / $0 } ?? 0)
  }

  /// What tells the classes of response on a map apart: the limits, and twice that of a gap.
  package var responseBreaks: [Int] {
    Set(responseLimits + [gapResponseLimit, gapResponseLimit * 2]).sorted()
  }
}

/// What the staffing is judged against: the province's shares, and limits a county sets itself.
public struct StaffingPolicy: Sendable, Equatable {
  /// The least share of the county's police who serve at stations.
  public var stationShare = 0.4
  /// The least share of a station's police who are officers of its rooms.
  public var communityShare = 0.4
  /// The least share of the hours of an officer of a room that he is to spend there.
  public var communityTime = 0.8
  /// The most households of a township for each of its officers; `nil` is no limit.
  public var maxHouseholdsPerOfficer: Int?
  /// The most households of a township for each of its auxiliaries; `nil` is no limit.
  public var maxHouseholdsPerAuxiliary: Int?

  /// What is usual.
  public init() {}
}

/// Working-time rules; none is ever broken.
public struct RosterPolicy: Sendable, Equatable {
  /// Hours between two duties of one person.
  public var minRestHours = 11.0
  /// Dates in a row on which one person may begin a duty.
  public var maxConsecutiveDays = 6
  /// Hours of duty in a week from Monday.
  public var maxHoursPerWeek = 44.0
  /// Most hours whose duties start in one calendar month; `nil` is no limit.
  public var maxHoursPerMonth: Double?
  /// Most duties in the horizon that touch the hours from 00:00 to 05:00; `nil` is no limit.
  public var maxNights: Int?
  /// Most dates in a row with such a duty; `nil` is no limit.
  public var maxConsecutiveNights: Int?
  /// Pairs of shifts of which nobody works the second on the date after the first.
  public var forbiddenSuccessions: [Succession] = []
  /// Public holidays: duties on them are shared out by themselves, and count as no weekend duties.
  public var holidays: Set<CivilDate> = []
  /// Saturdays and Sundays worked in exchange: duties on them do not count as weekend duties.
  public var workdays: Set<CivilDate> = []
  /// The shifts of a cycle that people are to live by, one a day, `nil` for a day off; empty where none is wanted.
  public var cycle: [String?] = []
  /// What breaches of the soft rules cost.
  public var weights = RosterWeights()

  /// A shift, and one that may not follow it the next day.
  public struct Succession: Sendable, Hashable {
    /// The shift that comes first.
    public var shiftID: String
    /// The shift that may not follow on the next date.
    public var nextID: String

    /// Two shifts that may not follow each other.
    public init(shiftID: String, nextID: String) {
      self.shiftID = shiftID
      self.nextID = nextID
    }
  }

  /// What is usual, and the province's 11 hours of rest.
  public init() {}
}
