import Grid

/// `problem.json`: the problem in the words of the plan-folder contract.
struct ProblemDocument: Codable {
  struct Horizon: Codable {
    var start: String
    var days: Int
  }

  struct Policy: Codable {
    struct Room: Codable { var within: String? }
    struct Auxiliary: Codable { var min_per_unit: Int }
    struct Roster: Codable {
      var min_rest_h: Double
      var max_consecutive_days: Int
      var max_hours_per_week: Double
    }

    var room: Room
    var auxiliary: Auxiliary
    var response_s: [Int]
    var gap_response_s: Int
    var readiness_s: Int
    var roster: Roster
  }

  struct Room: Codable {
    var id: String
    var name: String
    var lon: Double
    var lat: Double
    var status: String
    var township_code: String
    var max_units: Int?
    var max_households: Int?
  }

  struct Person: Codable {
    var id: String
    var role: String
    var home_unit: String
    var full_time: Bool
    var unavailable: [String]
  }

  struct Crew: Codable {
    var id: String
    var base_id: String
    var lon: Double
    var lat: Double
    var shifts: [String]
    var max_speed_kmh: Double
  }

  struct Shift: Codable {
    var id: String
    var start: String
    var end: String
  }

  struct Checkpoint: Codable {
    var id: String
    var name: String
    var lon: Double
    var lat: Double
    var tier: String
    var visits_per_day: Int
    var dwell_s: Int
    var windows: [[String]]
    var min_gap_s: Int
    var day_types: [String]?
  }

  struct Post: Codable {
    var id: String
    var shift_id: String
    var site_id: String
    var needs: [String: Int]
    var weekdays: [Int]
  }

  var levels: [String]
  var assign_level: String
  var township_level: String
  var horizon: Horizon
  var day_types: [String]
  var policy: Policy
  var rooms: [Room]
  var staff: [Person]
  var crews: [Crew]
  var shifts: [Shift]
  var checkpoints: [Checkpoint]
  var posts: [Post]
}

extension ProblemDocument {
  init(_ problem: Problem) {
    levels = problem.levels
    assign_level = problem.assignLevel
    township_level = problem.townshipLevel
    horizon = Horizon(
      start: problem.horizon.clock.text(problem.horizon.start, seconds: 0), days: problem.horizon.days)
    day_types = problem.dayTypes
    let rules = problem.policy
    policy = Policy(
      room: .init(within: rules.roomsWithinTownship ? "township" : nil),
      auxiliary: .init(min_per_unit: rules.minAuxiliariesPerUnit), response_s: rules.responseLimits,
      gap_response_s: rules.gapResponseLimit, readiness_s: rules.readiness,
      roster: .init(
        min_rest_h: rules.roster.minRestHours, max_consecutive_days: rules.roster.maxConsecutiveDays,
        max_hours_per_week: rules.roster.maxHoursPerWeek))
    rooms = problem.rooms.map {
      Room(
        id: $0.id, name: $0.name, lon: $0.coordinate.longitude, lat: $0.coordinate.latitude,
        status: $0.status.rawValue, township_code: $0.townshipCode, max_units: $0.maxUnits,
        max_households: $0.maxHouseholds)
    }
    staff = problem.staff.map {
      Person(
        id: $0.id, role: $0.role.rawValue, home_unit: $0.homeUnit, full_time: $0.fullTime,
        unavailable: $0.unavailable.map(\.text))
    }
    crews = problem.crews.map {
      Crew(
        id: $0.id, base_id: $0.baseID, lon: $0.base.longitude, lat: $0.base.latitude, shifts: $0.shiftIDs,
        max_speed_kmh: $0.maxSpeed)
    }
    shifts = problem.shifts.map { Shift(id: $0.id, start: $0.window.start.text, end: $0.window.end.text) }
    checkpoints = problem.checkpoints.map {
      Checkpoint(
        id: $0.id, name: $0.name, lon: $0.coordinate.longitude, lat: $0.coordinate.latitude,
        tier: $0.tier.rawValue,
        visits_per_day: $0.visitsPerDay, dwell_s: $0.dwell,
        windows: $0.windows.map { [$0.start.text, $0.end.text] },
        min_gap_s: $0.minGap, day_types: $0.dayTypes.isEmpty ? nil : $0.dayTypes)
    }
    posts = problem.posts.map { post in
      Post(
        id: post.id, shift_id: post.shiftID, site_id: post.siteID,
        needs: Dictionary(uniqueKeysWithValues: post.needs.map { ($0.rawValue, $1) }), weekdays: post.weekdays
      )
    }
  }
}
