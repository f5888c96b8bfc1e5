import Foundation
import Geometry
import Grid
import Scenario

/// What a plan folder holds of the land, the rooms, the drives and the duties: what gaps are sought in.
public struct PlannedCounty: Sendable {
  public var folder: String
  public var hierarchy: Hierarchy
  public var problem: Problem
  public var assignment: KeptAssignment
  public var routes: [Route]
  public var unserved: [UnservedVisit]
  public var roster: Roster
  /// Shares of the police by the name of their rule, as far as `summary.json` tells them.
  public var shares: [String: Double]

  /// Indices of the assignment level and the townships.
  public var assignLevel: Int { hierarchy.index(of: problem.assignLevel) ?? 0 }
  public var townshipLevel: Int { hierarchy.index(of: problem.townshipLevel) ?? 0 }

  /// The dates of the horizon on which a day type is used.
  public func dates(of dayType: String) -> [Int] {
    problem.horizon.dayTypeOfDate.indices.filter {
      problem.dayTypes[problem.horizon.dayTypeOfDate[$0]] == dayType
    }
  }
}

extension PlanFolder {
  /// Reads a plan back from its folder, edited by hand or not.
  public static func planned(_ folder: String) throws(PlanFolderError) -> PlannedCounty {
    let document = try existingProblem(of: folder)
    let hierarchy: Hierarchy
    do {
      hierarchy = try Hierarchy(reading: try levelSources(of: folder) ?? [])
    } catch {
      if let error = error as? PlanFolderError { throw error }
      throw .contradiction(file: folder, detail: "\(error)")
    }
    guard hierarchy.index(of: document.assignLevel) != nil,
      hierarchy.index(of: document.townshipLevel) != nil
    else {
      throw .contradiction(
        file: "\(folder)/\(mark)", detail: "its assign_level or township_level is none of its levels")
    }
    guard let roster = try roster(of: folder) else { throw .notAPlan(folder: folder) }
    guard let problem = document.problem(dayTypeOfDate: try calendar(folder, document)) else {
      throw .unreadable(
        file: "\(folder)/\(mark)", detail: "a date, time, role, tier or place is no such thing")
    }
    return PlannedCounty(
      folder: folder, hierarchy: hierarchy, problem: problem, assignment: try assignment(of: folder),
      routes: try routes(folder, problem), unserved: try unserved(folder), roster: roster.roster,
      shares: shares(folder))
  }

  /// For each date of the horizon its day type.
  static func calendar(
    _ folder: String, _ document: ProblemDocument
  ) throws(PlanFolderError) -> [Int] {
    guard let start = CivilDate(document.horizon.start.prefix(10)) else {
      throw .unreadable(file: "\(folder)/\(mark)", detail: "its horizon starts on no date")
    }
    let rows = try rows(folder, "calendar", ["date", "day_type"]) { row in
      CivilDate(row[0]).flatMap { date in document.dayTypes.firstIndex(of: row[1]).map { (date - start, $0) }
      }
    }
    guard rows.map(\.0) == Array(0..<document.horizon.days) else {
      throw .contradiction(
        file: "\(folder)/calendar.csv", detail: "its dates are not those of the horizon, one after another")
    }
    return rows.map(\.1)
  }

  private static func shares(_ folder: String) -> [String: Double] {
    guard let data = FileManager.default.contents(atPath: "\(folder)/summary.json"),
      let summary = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let audit = summary["audit"] as? [String: Any], let staffing = audit["staffing"] as? [String: Any],
      let rules = staffing["rules"] as? [[String: Any]]
    else { return [:] }
    let values = rules.compactMap { rule in
      (rule["rule"] as? String).flatMap { name in (rule["value"] as? Double).map { (name, $0) } }
    }
    return Dictionary(values, uniquingKeysWith: { first, _ in first })
  }

  static func unserved(_ folder: String) throws(PlanFolderError) -> [UnservedVisit] {
    try rows(folder, "unserved", ["day_type", "checkpoint_id", "visit", "reason"]) { row in
      Int(row[2]).map { UnservedVisit(dayType: row[0], checkpointID: row[1], visit: $0, reason: row[3]) }
    }
  }

  /// The drives, in the order of `stops.csv`; times count from midnight of the first date of their day type.
  static func routes(_ folder: String, _ problem: Problem) throws(PlanFolderError) -> [Route] {
    let horizon = problem.horizon
    var example: [String: CivilDate] = [:]
    for (date, type) in horizon.dayTypeOfDate.enumerated() where example[problem.dayTypes[type]] == nil {
      example[problem.dayTypes[type]] = horizon.start + date
    }
    let columns = [
      "day_type", "crew_id", "shift_id", "kind", "stop_id", "arrive", "start", "depart", "lon", "lat",
      "travel_s", "distance_m",
    ]
    let rows = try rows(folder, "stops", columns) { row -> (key: [String], stop: Route.Stop)? in
      guard let day = example[row[0]], let kind = Route.Stop.Kind(rawValue: row[3]),
        let longitude = Double(row[8]), let latitude = Double(row[9]),
        let place = Coordinate(longitude: longitude, latitude: latitude),
        let travel = Int(row[10]), let distance = Double(row[11])
      else { return nil }
      func time(_ text: String) -> Int? {
        CivilMoment(text)?.seconds(after: day, by: horizon.clock)
      }
      // The first stop has no arrival, the last no departure.
      let times = [time(row[5]), time(row[6]), time(row[7])]
      guard let arrive = times[0] ?? times[2], let depart = times[2] ?? times[0] else { return nil }
      return (
        Array(row[..<3]),
        Route.Stop(
          kind: kind, id: row[4], coordinate: place, arrive: arrive, start: times[1] ?? arrive,
          depart: depart,
          travel: travel, distance: distance)
      )
    }
    var routes: [Route] = []
    for (key, stop) in rows {
      if let last = routes.last, [last.dayType, last.crewID, last.shiftID] == key {
        routes[routes.count - 1].stops.append(stop)
      } else {
        routes.append(Route(dayType: key[0], crewID: key[1], shiftID: key[2], stops: [stop]))
      }
    }
    return routes
  }
}
