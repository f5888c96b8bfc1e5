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

  @Test func sheetsAndTracksHoldEveryStop() {
    let (problem, ground) = PresenceCase.county()
    let plan = RoutePlanner(problem: problem, travel: PatrolTestTravel())
      .plan(dayType: "weekday", seed: 1, steps: 100, ground: ground)
    let ways = plan.routes.map {
      RouteWay(of: $0, in: problem, PatrolTestTravel(), names: StreetNames(nil))
    }
    let book = PatrolBook(
      PatrolPlan(
        title: "县 <1>", hierarchy: ReportFixture(splits: [1, 1, 1, 1]).hierarchy(), problem: problem,
        areas: [], routes: plan.routes, ways: ways, unserved: []))
    let sheets = book.sheets()
    #expect(plan.routes.contains { $0.stops.count > 60 }, "no page holds so many rows")
    #expect(sheets.components(separatedBy: "<section>").count == plan.routes.count + 1)
    // Nothing is cut: a sheet goes on over as many pages as it needs, each headed.
    #expect(!sheets.contains("overflow: hidden") && !sheets.contains("height: 270mm"))
    #expect(sheets.components(separatedBy: "<thead>").count == plan.routes.count + 1)
    #expect(sheets.components(separatedBy: "<svg").count == plan.routes.count + 1)
    #expect(sheets.contains("县 &lt;1&gt;") && !sheets.contains("<1>"))
    let stops = plan.routes.reduce(0) { $0 + $1.stops.count }
    #expect(sheets.components(separatedBy: "<tr").count == stops + 2 * plan.routes.count + 1)
    let tracks = book.tracks
    #expect(tracks.map(\.name) == ["crew-C0.gpx", "crew-C1.gpx"])
    let between = plan.routes.reduce(0) { $0 + $1.stops.count - 2 }
    #expect(tracks.reduce(0) { $0 + $1.text.components(separatedBy: "<wpt ").count - 1 } == between)
    #expect(
      tracks[0].text.contains("lat=\"33.4\(String(repeating: "0", count: 6))\"")
        || tracks[0].text.contains("lat=\"33."))
  }
}
