import Geometry
import Roads
import Solvers

/// Some runs of one area, and the units that they may pass, as a problem for the engine.
struct PresenceRouting {
  let runs: [PresenceRun]
  let ground: PresenceGround
  /// What the runs have to do, run after run: the first clients of the problem.
  let tasks: [(run: Int, task: PresenceRun.Task)]
  /// Units that may be passed: the clients after those.
  let units: [Int]
  let problem: RoutingProblem
  private let ways: PresenceWays

  /// Units that the engine chooses from, at most, in the first try; one in several parts of a shift counts as several.
  private static let mostUnits = 300
  /// Parts of a shift in which a unit may be visited, at most; and seconds on the way to a unit, roughly.
  private static let mostParts = 8
  private static let way = 60
  /// What a unit of mean size that was never seen is worth at first, in seconds or metres of travel: more than a usual
  /// detour to it; and how many times that at last.
  private static let seconds = 600.0
  private static let metres = 5000.0
  private static let dearer = 20
  /// How many times as much a unit is worth for which a standard waits.
  private static let wantedShare = 50.0
  private static let steps = 2000

  /// - Parameters:
  ///   - runs: that start together.
  ///   - units: of their area.
  ///   - visits: by unit of the ground, before these runs.
  ///   - wanted: units for which a standard waits.
  ///   - attempt: from 1 on; each has more units to choose from, or each of them in more parts of the shift.
  init(
    _ runs: [PresenceRun], units all: [Int], points: [PlanePoint], visits: [Int], wanted: Set<Int>,
    ground: PresenceGround, travel: any Travel, attempt: Int
  ) {
    self.runs = runs
    self.ground = ground
    let tasks = runs.indices.flatMap { run in runs[run].tasks.map { (run: run, task: $0) } }
    self.tasks = tasks
    let start = runs.map(\.start).min() ?? 0
    let end = runs.map(\.end).max() ?? start
    let room = attempt * Self.room(runs, tasks, dwell: ground.dwell)
    let parts = max(1, min(Self.mostParts, room / all.count))
    func prize(_ unit: Int) -> Double {
      PresenceGround.prize(households: ground.households[unit], visits: visits[unit])
        * (wanted.contains(unit) ? Self.wantedShare : 1)
    }
    let chosen = Self.chosen(
      max(1, min(attempt * Self.mostUnits, 2 * room) / parts), of: all, near: tasks.map(\.task), runs, points,
      ground, prize)
    units = chosen.flatMap { Array(repeating: $0, count: parts) }

    var ways = PresenceWays(travel: travel)
    let bases = runs.map { run in
      (ways.place(run.stops[0].coordinate), ways.place(run.stops[run.stops.count - 1].coordinate))
    }
    let taskPlaces = tasks.map { item in
      ways.place(item.task.stops[0].coordinate, item.task.stops[item.task.stops.count - 1].coordinate)
    }
    let unitPlaces = chosen.map { ways.place(ground.anchors[$0]) }
    let hasRanges = runs.contains { $0.range != nil }
    let kinds = Set(runs.map(\.kind)).sorted()
    let matrices = ways.matrices(kinds, costsAreMetres: hasRanges)
    self.ways = ways

    let prizes = chosen.map(prize)
    let mean = all.reduce(0.0) { $0 + Double(1 + max(0, ground.households[$1])) } / Double(max(1, all.count))
    let worth = (hasRanges ? Self.metres : Self.seconds) / mean
    var clients = zip(tasks, taskPlaces).map { item, place in
      let visits = item.task.windows.spans.map {
        RoutingProblem.Visit(
          place: place, window: $0, service: item.task.duration, needs: 1 << UInt64(item.run))
      }
      return RoutingProblem.Client(visits: visits, options: visits.indices.map { [$0] })
    }
    for (index, unit) in chosen.enumerated() {
      for part in 0..<parts {
        let window = (start + (end - start) * part / parts)...(start + (end - start) * (part + 1) / parts)
        let share = Double(1 + visits[unit]) / Double(1 + visits[unit] + part)
        clients.append(
          RoutingProblem.Client(
            RoutingProblem.Visit(place: unitPlaces[index], window: window, service: ground.dwell),
            prize: Int((prizes[index] * share * worth).rounded())))
      }
    }
    problem = RoutingProblem(
      places: ways.count, matrices: matrices,
      vehicles: runs.enumerated().map { index, run in
        RoutingProblem.Vehicle(
          start: bases[index].0, end: bases[index].1, shift: run.start...max(run.start, run.end),
          maxDistance: run.range.map { Int($0) }, matrix: kinds.firstIndex(of: run.kind) ?? 0,
          skills: 1 << UInt64(index))
      }, clients: clients)
  }

  /// How many units the runs have time for, roughly.
  private static func room(
    _ runs: [PresenceRun], _ tasks: [(run: Int, task: PresenceRun.Task)], dwell: Int
  ) -> Int {
    let spare =
      runs.reduce(0) { $0 + $1.end - $1.start } - tasks.reduce(0) { $0 + $1.task.duration + way }
    return max(0, spare) / (dwell + way)
  }

