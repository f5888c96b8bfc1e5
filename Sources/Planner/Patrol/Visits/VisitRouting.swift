import Scenario
import Solvers

/// Some visits of a `VisitProblem` as a problem for the engine, and its answers as schedules.
struct VisitRouting: Sendable {
  /// A visit to be made once: to a point, or a run's break.
  struct Wanted: Sendable {
    /// -1 for a break.
    var point: Int
    /// Single moments where several crews make it together.
    var windows: TimeSpans
    /// How many make it.
    var crews = 1
    /// The only run that may make it.
    var run: Int?
    /// A crew that may not, because it is there already.
    var without: Int?
    var duration: Int
    /// Where a break is taken.
    var place = -1
    /// Whether it is made before all others.
    var isFirm = false
  }

  let problem: VisitProblem
  let wanted: [Wanted]
  let routing: RoutingProblem

  /// A visit of red tier counts more than all of yellow, one of yellow more than all of blue; breaks before all.
  private static func weights(_ problem: VisitProblem) -> [Int] {
    var counts = [0, 0, 0]
    for point in problem.points { counts[point.tier] += point.visits * point.crews }
    let yellow = counts[2] + 1
    let red = yellow * (counts[1] + 1)
    return [red, yellow, 1, red * (counts[0] + 1)]
  }

  /// What one of a wanted visit's crews must have, and the other if there is one, in each way to make it.
  private static func needs(_ want: Wanted, _ problem: VisitProblem, _ names: RunNames) -> [[UInt64]] {
    let skills = want.point < 0 ? 0 : problem.points[want.point].skills
    if want.crews > 1 { return names.sides.map { [skills | $0.0, skills | $0.1] } }
    if let run = want.run { return [[skills | names.name(of: run)]] }
    guard let crew = want.without else { return [[skills]] }
    return names.others(than: crew).map { [skills | $0] }
  }

  /// How much dearer ways seem than they are: each by a share of its own, drawn from a seed.
  struct Noise: Sendable {
    var share: Double
    var seed: UInt64

    func added(to costs: [Int32]) -> [Int32] {
      var generator = SeededGenerator(seed: seed)
      return costs.map { cost in
        let more = Int32(Double(cost) * share * generator.unit())
        return cost < VisitProblem.never ? cost + more : cost
      }
    }
  }

  init(_ problem: VisitProblem, wanted: [Wanted], noise: Noise? = nil) {
    self.problem = problem
    self.wanted = wanted
    let count = problem.places.count
    let hasRanges = problem.runs.contains { $0.range != nil }
    let kinds = problem.seconds.count / max(1, count * count)
    let matrices = (0..<kinds).map { kind in
      let own = (kind * count * count)..<((kind + 1) * count * count)
      let times = Array(problem.seconds[own])
      return RoutingProblem.Matrix(
        costs: hasRanges ? Array(problem.metres[own]) : noise?.added(to: times) ?? times, times: times)
    }
    let isNamed = wanted.contains { $0.run != nil || $0.without != nil || $0.crews > 1 }
    let names = RunNames(problem.runs)
    let weights = Self.weights(problem)
    routing = RoutingProblem(
      places: count, matrices: matrices,
      vehicles: problem.runs.enumerated().map { index, run in
        RoutingProblem.Vehicle(
          start: run.base, end: run.home, shift: run.start...run.end, maxDistance: run.range,
          matrix: run.kind, skills: run.skills | (isNamed ? names.name(of: index) : 0))
      },
      clients: wanted.map { want in
        let point = want.point < 0 ? nil : problem.points[want.point]
        let places = point?.places ?? [want.place]
        let ways = Self.needs(want, problem, names)
        let visits = places.flatMap { place in
          want.windows.spans.flatMap { span in
            let window = want.crews > 1 ? span.lowerBound...span.lowerBound : span
            return ways.joined().map {
              RoutingProblem.Visit(place: place, window: window, service: want.duration, needs: $0)
            }
          }
        }
        return RoutingProblem.Client(
          visits: visits,
          options: stride(from: 0, to: visits.count, by: want.crews).map { Array($0..<$0 + want.crews) },
          weight: weights[want.isFirm ? 3 : point?.tier ?? 3] * want.crews)
      })
  }

  /// Visits left out by tier, and breaks, from the sum of their weights.
  func missing(_ weight: Int) -> [Int] {
    let weights = Self.weights(problem)
    return [weight / weights[0], weight % weights[0] / weights[1], weight % weights[1]]
  }

  /// Every visit as early as its run and its window let it begin.
  func schedule(_ answer: RoutingAnswer) -> VisitSchedule {
    VisitSchedule(
      runs: zip(problem.runs, answer.routes).map { run, stops in
        var (time, place) = (run.start, run.base)
        return stops.map { stop in
          let (want, visit) = (wanted[stop.client], routing.clients[stop.client].visits[stop.visit])
          time += problem.travel(run.kind, place, visit.place)
          let begin = max(time, visit.window.lowerBound)
          (time, place) = (begin + want.duration, visit.place)
          return VisitSchedule.Stop(point: want.point, place: place, begin: begin, depart: time)
        }
      })
  }

  /// The schedule as a start for the engine: for each stop the first free visit that its run may make then.
  func answer(_ schedule: VisitSchedule) -> RoutingAnswer {
    var isTaken = [Bool](repeating: false, count: wanted.count)
    var clients = [[Int]](repeating: [], count: problem.points.count)
    var breaks = [[Int]](repeating: [], count: problem.runs.count)
    for (client, want) in wanted.enumerated() {
      if want.point >= 0 { clients[want.point].append(client) } else { breaks[want.run ?? 0].append(client) }
    }
    var partners: [Presence: RoutingAnswer.Stop] = [:]
    let routes = schedule.runs.enumerated().map { run, stops in
      stops.compactMap { stop -> RoutingAnswer.Stop? in
        if let partner = partners[Presence(run: run, stop: stop)] { return partner }
        for client in stop.point < 0 ? breaks[run] : clients[stop.point] where !isTaken[client] {
          let other = wanted[client].crews > 1 ? schedule.partner(of: run, at: stop) : nil
          guard let (own, others) = visits(client, run, other, stop) else { continue }
          isTaken[client] = true
          if let other { partners[Presence(run: other, stop: stop)] = .init(client: client, visit: others) }
          return RoutingAnswer.Stop(client: client, visit: own)
        }
        return nil
      }
    }
    return RoutingAnswer(routes: routes, cost: 0, unserved: [], iterations: 0)
  }

  /// A run at a stop.
  private struct Presence: Hashable {
    var run: Int
    var stop: VisitSchedule.Stop
  }

  /// The visits of the first option of a client that a run, and another where it takes two, may make at a stop.
  private func visits(
    _ client: Int, _ run: Int, _ other: Int?, _ stop: VisitSchedule.Stop
  ) -> (own: Int, others: Int)? {
    let visits = routing.clients[client].visits
    func fits(_ visit: Int, _ run: Int) -> Bool {
      visits[visit].place == stop.place && visits[visit].window.contains(stop.begin)
        && visits[visit].needs & ~routing.vehicles[run].skills == 0
    }
    for option in routing.clients[client].options {
      guard wanted[client].crews > 1 else {
        if fits(option[0], run) { return (option[0], option[0]) }
        continue
      }
      guard let other else { return nil }
      if fits(option[0], run), fits(option[1], other) { return (option[0], option[1]) }
      if fits(option[1], run), fits(option[0], other) { return (option[1], option[0]) }
    }
    return nil
  }
}
