import Foundation
import Roads
import VectorFiles
import Words

extension Scenario {
  /// Reads `scenario.yaml` of a folder, or the file itself, and checks every key.
  public init(path: String) throws(ScenarioError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .format(.noSuchFile(path))
    }
    let file = isFolder.boolValue ? path + (path.hasSuffix("/") ? "" : "/") + "scenario.yaml" : path
    guard FileManager.default.fileExists(atPath: file) else { throw .noScenario(path) }
    var reader = try ScenarioReader(
      root: ScenarioNode(parsing: ScenarioNode.text(of: file), file: file), file: file)
    self = try reader.read()
  }
}

struct ScenarioReader {
  private let file: String
  let root: ScenarioNode.Section
  var assumed: [Message] = []

  private static let keys = [
    "title", "seed", "levels", "assign_level", "township_level", "time_zone", "horizon", "day_types",
    "shifts",
    "policy", "travel", "siting", "posts", "roads", "stations", "rooms", "checkpoints", "bases", "crews",
    "staff", "grid_workers", "police", "unit_attributes", "calendar", "patrol", "streets", "requests",
    "pinned", "history", "holidays", "water", "rounds", "seen", "seen_by_crews", "seen_history",
  ]

  init(root: ScenarioNode, file: String) throws(ScenarioError) {
    self.file = file
    self.root = try root.section(Self.keys)
  }

  mutating func read() throws(ScenarioError) -> Scenario {
    let sources = ScenarioSources(file: file)
    let levels = try sources.levels(root.required("levels"))
    let names = levels.map(\.name)
    let dayTypes = try readDayTypes()
    let shifts = try readShifts()
    let (start, days, clock) = try readDates()
    var scenario = Scenario(
      file: file, levels: levels, assignLevel: try level("assign_level", among: names),
      townshipLevel: try level("township_level", among: names), start: start, days: days, clock: clock,
      shifts: shifts, dayTypes: dayTypes)
    if root["assign_level"] == nil {
      assumed.append(Message("assign_level_is", "assign_level is \(scenario.assignLevel)"))
    }
    if root["township_level"] == nil {
      assumed.append(Message("township_level_is", "township_level is \(scenario.townshipLevel)"))
    }
    try readCalendar(dayTypes, &scenario.horizon)
    if let title = root["title"] { scenario.title = try title.text() }
    if let seed = root["seed"] {
      scenario.seed = UInt64(try seed.integer(atLeast: 0, atMost: .max))
    } else {
      assumed.append(Message("search_seed", "the seed of every search is \(scenario.seed)"))
    }
    scenario.policy = try readPolicy(shifts)
    scenario.siting = try Scenario.Siting(reading: root["siting"], sources)
    if scenario.siting.maxUnits == nil && scenario.siting.maxHouseholds == nil {
      assumed.append(Message("rooms_unlimited", "a new room may serve any number of units and households"))
    }
    scenario.posts = try readPosts(shifts, usual: scenario.posts)
    scenario.patrol = try PatrolPolicy(reading: root["patrol"], &assumed)
    let dayNames = Rotation.names(of: scenario.dayTypes, days: scenario.patrol.rotation)
    if Set(dayNames).count < dayNames.count, let node = root["day_types"] {
      throw node.wrong(
        Message(
          "types of days that are not called as the days of the rotation are: \(Message(list: dayNames))"))
    }
    let below = names.firstIndex(of: scenario.assignLevel).map { Array(names[$0...]) } ?? names
    scenario.seen = try readSeen(below)
    scenario.rounds = try readRounds(sources)
    try readTravel(&scenario)
    try readSources(sources, &scenario)
    scenario.countyPolice = try root["police"]?.section(["county"])["county"]?.integer(atLeast: 1)
    scenario.assumed = assumed
    return scenario
  }

  private mutating func readTravel(_ scenario: inout Scenario) throws(ScenarioError) {
    let travel = try root["travel"]?.section(["factor", "speed_kmh", "profile"])
    if let node = travel?["factor"] { scenario.straightLineFactor = try node.number(in: 0.1...100) }
    if let node = travel?["speed_kmh"] { scenario.straightLineSpeed = try node.number(in: Measure.speed) }
    if let node = travel?["profile"] { scenario.profile = try profile(node) }
    if let node = try root["roads"]?.section(ScenarioSources.keys + ["crossings"])["crossings"] {
      scenario.roadsMeetAtCrossings = try node.flag()
    }
    if root["roads"] == nil {
      assumed.append(
        Message(
          "straight_lines",
          "no roads: travel is the straight line x \(scenario.straightLineFactor) at \(scenario.straightLineSpeed) km/h"
        ))
    }
  }

  private func readSources(_ sources: ScenarioSources, _ scenario: inout Scenario) throws(ScenarioError) {
    scenario.roads = try source("roads", RoadKey.columns, sources, and: ["crossings"])
    scenario.water = try list("water", ["name"], sources)
    scenario.stations = try source("stations", ["id", "name", "police"], sources)
    scenario.rooms = try source("rooms", ["id", "name", "max_units", "max_households"], sources)
    scenario.checkpoints = try source("checkpoints", ["id"] + PlanInputs.visitColumns + ["dwell_s"], sources)
    scenario.streets = try source(
      "streets", ["id"] + PlanInputs.visitColumns + ["oneway", "both_ways"], sources)
    scenario.bases = try source("bases", ["id", "name"], sources)
    scenario.crews = try source("crews", PlanInputs.crewColumns, sources)
    scenario.staff = try source("staff", PlanInputs.staffColumns, sources)
    scenario.rosterTables = try rosterTables(sources)
    scenario.gridWorkers = try source("grid_workers", ["id", "unit"], sources)
    scenario.unitAttributes = try source("unit_attributes", PlanInputs.attributeColumns, sources)
    scenario.lastSeen = try source("seen_history", LastSight.columns, sources)
  }

