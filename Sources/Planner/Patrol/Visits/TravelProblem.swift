import Scenario
import Solvers

/// The visits of a plan as a problem of routing that is no harder than the plan: what bounds its travel.
///
/// A point that is visited several times is one client, whose times are cut into slots so short that one visit at most
/// begins in each; which slots are close to each other keeps its visits apart. Breaks and ranges are left out.
struct TravelProblem: Sendable {
  let problem: VisitProblem
  let routing: RoutingProblem
  let repeated: [RoutingBound.Repeated]
  /// By point its first client; several where its visits need not be apart.
  private let firstClient: [Int]

  /// Slots into which the least spacing is cut.
  private static let parts = 2

  /// - Parameter made: how many visits are made to each point.
  init(_ limits: VisitLimits, made: [Int]) {
    let problem = limits.problem
    self.problem = problem
    var clients: [RoutingProblem.Client] = []
    var repeated: [RoutingBound.Repeated] = []
    var firstClient: [Int] = []
    for (point, count) in made.enumerated() {
      let p = problem.points[point]
      let open = limits.open[point].open
      firstClient.append(clients.count)
      guard count > 0 else { continue }
      func client(_ spans: [ClosedRange<Int>]) -> RoutingProblem.Client {
        let visits = p.places.flatMap { place in
          spans.map { RoutingProblem.Visit(place: place, window: $0, service: p.dwell, needs: p.skills) }
        }
        return RoutingProblem.Client(visits: visits, options: visits.indices.map { [$0] })
      }
      // Of crews that meet, each makes a visit of its own.
      if count > 1, p.minGap > 0, p.crews == 1 {
        repeated.append(RoutingBound.Repeated(client: clients.count, count: count, apart: p.minGap))
        clients.append(client(open.spans.flatMap { Self.slots($0, atMost: max(1, p.minGap / Self.parts)) }))
      } else {
        for _ in 0..<count * p.crews { clients.append(client(open.spans)) }
      }
    }
    let count = problem.places.count
    let kinds = problem.seconds.count / max(1, count * count)
    self.repeated = repeated
    self.firstClient = firstClient
    routing = RoutingProblem(
      places: count,
      matrices: (0..<kinds).map { kind in
        let times = Array(problem.seconds[(kind * count * count)..<((kind + 1) * count * count)])
        return RoutingProblem.Matrix(costs: times, times: times)
      },
      vehicles: problem.runs.map {
        RoutingProblem.Vehicle(
          start: $0.base, end: $0.home, shift: $0.start...$0.end, matrix: $0.kind, skills: $0.skills)
      },
      clients: clients)
  }

  /// A span in as few equal parts as have no more than so many seconds.
  private static func slots(_ span: ClosedRange<Int>, atMost seconds: Int) -> [ClosedRange<Int>] {
    let count = (span.count + seconds - 1) / seconds
    return (0..<count).map {
      let (from, to) = (span.count * $0 / count, span.count * ($0 + 1) / count - 1)
      return (span.lowerBound + from)...(span.lowerBound + to)
    }
  }

  /// Vehicles that are unlike, times pairs of visits: what a bound has to hold in memory.
  private var size: Int {
    let kinds = Set(
      problem.runs.map { [$0.base, $0.home, $0.start, $0.end, $0.kind, Int(bitPattern: UInt($0.skills))] })
    let visits = routing.clients.reduce(0) { $0 + $1.visits.count }
    return kinds.count * visits * visits
  }

  private static let mostSize = 12_000_000

  /// A lower bound of the seconds that any plan travels which makes as many visits to each point; 0 where there are too
  /// many of them.
  func bound(
    _ budget: SearchBudget, from schedule: VisitSchedule, watch: ((Int) -> Bool)? = nil
  ) -> Int {
    guard size <= Self.mostSize, !problem.runs.isEmpty, !routing.clients.isEmpty else { return 0 }
    return RoutingBound(
      routing, budget: budget, hints: RoutingBound.Hints(answer: answer(schedule), repeated: repeated),
      watch: watch
    ).cost
  }

  /// A schedule as an answer to the problem.
  func answer(_ schedule: VisitSchedule) -> RoutingAnswer {
    var next = firstClient
    let isRepeated = Set(repeated.map(\.client))
    let routes = schedule.runs.map { stops in
      stops.compactMap { stop -> RoutingAnswer.Stop? in
        guard stop.point >= 0 else { return nil }
        let client = next[stop.point]
        if !isRepeated.contains(client) { next[stop.point] += 1 }
        let visit = routing.clients[client].visits.firstIndex {
          $0.place == stop.place && $0.window.contains(stop.begin)
        }
        return visit.map { RoutingAnswer.Stop(client: client, visit: $0) }
      }
    }
    return RoutingAnswer(routes: routes, cost: 0, unserved: [], iterations: 0)
  }
}
