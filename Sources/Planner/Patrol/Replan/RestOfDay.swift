import Roads
import Scenario

/// What is left of a day's routes from a moment on, as a problem for the engine.
struct RestOfDay {
  let problem: Problem
  let dayType: String
  let dropped: Set<String>
  let routes: [Route]
  let now: Int
  let travel: any Travel
  let planner: RoutePlanner
  let visits: VisitProblem
  /// By point, the spacing that the day's visits keep to those of the days before and after.
  let spacing: [VisitTimes]
  /// By run, the route and how many of its stops are driven or begun.
  private(set) var runs: [(route: Int, frozen: Int)] = []
  /// Visits of crews that go on, and of those that are to be given to others.
  private(set) var kept: [Task] = []
  private(set) var freed: [Task] = []
  private(set) var breaks: [VisitRouting.Wanted] = []
  /// By point, when visits were made or are under way.
  private(set) var done: [[Int]] = []
  /// By point, the crews that come when they were to, and when: those who are on their way among them.
  private(set) var coming: [[(begin: Int, crew: Int)]] = []

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
    spacing = VisitLimits(whole).times
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
    coming = [[(begin: Int, crew: Int)]](repeating: [], count: visits.points.count)
    for (run, (route, frozen)) in runs.enumerated() where route >= 0 {
      let stops = routes[route].stops
      let isDropped = dropped.contains(routes[route].crewID)
      var entered: String?
      for (index, stop) in stops.enumerated() {
        if stop.kind == .break, index >= frozen, !isDropped {
          breaks.append(
            VisitRouting.Wanted(
              point: -1, windows: TimeSpans([stop.start...stop.start]), run: run,
              duration: stop.depart - stop.start, place: planner.places.rests[visits.runs[run].crew]))
        }
        let isFarEnd = stop.kind == .street && entered == stop.id
        entered = stop.kind == .street && !isFarEnd ? stop.id : nil
        guard stop.kind == .checkpoint || stop.kind == .street, !isFarEnd, let point = pointOf[stop.id] else {
          continue
        }
        if !isDropped || index < frozen { coming[point].append((stop.start, visits.runs[run].crew)) }
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
}
