import Geometry
import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Solvers

@Suite struct SpatialAuditTests {
  @Test(arguments: 1...20) func bothCoversEqualEveryPairOfTheTable(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 6, rows: 5) { _ in generator.below(40) }
    let count = county.level.count
    let travel = BrokenTravel(cutOff: Set((0..<3).map { _ in county.level.anchors[generator.below(count)] }))
    let sources = (0..<generator.below(5)).map { number in
      CoverSource(
        id: "S\(number)", kind: number % 2 == 0 ? .room : .base,
        coordinate: county.level.anchors[generator.below(count)], shiftIDs: [])
    }
    let readiness = generator.below(90)
    let limits = [60, 180, 300, 700]
    let townships = Level(
      name: "township", codes: county.townshipCodes, names: county.townshipCodes, parents: [0, 0, 0],
      households: [0, 0, 0], shapes: PolygonSet(), areas: [0, 0, 0], anchors: [])
    let audit = SpatialAudit(
      sources: sources, units: county.level, county: ("C", "County"), townships: townships,
      townshipOfUnit: county.townshipOfUnit, readiness: readiness, limits: limits, travel: travel)

    let table = travel.table(from: sources.map(\.coordinate), to: county.level.anchors)
    var times: [[Int?]] = []
    for unit in 0..<count {
      let ranked = sources.indices.filter { table.seconds($0, unit).isFinite }
        .sorted { (table.seconds($0, unit), $0) < (table.seconds($1, unit), $1) }
      let whole = ranked.map { Int((Double(readiness) + Double(table.seconds($0, unit))).rounded()) }
      #expect(audit.nearest[unit] == ranked.first ?? -1)
      #expect(audit.second[unit] == (ranked.count > 1 ? ranked[1] : -1))
      times.append([whole.first, whole.count > 1 ? whole[1] : nil])
      #expect([audit.response[unit], audit.secondResponse[unit]] == times[unit])
    }
    #expect(audit.places.map(\.code) == ["C", "T0", "T1", "T2"])
    for (number, place) in audit.places.enumerated() {
      let units = (0..<count).filter { number == 0 || county.townshipOfUnit[$0] == number - 1 }
      func extent(_ some: [Int]) -> SpatialAudit.Extent {
        SpatialAudit.Extent(
          units: some.count, households: some.reduce(0) { $0 + county.level.households[$1] },
          area: Double(some.count) * 810_000)
      }
      #expect(place.total == extent(units))
      for reach in place.reaches {
        #expect(reach.once == extent(units.filter { times[$0][0].map { $0 <= reach.limit } ?? false }))
        #expect(reach.twice == extent(units.filter { times[$0][1].map { $0 <= reach.limit } ?? false }))
      }
      let reached = units.filter { times[$0][0] != nil && county.level.households[$0] > 0 }
      #expect(place.equity.worst == Double(reached.map { times[$0][0] ?? 0 }.max() ?? 0))
    }
    let worst = audit.worst(4).map { audit.response[$0] ?? .max }
    #expect(worst == audit.response.map { $0 ?? .max }.sorted(by: >).prefix(4).map(\.self))
  }

  @Test func singleCoverIsLandThatOneSourceReaches() throws {
    // A row of villages 930 m apart at 10 m/s: 300 s reach three villages on.
    let county = TestCounty(columns: 10, rows: 1) { _ in 10 }
    let scene = GapsTests.Case(county, roomsIn: [1, 5], limit: 300)
    let travel = StraightLineTravel(factor: 1, speed: 36)
    let found = travel.nearest(
      from: scene.analysis.sources.map(\.coordinate), to: county.level.anchors)
    let gaps = scene.analysis.singleCoverGaps(
      found.nearestSeconds.map { Int($0.rounded()) }, second: found.secondSeconds.map { Int($0.rounded()) },
      travel: travel)
    // 2, 3 and 4 have both; 9 has neither.
    #expect(gaps.map(\.units).sorted { $0[0] < $1[0] } == [[0, 1], [5, 6, 7, 8]])
    #expect(gaps.allSatisfy { $0.causes.map(\.code) == ["single_cover"] && $0.closed > 0 })
    #expect(gaps.map(\.closed) == gaps.map(\.closed).sorted(by: >))
  }

  @Test func aCrewWithTimeToSpareIsNamed() throws {
    let county = TestCounty(columns: 9, rows: 1) { _ in 10 }
    let scene = GapsTests.Case(county, roomsIn: [0], limit: 200)
    let travel = StraightLineTravel(factor: 1, speed: 36)
    let anchors = county.level.anchors
    func route(_ id: String, stay: Int) -> Route {
      func stop(_ kind: Route.Stop.Kind, _ unit: Int, _ arrive: Int, _ depart: Int) -> Route.Stop {
        Route.Stop(
          kind: kind, id: "", coordinate: anchors[unit], arrive: arrive, start: arrive, depart: depart,
          travel: 0, distance: 0)
      }
      var stops = [
        stop(.start, 0, 28_800, 28_800), stop(.unit, 2, 29_000, 29_000 + stay), stop(.end, 0, 40_000, 40_000),
      ]
      stops[1].travel = 187
      stops[2].travel = 187
      return Route(dayType: "weekday", crewID: id, shiftID: "S", stops: stops)
    }
    func fix(_ routes: [Route]) throws -> String {
      let coverage = scene.coverage(travel)
      return try #require(
        scene.analysis.gaps(coverage, assignment: scene.assignment, routes: routes, travel: travel).first
      ).fix.english
    }
    // From village 2 to 5 and back to 2 or on to 0 costs at least 560 s; nobody who stays less can.
    #expect(try !fix([route("short", stay: 500)]).contains("crew"))
    #expect(
      try fix([route("short", stay: 500), route("long", stay: 600)]).contains(
        "; crew long could pass there at"))
  }
}
