import Grid
import VectorFiles
import Words

extension PlanInputs {
  /// Reads every layer and table that a scenario names.
  public init(reading scenario: Scenario) throws(ScenarioError) {
    // They name the files of a plan. A scenario that was read has been asked already.
    if let detail = FileNames.clash(of: scenario.levels.map(\.name)) {
      throw .levelNames(file: scenario.file, detail: detail)
    }
    if let lowest = scenario.levels.last, case .layer(_, let columns) = lowest.origin,
      columns.households == nil
    {
      throw .noHouseholds(file: scenario.file, level: lowest.name)
    }
    let reading: Hierarchy.Reading
    do {
      reading = try Hierarchy.read(scenario.levels)
    } catch { throw .hierarchy(error) }
    let hierarchy = reading.hierarchy
    var assumed = scenario.assumed + reading.notes
    assumed += reading.dissolved.map {
      Message("level_dissolved", "level \($0) has no layer: it is dissolved from the level below")
    }
    if let summary = Placement.summary(of: reading.placements) { assumed.append(summary) }

    let bases = try scenario.bases.map { source throws(ScenarioError) in try Self.sites(source) } ?? []
    let stations = try scenario.stations.map { source throws(ScenarioError) in try Self.sites(source) } ?? []
    let police = try scenario.stations.map { source throws(ScenarioError) in try Self.police(source) } ?? []
    let attributes = try Self.attributes(
      scenario, units: hierarchy.levels[hierarchy.index(of: scenario.assignLevel) ?? 0], &assumed)
    let crews =
      try scenario.crews.map { source throws(ScenarioError) in
        try Self.crews(source, bases: bases, shifts: scenario.shifts)
      } ?? []
    let roads = try Self.roads(
      scenario, hierarchy, others: Set(crews.compactMap(\.profile) + scenario.rounds.map(\.rule.profile)))
    assumed += roads?.notes ?? []
    let people = try scenario.staff.map { source throws(ScenarioError) in try Self.staff(source) }
    assumed += try Self.missingColumns(of: scenario)
    let unread = try UnreadColumns.all(of: scenario)
    assumed += unread.flatMap { $0.misspelt + [$0.others].compactMap(\.self) }
    let rooms =
      try scenario.rooms.map { source throws(ScenarioError) in
        try Self.rooms(source, hierarchy: hierarchy, townshipLevel: scenario.townshipLevel)
      } ?? []
    var problem = Problem(
      levels: hierarchy.levels.map(\.name), assignLevel: scenario.assignLevel,
      townshipLevel: scenario.townshipLevel,
      horizon: scenario.horizon, dayTypes: scenario.dayTypes, policy: scenario.policy,
      rooms: rooms,
      staff: people?.map(\.member) ?? [],
      crews: crews,
      shifts: scenario.shifts,
      checkpoints: try scenario.checkpoints.map { source throws(ScenarioError) in
        try Self.checkpoints(source, scenario)
      } ?? [])
    problem.checkpoints +=
      try scenario.streets.map { source throws(ScenarioError) in
        try Self.streets(source, scenario, besides: problem.checkpoints)
      } ?? []
    problem.gridWorkers =
      try scenario.gridWorkers.map { source throws(ScenarioError) in
        try Self.gridWorkers(source, hierarchy, assignLevel: scenario.assignLevel)
      } ?? []
    problem.patrol = scenario.patrol
    let units = hierarchy.levels[hierarchy.index(of: scenario.assignLevel) ?? 0]
    problem.seen = scenario.seen
    for source in scenario.rounds {
      problem.rounds.append(try RoundRule(reading: source, units: Set(units.codes), level: units.name))
    }
    problem.bases = bases
    problem.stations = zip(stations, police).map { Station(site: $0, police: $1) }
    problem.countyPolice = scenario.countyPolice
    problem.attributes = attributes
    try problem.checkTiers(of: scenario)
    problem.lastSeen =
      try scenario.lastSeen.map { source throws(ScenarioError) in
        try LastSight.reading(source, hierarchy, before: scenario.horizon.start)
      } ?? []
    problem.rotate(seed: scenario.seed)
    try problem.readRosterTables(scenario.rosterTables, &assumed)
    let water = try Water(reading: scenario.water)
    let dry =
      water.isElsewhere(than: hierarchy)
      ? [Message("the water of the scenario lies elsewhere than the county: none of it is drawn")] : []
    assumed += dry
    self.init(
      scenario: scenario, hierarchy: hierarchy, problem: problem,
      roads: roads?.lines, water: water, places: try Self.places(scenario, hierarchy, rooms: rooms),
      siteOfStaff: Dictionary(
        (people ?? []).filter { !$0.site.isEmpty }.map { ($0.member.id, $0.site) },
        uniquingKeysWith: { a, _ in a }),
      assumed: assumed, slips: unread.flatMap(\.misspelt) + (roads?.lines.remarks.sentences ?? []) + dry)
  }

