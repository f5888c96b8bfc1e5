import Geometry
import Grid
import Roads
import Scenario
import Solvers

/// What gaps are sought with.
extension Plan {
  package var sources: [CoverSource] { CoverSource.all(of: problem, rooms: rooms) }

  /// For each route and each of its stops the unit of the lowest level that holds it; -1 for none.
  package var unitOfStop: [[Int]] {
    let index = UnitIndex(hierarchy.lowest.shapes)
    return routes.map { $0.stops.map { index.unit(at: $0.coordinate) ?? -1 } }
  }

  /// Coverage in space.
  ///
  /// - Parameters:
  ///   - shift: only sources where someone is on duty in this shift; `nil` takes all.
  ///   - limits: seconds.
  ///   - travel: between places.
  package func spatialAudit(shift: String? = nil, limits: [Int], travel: any Travel) -> SpatialAudit {
    SpatialAudit(
      sources: sources.filter { source in shift.map { source.shiftIDs.contains($0) } ?? true },
      units: hierarchy.lowest, county: (hierarchy.top.codes[0], hierarchy.top.names[0]),
      townships: hierarchy.levels[townshipLevel],
      townshipOfUnit: hierarchy.ancestors(of: hierarchy.levels.count - 1, at: townshipLevel),
      readiness: problem.policy.readiness, limits: limits, travel: travel)
  }

  /// Coverage through the day of one day type.
  package func dayCoverage(
    of dayType: String, limits: [Int], step: Int = 60, travel: any Travel
  ) -> DayCoverage {
    DayCoverage(
      dayResponse(of: dayType, step: step, travel: travel), households: hierarchy.lowest.households,
      limits: limits)
  }

  /// How soon help comes through the day of one day type: from the crews on the road, and from the rooms while they are
  /// staffed.
  func dayResponse(of dayType: String, step: Int, travel: any Travel) -> DayResponse {
    DayResponse(
      timelines: timelines(where: { $0.dayType == dayType }), rooms: staffedRooms(on: dayType),
      anchors: hierarchy.lowest.anchors, readiness: problem.policy.readiness, step: step, travel: travel)
  }

  /// Where crews are at any time of their routes, by the ways of the plan.
  package func timelines(where isWanted: (Route) -> Bool = { _ in true }) -> [CrewTimeline] {
    concurrentMap(routes.indices.filter { isWanted(routes[$0]) }) { index in
      let window = problem.shifts.first { $0.id == routes[index].shiftID }?.window
      return CrewTimeline(
        routes[index], until: window.map { $0.start.seconds + $0.duration },
        by: problem.crews.first { $0.id == routes[index].crewID }?.profile, path: ways[index].path)
    }
  }

  /// The rooms and when someone is on duty there, on the first date of a day type.
  private func staffedRooms(on dayType: String) -> [(place: Coordinate, staffed: [DailyWindow])] {
    let weekday = dates(of: dayType).first.map { (problem.horizon.start + $0).weekday }
    let windows = Dictionary(
      problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    return rooms.map { room in
      let posts = problem.posts.filter { post in
        post.siteID == room.id && (weekday.map { post.weekdays.contains($0) } ?? false)
      }
      return (room.coordinate, posts.compactMap { windows[$0.shiftID] })
    }
  }

  /// The analysis that names gap regions.
  public func coverageAnalysis(limit: Int? = nil) -> CoverageAnalysis {
    var problem = problem
    if let limit { problem.policy.gapResponseLimit = limit }
    let villages = hierarchy.levels[assignLevel]
    return CoverageAnalysis(
      problem: problem, rooms: rooms, units: hierarchy.lowest,
      adjacency: Adjacency(of: hierarchy.lowest.shapes, in: hierarchy.plane), villages: villages,
      villageOfUnit: hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel),
      villageAdjacency: Adjacency(of: villages.shapes, in: hierarchy.plane))
  }
}
