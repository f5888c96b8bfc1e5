import Grid

/// A plan as layers and tables: the shapes in which it is written to files.
public struct PlanLayers: Sendable {
  private let plan: Plan
  private let assignLevel: Int
  private let townshipLevel: Int

  public init(_ plan: Plan) {
    self.plan = plan
    assignLevel = plan.hierarchy.index(of: plan.problem.assignLevel) ?? 0
    townshipLevel = plan.hierarchy.index(of: plan.problem.townshipLevel) ?? 0
  }

  /// Every layer with a geometry, in the order in which a map is drawn.
  public func maps() throws(GEOSError) -> [VectorLayer] { try units + [areas(), gaps(), routes, rooms] }

  /// Every table.
  public var tables: [VectorLayer] {
    [assignments, explanations] + (moves.map { [$0] } ?? []) + [
      stops, unserved, calendar, plan.roster.dutyTable(plan.problem), plan.roster.unfilledTable,
    ]
  }

  // MARK: Land

  /// A layer per level, `units.<level>`.
  private var units: [VectorLayer] {
    let lowest = plan.hierarchy.levels.count - 1
    return plan.hierarchy.levels.indices.map { index in
      var layer = plan.hierarchy.layer(ofLevel: index)
      if index == assignLevel { layer.fields += assignmentFields }
      if index == lowest { layer.fields += coverageFields(ownRoom: index != assignLevel) }
      return layer
    }
  }

  private var assignmentFields: [VectorField] {
    let assignment = plan.assignment
    return [
      VectorField("room_id", .text(assignment.roomOfUnit.map { assignment.rooms[$0].room.id })),
      VectorField("officer_id", .text(assignment.officerOfUnit)),
      VectorField("auxiliary_ids", .text(assignment.auxiliariesOfUnit.map { $0.joined(separator: ";") })),
      VectorField("travel_s", .integer(assignment.travelOfUnit.map(Self.seconds))),
    ]
  }

  private func coverageFields(ownRoom: Bool) -> [VectorField] {
    let lowest = plan.hierarchy.levels.count - 1
    let coverage = plan.coverage
    var areaOfUnit = [String?](repeating: nil, count: plan.hierarchy.lowest.count)
    for area in plan.areas { for unit in area.units { areaOfUnit[unit] = area.id } }
    let limit = plan.problem.policy.gapResponseLimit
    var fields = [
      VectorField("patrol_area_id", .text(areaOfUnit)),
      VectorField("response_s", .integer(coverage.response)),
      VectorField("covered", .integer(coverage.response.map { ($0 ?? .max) <= limit ? 1 : 0 })),
      VectorField("visits", .integer(coverage.visits)),
      VectorField("max_revisit_s", .integer(coverage.maxRevisit)),
    ]
    if ownRoom {
      let parents = plan.hierarchy.ancestors(of: lowest, at: assignLevel)
      let rooms = parents.map { plan.assignment.rooms[plan.assignment.roomOfUnit[$0]].room.id }
      fields.insert(VectorField("room_id", .text(rooms)), at: 0)
    }
    return fields
  }

  // MARK: Rooms and people

  /// Open rooms, and a workstation in each assignment-level unit.
  private var rooms: VectorLayer {
    let level = plan.hierarchy.levels[assignLevel]
    let assignment = plan.assignment
    let workstations = level.codes.indices
    let open = assignment.rooms
    func column<T>(_ ofRoom: (Assignment.OpenRoom) -> T, _ ofUnit: (Int) -> T) -> [T] {
      open.map(ofRoom) + workstations.map(ofUnit)
    }
    return VectorLayer(
      name: "rooms",
      fields: [
        VectorField("id", .text(column({ $0.room.id }, { "W-" + level.codes[$0] }))),
        VectorField("name", .text(column({ $0.room.name }, { level.names[$0] }))),
        VectorField("kind", .text(column({ _ in "room" }, { _ in "workstation" }))),
        VectorField("status", .text(column({ $0.room.status.rawValue }, { _ in "new" }))),
        VectorField("unit_code", .text(column({ level.codes[$0.unit] }, { level.codes[$0] }))),
        VectorField("officers", .integer(column({ $0.officerIDs.count }, { _ in 0 }))),
        VectorField("units", .integer(column({ $0.units.count }, { _ in 1 }))),
        VectorField("households", .integer(column({ $0.households }, { level.households[$0] }))),
        VectorField("mean_travel_s", .real(column({ Self.tenths($0.meanTravel) }, { _ in 0 }))),
        VectorField("max_travel_s", .integer(column({ Self.seconds($0.maxTravel) }, { _ in 0 }))),
      ],
      geometry: .points(column({ $0.room.coordinate }, { level.anchors[$0] })))
  }