  private func source(
    _ key: String, _ meanings: [String], _ sources: ScenarioSources, and others: [String] = []
  ) throws(ScenarioError) -> Scenario.Source? {
    guard let node = root[key] else { return nil }
    return try sources.source(node, meanings: meanings, and: others)
  }

  private func rosterTables(_ sources: ScenarioSources) throws(ScenarioError) -> Scenario.RosterTables {
    var tables = Scenario.RosterTables(
      requests: try source("requests", ["staff", "date", "shift", "wish", "weight"], sources),
      pinned: try source("pinned", ["staff", "date", "post"], sources),
      history: try source("history", ["date", "shift_id", "start", "end", "staff_id"], sources))
    tables.holidays = try list("holidays", ["date", "kind"], sources)
    return tables
  }

  /// A source, or several in a list.
  private func list(
    _ key: String, _ meanings: [String], _ sources: ScenarioSources
  ) throws(ScenarioError) -> [Scenario.Source] {
    guard let node = root[key] else { return [] }
    var list: [Scenario.Source] = []
    for item in (try? node.list()) ?? [node] {
      list.append(try sources.source(item, meanings: meanings))
    }
    return list
  }

  func profile(_ node: ScenarioNode) throws(ScenarioError) -> Profile {
    guard let profile = Profile(rawValue: try node.text()) else {
      throw node.wrong(.either(Profile.allCases.map(\.rawValue)))
    }
    return profile
  }

  private func level(_ key: String, among names: [String]) throws(ScenarioError) -> String? {
    guard let node = root[key] else { return nil }
    let name = try node.text()
    guard names.contains(name) else {
      throw node.wrong(Message("one of the levels \(Message(list: names))"))
    }
    return name
  }

  private mutating func readDayTypes() throws(ScenarioError) -> [Scenario.DayType] {
    guard let node = root["day_types"] else {
      assumed.append(Message("one_day_type", "every day is of one type, \(Scenario.DayType.everyday.name)"))
      return [.everyday]
    }
    var result: [Scenario.DayType] = []
    for entry in try node.entries() {
      result.append(Scenario.DayType(name: entry.key, weekdays: try weekdays(entry)))
    }
    for day in 1...7 where result.count(where: { $0.weekdays.contains(day) }) != 1 {
      throw node.wrong(
        Message("a list of weekdays per type in which each weekday 1 to 7 stands once (\(day) does not)"))
    }
    return result
  }

  func weekdays(_ node: ScenarioNode) throws(ScenarioError) -> [Int] {
    var days: [Int] = []
    for item in try node.list() {
      let day = try item.integer(atLeast: 1)
      guard day <= 7 else { throw item.wrong(Message("weekdays from 1 (Monday) to 7")) }
      days.append(day)
    }
    return days
  }

  private mutating func readDates() throws(ScenarioError) -> (start: CivilDate, days: Int, clock: Clock) {
    let section = try root["horizon"]?.section(["start", "days"])
    var clock = Clock.china
    if let zone = root["time_zone"] {
      guard let given = Clock(try zone.text()) else {
        throw zone.wrong(Message("an offset such as \"+08:00\""))
      }
      clock = given
    } else {
      assumed.append(Message("china_time", "times are at +08:00"))
    }
    let start = try section?["start"]?.date() ?? Scenario.usualStart
    let days = try section?["days"]?.integer(atLeast: 1, atMost: Measure.days) ?? Scenario.usualDays
    if section?["start"] == nil { assumed.append(Message("plan_start", "the plan starts on \(start.text)")) }
    if section?["days"] == nil { assumed.append(Message("plan_days", "the plan is for \(days) days")) }
    return (start, days, clock)
  }

  /// Dates that are of another type than their weekday.
  private func readCalendar(
    _ dayTypes: [Scenario.DayType], _ horizon: inout Horizon
  ) throws(ScenarioError) {
    for entry in try root["calendar"]?.entries() ?? [] {
      guard let type = dayTypes.firstIndex(where: { $0.name == entry.key }) else {
        throw entry.wrong(Message("one of the day types \(Message(list: dayTypes.map(\.name)))"))
      }
      for item in try entry.list() {
        for date in try item.dates() where horizon.dayTypeOfDate.indices.contains(date - horizon.start) {
          horizon.dayTypeOfDate[date - horizon.start] = type
        }
      }
    }
  }

  private mutating func readShifts() throws(ScenarioError) -> [Shift] {
    guard let node = root["shifts"] else {
      assumed.append(
        Message("usual_shifts", "three shifts: day 08:00-16:00, evening 16:00-00:00, night 00:00-08:00"))
      return Shift.threeOfEightHours
    }
    var shifts: [Shift] = []
    for entry in try node.entries() {
      shifts.append(Shift(id: entry.key, window: try entry.window()))
      if try entry.text().hasPrefix("24:00") {
        assumed.append(
          Message(
            "shift_at_midnight", "shift \(entry.key) begins at 24:00: the midnight with which its date begins"
          ))
      }
    }
    guard !shifts.isEmpty else { throw node.wrong(Message("one shift or more")) }
    return shifts
  }
}