  /// The columns with a default that a given table does not have.
  private static func missingColumns(of scenario: Scenario) throws(ScenarioError) -> [Message] {
    let defaults: [(String, Scenario.Source?, [(column: String, meaning: Message)])] = [
      ("crews", scenario.crews, [("max_speed_kmh", Message("60 km/h at most"))]),
      (
        "checkpoints", scenario.checkpoints,
        [
          ("tier", Message("tier blue")), ("visits_per_day", Message("one visit a day")),
          ("dwell_s", Message("300 s at each visit")),
          ("windows", Message("visits at any time")), ("min_gap_s", Message("visits however close")),
          ("day_types", Message("visits on every day type")),
        ]
      ),
      (
        "staff", scenario.staff,
        [("full_time", Message("everyone full-time")), ("unavailable", Message("nobody on leave"))]
      ),
    ]
    var notes: [Message] = []
    for (name, source, columns) in defaults {
      guard let source else { continue }
      let known: [String]
      do {
        known = try VectorLayer.columns(of: source.vector)
      } catch { throw .format(error) }
      let missing = columns.filter { !known.contains(source.column($0.column)) }.map(\.meaning)
      if !missing.isEmpty {
        notes.append(Message("columns_missing", "\(name): \(missing.joined(separator: ", "))"))
      }
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

  static let attributeColumns = ["code", "town", "risk", "tier"]

  private static func attributes(
    _ scenario: Scenario, units: Level, _ assumed: inout [Message]
  ) throws(ScenarioError) -> UnitAttributes {
    var attributes = UnitAttributes(namesOf: units)
    let names = Message("units whose names end in 社区, 居委会 or 居民委员会 are in town")
    guard let source = scenario.unitAttributes else {
      assumed.append(
        Message(
          "no_unit_attributes", "no unit attributes: \(names), and every household makes the same work"))
      return attributes
    }
    let table = try ScenarioTable(
      source, required: Array(attributeColumns.prefix(1)), optional: Array(attributeColumns.dropFirst()),
      as: .none)
    let tiers = table.texts("tier")
    let unitOfCode = Dictionary(zip(units.codes, units.codes.indices), uniquingKeysWith: { a, _ in a })
    if !table.has("town") { assumed.append(Message("town_by_name", "unit attributes: \(names)")) }
    if !table.has("risk") {
      assumed.append(Message("risk_alike", "unit attributes: every household makes the same work"))
    }
    for (row, code) in try table.identifiers("code").enumerated() {
      guard let unit = unitOfCode[code] else {
        throw table.unknown(row, "code", code, among: Message("units of level \(units.name)"))
      }
      if let isTown = try table.flag("town", row) { attributes.isTown[unit] = isTown }
      if let risk = try table.number("risk", row) { attributes.risk[unit] = risk }
      attributes.tier[unit] = tiers[row]
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

  static let staffColumns =
    ["id", "role", "home_unit", "full_time", "site", "unavailable", "team"] + Contact.columns

  private static func staff(
    _ source: Scenario.Source
  ) throws(ScenarioError) -> [(member: StaffMember, site: String)] {
    let table = try ScenarioTable(
      source, required: Array(staffColumns.prefix(2)), optional: Array(staffColumns.dropFirst(2)), as: .none)
    let homes = table.texts("home_unit")
    let sites = table.texts("site")
    let teams = table.texts("team")
    let contacts = Contact.column(of: table)
    var staff: [(member: StaffMember, site: String)] = []
    for (row, id) in try table.identifiers().enumerated() {
      guard let role = Role(rawValue: try table.text("role", row)) else {
        throw table.wrong(row, "role", .either(Role.allCases.map(\.rawValue)))
      }
      var member = StaffMember(
        id: id, role: role, homeUnit: homes[row] ?? "", fullTime: try table.flag("full_time", row) ?? true,
        unavailable: try table.dates("unavailable", row))
      member.team = teams[row] ?? ""
      member.contact = contacts[row]
      staff.append((member, sites[row] ?? ""))
    }
    return staff
  }
}
