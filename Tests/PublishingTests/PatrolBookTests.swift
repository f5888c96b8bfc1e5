import Geometry
import Grid
import PlannerTestSupport
import Scenario
import Solvers
import TestSupport
import Testing
import VectorFiles

@testable import PlanCodec
@testable import Planner
@testable import Publishing
@testable import Roads

@Suite struct PatrolBookTests {
  private static func roads() -> RoadLines {
    var roads = RoadLines()
    let (a, b, c, d) = (
      patrolPlace(0, 0), patrolPlace(1000, 0), patrolPlace(1000, 1000), patrolPlace(2000, 1000)
    )
    roads.append([a, b], name: "人民路")
    roads.append([b, c], name: "解放路")
    roads.append([c, d], name: "")
    return roads
  }

  @Test func turnsNameStreetsAndSides() {
    let roads = Self.roads()
    let way = [
      patrolPlace(300, 20), patrolPlace(300, 0), patrolPlace(1000, 0), patrolPlace(1000, 1000),
      patrolPlace(1500, 1000), patrolPlace(1500, 990),
    ]
    struct Ways: Travel {
      let way: [Coordinate]
      func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
        TravelTable(rows: 0, columns: 0, seconds: [], metres: [])
      }
      func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] { way }
    }
    func stop(_ place: Coordinate) -> Route.Stop {
      Route.Stop(
        kind: .unit, id: "U", coordinate: place, arrive: 0, start: 0, depart: 0, travel: 0, distance: 0)
    }
    let route = Route(
      dayType: "weekday", crewID: "C", shiftID: "S", stops: [stop(way[0]), stop(way[way.count - 1])])
    let problem = patrolProblem(crews: [], shifts: [], checkpoints: [])
    let result = RouteWay(of: route, in: problem, Ways(way: way), names: StreetNames(roads))
    #expect(result.path == way)
    #expect(result.turns.map(\.street) == ["人民路", "解放路", ""])
    #expect(result.turns.map(\.turn) == [.depart, .left, .right])
    let metres = result.turns.reduce(0) { $0 + $1.metres }
    #expect(abs(metres - GreatCircle.metres(along: way)) < 0.01 && abs(result.turns[1].metres - 1000) < 20)
  }

  private static func book() -> (book: PatrolBook, routes: [Route]) {
    var (problem, ground) = PresenceCase.county()
    for (index, tier) in Checkpoint.Tier.allCases.enumerated() {
      problem.checkpoints[index].tier = tier
      problem.checkpoints[index].name = "<\(tier.rawValue)>"
    }
    let plan = RoutePlanner(problem: problem, travel: PatrolTestTravel())
      .plan(dayType: "weekday", seed: 1, steps: 100, ground: ground)
    let ways = plan.routes.map {
      RouteWay(of: $0, in: problem, PatrolTestTravel(), names: StreetNames(nil))
    }
    let book = PatrolBook(
      PatrolPlan(
        title: "县 <1>", hierarchy: ReportFixture(splits: [1, 1, 1, 1]).hierarchy(), problem: problem,
        areas: [], routes: plan.routes, ways: ways, unserved: []))
    return (book, plan.routes)
  }

  private static func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  @Test func sheetsHoldEveryStopOnce() {
    let (book, routes) = Self.book()
    let sheets = book.sheets()
    #expect(routes.contains { $0.stops.count > 60 }, "no page holds so many rows")
    let stops = routes.flatMap(\.stops)
    #expect(Self.count("<code>", in: sheets) == stops.count)
    for id in Set(stops.map(\.id)) {
      #expect(Self.count("<code>\(id)</code>", in: sheets) == stops.count { $0.id == id })
    }
    // A row for each but those passed in spare time, which have one for each block, and two of each head.
    let rows = routes.flatMap(\.parts).count
    #expect(rows < stops.count && Self.count("<tr", in: sheets) == rows + 2 * routes.count)
    #expect(Self.count("<thead>", in: sheets) == routes.count)
    #expect(Self.count("<svg", in: sheets) == routes.count)
    #expect(Self.count("class=\"required\"", in: sheets) == routes.reduce(0) { $0 + $1.visits.count })
  }

  @Test func sheetsAreHarmlessOnPaper() {
    let sheets = Self.book().book.sheets()
    #expect(sheets.contains("县 &lt;1&gt;") && !sheets.contains("<1>"))
    for tier in Checkpoint.Tier.allCases {
      #expect(sheets.contains("&lt;\(tier.rawValue)&gt;") && !sheets.contains("<\(tier.rawValue)>"))
      #expect(sheets.contains("<s class=\"\(tier.rawValue)\"></s>"))
    }
    #expect(sheets.contains("default-src 'none'; style-src 'unsafe-inline'"))
    // Ids of drawings on one page differ.
    let ids = sheets.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
  }

  @Test func whatIsPassedIsOneBlockBetweenVisits() {
    func stop(_ kind: Route.Stop.Kind) -> Route.Stop {
      Route.Stop(
        kind: kind, id: "U", coordinate: patrolPlace(0, 0), arrive: 0, start: 0, depart: 0, travel: 0,
        distance: 0)
    }
    let kinds: [Route.Stop.Kind] = [.start, .unit, .unit, .checkpoint, .unit, .break, .street, .street, .end]
    let route = Route(dayType: "weekday", crewID: "C", shiftID: "S", stops: kinds.map(stop))
    #expect(
      route.parts == [
        .stop(0), .passing(1...2), .stop(3), .passing(4...4), .stop(5), .stop(6), .stop(7), .stop(8),
      ])
  }

  @Test func datesOfADayTypeAreToldInRuns() {
    let horizon = Horizon(
      start: CivilDate(year: 2026, month: 12, day: 30) ?? CivilDate(days: 0), days: 7,
      clock: Clock(offset: 28_800), dayTypeOfDate: [0, 0, 1, 0, 1, 0, 0])
    #expect(horizon.dates(of: 0) == "2026-12-30 – 12-31, 2027-01-02, 01-04 – 01-05")
    #expect(horizon.dates(of: 1) == "2027-01-01, 01-03")
    #expect(horizon.dates(of: 2).isEmpty)
  }

  @Test func tracksHoldEveryStop() {
    let (book, routes) = Self.book()
    let tracks = book.tracks
    #expect(tracks.map(\.name) == ["crew-C0.gpx", "crew-C1.gpx"])
    let between = routes.reduce(0) { $0 + $1.stops.count - 2 }
    #expect(tracks.reduce(0) { $0 + Self.count("<wpt ", in: $1.text) } == between)
    #expect(
      tracks[0].text.contains("lat=\"33.4\(String(repeating: "0", count: 6))\"")
        || tracks[0].text.contains("lat=\"33."))
  }
}
