import Geometry
import Grid
import TestSupport
import Testing
import Words

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

@Suite struct GapsTests {
  static let travel = StraightLineTravel(factor: 1, speed: 36)

  /// The villages of the county are the lowest level too, unless told otherwise.
  struct Case {
    var county: TestCounty
    var problem: Problem
    var assignment: Assignment
    var analysis: CoverageAnalysis

    init(_ county: TestCounty, roomsIn: [Int], crews: [Crew] = [], limit: Int, readiness: Int = 0) {
      self.county = county
      problem = county.problem
      problem.policy.gapResponseLimit = limit
      problem.policy.readiness = readiness
      problem.crews = crews
      let count = county.level.count
      assignment = Assignment(
        rooms: roomsIn.map {
          Assignment.OpenRoom(
            room: county.room("R\($0)", in: $0), unit: $0, officerIDs: [], units: [], households: 0,
            meanTravel: 0, maxTravel: 0)
        },
        roomOfUnit: [Int](repeating: 0, count: count), officerOfUnit: [String](repeating: "P", count: count),
        auxiliariesOfUnit: [[String]](repeating: ["a"], count: count),
        travelOfUnit: [Double](repeating: 0, count: count),
        shortfallOfUnit: [[Message]](repeating: [], count: count), objective: 0, lowerBound: 0)
      analysis = CoverageAnalysis(
        problem: problem, rooms: assignment.rooms.map(\.room), units: county.level,
        adjacency: county.adjacency,
        villages: county.level, villageOfUnit: Array(0..<count), villageAdjacency: county.adjacency)
    }

    func coverage(_ travel: some Travel) -> Coverage {
      analysis.coverage(routes: [], unitOfStop: [], travel: travel)
    }
  }

  @Test(arguments: 1...10) func responseGapsHoldEveryUncoveredUnitOnce(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 7, rows: 6) { _ in generator.below(50) }
    let rooms = [generator.below(42), generator.below(42)]
    let base = generator.below(42)
    let crew = Crew(
      id: "C1", baseID: "B1", base: county.level.anchors[base], shiftIDs: [], maxSpeed: 60)
    let readiness = generator.below(40)
    let scene = Case(county, roomsIn: rooms, crews: [crew, crew], limit: 180, readiness: readiness)
    let cutOff = Set((0..<4).map { _ in county.level.anchors[generator.below(42)] })
    let travel = BrokenTravel(cutOff: cutOff)
    let coverage = scene.coverage(travel)

    // Response times by hand.
    let table = travel.table(
      from: (rooms + [base]).map { county.level.anchors[$0] }, to: county.level.anchors)
    var uncovered = Set<Int>()
    for u in 0..<42 {
      let least = (0..<3).map { table.seconds($0, u) }.min() ?? .infinity
      let expected = least.isFinite ? Int((Double(readiness) + Double(least)).rounded()) : nil
      #expect(coverage.response[u] == expected)
      if expected == nil || expected! > 180 { uncovered.insert(u) }
    }
    for limit in [0, 60, 120, 180, 600] {
      let inside = (0..<42).reduce(0) { sum, u in
        guard let time = coverage.response[u], time <= limit else { return sum }
        return sum + county.level.households[u]
      }
      let total = county.level.households.reduce(0, +)
      #expect(coverage.share(of: county.level.households, within: limit) == Double(inside) / Double(total))
    }

