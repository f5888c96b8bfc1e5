import Grid

/// What is to be planned, with every default filled in: the scenario once its files are read.
///
/// `Plan` writes it as `problem.json`, so that anyone can check the plan against it.
public struct Problem: Sendable {
  /// Names of the levels, top first.
  public var levels: [String]
  /// The level whose units get a room, an officer and auxiliaries: the villages.
  public var assignLevel: String
  /// The level whose units are the jurisdictions of stations: the townships.
  public var townshipLevel: String
  public var horizon: Horizon
  /// Routes are planned once per day type, on the first date of the horizon that uses it.
  public var dayTypes: [String]
  public var policy: Policy
  /// Rooms that exist, and after siting the new ones too.
  public var rooms: [Room]
  public var staff: [StaffMember]
  /// Empty where the scenario does not name them.
  public var gridWorkers: [GridWorker] = []
  public var crews: [Crew]
  public var shifts: [Shift]
  /// Streets to be driven stand among them.
  public var checkpoints: [Checkpoint]
  public var posts: [Post]
  public var patrol = PatrolPolicy()
  public var requests: [RosterRequest] = []
  public var pinned: [PinnedDuty] = []
  /// Duties before the horizon, by date.
  public var history: [PastDuty] = []

  public init(
    levels: [String], assignLevel: String, townshipLevel: String, horizon: Horizon, dayTypes: [String],
    policy: Policy, rooms: [Room] = [], staff: [StaffMember] = [], crews: [Crew] = [], shifts: [Shift] = [],
    checkpoints: [Checkpoint] = [], posts: [Post] = []
  ) {
    self.levels = levels
    self.assignLevel = assignLevel
    self.townshipLevel = townshipLevel
    self.horizon = horizon
    self.dayTypes = dayTypes
    self.policy = policy
    self.rooms = rooms
    self.staff = staff
    self.crews = crews
    self.shifts = shifts
    self.checkpoints = checkpoints
    self.posts = posts
  }
}

/// The dates a plan is for.
public struct Horizon: Sendable {
  public var start: CivilDate
  public var days: Int
  public var clock: Clock
  /// The day type of each date, `days` long: an index into the problem's day types.
  public var dayTypeOfDate: [Int]

  public init(start: CivilDate, days: Int, clock: Clock, dayTypeOfDate: [Int]) {
    self.start = start
    self.days = days
    self.clock = clock
    self.dayTypeOfDate = dayTypeOfDate
  }
}

/// The rules a plan keeps.
public struct Policy: Sendable {
  /// Whether a room serves only villages of its own township.
  public var roomsWithinTownship = false
  public var minAuxiliariesPerUnit = 1
  /// A unit needs one auxiliary more for each full so many households; `nil` asks for none.
  public var householdsPerExtraAuxiliary: Int?
  /// The share by which the workloads of a room's officers may differ from their mean.
  public var officerTolerance = 0.25
  public var staffing = StaffingPolicy()
  /// Limits of the response time that the plan reports on, seconds, ascending.
  public var responseLimits = [60, 180, 300]
  /// Land that is reached later than this, in seconds, is a coverage gap.
  public var gapResponseLimit = 300
  /// Seconds from a call to the wheels turning.
  public var readiness = 0
  public var roster = RosterPolicy()

  public init() {}

  /// The auxiliaries that a unit needs.
  public func auxiliariesNeeded(households: Int) -> Int {
    minAuxiliariesPerUnit + (householdsPerExtraAuxiliary.map { households / $0 } ?? 0)
  }
}

/// What the staffing is judged against: the province's shares, and limits a county sets itself.
public struct StaffingPolicy: Sendable {
  /// The least share of the county's police who serve at stations.
  public var stationShare = 0.4
  /// The least share of a station's police who are officers of its rooms.
  public var communityShare = 0.4
  /// The least share of the hours of an officer of a room that he is to spend there.
  public var communityTime = 0.8
  /// The most households of a township for each of its officers and auxiliaries; `nil` is no limit.
  public var maxHouseholdsPerOfficer: Int?
  public var maxHouseholdsPerAuxiliary: Int?

  public init() {}
}

/// Working-time rules; none is ever broken.
public struct RosterPolicy: Sendable {
  public var minRestHours = 11.0
  public var maxConsecutiveDays = 6
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
  /// The shifts of a cycle that teams are to live by, one a day, `nil` for a day off; empty where none is wanted.
  public var cycle: [String?] = []
  public var weights = RosterWeights()

  /// A shift, and one that may not follow it the next day.
  public struct Succession: Sendable, Hashable {
    public var shiftID: String
    public var nextID: String

    public init(shiftID: String, nextID: String) {
      self.shiftID = shiftID
      self.nextID = nextID
    }
  }

  public init() {}
}

public struct Room: Sendable {
  public enum Status: String, Sendable { case existing, new }

  public var id: String
  public var name: String
  public var coordinate: Coordinate
  public var status: Status
  public var townshipCode: String
  /// The most villages it can serve; `nil` is no limit.
  public var maxUnits: Int?
  public var maxHouseholds: Int?

