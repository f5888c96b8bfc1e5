import Geometry
import Roads
import Scenario

/// Crews, what they visit, and the rules of patrols.
extension ProblemDocument {
  struct Crew: Codable {
    struct Break: Codable {
      var window: [String]
      var durationS: Int
    }

    var id: String
    var baseId: String
    var lon: Double
    var lat: Double
    var shifts: [String]
    var maxSpeedKmh: Double
    /// Absent where a crew ends at its base, rests nowhere, may drive any distance or has no skill.
    var endBaseId: String?
    var endLon: Double?
    var endLat: Double?
    var breaks: [Break]?
    var restBaseId: String?
    var restLon: Double?
    var restLat: Double?
    var maxKm: Double?
    var skills: [String]?
    /// Absent where it moves as the scenario travels.
    var profile: String?

    init(_ crew: ProblemCrew) {
      id = crew.id
      baseId = crew.baseID
      lon = crew.base.longitude
      lat = crew.base.latitude
      shifts = crew.shiftIDs
      maxSpeedKmh = crew.maxSpeed
      if crew.endID != crew.baseID {
        endBaseId = crew.endID
        endLon = crew.end.longitude
        endLat = crew.end.latitude
      }
      if !crew.breaks.isEmpty {
        breaks = crew.breaks.map {
          Break(window: [$0.window.start.text, $0.window.endText], durationS: $0.duration)
        }
      }
      if crew.restID != crew.baseID {
        restBaseId = crew.restID
        restLon = crew.rest.longitude
        restLat = crew.rest.latitude
      }
      profile = crew.profile?.rawValue
      maxKm = crew.range.map { $0 / 1000 }
      skills = crew.skills.isEmpty ? nil : crew.skills
    }

    /// `nil` where a place or time is none.
    var value: ProblemCrew? {
      guard let base = Coordinate(longitude: lon, latitude: lat) else { return nil }
      var crew = ProblemCrew(id: id, baseID: baseId, base: base, shiftIDs: shifts, maxSpeed: maxSpeedKmh)
      if let endBaseId, let endLon, let endLat, let end = Coordinate(longitude: endLon, latitude: endLat) {
        (crew.endID, crew.end) = (endBaseId, end)
      }
      if let restBaseId, let restLon, let restLat,
        let rest = Coordinate(longitude: restLon, latitude: restLat)
      {
        (crew.restID, crew.rest) = (restBaseId, rest)
      }
      if let profile {
        guard let known = Profile(rawValue: profile) else { return nil }
        crew.profile = known
      }
      for rest in breaks ?? [] {
        guard let window = ProblemDocument.window(rest.window) else { return nil }
        crew.breaks.append(ProblemCrew.Break(window: window, duration: rest.durationS))
      }
      crew.range = maxKm.map { ($0 * 1000).rounded() }
      crew.skills = skills ?? []
      return crew
    }
  }

  struct Checkpoint: Codable {
    var id: String
    var name: String
    var lon: Double
    var lat: Double
    var tier: String
    var visitsPerDay: Int
    /// Of visits that several make together only.
    var crews: Int?
    var dwellS: Int
    var windows: [[String]]
    var minGapS: Int
    var maxGapS: Int?
    var dayTypes: [String]?
    var skills: [String]?
    /// Of streets only: longitude and latitude of each vertex.
    var line: [[Double]]?
    var oneway: Bool?

    init(_ checkpoint: ProblemCheckpoint) {
      id = checkpoint.id
      name = checkpoint.name
      lon = checkpoint.coordinate.longitude
      lat = checkpoint.coordinate.latitude
      tier = checkpoint.tier.rawValue
      visitsPerDay = checkpoint.visitsPerDay
      crews = checkpoint.crews > 1 ? checkpoint.crews : nil
      dwellS = checkpoint.dwell
      windows = checkpoint.windows.map { [$0.start.text, $0.end.text] }
      minGapS = checkpoint.minGap
      maxGapS = checkpoint.maxGap
      dayTypes = checkpoint.dayTypes.isEmpty ? nil : checkpoint.dayTypes
      skills = checkpoint.skills.isEmpty ? nil : checkpoint.skills
      if !checkpoint.way.isEmpty {
        line = checkpoint.way.map { [$0.longitude, $0.latitude] }
        oneway = checkpoint.isOneWay
      }
    }

