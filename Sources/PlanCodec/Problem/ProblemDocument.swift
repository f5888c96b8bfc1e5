import Geometry
import Planner
import Scenario

/// `problem.json`: the problem in the words of the plan-folder contract.
struct ProblemDocument: Codable {
  struct Horizon: Codable {
    var start: String
    var days: Int
  }

  struct Policy: Codable {
    struct Room: Codable { var within: String? }
    struct Auxiliary: Codable {
      var minPerUnit: Int
      var householdsPerExtra: Int?
    }
    struct Officer: Codable { var balance: Double }
    struct Staffing: Codable {
      var stationShare: Double
      var communityShare: Double
      var communityTime: Double?
      var maxHouseholdsPerOfficer: Int?
      var maxHouseholdsPerAuxiliary: Int?
    }
    struct Roster: Codable {
      var minRestH: Double
      var maxConsecutiveDays: Int
      var maxHoursPerWeek: Double
      /// Absent where there is no such rule.
      var maxHoursPerMonth: Double?
      var maxNights: Int?
      var maxConsecutiveNights: Int?
      var forbiddenSuccessions: [[String]]?
      var holidays: [String]?
      var workdays: [String]?
      /// A shift for each day, or `off`.
      var cycle: [String]?
      /// Absent where they are as usual.
      var weights: [String: Int]?
    }

    var room: Room
    var auxiliary: Auxiliary
    /// Plans made before these rules were judged do not have the two.
    var officer: Officer?
    var staffing: Staffing?
    var responseS: [Int]
    var gapResponseS: Int
    var readinessS: Int
    var roster: Roster
  }

  struct Room: Codable {
    var id: String
    var name: String
    var lon: Double
    var lat: Double
    var status: String
    var townshipCode: String
    var maxUnits: Int?
    var maxHouseholds: Int?
  }

  struct Person: Codable {
    var id: String
    var role: String
    var homeUnit: String
    var fullTime: Bool
    /// Whether the scenario does not name the person; absent where it does.
    var madeUp: Bool?
    var unavailable: [String]
    /// The sites of the posts that the person fills; plans made before the roster could be changed do not say.
    var siteIds: [String]?
    var team: String?
    var contact: Contact?
  }

  struct Worker: Codable {
    var id: String
    var unitCode: String
    var contact: Contact?
  }

  /// Absent where the scenario says nothing of the person, and so is each part of it.
  struct Contact: Codable {
    var name: String?
    var phone: String?
    var callsign: String?

    init?(_ contact: ProblemContact) {
      guard !contact.isEmpty else { return nil }
      func given(_ text: String) -> String? { text.isEmpty ? nil : text }
      (name, phone, callsign) = (given(contact.name), given(contact.phone), given(contact.callsign))
    }

    var value: ProblemContact {
      ProblemContact(name: name ?? "", phone: phone ?? "", callsign: callsign ?? "")
    }
  }

  struct Shift: Codable {
    var id: String
    var start: String
    var end: String
  }

  struct Post: Codable {
    var id: String
    var shiftId: String
    var siteId: String
    var siteName: String?
    var needs: [String: Int]
    var weekdays: [Int]
    /// `closed` where public holidays close it and make-up workdays open it.
    var holidays: String?
  }

  /// A base or a station.
  struct Place: Codable {
    var id: String
    var name: String
    var lon: Double
    var lat: Double
    /// Of stations, where it is given.
    var police: Int?
  }

  /// Beside the units of the assignment level.
  struct Attributes: Codable {
    var town: [Bool]
    var risk: [Double]
    /// Absent where no unit is of a tier.
    var tier: [String?]?
  }

  /// The scenario file, from the plan folder on.
  var scenario: String?
  var title: String?
  var levels: [String]
  /// Those that were dissolved from the level below; plans of an earlier planner do not say.
  var dissolvedLevels: [String]?
  /// The fewest and most households of a unit, by level, where they are stated.
  var levelSizes: [String: [Int]]?
  var assignLevel: String
  var townshipLevel: String
  var horizon: Horizon
  var dayTypes: [String]
  var policy: Policy
  var rooms: [Room]
  var staff: [Person]
  /// Absent where the scenario names none.
  var gridWorkers: [Worker]?
  var crews: [Crew]
  var shifts: [Shift]
  var checkpoints: [Checkpoint]
  /// Absent where none is to be driven.
  var streets: [Checkpoint]?
  /// Plans of an earlier planner do not have these.
  var patrol: Patrol?
  /// Absent where none are made.
  var rounds: [Round]?
  /// Absent where nothing is asked.
  var seen: [Seen]?
  /// By who came (`crews` or `anybody`), level and unit.
  var lastSeen: [String: [String: [String: String]]]?
  var bases: [Place]?
  var stations: [Place]?
  var countyPolice: Int?
  var unitAttributes: Attributes?
  var posts: [Post]
  var requests: [Request]?
  var pinned: [Pinned]?
  var history: [Past]?
}

