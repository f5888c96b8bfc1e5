import Foundation
import Grid
import Planner
import Scenario
import VectorFiles
import Words

extension Plan {
  /// Reads a plan back from its folder, edited by hand or not.
  ///
  /// What was edited counts: `isSettled` tells whether all that follows from it is still as it was.
  public init(_ folder: String) throws(PlanFolderError) {
    self = try PlanFolder.holding(folder) { held throws(PlanFolderError) in try PlanReader(held).plan() }
  }
}

extension PatrolPlan {
  /// Reads the areas and routes of a folder, of a plan or by themselves.
  public init(_ folder: String) throws(PlanFolderError) {
    self = try PlanFolder.holding(folder) { held throws(PlanFolderError) in try PlanReader(held).patrol() }
  }
}

/// Reads the files of one plan folder.
struct PlanReader {
  let held: HeldFolder
  /// What errors call it.
  var folder: String { held.path }
  let document: ProblemDocument
  let hierarchy: Hierarchy
  let problem: Problem

  init(_ held: HeldFolder) throws(PlanFolderError) {
    self.held = held
    let folder = held.path
    document = try PlanFolder.problem(of: held)
    do {
      hierarchy = try Hierarchy(reading: PlanFolder.levelSources(of: held, document))
    } catch { throw .contradiction(file: folder, detail: error.message) }
    let mark = "\(folder)/\(PlanFolder.mark)"
    guard let assign = hierarchy.index(of: document.assignLevel),
      hierarchy.index(of: document.townshipLevel) != nil
    else {
      throw .contradiction(
        file: mark, detail: Message("its assign_level or township_level is none of its levels"))
    }
    guard let start = CivilDate(document.horizon.start.prefix(10)),
      document.horizon.days >= 1, document.horizon.days <= 10_000
    else { throw .unreadable(file: mark, detail: Message("its horizon is none")) }
    var dayTypes: [Int] = []
    for (day, row) in try PlanTables.calendar.rows(in: held).enumerated() {
      guard row.date == start + day, let type = document.dayTypes.firstIndex(of: row.dayType) else { break }
      dayTypes.append(type)
    }
    guard dayTypes.count == document.horizon.days else {
      throw .contradiction(
        file: "\(folder)/calendar.csv",
        detail: Message("its dates are not those of the horizon, one after another, each with a day type"))
    }
    let units = hierarchy.levels[assign].count
    guard let problem = document.problem(dayTypeOfDate: dayTypes),
      problem.attributes?.risk.count ?? units == units
    else {
      throw .unreadable(file: mark, detail: Message("a date, time, role, tier or place is no such thing"))
    }
    self.problem = problem
  }

  // MARK: Patrol

  func patrol() throws(PlanFolderError) -> PatrolPlan {
    let summary = try summary(PatrolSummary.self)
    return try patrol(
      assumed: summary.assumptions ?? summary.assumed.map { Message(verbatim: $0) },
      bounds: CertificateIndex.certified(summary.optimisations.compactMap(\.bound), in: held))
  }

  private func patrol(assumed: [Message], bounds: [Bound]) throws(PlanFolderError) -> PatrolPlan {
    let routes = try StopTable(problem).routes(in: held)
    return PatrolPlan(
      title: document.title ?? "", scenarioFile: PlanFolder.scenarioPath(document, of: folder) ?? "",
      hierarchy: hierarchy, problem: problem, areas: try areas(), routes: routes, ways: try ways(routes),
      unserved: try PlanTables.unserved.rows(in: held), bounds: bounds,
      assumed: assumed)
  }

  private func areas() throws(PlanFolderError) -> [PatrolArea] {
    let name = "patrol_areas"
    guard
      let layer = try layer(
        name, required: ["id", "base_id", "crews", "workload_s"], optional: ["name"], as: .polygon)
    else {
      return []
    }
    var areas = try PlanTables.areas.rows(of: layer, "\(folder)/\(name).geojson")
    let ids = try unitFields(required: ["patrol_area_id"])["patrol_area_id"]?.texts ?? []
    let indexOfID = Dictionary(zip(areas.map(\.id), areas.indices), uniquingKeysWith: { first, _ in first })
    for (unit, id) in ids.enumerated() {
      guard let id, !id.isEmpty else { continue }
      guard let index = indexOfID[id] else {
        throw .contradiction(
          file: "\(folder)/units.\(hierarchy.lowest.name).geojson",
          detail: Message(
            "unit \(hierarchy.lowest.codes[unit]) names patrol area '\(id)', which \(name).geojson has not"))
      }
      areas[index].units.append(unit)
      areas[index].households += hierarchy.lowest.households[unit]
    }
    return areas
  }