    /// `nil` where a place, time, tier or number of crews is none.
    var value: ProblemCheckpoint? {
      guard let place = Coordinate(longitude: lon, latitude: lat),
        let tier = ProblemCheckpoint.Tier(rawValue: tier)
      else { return nil }
      let windows = windows.compactMap(ProblemDocument.window)
      guard windows.count == self.windows.count, (1...2).contains(crews ?? 1) else { return nil }
      var checkpoint = ProblemCheckpoint(
        id: id, name: name, coordinate: place, tier: tier, visitsPerDay: visitsPerDay, dwell: dwellS,
        windows: windows, minGap: minGapS, dayTypes: dayTypes ?? [])
      checkpoint.crews = crews ?? 1
      checkpoint.maxGap = maxGapS
      checkpoint.skills = skills ?? []
      checkpoint.way = (line ?? []).compactMap { vertex in
        vertex.count == 2 ? Coordinate(longitude: vertex[0], latitude: vertex[1]) : nil
      }
      checkpoint.isOneWay = oneway ?? false
      return checkpoint
    }
  }

  struct Patrol: Codable {
    struct Workload: Codable {
      var householdS: Double
      var risk: Double
      var dwell: Double
      var roadKmS: Double
    }

    struct Areas: Codable {
      var tolerance: Double
      var borders: String
    }

    var presenceS: Int
    var streetKmh: Double
    /// Plans of an earlier planner do not have the three.
    var workload: Workload?
    var areas: Areas?
    var variety: Double?
    var rotation: Int?
    var hoursTolerance: Double?

    init(_ policy: PatrolPolicy) {
      presenceS = policy.presence
      streetKmh = policy.streetSpeed
      workload = Workload(
        householdS: policy.householdSeconds, risk: policy.riskShare, dwell: policy.dwellWeight,
        roadKmS: policy.roadSeconds)
      areas = Areas(tolerance: policy.areas.tolerance, borders: policy.areas.borders.rawValue)
      variety = policy.variety
      hoursTolerance = policy.hoursTolerance
      rotation = policy.rotation == 1 ? nil : policy.rotation
    }

    var policy: PatrolPolicy {
      var policy = PatrolPolicy()
      policy.presence = presenceS
      policy.streetSpeed = streetKmh
      if let workload {
        policy.householdSeconds = workload.householdS
        policy.riskShare = workload.risk
        policy.dwellWeight = workload.dwell
        policy.roadSeconds = workload.roadKmS
      }
      if let areas {
        policy.areas.tolerance = areas.tolerance
        policy.areas.borders = PatrolPolicy.Areas.Borders(rawValue: areas.borders) ?? policy.areas.borders
      }
      policy.variety = variety ?? policy.variety
      policy.rotation = rotation ?? policy.rotation
      policy.hoursTolerance = hoursTolerance ?? policy.hoursTolerance
      return policy
    }
  }

  struct Seen: Codable {
    var level: String
    var days: Int
    /// Absent where all units are meant, and where rounds count as well.
    var tier: String?
    var byCrews: Bool?

    init(_ standard: SeenStandard) {
      level = standard.level
      days = standard.days
      tier = standard.tier
      byCrews = standard.isOfCrews ? true : nil
    }

    /// `nil` where the number of days is none.
    var value: SeenStandard? {
      days > 0 ? SeenStandard(level: level, days: days, tier: tier, isOfCrews: byCrews ?? false) : nil
    }
  }

  struct Round: Codable {
    struct Team: Codable {
      var id: String
      var unitCode: String
    }

    var id: String
    var profile: String
    var window: [String]
    var longestS: Int
    var dwellS: Int
    var weekdays: [Int]
    /// Absent where auxiliaries go alone.
    var teams: [Team]?
    /// Absent where a round may be of any length.
    var maxKm: Double?

    init(_ rule: RoundRule) {
      id = rule.id
      profile = rule.profile.rawValue
      window = [rule.window.start.text, rule.window.endText]
      longestS = rule.longest
      dwellS = rule.dwell
      weekdays = rule.weekdays
      teams = rule.teams.map { $0.map { Team(id: $0.id, unitCode: $0.unitCode) } }
      maxKm = rule.range.map { $0 / 1000 }
    }

    /// `nil` where the window, the way of moving, a time or a weekday is none.
    var value: RoundRule? {
      guard let profile = Profile(rawValue: profile), let window = ProblemDocument.window(window),
        (1...86_400).contains(longestS), (0...Measure.seconds).contains(dwellS),
        weekdays.allSatisfy((1...7).contains)
      else { return nil }
      var rule = RoundRule(id: id, profile: profile, window: window, longest: longestS)
      rule.dwell = dwellS
      rule.weekdays = weekdays
      rule.range = maxKm.map { ($0 * 1000).rounded() }
      rule.teams = teams.map { $0.map { RoundRule.Team(id: $0.id, unitCode: $0.unitCode) } }
      return rule
    }
  }

  private static func window(_ texts: [String]) -> DailyWindow? {
    guard texts.count == 2, let start = TimeOfDay(texts[0]), let end = TimeOfDay(texts[1]) else { return nil }
    return DailyWindow(start: start, end: end)
  }
}
