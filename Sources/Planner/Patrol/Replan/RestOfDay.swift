import Grid

/// What is left of a day's routes from a moment on, as a problem for the engine.
struct RestOfDay {
  let problem: Problem
  let dayType: String
  let dropped: Set<String>
  private let routes: [Route]
  private let now: Int
  private let travel: any Travel
  private let planner: RoutePlanner
  private let visits: VisitProblem
  /// By run, the route and how many of its stops are driven or begun.
  private var runs: [(route: Int, frozen: Int)] = []
  /// Visits of crews that go on, and of those that are to be given to others.
  private var kept: [Task] = []
  private var freed: [Task] = []
  private var breaks: [VisitRouting.Wanted] = []
  /// By point, when visits were made or are under way.
  private var done: [[Int]] = []

  struct Task: Sendable {
    var point: Int
    var place: Int
    /// When it was to begin; `nil` for one that comes in.
    var begin: Int?
    var run: Int?
  }

  var keptCount: Int { kept.count }

  init(
    problem: Problem, routes: [Route], dayType: String, now: Int, dropped: Set<String>, added: [String: Int],
    travel: any Travel
  ) {
    self.problem = problem
    self.routes = routes
    self.dayType = dayType
    self.now = now
    self.dropped = dropped
    self.travel = travel
    let today = routes.indices.filter { routes[$0].dayType == dayType }
    let frozen = Dictionary(
      uniqueKeysWithValues: today.map {
        ($0, Self.frozen(routes[$0], now: now, isDropped: dropped.contains(routes[$0].crewID)))
      })
    // Only what is still to be visited needs ways.
    var open = Set(added.keys)
    for index in today {
      for stop in routes[index].stops.dropFirst(frozen[index] ?? 0) { open.insert(stop.id) }
    }
    var rest = problem
    rest.checkpoints = problem.checkpoints.filter { open.contains($0.id) }
    planner = RoutePlanner(
      problem: rest, travel: travel,
      besides: today.map { routes[$0].stops[(frozen[$0] ?? 1) - 1].coordinate })
    let whole = VisitProblem(rest, dayType: dayType, at: planner.places)
    var runs = whole.runs
    for run in runs.indices {
      let crew = rest.crews[runs[run].crew]
      let route = today.firstIndex { routes[$0].crewID == crew.id && routes[$0].shiftID == runs[run].shiftID }
      guard let route else {
        self.runs.append((-1, 0))
        runs[run].end = runs[run].start
        continue
      }
      let count = frozen[today[route]] ?? 1
      let stops = routes[today[route]].stops
      self.runs.append((today[route], count))
      runs[run].base = planner.places.besides[route]
      runs[run].range = runs[run].range.map { range in
        max(0, range - Int(stops.prefix(count).reduce(0) { $0 + $1.distance }))
      }
      runs[run].start = Self.leaving(stops[count - 1], now: now, presence: rest.patrol.presence)
      if dropped.contains(crew.id) || count == stops.count { runs[run].end = runs[run].start }
      runs[run].breaks = []
    }
    visits = VisitProblem(
      runs: runs, points: whole.points, places: whole.places, seconds: whole.seconds, metres: whole.metres)
    gather(rest, added)
  }

  /// How many stops of a route are driven, begun or driven to.
  private static func frozen(_ route: Route, now: Int, isDropped: Bool) -> Int {
    var count = 1
    while count < route.stops.count,
      isDropped ? route.stops[count].start <= now : route.stops[count - 1].depart <= now
    {
      count += 1
    }
    // A street that is entered is driven to its end.
    if count < route.stops.count, route.stops[count].kind == .street, route.stops[count - 1].kind == .street,
      route.stops[count].id == route.stops[count - 1].id
    {
      count += 1
    }
    return count
  }

  /// When a crew may leave a stop: from a micro-grid any time after the least presence.
  private static func leaving(_ stop: Route.Stop, now: Int, presence: Int) -> Int {
    stop.kind == .unit ? min(stop.depart, max(now, stop.start + presence)) : stop.depart
  }