  private func ways(_ routes: [Route]) throws(PlanFolderError) -> [RouteWay] {
    guard let layer = try layer("routes", required: ["day_type", "crew_id", "shift_id"], as: .line),
      case .lines(let lines) = layer.geometry
    else {
      // A folder without any drive has none; stops that were written into it have their ways yet to find.
      return routes.map { RouteWay(path: $0.stops.map(\.coordinate), turns: []) }
    }
    let keys = layer.fields.map { $0.texts.map { $0 ?? "" } }
    let lineOf = Dictionary(
      (0..<layer.count).map { row in (keys.map { $0[row] }, row) }, uniquingKeysWith: { first, _ in first })
    var turns: [[String]: [RouteWay.Stretch]] = [:]
    for row in try PlanTables.turns.rows(in: held) {
      turns[[row.dayType, row.crewID, row.shiftID], default: []].append(row.stretch)
    }
    return routes.map { route in
      let key = [route.dayType, route.crewID, route.shiftID]
      // Stops that a hand took away have no turns any more; the plan is then not settled.
      return RouteWay(
        path: lineOf[key].map { Array(lines[$0]) } ?? route.stops.map(\.coordinate),
        turns: (turns[key] ?? []).filter { route.stops.indices.contains($0.stop) })
    }
  }

  /// None where an earlier planner wrote the plan, or its scenario had neither roads nor water.
  private func backdrop() throws(PlanFolderError) -> Backdrop {
    var (rows, waters): ([Backdrop.Line], Backdrop.Waters) = ([], Backdrop.Waters())
    if isThere("\(PlanFolder.backdrop).geojson"),
      let layer = try layer(PlanFolder.backdrop, required: ["class", "name"], as: .line),
      case .lines(let lines) = layer.geometry
    {
      rows = try PlanTables.backdrop.rows(of: layer, "\(folder)/\(PlanFolder.backdrop).geojson")
      for row in rows.indices { rows[row].course = Array(lines[row]) }
    }
    if isThere("\(PlanFolder.water).geojson"),
      let layer = try layer(PlanFolder.water, required: ["name"], as: .polygon),
      case .polygons(let shapes) = layer.geometry
    {
      waters.shapes = shapes
      waters.names = try PlanTables.water.rows(of: layer, "\(folder)/\(PlanFolder.water).geojson").map(\.name)
    }
    return Backdrop(lines: rows, waters: waters)
  }

  // MARK: The whole plan

  func plan() throws(PlanFolderError) -> Plan {
    guard PlanFolder.tablesOfWhole.contains(where: isThere) else { throw .patrolOnly(folder: folder) }
    let summary = try summary(SummaryDocument.self)
    let patrol = try patrol(
      assumed: summary.assumptions ?? summary.assumed.map { Message(verbatim: $0) },
      bounds: CertificateIndex.certified(summary.optimisations.compactMap(\.bound), in: held))
    let closed = Set(Roster.closed(problem))
    var roster = Roster(
      duties: try PlanTables.roster(problem).rows(in: held),
      unfilled: try PlanTables.unfilled.rows(in: held).filter { !closed.contains($0) })
    guard summary.roster.isWhole else {
      throw .unreadable(
        file: "\(folder)/summary.json",
        detail: Message("of the roster neither its cost is told nor why it has none"))
    }
    guard let refused = summary.roster.refused else {
      throw .unreadable(file: "\(folder)/summary.json", detail: Message("a pinned duty has no date"))
    }
    roster.unpinned = refused
    return Plan(
      title: patrol.title, scenarioFile: patrol.scenarioFile, hierarchy: hierarchy, problem: problem,
      assignment: try AssignmentReader(self).assignment(summary.audit.staffing),
      moves: try isThere("moves.csv") ? PlanTables.moves.rows(in: held) : nil, areas: patrol.areas,
      routes: patrol.routes, ways: patrol.ways, unserved: patrol.unserved, roster: roster,
      revisions: RosterRevisions(
        changes: try isThere("roster_changes.csv") ? PlanTables.rosterChanges.rows(in: held) : []),
      bounds: patrol.bounds, assumed: patrol.assumed, backdrop: try backdrop(),
      findings: try findings(basis: summary.findingsBasis.flatMap { Fingerprint($0) } ?? Fingerprint()))
  }

