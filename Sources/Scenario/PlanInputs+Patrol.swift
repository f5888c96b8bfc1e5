import Geometry
import Roads
import Words

/// Crews, and what they have to visit.
extension PlanInputs {
  static let crewColumns = [
    "id", "base", "shifts", "profile", "max_speed_kmh", "end_base", "break", "break_s", "break_base",
    "max_km",
    "skills",
  ]

  static func crews(
    _ source: Scenario.Source, bases: [Site], shifts: [Shift]
  ) throws(ScenarioError) -> [Crew] {
    let table = try ScenarioTable(
      source, required: Array(crewColumns.prefix(3)), optional: Array(crewColumns.dropFirst(3)), as: .none)
    let ends = table.texts("end_base")
    let rests = table.texts("break_base")
    let profiles = table.texts("profile")
    var crews: [Crew] = []
    for (row, id) in try table.identifiers().enumerated() {
      func base(_ meaning: String, _ baseID: String) throws(ScenarioError) -> Site {
        guard let base = bases.first(where: { $0.id == baseID }) else {
          throw table.unknown(row, meaning, baseID, among: Message("bases"))
        }
        return base
      }
      let start = try base("base", try table.text("base", row))
      let shiftIDs = try table.list("shifts", row)
      guard !shiftIDs.isEmpty else {
        throw table.wrong(row, "shifts", Message("one shift or more, joined by ;"))
      }
      for shift in shiftIDs where !shifts.contains(where: { $0.id == shift }) {
        throw table.unknown(row, "shifts", shift, among: Message("shifts"))
      }
      var crew = Crew(
        id: id, baseID: start.id, base: start.coordinate, shiftIDs: shiftIDs,
        maxSpeed: try table.number("max_speed_kmh", row, in: Measure.speed) ?? 60)
      if let id = ends[row] {
        let end = try base("end_base", id)
        (crew.endID, crew.end) = (end.id, end.coordinate)
      }
      if let id = rests[row] {
        let rest = try base("break_base", id)
        (crew.restID, crew.rest) = (rest.id, rest.coordinate)
      }
      if let name = profiles[row] {
        guard let profile = Profile(rawValue: name) else {
          throw table.wrong(row, "profile", .either(Profile.allCases.map(\.rawValue)))
        }
        crew.profile = profile
      }
      let duration = try table.integer("break_s", row, atLeast: 1, atMost: day) ?? 1800
      crew.breaks = try windows("break", table, row).map { Crew.Break(window: $0, duration: duration) }
      crew.range = try table.number("max_km", row).map { ($0 * 1000).rounded() }
      crew.skills = try table.list("skills", row)
      crews.append(crew)
    }
    return crews
  }

  static func checkpoints(
    _ source: Scenario.Source, _ scenario: Scenario
  ) throws(ScenarioError) -> [Checkpoint] {
    let table = try ScenarioTable(
      source, required: ["id"], optional: visitColumns + ["dwell_s"], as: .point)
    var result: [Checkpoint] = []
    for (row, id) in try table.identifiers().enumerated() {
      result.append(
        try checkpoint(
          id, at: table.points[row], dwell: try table.integer("dwell_s", row, atLeast: 0, atMost: day) ?? 300,
          windows: try visitWindows(table, row), table, row, scenario))
    }
    return result
  }

  /// Streets as checkpoints with a line.
  static func streets(
    _ source: Scenario.Source, _ scenario: Scenario, besides others: [Checkpoint]
  ) throws(ScenarioError) -> [Checkpoint] {
    let table = try ScenarioTable(
      source, required: ["id"], optional: visitColumns + ["oneway", "both_ways"], as: .line)
    let ids = try table.identifiers()
    let taken = Set(others.map(\.id))
    var result: [Checkpoint] = []
    for (row, id) in ids.enumerated() {
      guard !taken.contains(id) else {
        throw table.wrong(row, "id", Message("none of a checkpoint's ('\(id)' is)"))
      }
      let line = Array(table.lines[row])
      var street = try checkpoint(
        id, at: line[0], dwell: 0, windows: try visitWindows(table, row), table, row, scenario)
      street.way = line
      street.isOneWay = try table.flag("oneway", row) ?? false
      if try table.flag("both_ways", row) ?? false {
        // Either side is a visit of its own.
        guard !street.isOneWay else {
          throw table.wrong(row, "both_ways", Message("no street that is driven one way only"))
        }
        street.isOneWay = true
        var back = street
        back.id += backSuffix
        guard !taken.contains(back.id), !ids.contains(back.id) else {
          throw table.wrong(
            row, "id", Message("other than that of a street's way back ('\(back.id)' is there)"))
        }
        (back.way, back.coordinate) = (line.reversed(), line[line.count - 1])
        result += [street, back]
      } else {
        result.append(street)
      }
    }
    return result
  }

