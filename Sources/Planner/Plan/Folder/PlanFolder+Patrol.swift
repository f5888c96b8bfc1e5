import Foundation
import Scenario
import VectorFiles

/// The routes of a plan folder, to be changed by themselves.
public struct PatrolOfPlan: Sendable {
  /// What routes need of the problem: horizon, crews, shifts, checkpoints and streets; of the rest little.
  public var problem: Problem
  public var title: String
  public var routes: [Route]
  /// Beside `routes`.
  public var ways: [RouteWay]
  public var unserved: [UnservedVisit]
  /// How good the routes are; none where they were changed.
  public var optimisations: [Plan.Optimisation] = []
}

extension PlanFolder {
  /// Reads the routes of a plan folder, or of one that holds routes only.
  public static func patrol(of folder: String) throws(PlanFolderError) -> PatrolOfPlan {
    let document = try existingProblem(of: folder)
    guard let problem = document.problem(dayTypeOfDate: try calendar(folder, document)) else {
      throw .unreadable(
        file: "\(folder)/\(mark)", detail: "a date, time, role, tier or place is no such thing")
    }
    let routes = try routes(folder, problem)
    return PatrolOfPlan(
      problem: problem, title: document.title ?? "", routes: routes, ways: try ways(folder, routes),
      unserved: try unserved(folder))
  }

  /// Writes the files of routes into a draft.
  static func writePatrol(
    _ draft: FolderDraft, _ layers: PatrolLayers, _ book: PatrolBook
  ) throws(PlanFolderError) {
    try draft.write([layers.routeLines], as: .geoJSON, to: "routes.geojson")
    for table in [layers.stops, layers.unserved] {
      try draft.write([table], as: .csv, to: "\(table.name).csv")
    }
    try writeBook(draft, book)
  }

  /// Turn lists, sheets and tracks.
  static func writeBook(_ draft: FolderDraft, _ book: PatrolBook) throws(PlanFolderError) {
    try draft.write([book.turnTable], as: .csv, to: "turns.csv")
    try draft.write(Data(book.sheets().utf8), to: "sheets.html")
    for track in book.tracks { try draft.write(Data(track.text.utf8), to: track.name) }
  }

  private static func ways(_ folder: String, _ routes: [Route]) throws(PlanFolderError) -> [RouteWay] {
    let source = VectorSource(path: "\(folder)/routes.geojson")
    let lines: VectorLayer
    do {
      lines = try VectorLayer(reading: source, columns: ["id"], as: .line)
    } catch FormatError.noFeatures {
      return []
    } catch { throw .format(error) }
    guard case .lines(let paths) = lines.geometry, paths.count == routes.count else {
      throw .contradiction(file: source.path, detail: "its routes are not those of stops.csv")
    }
    var turns: [[String]: [RouteWay.Stretch]] = [:]
    let names = ["day_type", "crew_id", "shift_id", "to_stop", "turn", "street", "distance_m"]
    for row in try rows(folder, "turns", names, { $0 }) {
      guard let stop = Int(row[3]), let turn = RouteWay.Turn(rawValue: row[4]), let metres = Double(row[6])
      else { throw .unreadable(file: "\(folder)/turns.csv", detail: "it has a row that is no turn") }
      turns[Array(row[0...2]), default: []].append(
        RouteWay.Stretch(stop: stop, turn: turn, street: row[5], metres: metres))
    }
    return routes.indices.map { index in
      let route = routes[index]
      return RouteWay(
        path: Array(paths[index]), turns: turns[[route.dayType, route.crewID, route.shiftID]] ?? [])
    }
  }
}
