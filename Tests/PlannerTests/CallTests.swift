import Foundation
import Geometry
import PlannerTestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Solvers

@Suite struct CallTests {
  private struct NoTravel: Travel {
    func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
      let zeros = [Float](repeating: 0, count: origins.count * destinations.count)
      return TravelTable(rows: origins.count, columns: destinations.count, seconds: zeros, metres: zeros)
    }

    func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] { [origin, destination] }
  }

  private static let travel = StraightLineTravel(factor: 1, speed: 36)

  private static func place(_ east: Int, _ north: Int = 0) -> Coordinate {
    Coordinate(x: 1_150_000_000 + Int32(east), y: 334_000_000 + Int32(north))
  }

  private static func call(_ time: Double, _ place: Coordinate, _ onScene: Double) -> Call {
    Call(id: "", time: time, place: place, unit: 0, onScene: onScene)
  }

  private static func seconds(_ a: Coordinate, _ b: Coordinate) -> Double {
    Double(travel.table(from: [a], to: [b]).seconds(0, 0))
  }

  /// The mean wait of M/M/c in means of the time that a call takes (Erlang C), by summing probabilities.
  private static func erlang(_ crews: Int, _ load: Double) -> Double {
    let offered = Double(crews) * load
    var term = 1.0
    var sum = 1.0
    for n in 1..<max(1, crews) {
      term *= offered / Double(n)
      sum += term
    }
    if crews == 1 { sum = 1 }
    term *= offered / Double(crews)
    let full = term / (1 - load)
    return full / (sum + full) / (Double(crews) * (1 - load))
  }

  @Test(arguments: [(1, 0.3), (1, 0.6), (4, 0.6), (4, 0.9), (12, 0.9)])
  func waitsAgreeWithQueueingTheory(crews: Int, load: Double) {
    let home = Self.place(0)
    let servers = (0..<crews).map {
      CallCrew(id: "\($0)", duties: [.init(start: 0, end: .infinity, base: home)])
    }
    let simulation = CallSimulation(crews: servers, readiness: 0, travel: NoTravel())
    let values = (0..<12).map { replication in
      var generator = SeededGenerator(seed: UInt64(100 * crews + replication))
      var time = 0.0
      let calls = (0..<4000).map { _ in
        time += generator.exponential(mean: 1 / (Double(crews) * load))
        return Self.call(time, home, generator.exponential(mean: 1))
      }
      return CallFigures(simulation.run(calls), of: calls, counting: 1000..<4000, limits: [], duty: [])
        .meanWait
    }
    let estimate = Estimate(values)
    #expect(estimate.halfWidth.isFinite && estimate.halfWidth > 0)
    // Three half widths: a wrong queue is far outside, chance is not.
    #expect(abs(estimate.mean - Self.erlang(crews, load)) < 3 * estimate.halfWidth, "\(estimate)")
  }

  @Test(arguments: 1...20) func everyCallIsAnsweredAsTheRulesSay(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bases = (0..<3).map { _ in Self.place(generator.below(400_000), generator.below(400_000)) }
    let crews = bases.enumerated().map {
      CallCrew(id: "\($0)", duties: [.init(start: 0, end: .infinity, base: $1)])
    }
    var time = 0.0
    let calls = (0..<40).map { _ in
      time += Double(generator.below(450))
      return Self.call(
        time, Self.place(generator.below(400_000), generator.below(400_000)), Double(generator.below(900)))
    }
    let run = CallSimulation(crews: crews, readiness: 30, travel: Self.travel).run(calls)

    // Call by call: the first to be free takes it, of several the nearest; free crews drive home.
    var free = [Double](repeating: 0, count: 3)
    var from = bases
    func place(_ crew: Int, _ time: Double) -> Coordinate {
      let way = Self.seconds(from[crew], bases[crew])
      guard way > 0, time < free[crew] + way else { return bases[crew] }
      let share = (time - free[crew]) / way
      return Coordinate(
        x: from[crew].x + Int32((Double(bases[crew].x - from[crew].x) * share).rounded()),
        y: from[crew].y + Int32((Double(bases[crew].y - from[crew].y) * share).rounded()))
    }
    var waited = 0
    for (index, call) in calls.enumerated() {
      let ready = free.indices.filter { free[$0] <= call.time }
      let crew: Int
      let start: Double
      let origin: Coordinate
      if let nearest = ready.min(by: {
        (Self.seconds(place($0, call.time), call.place), $0) < (
          Self.seconds(place($1, call.time), call.place), $1
        )
      }) {
        (crew, start, origin) = (nearest, call.time, place(nearest, call.time))
      } else {
        crew = free.indices.min { (free[$0], $0) < (free[$1], $1) } ?? 0
        (start, origin) = (free[crew], from[crew])
        waited += 1
      }
      let arrived = start + 30 + Self.seconds(origin, call.place)
      free[crew] = arrived + call.onScene
      from[crew] = call.place
      let answer = run.answers[index]
      #expect(answer?.crew == crew)
      #expect(abs((answer?.dispatched ?? -1) - start) < 1e-6)
      #expect(abs((answer?.arrived ?? -1) - arrived) < 0.1)
      #expect(abs((answer?.done ?? -1) - free[crew]) < 0.1)
    }
    #expect(waited > 0 && waited < 40, "some calls wait, some do not")
    #expect(run.longestQueue > 0)
  }

  @Test func patrolIsBrokenOffAndTakenUpAgain() {
    // Stops a kilometre or so apart; the call comes as the crew stands at the first, and keeps it past the second.
    let places = (0..<4).map { Self.place(100_000 * $0) }
    let way = Int(Self.seconds(places[0], places[1]).rounded(.up))
    var stops = [
      Route.Stop(
        kind: .start, id: "B", coordinate: places[0], arrive: 28_800, start: 28_800, depart: 28_800,
        travel: 0,
        distance: 0)
    ]
    for (index, place) in places.dropFirst().enumerated() {
      let arrive = stops[index].depart + way
      stops.append(
        Route.Stop(
          kind: .checkpoint, id: "K\(index)", coordinate: place, arrive: arrive, start: arrive,
          depart: arrive + 600, travel: way, distance: 0))
    }
    let last = stops[3].depart + 3 * way
    stops.append(
      Route.Stop(
        kind: .end, id: "B", coordinate: places[0], arrive: last, start: last, depart: last, travel: 3 * way,
        distance: 0))
    let route = Route(dayType: "weekday", crewID: "C", shiftID: "S", stops: stops)
    let timeline = CrewTimeline(route, travel: Self.travel)
    let crew = CallCrew(id: "C", duties: [.init(route, timeline, midnight: 86_400)])
    let at = Double(86_400 + stops[1].start + 100)
    let far = Self.place(100_000, 100_000)
    // On the scene until just after the second stop was to end.
    let onScene = Double(86_400 + stops[2].depart) - at - Self.seconds(places[1], far) + 1
    let simulation = CallSimulation(crews: [crew], readiness: 0, travel: Self.travel)
    let run = simulation.run([Self.call(at, far, onScene)])
    #expect(run.answers[0]?.from == places[1])
    #expect(run.interruptions == [1] && run.missed == [1] && run.cutShort == [2])
    let rejoined = Double(86_400 + stops[2].depart) + 1 + Self.seconds(far, places[3])
    #expect(abs(run.away[0] - (rejoined - at)) < 0.1)

    // Before duty a call waits; what is begun is finished past its end; after it nobody comes.
    let early = Self.call(0, places[0], 100)
    let late = Self.call(Double(86_400 + last - 10), places[0], 500)
    let later = Self.call(Double(86_400 + last + 1000), places[0], 500)
    let edges = simulation.run([early, late, later])
    #expect(edges.answers[0]?.dispatched == Double(86_400 + 28_800))
    #expect(edges.answers[1] != nil && edges.answers[2] == nil)
    #expect(abs(edges.overtime[0] - 490) < 30)
    let figures = CallFigures(edges, of: [early, late, later], limits: [86_400 * 3], duty: [1000])
    #expect(figures.unanswered == 1 && figures.shares == [2.0 / 3])
  }

  @Test func demandIsDrawnAtItsRate() {
    let anchors = (0..<3).map { Self.place(100_000 * $0) }
    let demand = CallDemand([(8, 0, 3), (8, 2, 1), (23, 1, 2)])
    #expect(demand.perHour[8] == 4 && demand.perHour[23] == 2 && demand.perHour[0] == 0)
    var generator = SeededGenerator(seed: 5)
    let calls = demand.draw(days: 2000, anchors: anchors, onScene: 600, &generator)
    let hours = calls.map { Int($0.time) % 86_400 / 3600 }
    #expect(Set(hours) == [8, 23])
    let counts = [0, 1, 2].map { unit in calls.count { $0.unit == unit } }
    for (count, mean) in zip(counts, [6000.0, 4000, 2000]) {
      #expect(abs(Double(count) - mean) < 4 * mean.squareRoot())
    }
    #expect(zip(calls, calls.dropFirst()).allSatisfy { $0.time <= $1.time })
    let scene = calls.reduce(0) { $0 + $1.onScene } / Double(calls.count)
    #expect(abs(scene - 600) < 4 * 600 / Double(calls.count).squareRoot())
    // Recorded calls over three days, one of them outside.
    let recorded = CallDemand([
      Self.call(8.5 * 3600, anchors[0], 0), Self.call(86_400 * 2 + 8.1 * 3600, anchors[0], 0),
      Call(id: "", time: 86_400 * 9, place: anchors[0], unit: -1, onScene: 0),
    ])
    #expect(abs(recorded.perHour[8] - 2.0 / 3) < 1e-12)
  }

  @Test func intervalsHoldWhatTablesSay() {
    // Student's t, 97.5 %: standard tables.
    for (degrees, value) in [(1, 12.706), (4, 2.776), (6, 2.447), (9, 2.262), (29, 2.045), (100, 1.984)] {
      #expect(abs(Estimate.quantile(degrees: degrees) - value) < 0.0015)
    }
    let estimate = Estimate([1, 2, 3, 4])
    #expect(estimate.mean == 2.5 && abs(estimate.halfWidth - 3.182446 * (5.0 / 3 / 4).squareRoot()) < 1e-5)
    #expect(!Estimate([1]).halfWidth.isFinite)
  }
}
