import Geometry
import PlannerTestSupport
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

@Suite struct DayCoverageTests {
  /// A drive over random places, some of it past midnight.
  private static func route(
    _ number: Int, _ places: [Coordinate], _ travel: any Travel, _ generator: inout SeededGenerator
  ) -> Route {
    var time = generator.below(80_000)
    var stops: [Route.Stop] = []
    for index in 0..<6 {
      let place = places[generator.below(places.count)]
      let way = stops.last.map {
        Int(travel.table(from: [$0.coordinate], to: [place]).seconds(0, 0).rounded(.up))
      }
      let arrive = time + (way ?? 0)
      let start = arrive + generator.below(3) * 200
      let depart = index == 0 || index == 5 ? arrive : start + 300 + generator.below(3000)
      stops.append(
        Route.Stop(
          kind: index == 0 ? .start : index == 5 ? .end : .checkpoint, id: "K\(index)", coordinate: place,
          arrive: arrive, start: index == 0 || index == 5 ? arrive : start, depart: depart, travel: way ?? 0,
          distance: 0))
      time = depart
    }
    return Route(dayType: "weekday", crewID: "C\(number)", shiftID: "S", stops: stops)
  }

  @Test(arguments: 1...4) func theDayEqualsALookAtEveryMinute(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let places = randomPlaces(9, &generator)
    let travel = StraightLineTravel(factor: 1, speed: 36)
    let routes = (0..<3).map { Self.route($0, places, travel, &generator) }
    let households = places.map { _ in generator.below(30) }
    let window = DailyWindow(start: TimeOfDay(seconds: 79_200), end: TimeOfDay(seconds: 21_600))
    let (limits, readiness, step) = ([300, 900], 30, 300)
    let day = DayCoverage(
      DayResponse(
        timelines: routes.map { CrewTimeline($0, travel: travel) }, rooms: [(places[0], [window])],
        anchors: places, readiness: readiness, step: step, travel: travel),
      households: households, limits: limits)

    var inside = [[Int]](repeating: [0, 0], count: 288)
    var response = [[Int?]](repeating: [], count: places.count)
    for look in 0..<288 {
      let now = look * step
      var here: [Coordinate] = []
      for route in routes {
        for time in [now, now + 86_400] {
          guard let place = Self.place(of: route, at: time) else { continue }
          here.append(place)
        }
      }
      #expect(day.crews[look] == here.count)
      if now >= 79_200 || now < 21_600 { here.append(places[0]) }
      for (unit, place) in places.enumerated() {
        let table = travel.table(from: here, to: [place])
        let least = here.indices.map { table.seconds($0, 0) }.min()
        let seconds = least.map { Int((Double(readiness) + Double($0)).rounded()) }
        response[unit].append(seconds)
        for (index, limit) in limits.enumerated() where (seconds ?? .max) <= limit {
          inside[look][index] += households[unit]
        }
      }
    }
    let total = Double(households.reduce(0, +))
    for look in 0..<288 { #expect(day.shares[look] == inside[look].map { Double($0) / total }) }
    #expect(response.joined().contains(nil) && response.joined().contains { $0 != nil })
    for (unit, times) in response.enumerated() {
      let sorted = times.map { $0 ?? .max }.sorted()
      func rank(_ index: Int) -> Int? { sorted[index] == .max ? nil : sorted[index] }
      #expect(day.units[unit].median == rank(143))
      #expect(day.units[unit].percentile90 == rank(259))
      #expect(day.units[unit].worst == rank(287))
      #expect(day.units[unit].shares == limits.map { limit in Double(sorted.count { $0 <= limit }) / 288 })
    }
    for (index, share) in day.all.shares.enumerated() {
      let sum = inside.reduce(0) { $0 + $1[index] }
      #expect(abs(share - Double(sum) / (288 * total)) < 1e-12)
    }
  }

  /// The place by the stops alone: on the straight line between two, at an even speed.
  private static func place(of route: Route, at time: Int) -> Coordinate? {
    guard let first = route.stops.first, let last = route.stops.last, time >= first.depart, time < last.arrive
    else { return nil }
    for (a, b) in zip(route.stops, route.stops.dropFirst()) {
      if time >= a.arrive, time < a.depart { return a.coordinate }
      if time >= a.depart, time < b.arrive {
        let share = Double(time - a.depart) / Double(b.arrive - a.depart)
        return Coordinate(
          x: a.coordinate.x + Int32((Double(b.coordinate.x - a.coordinate.x) * share).rounded()),
          y: a.coordinate.y + Int32((Double(b.coordinate.y - a.coordinate.y) * share).rounded()))
      }
    }
    return last.coordinate
  }

  @Test(arguments: 1...20) func idlenessIsTheMeanTimeSinceTheLastVisit(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let period = 50 + generator.below(400)
    let times = (0..<1 + generator.below(6)).map { _ in generator.below(3 * period) - period }
    let revisits = Revisits(times, period: period)
    let inside = Set(times.map { (($0 % period) + period) % period })
    // Half way through every second, how long ago was the last visit?
    var sum = 0.0
    var greatest = 0
    for second in 0..<period {
      let age = (0..<period).first { inside.contains((second - $0 + period) % period) } ?? 0
      sum += Double(age) + 0.5
      greatest = max(greatest, age + 1)
    }
    #expect(revisits.visits == times.count)
    #expect(revisits.greatest == greatest)
    #expect(abs((revisits.idleness ?? 0) - sum / Double(period)) < 1e-9)
    #expect(Revisits([], period: period) == Revisits([], period: period + 1))
    #expect(Revisits([]).greatest == nil && Revisits([]).idleness == nil)
  }
}
