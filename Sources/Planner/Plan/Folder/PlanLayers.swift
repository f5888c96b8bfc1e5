import Geometry
import Grid
import Scenario
import VectorFiles

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

  private var patrol: PatrolLayers {
    PatrolLayers(
      problem: plan.problem, routes: plan.routes, paths: plan.ways.map(\.path), unservedVisits: plan.unserved)
  }

  /// The crews' stops.
  var stops: VectorLayer { patrol.stops }

  /// Every layer with a geometry, in the order in which a map is drawn.
  public func maps() throws(GEOSError) -> [VectorLayer] {
    let areas = try PatrolLayers.areas(plan.areas, of: plan.hierarchy.lowest)
    return try units + [areas, Self.gaps(plan.gaps, of: plan.hierarchy.lowest), patrol.routeLines, rooms]
  }

  /// Every table.
  public var tables: [VectorLayer] {
    [assignments, explanations] + (moves.map { [$0] } ?? []) + [
      patrol.stops, patrol.unserved, patrol.calendar, plan.roster.dutyTable(plan.problem),
      plan.roster.unfilledTable(plan.problem),
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
    var fields =
      [
        VectorField("patrol_area_id", .text(areaOfUnit)),
        VectorField("response_s", .integer(coverage.response)),
        VectorField("covered", .integer(coverage.response.map { ($0 ?? .max) <= limit ? 1 : 0 })),
      ] + Self.visitFields(coverage)
    if ownRoom {
      let parents = plan.hierarchy.ancestors(of: lowest, at: assignLevel)
      let rooms = parents.map { plan.assignment.rooms[plan.assignment.roomOfUnit[$0]].room.id }
      fields.insert(VectorField("room_id", .text(rooms)), at: 0)
    }
    return fields
  }

  /// The columns of the lowest level that follow from routes.
  static func visitFields(_ coverage: Coverage) -> [VectorField] {
    [
      VectorField("visits", .integer(coverage.visits)),
      VectorField("max_revisit_s", .integer(coverage.maxRevisit)),
    ]
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

  // MARK: Gaps

  static func gaps(_ gaps: [CoverageGap], of units: Level) throws(GEOSError) -> VectorLayer {
    var shapes = PolygonSet()
    for gap in gaps { try shapes.appendDissolved(gap.units, of: units.shapes) }
    return VectorLayer(
      name: "gaps",
      fields: [
        VectorField("id", .text(gaps.map(\.id))),
        VectorField("kind", .text(gaps.map(\.kind.rawValue))),
        VectorField("threshold_s", .integer(gaps.map(\.threshold))),
        VectorField("units", .integer(gaps.map(\.units.count))),
        VectorField("households", .integer(gaps.map(\.households))),
        VectorField("worst_s", .integer(gaps.map(\.worst))),
        VectorField("cause", .text(gaps.map(\.cause))),
        VectorField("fix", .text(gaps.map(\.fix))),
      ], geometry: .polygons(shapes))
  }

  // MARK: Numbers

  private static func seconds(_ value: Double) -> Int? { value.isFinite ? Int(value.rounded()) : nil }
  private static func tenths(_ value: Double) -> Double? {
    value.isFinite ? (value * 10).rounded() / 10 : nil
  }
}
