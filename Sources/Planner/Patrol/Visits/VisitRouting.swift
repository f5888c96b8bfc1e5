import Scenario
import Solvers

/// Some visits of a `VisitProblem` as a problem for the engine, and its answers as schedules.
struct VisitRouting: Sendable {
  /// A visit to be made once: to a point, or a run's break.
  struct Wanted: Sendable {
    /// -1 for a break.
    var point: Int
    var windows: TimeSpans
    /// The only run that may make it.
    var run: Int?
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
    for point in problem.points { counts[point.tier] += point.visits }
    let yellow = counts[2] + 1
    let red = yellow * (counts[1] + 1)
    return [red, yellow, 1, red * (counts[0] + 1)]
  }

  /// Skills are the lower half of the bits; in the upper half each run is known by pairs of bits, so that a visit can
  /// be for one run only.
  private static func identity(_ run: Int) -> UInt64 {
    var bits: UInt64 = 0
    for bit in 0..<16 { bits |= 1 << UInt64(32 + 2 * bit + (run >> bit & 1)) }
    return bits
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
    let isNamed = wanted.contains { $0.run != nil }
    let weights = Self.weights(problem)
    routing = RoutingProblem(
      places: count, matrices: matrices,
      vehicles: problem.runs.enumerated().map { index, run in
        RoutingProblem.Vehicle(
          start: run.base, end: run.home, shift: run.start...run.end, maxDistance: run.range,
          matrix: run.kind, skills: run.skills | (isNamed ? Self.identity(index) : 0))
      },
      clients: wanted.map { want in
        let point = want.point < 0 ? nil : problem.points[want.point]
        let places = point?.places ?? [want.place]
        let needs = (point?.skills ?? 0) | (want.run.map(Self.identity) ?? 0)
        let visits = places.flatMap { place in
          want.windows.spans.map {
            RoutingProblem.Visit(place: place, window: $0, service: want.duration, needs: needs)
          }
        }
        return RoutingProblem.Client(
          visits: visits, options: visits.indices.map { [$0] },
          weight: weights[want.isFirm ? 3 : point?.tier ?? 3])
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

  /// The schedule as a start for the engine: for each stop the first free visit whose window it keeps.
  func answer(_ schedule: VisitSchedule) -> RoutingAnswer {
    var isTaken = [Bool](repeating: false, count: wanted.count)
    var clients = [[Int]](repeating: [], count: problem.points.count)
    var breaks = [[Int]](repeating: [], count: problem.runs.count)
    for (client, want) in wanted.enumerated() {
      if want.point >= 0 { clients[want.point].append(client) } else { breaks[want.run ?? 0].append(client) }
    }
    let routes = schedule.runs.enumerated().map { run, stops in
      stops.compactMap { stop -> RoutingAnswer.Stop? in
        for client in stop.point < 0 ? breaks[run] : clients[stop.point] where !isTaken[client] {
          let visit = routing.clients[client].visits.firstIndex {
            $0.place == stop.place && $0.window.contains(stop.begin)
          }
          guard let visit else { continue }
          isTaken[client] = true
          return RoutingAnswer.Stop(client: client, visit: visit)
        }
        return nil
      }
    }
    return RoutingAnswer(routes: routes, cost: 0, unserved: [], iterations: 0)
  }
}