extension ProblemDocument {
  /// `siteNames`: names by `Post.siteID`.
  init(_ problem: Problem, siteNames: [String: String] = [:]) {
    levels = problem.levels
    assignLevel = problem.assignLevel
    townshipLevel = problem.townshipLevel
    horizon = Horizon(
      start: problem.horizon.clock.text(problem.horizon.start, seconds: 0), days: problem.horizon.days)
    dayTypes = problem.dayTypes
    let rules = problem.policy
    policy = Policy(
      room: .init(within: rules.roomsWithinTownship ? "township" : nil),
      auxiliary: .init(
        minPerUnit: rules.minAuxiliariesPerUnit, householdsPerExtra: rules.householdsPerExtraAuxiliary),
      officer: .init(balance: rules.officerTolerance),
      staffing: .init(
        stationShare: rules.staffing.stationShare, communityShare: rules.staffing.communityShare,
        communityTime: rules.staffing.communityTime,
        maxHouseholdsPerOfficer: rules.staffing.maxHouseholdsPerOfficer,
        maxHouseholdsPerAuxiliary: rules.staffing.maxHouseholdsPerAuxiliary), responseS: rules.responseLimits,
      gapResponseS: rules.gapResponseLimit, readinessS: rules.readiness,
      roster: .init(
        minRestH: rules.roster.minRestHours, maxConsecutiveDays: rules.roster.maxConsecutiveDays,
        maxHoursPerWeek: rules.roster.maxHoursPerWeek, maxHoursPerMonth: rules.roster.maxHoursPerMonth,
        maxNights: rules.roster.maxNights, maxConsecutiveNights: rules.roster.maxConsecutiveNights,
        forbiddenSuccessions: Self.given(
          rules.roster.forbiddenSuccessions.map { [$0.shiftID, $0.nextID] }),
        holidays: Self.given(rules.roster.holidays.sorted().map(\.text)),
        workdays: Self.given(rules.roster.workdays.sorted().map(\.text)),
        cycle: Self.given(rules.roster.cycle.map { $0 ?? "off" }),
        weights: rules.roster.weights == RosterWeights() ? nil : rules.roster.weights.byName))
    rooms = problem.rooms.map {
      Room(
        id: $0.id, name: $0.name, lon: $0.coordinate.longitude, lat: $0.coordinate.latitude,
        status: $0.status.rawValue, townshipCode: $0.townshipCode, maxUnits: $0.maxUnits,
        maxHouseholds: $0.maxHouseholds)
    }
    staff = problem.staff.map {
      Person(
        id: $0.id, role: $0.role.rawValue, homeUnit: $0.homeUnit, fullTime: $0.fullTime,
        madeUp: $0.isMadeUp ? true : nil, unavailable: $0.unavailable.map(\.text), siteIds: $0.siteIDs,
        team: $0.team.isEmpty ? nil : $0.team, contact: Contact($0.contact))
    }
    gridWorkers = Self.given(
      problem.gridWorkers.map { Worker(id: $0.id, unitCode: $0.unitCode, contact: Contact($0.contact)) })
    crews = problem.crews.map(Crew.init)
    shifts = problem.shifts.map { Shift(id: $0.id, start: $0.window.start.text, end: $0.window.end.text) }
    checkpoints = problem.checkpoints.filter(\.way.isEmpty).map(Checkpoint.init)
    streets = Self.given(problem.checkpoints.filter { !$0.way.isEmpty }.map(Checkpoint.init))
    patrol = Patrol(problem.patrol)
    rounds = Self.given(problem.rounds.map(Round.init))
    seen = Self.given(problem.seen.map(Seen.init))
    var sights: [String: [String: [String: String]]] = [:]
    for sight in problem.lastSeen {
      sights[sight.isOfCrews ? "crews" : "anybody", default: [:]][sight.level, default: [:]][sight.unitCode] =
        sight.date.text
    }
    lastSeen = sights.isEmpty ? nil : sights
    bases = Self.given(problem.bases.map { Place($0) })
    stations = Self.given(problem.stations.map { Place($0.site, police: $0.police) })
    countyPolice = problem.countyPolice
    unitAttributes = problem.attributes.map {
      Attributes(
        town: $0.isTown, risk: $0.risk, tier: $0.tier.contains { $0 != nil } ? $0.tier : nil)
    }
    posts = problem.posts.map { post in
      Post(
        id: post.id, shiftId: post.shiftID, siteId: post.siteID, siteName: siteNames[post.siteID],
        needs: Dictionary(uniqueKeysWithValues: post.needs.map { ($0.rawValue, $1) }),
        weekdays: post.weekdays,
        holidays: post.isClosedOnHolidays ? "closed" : nil)
    }
    requests = Self.given(problem.requests.map(Request.init))
    pinned = Self.given(
      problem.pinned.map { Pinned(staff: $0.staffID, date: $0.date.text, post: $0.postID) })
    history = Self.past(problem.history)
  }

  private static func given<Item>(_ list: [Item]) -> [Item]? { list.isEmpty ? nil : list }
}

extension ProblemDocument.Place {
  init(_ site: Site, police: Int? = nil) {
    self.init(
      id: site.id, name: site.name, lon: site.coordinate.longitude, lat: site.coordinate.latitude,
      police: police)
  }

  /// `nil` where the place is none.
  var site: Site? {
    Coordinate(longitude: lon, latitude: lat).map { Site(id: id, name: name, coordinate: $0) }
  }
}
