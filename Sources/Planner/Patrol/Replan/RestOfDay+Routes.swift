import Geometry
import Scenario
import VectorFiles

/// The routes that the rest of a day turns into.
extension RestOfDay {
  /// All routes, with those of the day as the schedule has them.
  func routes(_ schedule: VisitSchedule) -> [Route] {
    var result = routes
    var changed: [(route: Int, frozen: Int)] = []
    var spare: [PresenceRun] = []
    let old = keptSchedule
    for (run, (index, frozen)) in runs.enumerated() where index >= 0 {
      let route = routes[index]
      let isDropped = dropped.contains(route.crewID)
      if isDropped ? frozen == route.stops.count : schedule.runs[run] == old.runs[run] { continue }
      let crew = problem.crews[visits.runs[run].crew]
      var stops = Array(route.stops.prefix(frozen))
      let tail = planner.stops(of: visits.runs[run], schedule.runs[run], visits, after: stops[frozen - 1])
      stops[frozen - 1].depart = visits.runs[run].start
      if isDropped {
        result[index].stops = stops + tail
        continue
      }
      let whole = Self.spliced(stops, tail, old: route.stops, frozen: frozen)
      let shift = problem.shifts.first { $0.id == route.shiftID }
      let end = route.stops[0].depart + (shift?.window.duration ?? 0)
      let driven = whole.prefix(frozen).reduce(0) { $0 + $1.distance }
      let rest = Array(whole.dropFirst(frozen - 1))
      result[index].stops = whole
      changed.append((index, frozen))
      spare.append(
        PresenceRun(
          crewID: crew.id, kind: crew.vehicleKind, range: crew.range.map { $0 - driven }, stops: rest,
          windows: rest.map { TimeSpans([$0.start...$0.start]) }, end: end))
    }
    var presence = PresencePlanner(ground: ground, travel: travel)
    for ((index, frozen), rest) in zip(changed, presence.fill(spare)) {
      result[index].stops.replaceSubrange((frozen - 1)..., with: rest)
    }
    return result
  }

  /// New stops behind those that stay, with the old stops at micro-grids wherever the visits around them are as before.
  private static func spliced(
    _ stay: [Route.Stop], _ tail: [Route.Stop], old: [Route.Stop], frozen: Int
  ) -> [Route.Stop] {
    var result = stay
    for (number, stop) in tail.enumerated() {
      let before = number == 0 ? old[frozen - 1] : tail[number - 1]
      func place(_ wanted: Route.Stop) -> Int? {
        old.indices.dropFirst(frozen - 1).first { old[$0].id == wanted.id && old[$0].start == wanted.start }
      }
      let from = number == 0 ? frozen - 1 : place(before)
      let isEnd = stop.kind == .end
      if let from, let to = isEnd ? old.count - 1 : place(stop), from < to,
        old[(from + 1)..<to].allSatisfy({ $0.kind == .unit })
      {
        if number == 0 { result[result.count - 1] = old[from] }
        result += old[(from + 1)...to]
      } else {
        result.append(stop)
      }
    }
    return result
  }

  /// The micro-grids that crews of each base pass on any day.
  private var ground: PresenceGround {
    var codes: [String] = []
    var anchors: [Coordinate] = []
    var areas: [PatrolArea] = []
    var passed: [String: Int] = [:]
    for stop in routes.filter({ $0.dayType == dayType }).flatMap(\.stops) where stop.kind == .unit {
      passed[stop.id, default: 0] += 1
    }
    for base in Set(problem.crews.map(\.baseID)).sorted() {
      let crews = problem.crews.filter { $0.baseID == base }.map(\.id)
      let first = codes.count
      var known = Set<String>()
      for route in routes where crews.contains(route.crewID) {
        for stop in route.stops where stop.kind == .unit && known.insert(stop.id).inserted {
          codes.append(stop.id)
          anchors.append(stop.coordinate)
        }
      }
      areas.append(
        PatrolArea(
          id: base, baseID: base, crewIDs: crews, units: Array(first..<codes.count), households: 0,
          workload: 0))
    }
    return PresenceGround(
      areas: areas, codes: codes, anchors: anchors, households: codes.map { _ in 0 },
      plane: LocalPlane(centre: problem.crews[0].base), dwell: problem.patrol.presence,
      visits: codes.map { passed[$0] ?? 0 })
  }
}
