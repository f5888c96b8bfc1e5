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
  /// The dates that are planned for.
  public var horizon: Horizon
  /// Routes are planned once per day type, on the first date of the horizon that uses it.
  public var dayTypes: [String]
  /// The rules.
  public var policy: Policy
  /// Rooms that exist, and after siting the new ones too.
  public var rooms: [Room]
  /// Who may be on duty.
  public var staff: [StaffMember]
  /// Empty where the scenario does not name them.
  public var gridWorkers: [GridWorker] = []
  /// Where crews start and end.
  public var bases: [Site] = []
  /// Who patrols.
  public var crews: [Crew]
  /// Rounds in the villages.
  public var rounds: [RoundRule] = []
  /// How often each unit is to be seen by somebody, for the levels of which it is asked, the highest first.
  public var seen: [SeenStandard] = []
  /// When units were last seen before the horizon.
  public var lastSeen: [LastSight] = []
  /// When people are on duty.
  public var shifts: [Shift]
  /// Streets to be driven stand among them.
  public var checkpoints: [Checkpoint]
  /// Duties that must be filled.
  public var posts: [Post]
  /// How patrols share the land.
  public var patrol = PatrolPolicy()
  /// Stations of the townships.
  public var stations: [Station] = []
  /// All police of the county, those in offices and brigades too; `nil` when not given.
  public var countyPolice: Int?
  /// Of the units of the assignment level; `nil` is what holds where nothing is known (`UnitAttributes.init(namesOf:)`).
  public var attributes: UnitAttributes?
  /// What people wish for.
  public var requests: [RosterRequest] = []
  /// Duties that are given already.
  public var pinned: [PinnedDuty] = []
  /// Duties before the horizon, by date.
  public var history: [PastDuty] = []

  /// What is to be planned.
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
  /// Unlike that of any other site.
  public var id: String
  /// For people.
  public var name: String
  /// Where it is.
  public var coordinate: Coordinate

  /// A named place.
  public init(id: String, name: String, coordinate: Coordinate) {
    self.id = id
    self.name = name
    self.coordinate = coordinate
  }
}

/// A township police station.
public struct Station: Sendable, Equatable {
  /// Where it is.
  public var site: Site
  /// All its police; `nil` where not given.
  public var police: Int?

  /// A station with all its police.
  public init(site: Site, police: Int? = nil) {
    self.site = site
    self.police = police
  }
}

/// The dates a plan is for.
public struct Horizon: Sendable, Equatable {
  /// The first date.
  public var start: CivilDate
  /// How many dates there are.
  public var days: Int
  /// By which times of day are.
  public var clock: Clock
  /// The day type of each date, `days` long: an index into the problem's day types.
  public var dayTypeOfDate: [Int]

  /// Dates from a start on, each of a type.
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

/// A warning room (警务室): a place where officers serve the units around.
public struct Room: Sendable, Equatable {
  /// Whether it stands already.
  public enum Status: String, Sendable {
    /// It stands.
    case existing
    /// The plan opens it.
    case new
  }

  /// Unlike that of any other room.
  public var id: String
  /// For people.
  public var name: String
  /// Where it is.
  public var coordinate: Coordinate
  /// Whether it stands already.
  public var status: Status
  /// The code of the township that it lies in.
  public var townshipCode: String
  /// The most villages it can serve; `nil` is no limit.
  public var maxUnits: Int?
  /// The most households it can serve; `nil` is no limit.
  public var maxHouseholds: Int?

  /// A room at a place.
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

/// What a person serves as.
public enum Role: String, Sendable, CaseIterable {
  /// A police officer.
  case officer
  /// An auxiliary.
  case auxiliary
}

/// A person who may be on duty.
public struct StaffMember: Sendable, Equatable {
  /// Unlike that of any other person.
  public var id: String
  /// What the person serves as.
  public var role: Role
  /// Code of the village the person belongs to (part-timers serve there); empty when none.
  public var homeUnit: String
  /// Whether the person may fill every duty, not only those of the home unit.
  public var fullTime: Bool
  /// Dates on which the person cannot be on duty.
  public var unavailable: [CivilDate]
  /// Whether the scenario does not name the person: so many are wanted.
  public var isMadeUp = false
  /// The rooms and bases whose posts the person fills, once the plan says so.
  public var siteIDs: [String] = []
  /// The team, of both roles, that is to work the same shifts; empty when none.
  public var team = ""
  /// How the person is called, and called up.
  public var contact = Contact()

  /// A person of a role and a home unit.
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
  public var staffOfSites: [String: [String]] {
    var staffOfSites: [String: [String]] = [:]
    for member in staff { for site in member.siteIDs { staffOfSites[site, default: []].append(member.id) } }
    return staffOfSites
  }
}

/// A time of day at which people are on duty.
public struct Shift: Sendable, Equatable {
  /// Unlike that of any other shift.
  public var id: String
  /// From when to when.
  public var window: DailyWindow

  /// A shift from one time of day to another.
  public init(id: String, window: DailyWindow) {
    self.id = id
    self.window = window
  }
}

/// A duty that must be staffed on given weekdays: a room's desk, or a crew's shift.
public struct Post: Sendable, Equatable {
  /// Unlike that of any other post.
  public var id: String
  /// The shift in which it is staffed.
  public var shiftID: String
  /// How many of each role.
  public var needs: [Role: Int]
  /// ISO weekdays, Monday 1.
  public var weekdays: [Int]
  /// The room or base whose people fill it.
  public var siteID: String
  /// Whether public holidays close it and make-up workdays open it; else only the weekday tells.
  public var isClosedOnHolidays = false

  /// A duty at a site.
  public init(id: String, shiftID: String, needs: [Role: Int], weekdays: [Int], siteID: String) {
    self.id = id
    self.shiftID = shiftID
    self.needs = needs
    self.weekdays = weekdays
    self.siteID = siteID
  }
}
