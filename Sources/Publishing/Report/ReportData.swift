import Foundation
import Grid
import PlanCodec
import Planner
import Scenario
import Words

/// What the report page is told: the plan in columns, and every figure that derives from it, computed once.
///
/// Indices point into the lists beside them: `parents` into the level above, `roomOfUnit` into `rooms`, `area` into
/// `areas`, -1 for none. Times are seconds after midnight, durations seconds, lengths metres; `null` is unreachable
/// or none. `IntegerText` says how geometry is coded. Every number is finite.
struct ReportData: Encodable {
  var title: String
  var start: String
  var days: Int
  var dayTypes: [String]
  /// Indices into `levels`.
  var assignLevel: Int
  var townshipLevel: Int
  var levels: [LevelColumns]
  /// Whether the proof of the levels holds; `nil` where the land could not be judged.
  var proved: Bool?
  /// What stands against the proof of each level, top first.
  var unproved: [[CauseRow]]?
  var mesh: Mesh
  var assignment: AssignmentColumns
  /// By id; those of whom nothing is known but the id are not among them.
  var people: [String: PersonRow]
  var rooms: [RoomRow]
  var areas: [AreaRow]
  var areaFigures: AreaFigures
  var bases: [BaseRow]
  /// Those of routes and of the roster aside.
  var optimisations: [OptimisationRow]
  /// Roads by rank, the greater first (`Backdrop.Road.rank`), as `IntegerText` of lines.
  var roads: [String]
  /// Rivers, as `IntegerText` of lines.
  var rivers: String
  /// Lakes and wide rivers, as `IntegerText` of units.
  var waters: String
  var rules: [RuleRow]
  /// The county first, then its townships.
  var equity: [EquityRow]
  var detached: [DetachedRow]
  var shares: [SharesRow]
  var assumed: [Said]
  /// By the id of a station, the township it stands in, an index.
  var stations: [String: Int]
  /// By letter, the characters of the plan's names whose reading begins with it.
  var initials: [String: String]
  var figures: ReportFigures

  /// One level of the hierarchy, unit by unit.
  struct LevelColumns: Encodable {
    var name: String
    var codes: [String]
    var names: [String]
    var parents: [Int]
    var households: [Int]
    /// Households that are reached within the gap limit.
    var reached: [Int]
    /// The longest response time of any micro-grid within; `nil` if one is unreachable.
    var worst: [Int?]
    /// Square metres.
    var areas: [Int]
    /// Coded coordinates.
    var anchors: String
  }

  /// A `Proof.Cause`.
  struct CauseRow: Encodable {
    var kind: String
    var count: Int
  }

  /// The lowest level; the page dissolves the borders of the levels above from its rings.
  struct Mesh: Encodable {
    var rings: String
    var area: [Int]
    /// Ids; absent where the plan names none.
    var workers: [[String]]?
  }

  /// How a person is called, and called up.
  struct PersonRow: Encodable {
    var name: String
    var phone: String
    var callsign: String
  }

  struct AssignmentColumns: Encodable {
    var roomOfUnit: [Int]
    var officers: [String]
    var auxiliaries: [[String]]
    var travel: [Int?]
    /// `nil` where nothing is missing.
    var shortfalls: [Said?]
  }

  struct RoomRow: Encodable {
    var id: String
    var name: String
    var at: String
    var isNew: Bool
    var unit: Int
    var officers: [String]
    var units: [Int]
    var households: Int
    var maxHouseholds: Int?
    var meanTravel: Int?
    var maxTravel: Int?
  }

  struct OptimisationRow: Encodable {
    var name: Said
    var unit: Said
    var objective: Double?
    var lowerBound: Double?
    var gap: Double?

    init(_ answer: Bound) {
      name = Said(answer.subject.name)
      unit = Said(Message(term: answer.unit))
      objective = answer.objective.isFinite ? answer.objective : nil
      lowerBound = answer.lowerBound.isFinite ? answer.lowerBound : nil
      gap = answer.gap.isFinite ? answer.gap : nil
    }
  }

  /// UTF-8 JSON with sorted keys.
  var json: String { Self.json(of: self) }

