import Foundation
import Grid
import Roads
import VectorFiles

extension Scenario {
  /// Reads `scenario.yaml` of a folder, or the file itself, and checks every key.
  public init(path: String) throws(ScenarioError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .format(.noSuchFile(path))
    }
    let file = isFolder.boolValue ? path + (path.hasSuffix("/") ? "" : "/") + "scenario.yaml" : path
    guard let data = FileManager.default.contents(atPath: file) else { throw .noScenario(path) }
    InputFiles.note(file)
    guard let text = String(data: data, encoding: .utf8) else {
      throw .notYAML(file: file, detail: "it is not UTF-8")
    }
    var reader = try ScenarioReader(root: ScenarioNode(parsing: text, file: file), file: file)
    self = try reader.read()
  }
}

struct ScenarioReader {
  private let file: String
  let root: ScenarioNode.Section
  var assumed: [String] = []

  /// Monday, 2027-01-04: a plan without dates must not depend on the day it is made.
  private static let usualStart = CivilDate(days: 20_822)

  private static let keys = [
    "title", "seed", "levels", "assign_level", "township_level", "time_zone", "horizon", "day_types",
    "shifts",
    "policy", "travel", "siting", "posts", "roads", "stations", "rooms", "checkpoints", "bases", "crews",
    "staff", "grid_workers", "police", "unit_attributes", "calendar", "patrol", "streets", "requests",
    "pinned", "history",
    "holidays",
  ]

  init(root: ScenarioNode, file: String) throws(ScenarioError) {
    self.file = file
    self.root = try root.section(Self.keys)
  }

  mutating func read() throws(ScenarioError) -> Scenario {
    let sources = ScenarioSources(file: file)
    let levels = try sources.levels(root.required("levels"))
    let names = levels.map(\.name)
    let assignLevel = try level(
      "assign_level", among: names, usual: "village", otherwise: max(0, names.count - 2))
    let townshipLevel = try level(
      "township_level", among: names, usual: "township",
      otherwise: min(1, names.firstIndex(of: assignLevel) ?? 0))
    let dayTypes = try readDayTypes()
    let horizon = try readHorizon(dayTypes)
    let shifts = try readShifts()
    let travel = try root["travel"]?.section(["factor", "speed_kmh", "profile"])
    let title = try root["title"]?.text()
    let seed = try root["seed"]?.integer(atLeast: 0, atMost: .max)
    if seed == nil { assumed.append("the seed of every search is 1") }
    let policy = try readPolicy(shifts)
    let siting = try Scenario.Siting(reading: root["siting"], sources)
    if siting.maxUnits == nil && siting.maxHouseholds == nil {
      assumed.append("a new room may serve any number of units and households")
    }
    let posts = try readPosts(shifts)
    let patrol = try PatrolPolicy(reading: root["patrol"], &assumed)
    let factor = try travel?["factor"]?.number(in: 0.1...100)
    let speed = try travel?["speed_kmh"]?.number(in: Measure.speed)
    let profile = try travel?["profile"].map(profile)
    let crossings = try root["roads"]?.section(ScenarioSources.keys + ["crossings"])["crossings"]?.flag()
    if root["roads"] == nil {
      assumed.append(
        "no roads: travel is the straight line x \(factor ?? 1.3) at \(speed ?? 40) km/h")
    }
    return Scenario(
      file: file, title: title ?? "untitled", seed: UInt64(seed ?? 1), levels: levels,
      assignLevel: assignLevel,
      townshipLevel: townshipLevel, horizon: horizon, dayTypes: dayTypes.map(\.name), shifts: shifts,
      policy: policy,
      straightLineFactor: factor ?? 1.3, straightLineSpeed: speed ?? 40, siting: siting, posts: posts,
      roads: try source("roads", RoadKey.columns, sources, and: ["crossings"]),
      roadsMeetAtCrossings: crossings ?? false, profile: profile ?? .car,
      stations: try source("stations", ["id", "name", "police"], sources),
      rooms: try source("rooms", ["id", "name", "max_units", "max_households"], sources),
      checkpoints: try source(
        "checkpoints",
        [
          "id", "name", "tier", "visits_per_day", "dwell_s", "windows", "min_gap_s", "max_gap_s", "day_types",
          "skills",
        ], sources),
      streets: try source(
        "streets",
        [
          "id", "name", "tier", "visits_per_day", "windows", "min_gap_s", "max_gap_s", "day_types", "skills",
          "oneway",
        ], sources),
      bases: try source("bases", ["id", "name"], sources),
      crews: try source(
        "crews",
        ["id", "base", "shifts", "max_speed_kmh", "end_base", "break", "break_s", "max_km", "skills"], sources
      ),
      staff: try source("staff", PlanInputs.staffColumns, sources), rosterTables: try rosterTables(sources),
      gridWorkers: try source("grid_workers", ["id", "unit"], sources),
      countyPolice: try root["police"]?.section(["county"])["county"]?.integer(atLeast: 1),
      patrol: patrol,
      unitAttributes: try source("unit_attributes", ["code", "town", "risk"], sources), assumed: assumed)
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
    guard let node = root["holidays"] else { return tables }
    for item in (try? node.list()) ?? [node] {
      tables.holidays.append(try sources.source(item, meanings: ["date", "kind"]))
    }
    return tables
  }