  private mutating func gather(_ rest: Problem, _ added: [String: Int]) {
    var pointOf: [String: Int] = [:]
    for (index, point) in visits.points.enumerated() {
      pointOf[rest.checkpoints[point.checkpoint].id] = index
    }
    done = [[Int]](repeating: [], count: visits.points.count)
    for (run, (route, frozen)) in runs.enumerated() where route >= 0 {
      let stops = routes[route].stops
      let isDropped = dropped.contains(routes[route].crewID)
      var entered: String?
      for (index, stop) in stops.enumerated() {
        if stop.kind == .break, index >= frozen, !isDropped {
          breaks.append(
            VisitRouting.Wanted(
              point: -1, windows: TimeSpans([stop.start...stop.start]), run: run,
              duration: stop.depart - stop.start, place: planner.places.bases[visits.runs[run].crew]))
        }
        let isFarEnd = stop.kind == .street && entered == stop.id
        entered = stop.kind == .street && !isFarEnd ? stop.id : nil
        guard stop.kind == .checkpoint || stop.kind == .street, !isFarEnd, let point = pointOf[stop.id] else {
          continue
        }
        if index < frozen {
          done[point].append(stop.start)
          continue
        }
        let place =
          visits.points[point].places.first {
            planner.places.coordinates[visits.places[$0].into] == stop.coordinate
          } ?? visits.points[point].places[0]
        let task = Task(point: point, place: place, begin: stop.start, run: isDropped ? nil : run)
        if isDropped { freed.append(task) } else { kept.append(task) }
      }
    }
    for (id, count) in added.sorted(by: { $0.key < $1.key }) {
      guard let point = pointOf[id] else { continue }
      for _ in 0..<count {
        freed.append(Task(point: point, place: visits.points[point].places[0], begin: nil, run: nil))
      }
    }
  }

  // MARK: Search

  /// All visits to be made: those kept at their times by their crews, the others spaced from them.
  ///
  /// - Parameter loose: which of those kept may go elsewhere.
  func wanted(loosening loose: Set<Int>) -> [VisitRouting.Wanted] {
    var wanted = breaks
    var free = freed
    for (index, task) in kept.enumerated() {
      guard !loose.contains(index), let begin = task.begin else {
        free.append(task)
        continue
      }
      wanted.append(
        VisitRouting.Wanted(
          point: task.point, windows: TimeSpans([begin...begin]), run: task.run,
          duration: visits.points[task.point].dwell, isFirm: true))
    }
    for (point, tasks) in Dictionary(grouping: free, by: \.point).sorted(by: { $0.key < $1.key }) {
      let settled =
        done[point]
        + kept.indices.compactMap { kept[$0].point == point && !loose.contains($0) ? kept[$0].begin : nil }
      for windows in windows(point, settled, tasks.map(\.begin)) where !windows.isEmpty {
        wanted.append(
          VisitRouting.Wanted(
            point: point, windows: windows, run: nil, duration: visits.points[point].dwell))
      }
    }
    return wanted
  }

  /// Windows for visits to a point beside others whose times are settled; empty ones where they do not fit.
  private func windows(_ point: Int, _ settled: [Int], _ free: [Int?]) -> [TimeSpans] {
    let p = visits.points[point]
    let all =
      settled.map { (time: $0, isFree: false) } + free.map { (time: max(now, $0 ?? now), isFree: true) }
    let order = all.sorted { $0.time < $1.time }
    for maxGap in p.maxGap.map({ [$0, nil] }) ?? [nil] {
      let times = VisitTimes(open: p.windows, minGap: p.minGap, maxGap: maxGap)
      guard let sets = times.sets(order.count, fixed: order.map { $0.isFree ? nil : $0.time }) else {
        continue
      }
      let open = zip(sets, order).map { $1.isFree ? $0.clipped(now, .max / 4) : $0 }
      guard !open.contains(where: \.isEmpty) else { continue }
      let begins = times.times(open, near: order.map(\.time))
      guard zip(begins, begins.dropFirst()).allSatisfy({ times.spacing.contains($1 - $0) }),
        zip(begins, open).allSatisfy({ $1.nearest(to: $0) == $0 })
      else { continue }
      // The time to spare between one that is settled and one that is not is all the latter's.
      let splits = zip(order, order.dropFirst()).map { a, b in a.isFree ? (b.isFree ? 0.5 : 1) : 0 }
      let windows = times.windows(around: begins, splits: splits)
      return zip(windows, order).filter { $0.1.isFree }.map { $0.0.clipped(now, .max / 4) }
    }
    return []
  }