  static func json(of document: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding plain columns fails only on a number that is not finite, and `finite` lets none in.
    guard let bytes = try? encoder.encode(document) else {
      preconditionFailure("the report holds a number that is not finite")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The nearest whole number; `nil` where there is none.
  static func finite(_ value: Double) -> Int? { Int(exactly: value.rounded()) }
}

extension ReportData {
  init(_ plan: Plan, _ figures: PlanFigures) {
    let problem = plan.problem
    let hierarchy = plan.hierarchy
    let lowest = hierarchy.levels.count - 1
    title = plan.title
    start = problem.horizon.start.text
    days = problem.horizon.days
    dayTypes = problem.dayTypes
    assignLevel = hierarchy.index(of: problem.assignLevel) ?? lowest
    townshipLevel = hierarchy.index(of: problem.townshipLevel) ?? 0
    levels = Self.columns(of: plan)
    proved = figures.proof?.holds
    unproved = figures.proof?.levels.map { level in
      level.causes.map { CauseRow(kind: $0.kind.rawValue, count: $0.count) }
    }

    var area = [Int](repeating: -1, count: hierarchy.lowest.count)
    for (index, patrolArea) in plan.areas.enumerated() {
      for unit in patrolArea.units { area[unit] = index }
    }
    mesh = Mesh(
      rings: IntegerText(hierarchy.lowest.shapes).text, area: area,
      workers: problem.gridWorkers.isEmpty
        ? nil : hierarchy.workersOfLowest(problem.gridWorkers))

    let assigned = plan.assignment
    assignment = AssignmentColumns(
      roomOfUnit: assigned.roomOfUnit, officers: assigned.officerOfUnit,
      auxiliaries: assigned.auxiliariesOfUnit, travel: assigned.travelOfUnit.map(Self.finite),
      shortfalls: assigned.shortfallOfUnit.map {
        $0.isEmpty ? nil : Said($0.joined(separator: ", "))
      })
    people = PhoneBook(problem).all.mapValues {
      PersonRow(name: $0.name, phone: $0.phone, callsign: $0.callsign)
    }
    rooms = assigned.rooms.map { open in
      RoomRow(
        id: open.room.id, name: open.room.name, at: IntegerText([open.room.coordinate]).text,
        isNew: open.room.status == .new, unit: open.unit, officers: open.officerIDs, units: open.units,
        households: open.households, maxHouseholds: open.room.maxHouseholds,
        meanTravel: Self.finite(open.meanTravel), maxTravel: Self.finite(open.maxTravel))
    }
    areas = Self.areas(of: plan, figures.areas)
    areaFigures = AreaFigures(figures.areas)
    bases = Self.bases(of: plan)
    optimisations = figures.bounds.filter { !$0.subject.isOfRoster && !$0.subject.isOfRoutes }
      .map(OptimisationRow.init)
    let lines = plan.backdrop.lines
    roads = (0..<3).map { rank in
      IntegerText(lines: lines.lazy.filter { !$0.isWater && $0.rank == rank }.map(\.course)).text
    }
    rivers = IntegerText(lines: lines.lazy.filter(\.isWater).map(\.course)).text
    waters = IntegerText(plan.backdrop.waters.shapes).text
    rules = figures.staffing.rules.map(RuleRow.init)
    equity = Self.equity(of: figures)
    detached = Self.detached(of: plan)
    shares = Self.shares(of: plan)
    assumed = plan.assumed.map(Said.init)
    stations = Self.stations(of: plan)
    initials = ReportInitials.table(of: Self.names(in: plan))
    self.figures = ReportFigures(plan: plan)
  }

  private static func columns(of plan: Plan) -> [LevelColumns] {
    let hierarchy = plan.hierarchy
    let lowest = hierarchy.lowest
    let limit = plan.problem.policy.gapResponseLimit
    return hierarchy.levels.indices.map { index in
      let level = hierarchy.levels[index]
      var reached = [Int](repeating: 0, count: level.count)
      var worst = [Int?](repeating: 0, count: level.count)
      for (unit, ancestor) in hierarchy.ancestors(of: hierarchy.levels.count - 1, at: index).enumerated()
      where ancestor >= 0 {
        let response = plan.coverage.response[unit]
        if let response, response <= limit { reached[ancestor] += lowest.households[unit] }
        if let response, let soFar = worst[ancestor] {
          worst[ancestor] = max(soFar, response)
        } else {
          worst[ancestor] = nil
        }
      }
      return LevelColumns(
        name: level.name, codes: level.codes, names: level.names, parents: level.parents,
        households: level.households, reached: reached, worst: worst,
        areas: level.areas.map { finite($0) ?? 0 }, anchors: IntegerText(level.anchors).text)
    }
  }
}
