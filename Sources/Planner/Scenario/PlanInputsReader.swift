import Grid

extension PlanInputs {
  /// Reads every layer and table that a scenario names.
  public init(reading scenario: Scenario) throws(ScenarioError) {
    let reading: Hierarchy.Reading
    do {
      reading = try Hierarchy.read(scenario.levels)
    } catch { throw .hierarchy(error) }
    let hierarchy = reading.hierarchy
    var assumed = scenario.assumed + reading.notes
    assumed += reading.dissolved.map { "level \($0) has no layer: it is dissolved from the level below" }
    if let summary = Placement.summary(of: reading.placements) { assumed.append(summary) }

    let bases = try scenario.bases.map { source throws(ScenarioError) in try Self.sites(source) } ?? []
    let stations = try scenario.stations.map { source throws(ScenarioError) in try Self.sites(source) } ?? []
    let police = try scenario.stations.map { source throws(ScenarioError) in try Self.police(source) } ?? []
    let attributes = try Self.attributes(
      scenario, units: hierarchy.levels[hierarchy.index(of: scenario.assignLevel) ?? 0], &assumed)
    let roads = try Self.roads(scenario, hierarchy)
    assumed += roads?.notes ?? []
    let people = try scenario.staff.map { source throws(ScenarioError) in try Self.staff(source) }
    assumed += try Self.missingColumns(of: scenario)
    let rooms =
      try scenario.rooms.map { source throws(ScenarioError) in
        try Self.rooms(source, hierarchy: hierarchy, townshipLevel: scenario.townshipLevel)
      } ?? []
    let problem = Problem(
      levels: hierarchy.levels.map(\.name), assignLevel: scenario.assignLevel,
      townshipLevel: scenario.townshipLevel,
      horizon: scenario.horizon, dayTypes: scenario.dayTypes, policy: scenario.policy,
      rooms: rooms,
      staff: people?.map(\.member) ?? [],
      crews: try scenario.crews.map { source throws(ScenarioError) in
        try Self.crews(source, bases: bases, shifts: scenario.shifts)
      } ?? [],
      shifts: scenario.shifts,
      checkpoints: try scenario.checkpoints.map { source throws(ScenarioError) in
        try Self.checkpoints(source, dayTypes: scenario.dayTypes)
      } ?? [])
    self.init(
      scenario: scenario, hierarchy: hierarchy, problem: problem,
      roads: roads?.lines, places: try Self.places(scenario, hierarchy, rooms: rooms),
      stations: stations, policeOfStation: police, bases: bases,
      siteOfStaff: Dictionary(
        (people ?? []).filter { !$0.site.isEmpty }.map { ($0.member.id, $0.site) },
        uniquingKeysWith: { a, _ in a }),
      attributes: attributes, assumed: assumed)
  }

  /// The columns with a default that a given table does not have.
  private static func missingColumns(of scenario: Scenario) throws(ScenarioError) -> [String] {
    let defaults: [(String, Scenario.Source?, [(column: String, meaning: String)])] = [
      ("crews", scenario.crews, [("max_speed_kmh", "60 km/h at most")]),
      (
        "checkpoints", scenario.checkpoints,
        [
          ("tier", "tier blue"), ("visits_per_day", "one visit a day"), ("dwell_s", "300 s at each visit"),
          ("windows", "visits at any time"), ("min_gap_s", "visits however close"),
          ("day_types", "visits on every day type"),
        ]
      ),
      ("staff", scenario.staff, [("full_time", "everyone full-time"), ("unavailable", "nobody on leave")]),
    ]
    var notes: [String] = []
    for (name, source, columns) in defaults {
      guard let source else { continue }
      let known: [String]
      do {
        known = try VectorLayer.columns(of: source.vector)
      } catch { throw .format(error) }
      let missing = columns.filter { !known.contains(source.column($0.column)) }.map(\.meaning)
      if !missing.isEmpty { notes.append("\(name): \(missing.joined(separator: ", "))") }
    }
    return notes
  }

  private static func sites(_ source: Scenario.Source) throws(ScenarioError) -> [Site] {
    let table = try ScenarioTable(source, required: ["id"], optional: ["name"], as: .point)
    let ids = try table.identifiers()
    let names = table.texts("name")
    return ids.indices.map { Site(id: ids[$0], name: names[$0] ?? ids[$0], coordinate: table.points[$0]) }
  }

  /// The police of each station, in the order of `sites`.
  private static func police(_ source: Scenario.Source) throws(ScenarioError) -> [Int?] {
    let table = try ScenarioTable(source, required: ["id"], optional: ["police"], as: .point)
    var police: [Int?] = []
    for row in table.points.indices { police.append(try table.integer("police", row, atLeast: 0)) }
    return police
  }

  private static func attributes(
    _ scenario: Scenario, units: Level, _ assumed: inout [String]
  ) throws(ScenarioError) -> UnitAttributes {
    var attributes = UnitAttributes(namesOf: units)
    let names = "units whose names end in 社区, 居委会 or 居民委员会 are in town"
    guard let source = scenario.unitAttributes else {
      assumed.append("no unit attributes: \(names), and every household makes the same work")
      return attributes
    }
    let table = try ScenarioTable(source, required: ["code"], optional: ["town", "risk"], as: .none)
    let unitOfCode = Dictionary(zip(units.codes, units.codes.indices), uniquingKeysWith: { a, _ in a })
    if !table.has("town") { assumed.append("unit attributes: \(names)") }
    if !table.has("risk") { assumed.append("unit attributes: every household makes the same work") }
    for (row, code) in try table.identifiers("code").enumerated() {
      guard let unit = unitOfCode[code] else {
        throw table.unknown(row, "code", code, among: "units of level \(units.name)")
      }
      if let isTown = try table.flag("town", row) { attributes.isTown[unit] = isTown }
      if let risk = try table.number("risk", row) { attributes.risk[unit] = risk }
    }
    return attributes
  }