  private var assignments: VectorLayer {
    let level = plan.hierarchy.levels[assignLevel]
    let townships = plan.hierarchy.levels[townshipLevel]
    let townshipOf = plan.hierarchy.ancestors(of: assignLevel, at: townshipLevel)
    let assignment = plan.assignment
    return VectorLayer(
      name: "assignments",
      fields: [
        VectorField("unit_code", .text(level.codes)),
        VectorField("township_code", .text(townshipOf.map { townships.codes[$0] })),
      ] + assignmentFields + [VectorField("shortfall", .text(assignment.shortfallOfUnit))], geometry: .none)
  }

  private var explanations: VectorLayer {
    ExplanationTable(
      plan.explanations, units: plan.hierarchy.levels[assignLevel], rooms: plan.assignment.rooms.map(\.room)
    ).layer
  }

  /// Who changed hands since the earlier plan, where there is one.
  private var moves: VectorLayer? {
    plan.assignment.replan.map { replan in
      MovesTable(
        replan, units: plan.hierarchy.levels[assignLevel], rooms: plan.assignment.rooms.map(\.room)
      ).layer
    }
  }

  // MARK: Patrol

  private func areas() throws(GEOSError) -> VectorLayer {
    var shapes = PolygonSet()
    for area in plan.areas { try shapes.appendDissolved(area.units, of: plan.hierarchy.lowest.shapes) }
    return VectorLayer(
      name: "patrol_areas",
      fields: [
        VectorField("id", .text(plan.areas.map(\.id))),
        VectorField("base_id", .text(plan.areas.map(\.baseID))),
        VectorField("crews", .text(plan.areas.map { $0.crewIDs.joined(separator: ";") })),
        VectorField("units", .integer(plan.areas.map(\.units.count))),
        VectorField("households", .integer(plan.areas.map(\.households))),
        VectorField("workload_s", .integer(plan.areas.map { Self.seconds($0.workload) })),
      ], geometry: .polygons(shapes))
  }

  private var routes: VectorLayer {
    let routes = plan.routes
    var lines = LineSet()
    for path in plan.paths { lines.append(path.count == 1 ? path + path : path) }
    let times = RouteTimes(plan)
    func sum(_ value: (Route.Stop) -> Int) -> VectorField.Values {
      .integer(routes.map { $0.stops.reduce(0) { $0 + value($1) } })
    }
    return VectorLayer(
      name: "routes",
      fields: [
        VectorField("id", .text(routes.map { "\($0.dayType)-\($0.crewID)-\($0.shiftID)" })),
        VectorField("day_type", .text(routes.map(\.dayType))),
        VectorField("crew_id", .text(routes.map(\.crewID))),
        VectorField("shift_id", .text(routes.map(\.shiftID))),
        VectorField(
          "start",
          .text(routes.map { route in route.stops.first.flatMap { times.text($0.depart, of: route) } })),
        VectorField(
          "end", .text(routes.map { route in route.stops.last.flatMap { times.text($0.arrive, of: route) } })),
        VectorField(
          "distance_m", .integer(routes.map { Self.seconds($0.stops.reduce(0) { $0 + $1.distance }) })),
        VectorField("travel_s", sum(\.travel)),
        VectorField("dwell_s", sum { $0.depart - $0.start }),
        VectorField("wait_s", sum { $0.start - $0.arrive }),
        VectorField("stops", .integer(routes.map { max(0, $0.stops.count - 2) })),
      ], geometry: .lines(lines))
  }

