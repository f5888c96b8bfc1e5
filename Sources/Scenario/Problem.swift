import Geometry

/// What is to be planned, with every default filled in: the scenario once its files are read.
///
/// `Plan` writes it as `problem.json`, so that anyone can check the plan against it.
public struct Problem: Sendable, Equatable {
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
  /// Where crews start and end.
  public var bases: [Site] = []
  public var crews: [Crew]
  public var shifts: [Shift]
  /// Streets to be driven stand among them.
  public var checkpoints: [Checkpoint]
  public var posts: [Post]
  public var patrol = PatrolPolicy()
  public var stations: [Station] = []
  /// All police of the county, those in offices and brigades too; `nil` when not given.
  public var countyPolice: Int?
  /// Of the units of the assignment level; `nil` is what holds where nothing is known (`UnitAttributes.init(namesOf:)`).
  public var attributes: UnitAttributes?
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

/// A named place from which crews start, or where a station stands.
public struct Site: Sendable, Equatable {
  public var id: String
  public var name: String
  public var coordinate: Coordinate

  public init(id: String, name: String, coordinate: Coordinate) {
    self.id = id
    self.name = name
    self.coordinate = coordinate
  }
}

/// A township police station.
public struct Station: Sendable, Equatable {
  public var site: Site
  /// All its police; `nil` where not given.
  public var police: Int?

  public init(site: Site, police: Int? = nil) {
    self.site = site
    self.police = police
  }
}

/// The dates a plan is for.
public struct Horizon: Sendable, Equatable {
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

  /// The day type of a date by its days since the start; before it, that of a date with the same weekday.
  package func dayType(of day: Int) -> Int {
    if dayTypeOfDate.indices.contains(day) { return dayTypeOfDate[day] }
    let like = dayTypeOfDate.indices.first { ($0 - day) % 7 == 0 }
    return dayTypeOfDate[like ?? 0]
  }
}

public struct Room: Sendable, Equatable {
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

public struct StaffMember: Sendable, Equatable {
  public var id: String
  public var role: Role
  /// Code of the village the person belongs to (part-timers serve there); empty when none.
  public var homeUnit: String
  public var fullTime: Bool
  public var unavailable: [CivilDate]
  /// Whether the scenario does not name the person: so many are wanted.
  public var isMadeUp = false
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

public struct Shift: Sendable, Equatable {
  public var id: String
  public var window: DailyWindow

  public init(id: String, window: DailyWindow) {
    self.id = id
    self.window = window
  }
}

/// A duty that must be staffed on given weekdays: a room's desk, or a crew's shift.
public struct Post: Sendable, Equatable {
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