  private func findings(basis: Fingerprint) throws(PlanFolderError) -> Findings {
    let fields = try unitFields(
      required: ["response_s", "visits", "max_revisit_s"], optional: ["second_response_s", "gap_ids"])
    func whole(_ name: String) -> [Int?] {
      fields[name].map { $0.texts.map { $0.flatMap { Int($0) } } }
        ?? Array(repeating: nil, count: hierarchy.lowest.count)
    }
    var reach: [DayReach] = []
    for row in try isThere("reach.csv") ? PlanTables.reach.rows(in: held) : [] {
      if reach.last?.dayType != row.dayType {
        reach.append(DayReach(dayType: row.dayType, step: row.step, classes: []))
      }
      guard row.classes.count == hierarchy.lowest.count else {
        throw .contradiction(
          file: "\(folder)/reach.csv",
          detail: Message("a row does not have a class for each unit of the lowest level"))
      }
      reach[reach.count - 1].classes.append(row.classes)
    }
    return Findings(
      basis: basis,
      coverage: Coverage(
        response: whole("response_s"), secondResponse: whole("second_response_s"),
        visits: whole("visits").map { $0 ?? 0 }, maxRevisit: whole("max_revisit_s")),
      gaps: try gaps(fields["gap_ids"]?.texts ?? []), reach: reach,
      explanations: try isThere("explanations.csv") ? PlanTables.explanations.rows(in: held) : [],
      rounds: try rounds())
  }

  private func rounds() throws(PlanFolderError) -> [Round] {
    var rounds: [Round] = []
    for (index, row) in (try isThere("rounds.csv") ? PlanTables.rounds.rows(in: held) : []).enumerated() {
      let wrong: (String, Double, Int)? = [
        ("round", Double(row.number), Measure.count), ("least_rounds", Double(row.least), Measure.count),
        ("arrive_s", Double(row.stop.arrive), Measure.seconds),
        ("travel_s", Double(row.stop.travel), Measure.seconds),
        ("distance_m", row.stop.distance, Measure.count),
      ].first { !(0...Double($0.2)).contains($0.1) }
      if let (column, value, _) = wrong {
        throw .wrongField(file: "\(folder)/rounds.csv", row: index + 1, column: column, value: "\(value)")
      }
      let round = Round(
        ruleID: row.ruleID, unitCode: row.unitCode, number: row.number, least: row.least, stops: [row.stop])
      if let last = rounds.last,
        (last.ruleID, last.unitCode, last.number) == (round.ruleID, round.unitCode, round.number)
      {
        rounds[rounds.count - 1].stops.append(row.stop)
      } else {
        rounds.append(round)
      }
    }
    return rounds
  }

  /// - Parameter ids: for each unit of the lowest level its gaps.
  private func gaps(_ ids: [String?]) throws(PlanFolderError) -> [CoverageGap] {
    let columns = ["id", "kind", "threshold_s", "worst_s", "cause", "fix"]
    guard
      let layer = try layer(
        "gaps", required: columns, optional: ["cause_params", "fix_params", "closed_households"], as: .polygon
      )
    else { return [] }
    var gaps = try PlanTables.gaps.rows(of: layer, "\(folder)/gaps.geojson")
    let indexOfID = Dictionary(zip(gaps.map(\.id), gaps.indices), uniquingKeysWith: { first, _ in first })
    for (unit, text) in ids.enumerated() {
      for id in (text ?? "").parts(at: ";") {
        guard let index = indexOfID[String(id)] else { continue }
        gaps[index].units.append(unit)
        gaps[index].households += hierarchy.lowest.households[unit]
      }
    }
    return gaps
  }

  // MARK: Files

  private func isThere(_ name: String) -> Bool {
    held.holds(name)
  }

  private func summary<Document: Decodable>(_ type: Document.Type) throws(PlanFolderError) -> Document {
    try PlanFolder.read(type, "summary.json", of: held)
  }

  private func unitFields(
    required: [String], optional: [String] = []
  ) throws(PlanFolderError) -> VectorLayer {
    let name = "units.\(hierarchy.lowest.name)"
    guard let layer = try layer(name, required: required, optional: optional, as: .polygon),
      layer.count == hierarchy.lowest.count
    else {
      throw .contradiction(
        file: "\(folder)/\(name).geojson", detail: Message("some of its units have no land"))
    }
    return layer
  }

  /// `nil` where it has no features, and so no columns either.
  private func layer(
    _ name: String, required: [String], optional: [String] = [], as kind: GeometryKind
  ) throws(PlanFolderError) -> VectorLayer? {
    let source = held.source("\(name).geojson")
    do {
      return try VectorLayer(reading: source, columns: required, optional: optional, as: kind)
    } catch FormatError.noFeatures {
      return nil
    } catch FormatError.noField(_, _, _, let known) where known.isEmpty {
      return nil
    } catch { throw .format(error) }
  }
}
