import Foundation
import PlanCodec
import Planner
import Scenario

extension AssignReport {
  var json: String {
    get throws {
      try PlanFolder.json(AssignDocument(self))
    }
  }
}

/// What `assign --json` prints.
private struct AssignDocument: Encodable {
  struct Figures: Encodable {
    let rooms: Int
    let households: Int
    let meanTravelS: Double
    let travel90S: Double
    let maxTravelS: Double
    let gini: Double
    let within: Int
    let unreached: Int

    init(_ figures: AssignmentFigures) {
      rooms = figures.rooms
      households = figures.households
      meanTravelS = figures.travel.mean
      travel90S = figures.travel.percentile90
      maxTravelS = figures.travel.worst
      gini = figures.travel.gini
      within = figures.within
      unreached = figures.travel.unreached
    }
  }

  struct State: Encodable {
    struct Room: Encodable {
      let id: String
      let lon: Double
      let lat: Double
      let units: [String]
    }

    let objective: Double
    let lowerBound: Double?
    let figures: Figures
    let townships: [String: Figures]
    let rooms: [Room]
    let breaches: [String]

    init(_ study: AssignmentStudy, within limit: Int) {
      objective = study.objective
      lowerBound = study.lowerBound
      figures = Figures(study.figures(within: limit))
      townships = Dictionary(
        zip(study.townshipCodes, study.townshipFigures(within: limit).map(Figures.init)),
        uniquingKeysWith: { first, _ in first })
      rooms = zip(study.rooms, study.unitsOfRoom).map { room, units in
        Room(
          id: room.id, lon: room.coordinate.longitude, lat: room.coordinate.latitude,
          units: units.map { study.units.codes[$0] })
      }
      breaches = study.breaches.map(\.english)
    }
  }

  struct Move: Encodable {
    let unit: String
    let households: Int
    let from: String
    let to: String
    let beforeS: Double?
    let afterS: Double?
    var reason: String?
  }

  struct Point: Encodable {
    let rooms: Int
    let meanTravelS: Double
    let meanBoundS: Double
    let travel90S: Double
    let maxTravelS: Double
    let within: Int
    let newRooms: [String]
  }

  struct Reason: Encodable {
    struct Way: Encodable {
      let room: String
      let travelS: Double?
      let reason: String
    }

    struct Part: Encodable {
      let unit: String
      let from: String
      let to: String
      let changeHouseholdS: Double
    }

    let unit: String
    let room: String
    let travelS: Double?
    let nearestRoom: String
    let nearer: [Way]
    let next: Way?
    let exchange: [Part]?
    let exchangeHouseholdS: Double?
  }

  let withinS: Int
  let plan: State
  /// With the rooms as they are, nothing is below.
  let lowerBoundWithTheseRooms: Double?
  let changed: State?
  let moved: [Move]?
  let curve: [Point]?
  let explanations: [Reason]?

  init(_ report: AssignReport) {
    withinS = report.limit
    plan = State(report.base, within: report.limit)
    lowerBoundWithTheseRooms = report.best?.lowerBound
    changed = report.changed.map { State($0, within: report.limit) }
    moved =
      report.changed.map { Self.moves(report.base, $0) } ?? report.replan.map { Self.moves($0, report.base) }
    curve =
      report.curve.isEmpty
      ? nil
      : report.curve.map {
        Point(
          rooms: $0.rooms, meanTravelS: $0.travel.mean, meanBoundS: $0.meanBound,
          travel90S: $0.travel.percentile90, maxTravelS: $0.travel.worst, within: $0.within,
          newRooms: $0.new.map(\.id))
      }
    explanations = report.explained.isEmpty ? nil : report.explained.map { Self.reason($0, report.study) }
  }

  private static func moves(_ a: AssignmentStudy, _ b: AssignmentStudy) -> [Move] {
    Moved.units(a, b).map { unit in
      Move(
        unit: a.units.codes[unit], households: a.units.households[unit], from: a.rooms[a.roomOfUnit[unit]].id,
        to: b.rooms[b.roomOfUnit[unit]].id, beforeS: finite(a.travelOfUnit[unit]),
        afterS: finite(b.travelOfUnit[unit]))
    }
  }

  private static func moves(_ replan: Replan, _ study: AssignmentStudy) -> [Move] {
    replan.moves.map { move in
      Move(
        unit: study.units.codes[move.unit], households: study.units.households[move.unit], from: move.from.id,
        to: study.rooms[move.to].id, beforeS: finite(move.before), afterS: finite(move.after),
        reason: move.reason.rawValue)
    }
  }

  private static func reason(_ explanation: Explanation, _ study: AssignmentStudy) -> Reason {
    func id(_ room: Int) -> String { study.rooms[room].id }
    func way(_ nearer: Explanation.Nearer) -> Reason.Way {
      Reason.Way(
        room: id(nearer.room), travelS: finite(nearer.seconds), reason: nearer.reason.message.english)
    }
    return Reason(
      unit: study.units.codes[explanation.unit], room: id(explanation.room),
      travelS: finite(explanation.seconds), nearestRoom: id(explanation.nearest),
      nearer: explanation.nearer.map(way), next: explanation.next.map(way),
      exchange: explanation.exchange?.moves.map {
        Reason.Part(
          unit: study.units.codes[$0.unit], from: id($0.from), to: id($0.to), changeHouseholdS: $0.change)
      }, exchangeHouseholdS: explanation.exchange?.change)
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
