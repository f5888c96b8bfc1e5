import Geometry
import Grid
import Planner
import Scenario
import VectorFiles

/// A plan as layers and tables: the shapes in which it is written to files.
package struct PlanLayers: Sendable {
  private let plan: Plan
  private let patrol: PatrolLayers

  package init(_ plan: Plan) {
    self.plan = plan
    patrol = PatrolLayers(plan.patrol)
  }

  /// Every layer with a geometry, in the order in which a map is drawn.
  package func maps() throws(GEOSError) -> [VectorLayer] {
    try units + [patrol.areas(), Self.gaps(plan.gaps, of: plan.hierarchy.lowest), patrol.routeLines, rooms]
      + backdrop
  }

  private var backdrop: [VectorLayer] {
    let (rows, waters) = (plan.backdrop.lines, plan.backdrop.waters)
    var lines = LineSet()
    for row in rows { lines.append(row.course) }
    let layers = [
      VectorLayer(
        name: PlanFolder.backdrop, fields: PlanTables.backdrop.fields(rows), geometry: .lines(lines)),
      VectorLayer(
        name: PlanFolder.water, fields: PlanTables.water.fields(waters.names.map { .init(name: $0) }),
        geometry: .polygons(waters.shapes)),
    ]
    return layers.filter { $0.count > 0 }
  }

  /// Every table, in the order of a map's legend.
  package var tables: [VectorLayer] {
    let closed = Roster.closed(plan.problem)
    return [assignments, PlanTables.explanations.layer(plan.findings.explanations)]
      + (plan.moves.map { [PlanTables.moves.layer($0)] } ?? []) + [
        patrol.stops, patrol.unserved, patrol.calendar,
        PlanTables.roster(plan.problem).layer(plan.roster.duties),
        PlanTables.unfilled.layer(plan.roster.unfilled + closed),
      ]
      + (plan.revisions.changes.isEmpty ? [] : [PlanTables.rosterChanges.layer(plan.revisions.changes)])
  }

  /// Maps and tables with how they are drawn.
  package func styled() throws(PlanFolderError) -> [VectorLayer] {
    let maps: [VectorLayer]
    do {
      maps = try self.maps()
    } catch { throw .geometry(error) }
    return (maps + tables).map(PlanStyles(plan.problem.policy).styled)
  }

  /// Who answers for each unit of the lowest level, as columns: ids, and beside them names and numbers where the county
  /// gives any.
  package var responsibleFields: [VectorField] {
    let lowest = plan.hierarchy.levels.count - 1
    let villageOfUnit = plan.hierarchy.ancestors(of: lowest, at: plan.assignLevel)
    let workers = plan.problem.gridWorkers
    let rows = assignmentRows
    let held = villageOfUnit.map { $0 < 0 ? PlanTables.AssignmentRow() : rows[$0] }
    let workersOfUnit = plan.hierarchy.workersOfLowest(workers)
    return PlanTables.assignmentFields.fields(held).filter { $0.name != "travel_s" }
      + contacts(["officer_name", "officer_phone"], held.map { [$0.officerID] })
      + contacts(["auxiliary_names", "auxiliary_phones"], held.map(\.auxiliaryIDs))
      + (workers.isEmpty
        ? []
        : [VectorField("grid_worker_ids", .text(workersOfUnit.map { $0.joined(separator: ";") }))])
      + contacts(["grid_worker_names", "grid_worker_phones"], workersOfUnit) + [patrol.areaField]
  }

  /// Names and numbers of people, in the order of their ids; nothing where none of them has any.
  private func contacts(_ columns: [String], _ idsOfUnit: [[String]]) -> [VectorField] {
    let book = PhoneBook(plan.problem)
    let given = idsOfUnit.map { $0.map { book[$0] } }
    return zip(columns, [\Contact.name, \.phone]).compactMap { column, part in
      let texts = given.map { $0.map { $0[keyPath: part] } }
      guard texts.joined().contains(where: { !$0.isEmpty }) else { return nil }
      return VectorField(column, .text(texts.map { $0.joined(separator: ";") }))
    }
  }

  /// The rounds, who makes them when, and how often the land is seen; none where none of it is asked.
  func rounds(_ figures: PlanFigures) -> [VectorLayer] {
    let stops = plan.rounds.flatMap { round in
      round.stops.enumerated().map {
        PlanTables.RoundRow(
          ruleID: round.ruleID, unitCode: round.unitCode, number: round.number, least: round.least,
          sequence: $0 + 1, stop: $1)
      }
    }
    let units = figures.seen.verdicts.flatMap { verdict in
      let codes =
        plan.hierarchy.index(of: verdict.standard.level).map { plan.hierarchy.levels[$0].codes } ?? []
      return verdict.units.enumerated().map { index, unit in
        PlanTables.SeenRow(
          standard: verdict.standard, unitCode: codes[unit], dates: verdict.dates[index],
          greatest: verdict.greatest[index], last: verdict.lastDates[index])
      }
    }
    return
      (plan.problem.rounds.isEmpty
      ? []
      : [PlanTables.rounds.layer(stops), PlanTables.roundDates(plan.problem).layer(figures.rounds.dated)])
      + (units.isEmpty ? [] : [PlanTables.seen.layer(units)])
  }

  /// How soon help comes through the day, which is of use to programs alone.
  var reach: VectorLayer {
    PlanTables.reach.layer(
      plan.findings.reach.flatMap { day in
        day.classes.enumerated().map {
          PlanTables.ReachRow(dayType: day.dayType, step: day.step, look: $0, classes: $1)
        }
      })
  }

  // MARK: Land

  /// A layer per level, `units.<level>`.
  private var units: [VectorLayer] {
    let lowest = plan.hierarchy.levels.count - 1
    return plan.hierarchy.levels.indices.map { index in
      var layer = plan.hierarchy.layer(ofLevel: index)
      if index == plan.assignLevel { layer.fields += PlanTables.assignmentFields.fields(assignmentRows) }
      if index == lowest { layer.fields += lowestFields(hasRoom: index == plan.assignLevel) }
      return layer
    }
  }

  private func lowestFields(hasRoom: Bool) -> [VectorField] {
    let lowest = plan.hierarchy.levels.count - 1
    let coverage = plan.coverage
    let limit = plan.problem.policy.gapResponseLimit
    var gapIDs = [[String]](repeating: [], count: plan.hierarchy.lowest.count)
    for gap in plan.gaps { for unit in gap.units { gapIDs[unit].append(gap.id) } }
    var fields = [
      patrol.areaField,
      VectorField("response_s", .integer(coverage.response)),
      VectorField("second_response_s", .integer(coverage.secondResponse)),
      VectorField("covered", .integer(coverage.response.map { ($0 ?? .max) <= limit ? 1 : 0 })),
      VectorField("visits", .integer(coverage.visits)),
      VectorField("max_revisit_s", .integer(coverage.maxRevisit)),
      VectorField("gap_ids", .text(gapIDs.map { $0.joined(separator: ";") })),
    ]
    if !hasRoom {
      let parents = plan.hierarchy.ancestors(of: lowest, at: plan.assignLevel)
      let rooms = parents.map { parent in
        parent < 0 ? nil : plan.assignment.rooms[plan.assignment.roomOfUnit[parent]].room.id
      }
      fields.insert(VectorField("room_id", .text(rooms)), at: 0)
    }
    return fields
  }

  // MARK: Rooms and people

  /// Open rooms, and a workstation in each assignment-level unit.
  private var rooms: VectorLayer {
    let level = plan.assignedUnits
    let open = plan.assignment.rooms
    func column<T>(_ ofRoom: (Assignment.OpenRoom) -> T, _ ofUnit: (Int) -> T) -> [T] {
      open.map(ofRoom) + level.codes.indices.map(ofUnit)
    }
    return VectorLayer(
      name: "rooms",
      fields: [
        VectorField("id", .text(column({ $0.room.id }, { "W-" + level.codes[$0] }))),
        VectorField("name", .text(column({ $0.room.name }, { level.names[$0] }))),
        VectorField("kind", .text(column({ _ in "room" }, { _ in "workstation" }))),
        VectorField("status", .text(column({ $0.room.status.rawValue }, { _ in "new" }))),
        VectorField(
          "unit_code", .text(column({ $0.unit < 0 ? nil : level.codes[$0.unit] }, { level.codes[$0] }))),
        VectorField("officers", .integer(column({ $0.officerIDs.count }, { _ in 0 }))),
        VectorField("units", .integer(column({ $0.units.count }, { _ in 1 }))),
        VectorField("households", .integer(column({ $0.households }, { level.households[$0] }))),
        VectorField("mean_travel_s", .real(column({ Self.tenths($0.meanTravel) }, { _ in 0 }))),
        VectorField("max_travel_s", .integer(column({ Self.seconds($0.maxTravel) }, { _ in 0 }))),
        VectorField("officer_ids", .text(column({ $0.officerIDs.joined(separator: ";") }, { _ in "" }))),
      ],
      geometry: .points(column({ $0.room.coordinate }, { level.anchors[$0] })))
  }

  private var assignmentRows: [PlanTables.AssignmentRow] {
    let townshipOf = plan.hierarchy.ancestors(of: plan.assignLevel, at: plan.townshipLevel)
    let assignment = plan.assignment
    return plan.assignedUnits.codes.enumerated().map { unit, code in
      PlanTables.AssignmentRow(
        unitCode: code, townshipCode: townshipOf[unit] < 0 ? "" : plan.townships.codes[townshipOf[unit]],
        roomID: assignment.roomOfUnit[unit] < 0 ? "" : assignment.rooms[assignment.roomOfUnit[unit]].room.id,
        officerID: assignment.officerOfUnit[unit], auxiliaryIDs: assignment.auxiliariesOfUnit[unit],
        seconds: Self.seconds(assignment.travelOfUnit[unit]), shortfall: assignment.shortfallOfUnit[unit])
    }
  }

  private var assignments: VectorLayer { PlanTables.assignments.layer(assignmentRows) }

  // MARK: Gaps

  static func gaps(_ gaps: [CoverageGap], of units: Level) throws(GEOSError) -> VectorLayer {
    var shapes = PolygonSet()
    for gap in gaps { try shapes.appendDissolved(gap.units, of: units.shapes) }
    return VectorLayer(name: "gaps", fields: PlanTables.gaps.fields(gaps), geometry: .polygons(shapes))
  }

  // MARK: Numbers

  private static func seconds(_ value: Double) -> Int? { Int(exactly: value.rounded()) }
  private static func tenths(_ value: Double) -> Double? {
    value.isFinite ? (value * 10).rounded() / 10 : nil
  }
}