  /// Routes what is wanted, from a schedule or else from what is kept.
  func solve(
    _ wanted: [VisitRouting.Wanted], steps: Int, seed: UInt64, from start: VisitSchedule? = nil
  ) -> (schedule: VisitSchedule, missing: Int) {
    let routing = VisitRouting(visits, wanted: wanted)
    let answer = RoutingEngine.solve(
      routing.routing, seed: seed, budget: SearchBudget(rounds: steps),
      start: routing.answer(start ?? keptSchedule))
    // Visits whose windows are empty are missing, too.
    let out = freed.count + kept.count + breaks.count - wanted.count
    return (
      routing.schedule(answer),
      answer.unserved.reduce(out) { $0 + routing.routing.clients[$1].weight }
    )
  }

  private var keptSchedule: VisitSchedule {
    var schedule = VisitSchedule(runs: visits.runs.map { _ in [] })
    for rest in breaks {
      let begin = rest.windows.first ?? 0
      schedule.runs[rest.run ?? 0].append(
        .init(point: -1, place: rest.place, begin: begin, depart: begin + rest.duration))
    }
    for task in kept {
      guard let run = task.run, let begin = task.begin else { continue }
      schedule.runs[run].append(
        .init(
          point: task.point, place: task.place, begin: begin, depart: begin + visits.points[task.point].dwell)
      )
    }
    for run in schedule.runs.indices { schedule.runs[run].sort { $0.begin < $1.begin } }
    return schedule
  }

  /// The kept visits that are nearest to those left out, lower tiers first.
  func nearest(
    _ count: Int, toUnserved schedule: VisitSchedule, _ wanted: [VisitRouting.Wanted]
  ) -> [Int] {
    var lacking = [Int](repeating: 0, count: visits.points.count)
    for task in freed + kept { lacking[task.point] += 1 }
    for stop in schedule.runs.joined() where stop.point >= 0 { lacking[stop.point] -= 1 }
    let left = lacking.indices.filter { lacking[$0] > 0 }
    guard !left.isEmpty else { return [] }
    let near = kept.indices.map { index -> (tier: Int, way: Int, index: Int) in
      let here = visits.points[kept[index].point]
      let way = left.map { visits.travel(0, here.places[0], visits.points[$0].places[0]) }.min() ?? 0
      return (-here.tier, way, index)
    }
    return near.sorted { $0 < $1 }.prefix(count).map(\.index)
  }

  // MARK: Routes

  /// All routes, with those of the day as the schedule has them.
  func routes(_ schedule: VisitSchedule) -> [Route] {
    var result = routes
    var presence = PresencePlanner(ground: ground, travel: travel)
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
      var rest = Array(whole.dropFirst(frozen - 1))
      rest[0].distance = 0
      rest = presence.fill(
        rest, crewID: crew.id, maxSpeed: crew.maxSpeed, end: end, range: crew.range.map { $0 - driven })
      rest[0].distance = whole[frozen - 1].distance
      result[index].stops = whole.prefix(frozen - 1) + rest
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
      plane: LocalPlane(centre: problem.crews[0].base), dwell: problem.patrol.presence)
  }
}