  private var stops: VectorLayer {
    let times = RouteTimes(plan)
    let rows = plan.routes.flatMap { route in route.stops.enumerated().map { (route, $0.offset, $0.element) }
    }
    func text(_ value: (Route, Int, Route.Stop) -> String?) -> VectorField.Values {
      .text(rows.map { value($0.0, $0.1, $0.2) })
    }
    return VectorLayer(
      name: "stops",
      fields: [
        VectorField("day_type", text { route, _, _ in route.dayType }),
        VectorField("crew_id", text { route, _, _ in route.crewID }),
        VectorField("shift_id", text { route, _, _ in route.shiftID }),
        VectorField("seq", .integer(rows.map(\.1))),
        VectorField("kind", text { _, _, stop in stop.kind.rawValue }),
        VectorField("stop_id", text { _, _, stop in stop.id }),
        VectorField(
          "arrive", text { route, _, stop in stop.kind == .start ? nil : times.text(stop.arrive, of: route) }),
        VectorField(
          "start",
          text { route, _, stop in
            stop.kind == .start || stop.kind == .end ? nil : times.text(stop.start, of: route)
          }),
        VectorField(
          "depart", text { route, _, stop in stop.kind == .end ? nil : times.text(stop.depart, of: route) }),
        VectorField("lon", .real(rows.map { $0.2.coordinate.longitude })),
        VectorField("lat", .real(rows.map { $0.2.coordinate.latitude })),
        VectorField("travel_s", .integer(rows.map { $0.2.travel })),
        VectorField("distance_m", .real(rows.map { Self.tenths($0.2.distance) })),
      ], geometry: .none)
  }

  private var unserved: VectorLayer {
    VectorLayer(
      name: "unserved",
      fields: [
        VectorField("day_type", .text(plan.unserved.map(\.dayType))),
        VectorField("checkpoint_id", .text(plan.unserved.map(\.checkpointID))),
        VectorField("visit", .integer(plan.unserved.map(\.visit))),
        VectorField("reason", .text(plan.unserved.map(\.reason))),
      ], geometry: .none)
  }

  // MARK: Gaps

  private func gaps() throws(GEOSError) -> VectorLayer {
    var shapes = PolygonSet()
    for gap in plan.gaps { try shapes.appendDissolved(gap.units, of: plan.hierarchy.lowest.shapes) }
    return VectorLayer(
      name: "gaps",
      fields: [
        VectorField("id", .text(plan.gaps.map(\.id))),
        VectorField("kind", .text(plan.gaps.map(\.kind.rawValue))),
        VectorField("threshold_s", .integer(plan.gaps.map(\.threshold))),
        VectorField("units", .integer(plan.gaps.map(\.units.count))),
        VectorField("households", .integer(plan.gaps.map(\.households))),
        VectorField("worst_s", .integer(plan.gaps.map(\.worst))),
        VectorField("cause", .text(plan.gaps.map(\.cause))),
        VectorField("fix", .text(plan.gaps.map(\.fix))),
      ], geometry: .polygons(shapes))
  }

  // MARK: Roster

  private var calendar: VectorLayer {
    let horizon = plan.problem.horizon
    return VectorLayer(
      name: "calendar",
      fields: [
        VectorField("date", .text((0..<horizon.days).map { (horizon.start + $0).text })),
        VectorField("day_type", .text(horizon.dayTypeOfDate.map { plan.problem.dayTypes[$0] })),
      ], geometry: .none)
  }

  // MARK: Numbers

  private static func seconds(_ value: Double) -> Int? { value.isFinite ? Int(value.rounded()) : nil }
  private static func tenths(_ value: Double) -> Double? {
    value.isFinite ? (value * 10).rounded() / 10 : nil
  }
}

/// Dates the stops of routes: each on the first date of the horizon that uses its day type.
struct RouteTimes {
  private let dates: [String: CivilDate]
  private let clock: Clock

  init(_ plan: Plan) {
    let horizon = plan.problem.horizon
    var dates: [String: CivilDate] = [:]
    for (index, type) in plan.problem.dayTypes.enumerated() {
      dates[type] = horizon.start + (horizon.dayTypeOfDate.firstIndex(of: index) ?? 0)
    }
    self.dates = dates
    clock = horizon.clock
  }

  func text(_ seconds: Int, of route: Route) -> String? {
    dates[route.dayType].map { clock.text($0, seconds: seconds) }
  }
}