    let gaps = scene.analysis.gaps(coverage, assignment: scene.assignment, travel: travel)
    #expect(!uncovered.isEmpty)
    #expect(gaps.flatMap(\.units).sorted() == uncovered.sorted())
    #expect(gaps.map(\.id) == gaps.indices.map { "G000\($0 + 1)" })
    #expect(
      zip(gaps, gaps.dropFirst()).allSatisfy { ($0.closed, $0.households) >= ($1.closed, $1.households) })
    for gap in gaps {
      #expect(
        gap.kind == .response && gap.threshold == 180 && !gap.cause.english.isEmpty
          && !gap.fix.english.isEmpty)
      #expect(gap.households == gap.units.reduce(0) { $0 + county.level.households[$1] })
      let times = gap.units.map { coverage.response[$0] }
      #expect(gap.worst == (times.contains(nil) ? nil : times.compactMap(\.self).max()))
      // Connected, and no neighbour that is uncovered too lies outside.
      var reached: Set = [gap.units[0]]
      var next = [gap.units[0]]
      while let u = next.popLast() {
        for n in county.adjacency.neighbours(of: u) where uncovered.contains(n) && reached.insert(n).inserted
        {
          next.append(n)
        }
      }
      #expect(reached == Set(gap.units))
    }
  }

  @Test func theFixClosesTheHouseholdsItNames() throws {
    // A row of villages 930 m apart at 10 m/s; help within 200 s reaches two villages on.
    let county = TestCounty(columns: 9, rows: 1) { [10, 10, 10, 10, 10, 70, 10, 10, 10][$0] }
    let scene = Case(county, roomsIn: [0], limit: 200)
    let gaps = scene.analysis.gaps(
      scene.coverage(Self.travel), assignment: scene.assignment, travel: Self.travel)
    let gap = try #require(gaps.first)
    #expect(gaps.count == 1 && gap.units == [3, 4, 5, 6, 7, 8])
    #expect(gap.cause.english.hasPrefix("far from any room: room R0 is the nearest, 278 s away at best"))
    #expect(gap.cause.english.contains("single cover"))
    // Village 5 covers 3 to 7.
    #expect(gap.fix.english == "a room in Village 5 (V5) would bring 110 of 120 households within 200 s")
    #expect(gap.worst == 743)
  }

  @Test func causesAreTold() {
    let county = TestCounty(columns: 4, rows: 1) { _ in 10 }
    func causes(_ scene: Case, _ travel: some Travel) -> [CoverageGap] {
      scene.analysis.gaps(scene.coverage(travel), assignment: scene.assignment, travel: travel)
    }
    let island = BrokenTravel(cutOff: [county.level.anchors[3]])
    let cut = causes(Case(county, roomsIn: [0, 1], limit: 300), island)
    #expect(cut.map(\.units) == [[3]])
    #expect(
      cut.first?.worst == nil && cut.first?.cause.english == "no road leads there from any room or base")
    #expect(cut.first?.fix.english.contains("Village 3") == true)
    #expect(
      causes(Case(county, roomsIn: [], limit: 300), island).map(\.cause.english) == [
        "there is no room and no base"
      ])
    let slow = causes(Case(county, roomsIn: [0], limit: 60, readiness: 90), Self.travel)
    #expect(slow.first?.units == [0, 1, 2, 3])
    #expect(slow.first?.cause.english.contains("getting ready alone takes 90 s") == true)
    #expect(slow.first?.fix.english.contains("no room in its villages") == true)
    // Four times as long as the straight line: the way round is to blame.
    let detour = causes(Case(county, roomsIn: [1, 1], limit: 150), StraightLineTravel(factor: 4, speed: 72))
    #expect(detour.first?.cause.english.contains("in a straight line") == true)
    #expect(detour.first?.cause.english.contains("single cover") == false)
    let mixed = causes(Case(county, roomsIn: [0], limit: 150), island)
    #expect(mixed.first?.units == [2, 3])
    #expect(mixed.first?.worst == nil)
    #expect(mixed.first?.cause.english.contains("no road leads to 1 of 2 units") == true)
  }

  @Test func staffingGapsJoinVillagesThatLackPeople() {
    let county = TestCounty(columns: 4, rows: 2) { 10 + $0 }
    var scene = Case(county, roomsIn: [0, 3], limit: 10_000)
    let missing = Message("auxiliaries_missing", "\(1) of \(1) auxiliaries missing")
    for u in [0, 1, 7] {
      scene.assignment.shortfallOfUnit[u] = [missing]
      scene.assignment.auxiliariesOfUnit[u] = []
    }
    scene.assignment.shortfallOfUnit[7] = [Message("no_officer", "no officer at room \("R3")"), missing]
    scene.assignment.officerOfUnit[7] = ""
    scene.assignment.roomOfUnit[7] = 1
    // Two lowest units in every village: u and u + 8.
    let village = county.level
    let lowest = Level(
      name: "grid", codes: (0..<16).map { "g\($0)" }, names: (0..<16).map { "g\($0)" },
      parents: (0..<16).map { $0 % 8 }, households: village.households + village.households,
      shapes: village.shapes, areas: village.areas + village.areas, anchors: village.anchors + village.anchors
    )
    let alone = Adjacency(offsets: [Int](repeating: 0, count: 17), neighbours: [], borders: [])
    let analysis = CoverageAnalysis(
      problem: scene.problem, rooms: scene.assignment.rooms.map(\.room), units: lowest, adjacency: alone,
      villages: village, villageOfUnit: (0..<16).map { $0 % 8 }, villageAdjacency: county.adjacency)
    let coverage = analysis.coverage(routes: [], unitOfStop: [], travel: Self.travel)
    let gaps = analysis.gaps(coverage, assignment: scene.assignment, travel: Self.travel)
    #expect(gaps.map(\.kind) == [.staffing, .staffing])
    #expect(gaps.map(\.units) == [[0, 1, 8, 9], [7, 15]])
    #expect(gaps.map(\.households) == [42, 34])
    #expect(
      gaps.map(\.cause.english) == [
        "1 of 1 auxiliaries missing (2 villages)",
        "no officer at room R3, 1 of 1 auxiliaries missing (1 village)",
      ])
    #expect(gaps.map(\.fix.english) == ["2 more auxiliaries", "an officer each for R3; 1 more auxiliary"])
  }

  @Test(arguments: 1...10) func revisitsGoRoundTheClock(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var routes: [Route] = []
    var unitOfStop: [[Int]] = []
    var times = [[Int]](repeating: [], count: 4)
    for r in 0..<3 {
      var stops: [Route.Stop] = []
      var units: [Int] = []
      for _ in 0..<5 {
        let kinds: [Route.Stop.Kind] = [.start, .checkpoint, .unit, .break, .end]
        let kind = kinds[generator.below(5)]
        let start = generator.below(120_000)
        let unit = generator.below(5) - 1
        if unit >= 0 && (kind == .checkpoint || kind == .unit) { times[unit].append(start % 86_400) }
        stops.append(
          Route.Stop(
            kind: kind, id: "", coordinate: Coordinate(x: 0, y: 0), arrive: start, start: start,
            depart: start + 60, travel: 0, distance: 0))
        units.append(unit)
      }
      routes.append(Route(dayType: "weekday", crewID: "C\(r)", shiftID: "S", stops: stops))
      unitOfStop.append(units)
    }
    let visits = UnitVisits(routes: routes, unitOfStop: unitOfStop, unitCount: 4).revisits
    #expect(visits.map(\.visits).reduce(0, +) > 0)
    for u in 0..<4 {
      #expect(visits[u].visits == times[u].count)
      // From every visit on, how long until the next one, second by second in effect.
      let greatest = times[u].enumerated().map { i, t in
        times[u].enumerated().filter { $0.offset != i }
          .map { ($0.element - t + 86_400) % 86_400 }.min() ?? 86_400
      }.max()
      #expect(visits[u].greatest == greatest)
    }
  }
}