  public init(
    id: String, name: String, coordinate: Coordinate, status: Status, townshipCode: String, maxUnits: Int?,
    maxHouseholds: Int?
  ) {
    self.id = id
    self.name = name
    self.coordinate = coordinate
    self.status = status
    self.townshipCode = townshipCode
    self.maxUnits = maxUnits
    self.maxHouseholds = maxHouseholds
  }
}

public enum Role: String, Sendable, CaseIterable { case officer, auxiliary }

public struct StaffMember: Sendable {
  public var id: String
  public var role: Role
  /// Code of the village the person belongs to (part-timers serve there); empty when none.
  public var homeUnit: String
  public var fullTime: Bool
  public var unavailable: [CivilDate]
  /// The rooms and bases whose posts the person fills, once the plan says so.
  public var siteIDs: [String] = []
  /// The crew, of both roles, that is to work the same shifts; empty when none.
  public var crew = ""

  public init(id: String, role: Role, homeUnit: String, fullTime: Bool, unavailable: [CivilDate] = []) {
    self.id = id
    self.role = role
    self.homeUnit = homeUnit
    self.fullTime = fullTime
    self.unavailable = unavailable
  }
}

extension Problem {
  /// The ids of the people of each site.
  public var teams: [String: [String]] {
    var teams: [String: [String]] = [:]
    for member in staff { for site in member.siteIDs { teams[site, default: []].append(member.id) } }
    return teams
  }
}

/// A vehicle with its people.
public struct Crew: Sendable {
  public var id: String
  /// The base where it starts.
  public var baseID: String
  public var base: Coordinate
  public var shiftIDs: [String]
  public var maxSpeed: Double
  /// Where it ends: a base.
  public var endID: String
  public var end: Coordinate
  /// Rests at the base, in every shift that has time for them.
  public var breaks: [Break] = []
  /// Metres that it can drive in a shift; `nil` is no limit.
  public var range: Double?
  /// What its people are trained or equipped for.
  public var skills: [String] = []

  /// A rest that begins in a window of the day, in seconds.
  public struct Break: Sendable, Equatable {
    public var window: DailyWindow
    public var duration: Int

    public init(window: DailyWindow, duration: Int) {
      self.window = window
      self.duration = duration
    }
  }

  /// `maxSpeed` in km/h. It ends where it starts.
  public init(id: String, baseID: String, base: Coordinate, shiftIDs: [String], maxSpeed: Double) {
    self.id = id
    self.baseID = baseID
    self.base = base
    self.shiftIDs = shiftIDs
    self.maxSpeed = maxSpeed
    endID = baseID
    end = base
  }
}

public struct Shift: Sendable {
  public var id: String
  public var window: DailyWindow

  public init(id: String, window: DailyWindow) {
    self.id = id
    self.window = window
  }
}

/// A place with required visits.
public struct Checkpoint: Sendable {
  public enum Tier: String, Sendable, CaseIterable, Comparable {
    case red, yellow, blue

    /// Red comes first.
    public static func < (a: Tier, b: Tier) -> Bool { a.rank < b.rank }

    private var rank: Int { self == .red ? 0 : self == .yellow ? 1 : 2 }
  }

  public var id: String
  public var name: String
  public var coordinate: Coordinate
  public var tier: Tier
  public var visitsPerDay: Int
  /// Seconds each visit lasts.
  public var dwell: Int
  /// When a visit may begin; none means at any time.
  public var windows: [DailyWindow]
  /// Least seconds between the beginnings of two visits.
  public var minGap: Int
  /// Greatest seconds from one beginning to the next; `nil` is no limit.
  public var maxGap: Int?
  /// The day types on which it is visited; empty means all.
  public var dayTypes: [String]
  /// What a crew must be trained or equipped for.
  public var skills: [String] = []
  /// The line of a street, to be driven from end to end; empty for a place. It begins at `coordinate`.
  public var way: [Coordinate] = []
  /// Whether a street may be driven only as its line runs.
  public var isOneWay = false

  public init(
    id: String, name: String, coordinate: Coordinate, tier: Tier, visitsPerDay: Int, dwell: Int,
    windows: [DailyWindow], minGap: Int, dayTypes: [String] = []
  ) {
    self.id = id
    self.name = name
    self.coordinate = coordinate
    self.tier = tier
    self.visitsPerDay = visitsPerDay
    self.dwell = dwell
    self.windows = windows
    self.minGap = minGap
    self.dayTypes = dayTypes
  }
}

/// A duty that must be staffed on given weekdays: a room's desk, or a crew's shift.
public struct Post: Sendable {
  public var id: String
  public var shiftID: String
  public var needs: [Role: Int]
  /// ISO weekdays, Monday 1.
  public var weekdays: [Int]
  /// The room or base whose people fill it.
  public var siteID: String
  /// Whether public holidays close it and make-up workdays open it; else only the weekday tells.
  public var isClosedOnHolidays = false

  public init(id: String, shiftID: String, needs: [Role: Int], weekdays: [Int], siteID: String) {
    self.id = id
    self.shiftID = shiftID
    self.needs = needs
    self.weekdays = weekdays
    self.siteID = siteID
  }
}