  private static func rooms(
    _ source: Scenario.Source, hierarchy: Hierarchy, townshipLevel: String
  ) throws(ScenarioError) -> [Room] {
    let table = try ScenarioTable(
      source, required: ["id"], optional: ["name", "max_units", "max_households"], as: .point)
    let ids = try table.identifiers()
    let names = table.texts("name")
    let townships = hierarchy.levels[hierarchy.index(of: townshipLevel) ?? 0]
    let index = UnitIndex(townships.shapes)
    var rooms: [Room] = []
    for row in ids.indices {
      guard let township = index.unit(at: table.points[row]) else {
        throw table.outside(row)
      }
      rooms.append(
        Room(
          id: ids[row], name: names[row] ?? ids[row], coordinate: table.points[row], status: .existing,
          townshipCode: townships.codes[township], maxUnits: try table.integer("max_units", row, atLeast: 1),
          maxHouseholds: try table.integer("max_households", row, atLeast: 1)))
    }
    return rooms
  }

  private static func crews(
    _ source: Scenario.Source, bases: [Site], shifts: [Shift]
  ) throws(ScenarioError) -> [Crew] {
    let table = try ScenarioTable(
      source, required: ["id", "base", "shifts"], optional: ["max_speed_kmh"], as: .none)
    var crews: [Crew] = []
    for (row, id) in try table.identifiers().enumerated() {
      let baseID = try table.text("base", row)
      guard let base = bases.first(where: { $0.id == baseID }) else {
        throw table.unknown(row, "base", baseID, among: "bases")
      }
      let shiftIDs = try table.list("shifts", row)
      guard !shiftIDs.isEmpty else { throw table.wrong(row, "shifts", "one shift or more, joined by ;") }
      for shift in shiftIDs where !shifts.contains(where: { $0.id == shift }) {
        throw table.unknown(row, "shifts", shift, among: "shifts")
      }
      crews.append(
        Crew(
          id: id, baseID: baseID, base: base.coordinate, shiftIDs: shiftIDs,
          maxSpeed: try table.number("max_speed_kmh", row) ?? 60))
    }
    return crews
  }

  private static func staff(
    _ source: Scenario.Source
  ) throws(ScenarioError) -> [(member: StaffMember, site: String)] {
    let table = try ScenarioTable(
      source, required: ["id", "role"], optional: ["home_unit", "full_time", "site", "unavailable"], as: .none
    )
    let homes = table.texts("home_unit")
    let sites = table.texts("site")
    var staff: [(member: StaffMember, site: String)] = []
    for (row, id) in try table.identifiers().enumerated() {
      guard let role = Role(rawValue: try table.text("role", row)) else {
        throw table.wrong(row, "role", Role.allCases.map(\.rawValue).joined(separator: " or "))
      }
      var unavailable: [CivilDate] = []
      for text in try table.list("unavailable", row) {
        guard let date = CivilDate(text) else {
          throw table.wrong(row, "unavailable", "dates such as 2026-12-01, joined by ;")
        }
        unavailable.append(date)
      }
      staff.append(
        (
          StaffMember(
            id: id, role: role, homeUnit: homes[row] ?? "",
            fullTime: try table.flag("full_time", row) ?? true,
            unavailable: unavailable), sites[row] ?? ""
        ))
    }
    return staff
  }

  private static func checkpoints(
    _ source: Scenario.Source, dayTypes: [String]
  ) throws(ScenarioError) -> [Checkpoint] {
    let table = try ScenarioTable(
      source, required: ["id"],
      optional: ["name", "tier", "visits_per_day", "dwell_s", "windows", "min_gap_s", "day_types"], as: .point
    )
    let names = table.texts("name")
    let tiers = table.texts("tier")
    var result: [Checkpoint] = []
    for (row, id) in try table.identifiers().enumerated() {
      guard let tier = Checkpoint.Tier(rawValue: tiers[row] ?? "blue") else {
        throw table.wrong(row, "tier", Checkpoint.Tier.allCases.map(\.rawValue).joined(separator: ", "))
      }
      var windows: [DailyWindow] = []
      for text in try table.list("windows", row) {
        guard let window = DailyWindow(text) else {
          throw table.wrong(row, "windows", "times such as 07:10-08:00, joined by ;")
        }
        windows.append(window)
      }
      let types = try table.list("day_types", row)
      for type in types where !dayTypes.contains(type) {
        throw table.unknown(row, "day_types", type, among: "day types")
      }
      result.append(
        Checkpoint(
          id: id, name: names[row] ?? id, coordinate: table.points[row], tier: tier,
          visitsPerDay: try table.integer("visits_per_day", row, atLeast: 0) ?? 1,
          dwell: try table.integer("dwell_s", row, atLeast: 0) ?? 300, windows: windows,
          minGap: try table.integer("min_gap_s", row, atLeast: 0) ?? 0, dayTypes: types))
    }
    return result
  }
}