  private func profile(_ node: ScenarioNode) throws(ScenarioError) -> Profile {
    guard let profile = Profile(rawValue: try node.text()) else {
      throw node.wrong(Profile.allCases.map(\.rawValue).joined(separator: " or "))
    }
    return profile
  }

  private mutating func level(
    _ key: String, among names: [String], usual: String, otherwise: Int
  ) throws(ScenarioError) -> String {
    if let node = root[key] {
      let name = try node.text()
      guard names.contains(name) else {
        throw node.wrong("one of the levels \(names.joined(separator: ", "))")
      }
      return name
    }
    let name = names.contains(usual) ? usual : names[otherwise]
    assumed.append("\(key) is \(name)")
    return name
  }

  private mutating func readDayTypes() throws(ScenarioError) -> [(name: String, weekdays: [Int])] {
    guard let node = root["day_types"] else {
      assumed.append("every day is of one type, everyday")
      return [("everyday", Array(1...7))]
    }
    var result: [(name: String, weekdays: [Int])] = []
    for entry in try node.entries() { result.append((entry.key, try weekdays(entry))) }
    for day in 1...7 where result.count(where: { $0.weekdays.contains(day) }) != 1 {
      throw node.wrong(
        "a list of weekdays per type in which each weekday 1 to 7 stands once (\(day) does not)")
    }
    return result
  }

  func weekdays(_ node: ScenarioNode) throws(ScenarioError) -> [Int] {
    var days: [Int] = []
    for item in try node.list() {
      let day = try item.integer(atLeast: 1)
      guard day <= 7 else { throw item.wrong("weekdays from 1 (Monday) to 7") }
      days.append(day)
    }
    return days
  }

  private mutating func readHorizon(
    _ dayTypes: [(name: String, weekdays: [Int])]
  ) throws(ScenarioError) -> Horizon {
    let section = try root["horizon"]?.section(["start", "days"])
    let zone = root["time_zone"]
    guard let clock = Clock(try zone?.text() ?? "+08:00") else {
      throw .wrongValue(
        file: file, line: zone?.line ?? 1, key: "time_zone", wanted: "an offset such as \"+08:00\"")
    }
    if zone == nil { assumed.append("times are at +08:00") }
    let start = try section?["start"]?.date() ?? Self.usualStart
    let days = try section?["days"]?.integer(atLeast: 1, atMost: Measure.days) ?? 28
    if section?["start"] == nil { assumed.append("the plan starts on \(start.text)") }
    if section?["days"] == nil { assumed.append("the plan is for \(days) days") }
    var types = (0..<days).map { day in
      dayTypes.firstIndex { $0.weekdays.contains((start + day).weekday) } ?? 0
    }
    for entry in try root["calendar"]?.entries() ?? [] {
      guard let type = dayTypes.firstIndex(where: { $0.name == entry.key }) else {
        throw entry.wrong("one of the day types \(dayTypes.map(\.name).joined(separator: ", "))")
      }
      for item in try entry.list() {
        for date in try item.dates() where types.indices.contains(date - start) { types[date - start] = type }
      }
    }
    return Horizon(start: start, days: days, clock: clock, dayTypeOfDate: types)
  }

  private mutating func readShifts() throws(ScenarioError) -> [Shift] {
    guard let node = root["shifts"] else {
      assumed.append("three shifts: day 08:00-16:00, evening 16:00-00:00, night 00:00-08:00")
      return [("day", 8), ("evening", 16), ("night", 0)].map { name, hour in
        let start = TimeOfDay(seconds: hour * 3600)
        return Shift(
          id: name, window: DailyWindow(start: start, end: TimeOfDay(seconds: (hour + 8) % 24 * 3600)))
      }
    }
    var shifts: [Shift] = []
    for entry in try node.entries() {
      shifts.append(Shift(id: entry.key, window: try entry.window()))
      if try entry.text().hasPrefix("24:00") {
        assumed.append("shift \(entry.key) begins at 24:00: the midnight with which its date begins")
      }
    }
    guard !shifts.isEmpty else { throw node.wrong("one shift or more") }
    return shifts
  }
}