  /// The units with the greatest prize for the time that a visit takes, with its share in the way from the nearest stop
  /// to it and to others around it.
  private static func chosen(
    _ count: Int, of units: [Int], near tasks: [PresenceRun.Task], _ runs: [PresenceRun],
    _ points: [PlanePoint], _ ground: PresenceGround, _ prize: (Int) -> Double
  ) -> [Int] {
    guard units.count > count else { return units }
    let stops = Set(
      tasks.flatMap { $0.stops.map(\.coordinate) } + runs.map { $0.stops[0].coordinate }
    ).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    let places = ground.plane.project(stops)
    let ranked = units.map { unit -> (worth: Double, unit: Int) in
      let metres = places.map { $0.distance(to: points[unit]) }.min() ?? 0
      return (prize(unit) / (Double(ground.dwell + way) + metres / Self.speed), unit)
    }
    return ranked.sorted { ($1.worth, $0.unit) < ($0.worth, $1.unit) }.prefix(count).map(\.unit).sorted()
  }

  /// Metres per second in a straight line, times the visits that share a way.
  private static let speed = 12.0

  struct Filled {
    var stops: [[Route.Stop]]
    /// The units that are passed.
    var visited: [Int]
    /// Seconds of the runs that are neither driven nor needed at any stop.
    var spare: Int
  }

  /// The runs with units in between; as they are where the engine would not make all that has to be done.
  func filled() -> Filled {
    var client = 0
    let start = runs.map { run in
      run.tasks.map { task -> RoutingAnswer.Stop in
        defer { client += 1 }
        let span = task.windows.spans.firstIndex { $0.contains(task.stops[0].start) }
        return RoutingAnswer.Stop(client: client, visit: span ?? 0)
      }
    }
    // First way and prize are weighed together, so that the search tells ways apart; then prize counts before way.
    let first = RoutingEngine.solve(
      problem, seed: 1, budget: SearchBudget(rounds: Self.steps),
      start: RoutingAnswer(routes: start, cost: 0, unserved: [], iterations: 0))
    var dear = problem
    for client in dear.clients.indices.dropFirst(tasks.count) {
      dear.clients[client].prize = dear.clients[client].prize.map { $0 * Self.dearer }
    }
    let answer = RoutingEngine.solve(
      dear, seed: 2, budget: SearchBudget(rounds: Self.steps / 2), start: first)
    guard answer.unserved.isEmpty else { return Filled(stops: runs.map(\.stops), visited: [], spare: 0) }
    let passed = answer.routes.joined().compactMap {
      $0.client < tasks.count ? nil : units[$0.client - tasks.count]
    }
    return Filled(
      stops: zip(runs.indices, answer.routes).map { stops(of: $0, $1) }, visited: passed,
      spare: zip(problem.vehicles, answer.routes).reduce(0) { $0 + spare($1.0, $1.1) })
  }

  private func spare(_ vehicle: RoutingProblem.Vehicle, _ route: [RoutingAnswer.Stop]) -> Int {
    let visits = route.map { problem.clients[$0.client].visits[$0.visit] }
    return vehicle.shift.count - 1 - ways(of: vehicle, visits).reduce(0, +)
      - visits.reduce(0) { $0 + $1.service }
  }

  /// Seconds to each visit, and to the end.
  private func ways(of vehicle: RoutingProblem.Vehicle, _ visits: [RoutingProblem.Visit]) -> [Int] {
    zip([vehicle.start] + visits.map(\.place), visits.map(\.place) + [vehicle.end]).map {
      Int(problem.matrices[vehicle.matrix].times[$0 * problem.places + $1])
    }
  }

  // MARK: Stops

  /// A run's stops, its time to spare spent at units.
  private func stops(of run: Int, _ route: [RoutingAnswer.Stop]) -> [Route.Stop] {
    let vehicle = problem.vehicles[run]
    let visits = route.map { problem.clients[$0.client].visits[$0.visit] }
    let stays = PresenceStays(
      visits, isUnit: route.map { $0.client >= tasks.count }, ways: ways(of: vehicle, visits),
      shift: vehicle.shift)
    var result = [runs[run].stops[0]]
    var place = vehicle.start
    func arrive(at next: Int, _ stop: Route.Stop, _ begin: Int) {
      var stop = stop
      stop.travel = Int(problem.matrices[vehicle.matrix].times[place * problem.places + next])
      stop.distance = ways.metres(vehicle.matrix, place, next)
      stop.arrive = result[result.count - 1].depart + stop.travel
      let stay = stop.depart - stop.start
      stop.start = max(stop.arrive, begin)
      stop.depart = stop.start + stay
      result.append(stop)
      place = next
    }
    for (index, item) in route.enumerated() {
      let (begin, stay) = (stays.begins[index], stays.durations[index])
      guard item.client < tasks.count else {
        let unit = units[item.client - tasks.count]
        arrive(
          at: visits[index].place,
          Route.Stop(
            kind: .unit, id: ground.codes[unit], coordinate: ground.anchors[unit], arrive: begin,
            start: begin,
            depart: begin + stay, travel: 0, distance: 0), begin)
        continue
      }
      let own = tasks[item.client].task.stops
      arrive(at: visits[index].place, own[0], begin)
      for var stop in own.dropFirst() {
        let later = result[result.count - 1].depart + stop.travel
        (stop.arrive, stop.start, stop.depart) = (later, later, later + stop.depart - stop.start)
        result.append(stop)
      }
    }
    arrive(at: vehicle.end, runs[run].stops[runs[run].stops.count - 1], 0)
    return result
  }
}