  /// Of the id of the visit to a street's other side.
  private static let backSuffix = "-back"

  static let visitColumns = [
    "name", "tier", "visits_per_day", "windows", "min_gap_s", "max_gap_s", "day_types", "skills", "crews",
  ]

  private static func checkpoint(
    _ id: String, at place: Coordinate, dwell: Int, windows: [DailyWindow], _ table: ScenarioTable,
    _ row: Int,
    _ scenario: Scenario
  ) throws(ScenarioError) -> Checkpoint {
    guard let tier = Checkpoint.Tier(rawValue: table.texts("tier")[row] ?? "blue") else {
      throw table.wrong(row, "tier", .oneOf(Checkpoint.Tier.allCases.map(\.rawValue)))
    }
    let types = try table.list("day_types", row)
    for type in types where !scenario.dayTypes.contains(type) {
      throw table.unknown(row, "day_types", type, among: Message("day types"))
    }
    var result = Checkpoint(
      id: id, name: table.texts("name")[row] ?? id, coordinate: place, tier: tier,
      visitsPerDay: try table.integer("visits_per_day", row, atLeast: 0, atMost: 1440) ?? 1, dwell: dwell,
      windows: windows,
      minGap: try table.integer("min_gap_s", row, atLeast: 0, atMost: day) ?? 0, dayTypes: types)
    result.skills = try table.list("skills", row)
    result.crews = try table.integer("crews", row, atLeast: 1, atMost: 2) ?? 1
    result.maxGap = try table.integer("max_gap_s", row, atLeast: 1, atMost: day)
    if let maxGap = result.maxGap, maxGap < result.minGap {
      throw table.wrong(row, "max_gap_s", Message("at least its least spacing, \(result.minGap) s"))
    }
    let fits = result.mostVisits(in: scenario.shifts)
    guard result.visitsPerDay <= max(fits, result.minGap > 0 || result.maxGap != nil ? 0 : .max) else {
      throw table.wrong(
        row, "visits_per_day",
        Message("at most \(fits): its spacing lets no more begin in its windows on one day"))
    }
    return result
  }

  fileprivate static let day = 86_400
  /// The longest window that may pass midnight: longer ones are taken for a slip.
  private static let longestNight = 12 * 3600

  /// When a visit may begin; none where it may at any time.
  private static func visitWindows(_ table: ScenarioTable, _ row: Int) throws(ScenarioError) -> [DailyWindow]
  {
    let windows = try windows("windows", table, row)
    return windows.contains { $0.beginnings.count > day } ? [] : windows
  }

  private static func windows(
    _ meaning: String, _ table: ScenarioTable, _ row: Int
  ) throws(ScenarioError) -> [DailyWindow] {
    var windows: [DailyWindow] = []
    for text in try table.list(meaning, row) {
      // A time by itself is a window of one moment.
      guard let window = TimeOfDay(text).map({ DailyWindow(start: $0, end: $0) }) ?? DailyWindow(text) else {
        throw table.wrong(row, meaning, Message("times such as 07:10-08:00, joined by ;"))
      }
      guard text != "00:00-00:00" else {
        throw table.wrong(row, meaning, Message("00:00-24:00 for the whole day, or 00:00 for midnight alone"))
      }
      guard window.start <= window.end || window.duration <= longestNight else {
        throw table.wrong(
          row, meaning,
          Message("windows that begin before they end; \(text) would pass midnight and last more than 12 h"))
      }
      windows.append(window)
    }
    return windows
  }
}

extension Checkpoint {
  /// Its daily windows over the three days that a shift can touch.
  package var openSpans: TimeSpans {
    let day = PlanInputs.day
    guard !windows.isEmpty else { return TimeSpans([0...(4 * day)]) }
    return TimeSpans(
      (-1...2).flatMap { offset in
        windows.map { window in
          let window = window.beginnings
          return (window.lowerBound + offset * day)...(window.upperBound + offset * day)
        }
      })
  }

  /// The most visits, spaced as they must be, that can begin in its windows on a day of these shifts, whoever is on
  /// duty; no more than asked for.
  func mostVisits(in shifts: [Shift]) -> Int {
    let starts = shifts.map(\.window.start.seconds)
    let first = starts.min() ?? 0
    let last = zip(starts, shifts).map { $0 + $1.window.duration }.max() ?? 0
    let open = openSpans.clipped(first, max(last, first + PlanInputs.day))
    return VisitTimes(open: open, minGap: minGap, maxGap: maxGap).most(upTo: visitsPerDay)
  }
}
