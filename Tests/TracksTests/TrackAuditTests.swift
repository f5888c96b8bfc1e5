import Geometry
import Grid
import TestSupport
import Testing
import VectorFiles

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers
@testable import Tracks

@Suite struct TrackAuditTests {
  /// A road past the villages of one row, with a checkpoint in every second one, and a crew that visits them.
  private struct Case {
    var county = TestCounty(columns: 10, rows: 2) { _ in 30 }
    var problem: Problem
    var route: Route
    let network: RoadNetwork

    init() {
      problem = county.problem
      problem.horizon.days = 2
      problem.horizon.dayTypeOfDate = [0, 0]
      let places = county.level.anchors
      var lines = RoadLines()
      lines.append(places[0..<10], class: "secondary", name: "Main Street")
      lines.append([places[3], places[13]], class: "residential", name: "Side Street")
      network = RoadNetwork(lines, plane: LocalPlane(centre: places[0]))
      problem.crews = [
        Crew(id: "C1", baseID: "B1", base: places[0], shiftIDs: ["day"], maxSpeed: 60),
        Crew(id: "C2", baseID: "B1", base: places[0], shiftIDs: [], maxSpeed: 60),
      ]
      problem.checkpoints = [2, 4, 6, 8].map { unit in
        Checkpoint(
          id: "P\(unit)", name: "P\(unit)", coordinate: places[unit], tier: .red, visitsPerDay: 1, dwell: 300,
          windows: [], minGap: 0)
      }
      let start = 8 * 3600
      func stop(_ kind: Route.Stop.Kind, _ id: String, _ unit: Int, _ begin: Int, _ dwell: Int) -> Route.Stop
      {
        Route.Stop(
          kind: kind, id: id, coordinate: places[unit], arrive: start + begin, start: start + begin,
          depart: start + begin + dwell, travel: 200, distance: 1860)
      }
      route = Route(
        dayType: "weekday", crewID: "C1", shiftID: "day",
        stops: [stop(.start, "B1", 0, 0, 0)]
          + [2, 4, 6, 8].enumerated().map { stop(.checkpoint, "P\($1)", $1, 1200 + $0 * 1200, 300) }
          + [stop(.unit, "V9", 9, 6000, 300), stop(.end, "B1", 0, 7200, 0)])
      route.stops[0].distance = 0
    }

    /// What is recorded when a route is driven on the first day.
    func fixes(_ route: Route) -> [Fix] {
      let timeline = CrewTimeline(route, travel: RoadTravel(network))
      return stride(from: 0, to: 86_400, by: 15).compactMap { time in
        timeline.place(at: time).map {
          Fix(
            time: Int64(problem.horizon.start.days * 86_400 + time - problem.horizon.clock.offset) * 1000,
            coordinate: $0)
        }
      }
    }

    /// Drives of fixes as they come out of cleaning.
    func audit(
      _ fixes: [(crew: String, fixes: [Fix])], datum: Datum = .wgs84, withRoads: Bool = true
    ) throws(TrackError) -> TrackAudit {
      let matcher = withRoads ? TrackMatcher(network) : nil
      var auditor = TrackAuditor(
        problem, routes: [route], dates: 0..<2, units: county.level, plane: network.plane, matcher: matcher)
      var reading = TrackReplay.Reading()
      for (crew, fixes) in fixes {
        var cleaner = TrackCleaner(CleaningRules())
        var drives: [[Fix]] = []
        for fix in fixes { cleaner.add(fix) { drives.append($0) } }
        cleaner.finish { drives.append($0) }
        for drive in drives {
          auditor.add(TrackReplay.Drive(crew: crew, fixes: drive), matcher?.match([drive])[0])
        }
        reading.crews.append(crew)
        reading.tallies.append(cleaner.tally)
      }
      reading.files = [
        TrackReplay.Reading.File(
          path: "t.csv",
          columns: try FixColumns(VectorSource(path: "t.gpx"), header: ["time"], named: [:]), datum: datum,
          fixes: fixes.reduce(0) { $0 + $1.fixes.count }, unread: 0)
      ]
      return try auditor.finish(reading)
    }
  }

  @Test(arguments: [true, false]) func aRoundDrivenAsPlannedHasNoFault(withRoads: Bool) throws {
    let scene = Case()
    let audit = try scene.audit([("C1", scene.fixes(scene.route))], withRoads: withRoads)
    #expect(audit.rounds.count == 1)
    let round = try #require(audit.rounds.first)
    #expect(round.stops.map(\.verdicts) == [[.made], [.made], [.made], [.made]])
    #expect(round.outOfOrder == 0 && audit.madeCount == 4 && audit.stopCount == 4)
    // There and back along the road.
    let there = 2 * 9 * 929.0
    #expect(abs(round.drivenMetres - there) < 0.02 * there)
    let units = audit.units
    #expect(units[0..<10].allSatisfy { $0.visits >= 1 } && units[10...].allSatisfy { $0.visits == 0 })
    #expect(units[9].planned == 1 && units[2].seconds > 300 && units[1].seconds > 30)
    #expect(abs(units.reduce(0) { $0 + $1.seconds } - 7200) < 60)
    if withRoads {
      #expect(audit.streets.map(\.name) == ["Main Street"])
      #expect(abs(audit.matching.roadMetres - there) < 0.02 * there && audit.matching.otherMetres < 100)
    } else {
      #expect(audit.streets.isEmpty && audit.matching.roadMetres == 0)
    }
  }

  @Test func plantedFaultsAreFound() throws {
    let scene = Case()
    var driven = scene.route
    // The second stop left out, the third cut to 20 s, the fourth 15 min late.
    driven.stops.remove(at: 2)
    driven.stops[2].depart = driven.stops[2].start + 20
    for index in 3..<driven.stops.count {
      driven.stops[index].arrive += 900
      driven.stops[index].start += 900
      driven.stops[index].depart += 900
    }
    // On the way past the second one the crew is near it for less than the dwell.
    let audit = try scene.audit([("C1", scene.fixes(driven))])
    let stops = try #require(audit.rounds.first).stops
    #expect(stops[0].verdicts == [.made])
    #expect(stops[1].verdicts.contains(.short) && stops[1].stayed.map { $0 < 100 } == true)
    #expect(stops[2].verdicts == [.short] && stops[2].stayed.map { (60..<240).contains($0) } == true)
    #expect(stops[3].verdicts == [.late] && stops[3].lateness.map { (750...900).contains($0) } == true)
  }

  @Test func aPlaceThatIsNotReachedIsMissedAndOrderIsTold() throws {
    let scene = Case()
    var driven = scene.route
    // Turns round after the second stop.
    driven.stops.removeSubrange(3...5)
    let audit = try scene.audit([("C1", scene.fixes(driven))])
    let stops = try #require(audit.rounds.first).stops
    #expect(stops.map(\.verdicts) == [[.made], [.made], [.missed], [.missed]])
    #expect(audit.count(.missed) == 2 && audit.madeCount == 2)
    var swapped = scene.route
    let (a, b) = (swapped.stops[1], swapped.stops[2])
    for (index, other) in [(1, b), (2, a)] {
      swapped.stops[index].coordinate = other.coordinate
      swapped.stops[index].id = other.id
    }
    let disorder = try scene.audit([("C1", scene.fixes(swapped))])
    #expect(disorder.rounds.first?.outOfOrder == 1)
    // A file that ends early says nothing of what was planned after its end.
    let half = try scene.audit([("C1", Array(scene.fixes(scene.route).prefix(200)))])
    #expect(half.count(.notRecorded) == 2 && half.count(.missed) == 0 && half.stopCount == 2)
  }

  @Test func tracksThatCannotBeOfThePlanAreNamed() throws {
    let scene = Case()
    let fixes = scene.fixes(scene.route)
    func failure(_ crew: String, _ change: (inout Fix) -> Void) -> String {
      var changed = fixes
      for index in changed.indices { change(&changed[index]) }
      do {
        _ = try scene.audit([(crew, changed)])
        return ""
      } catch { return "\(error)" }
    }
    #expect(failure("X9") { _ in }.hasPrefix("t.csv: its crews (X9) are none of the plan's (C1, C2)"))
    for datum in [Datum.gcj02, .bd09] {
      // What a receiver that shifts its places writes.
      let text = failure("C1") { $0.coordinate = Datum.wgs84.corrected($0.coordinate, statedAs: datum) }
      #expect(
        text.hasSuffix("if the file is in \(datum.title); say --track-crs \(datum.definition)"), "\(text)")
    }
    #expect(failure("C1") { $0.coordinate.x += 90_000_000 }.contains("none of its fixes lies in the county"))
    #expect(failure("C1") { $0.time -= 8 * 3_600_000 }.hasSuffix("say --track-shift=8"))
    #expect(failure("C1") { $0.time += 3_600_000 }.hasSuffix("say --track-shift=-1"))
    #expect(failure("C1") { $0.time -= 19_800_000 }.hasSuffix("say --track-shift=5.5"))
    #expect(failure("C1") { $0.time += 90 * 86_400_000 }.contains("and the plan is for"))
    #expect(failure("C1") { _ in } == "")
  }

  @Test func aCrewThatThePlanDoesNotKnowIsLeftOut() throws {
    let scene = Case()
    let fixes = scene.fixes(scene.route)
    let audit = try scene.audit([("C1", fixes), ("X9", Array(fixes.prefix(50)))])
    #expect(audit.unknownCrews.map(\.name) == ["X9"] && audit.madeCount == 4)
  }

  /// Every way to give stays to stops is tried.
  @Test(arguments: 1...60) func staysGoToStopsInTheBestWay(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var policy = TrackPolicy()
    policy.tooFarOff = 1000
    let planned = (0..<(1 + generator.below(4))).map { _ in Int64(generator.below(5000)) * 1000 }.sorted()
    // All shorter than the dwell less what may lack, so that none makes a stop for sure.
    let stays = (0..<generator.below(5)).map { _ in
      let from = Int64(generator.below(5000)) * 1000
      return Presence(checkpoint: 0, from: from, to: from + Int64(generator.below(230)) * 1000)
    }.sorted { $0.from < $1.from }
    guard Set(stays.map(\.from)).count == stays.count else { return }
    let checks = Self.checks(planned, stays, policy)

    func off(_ stop: Int64, _ stay: Presence) -> Int64? {
      let away = max(0, stay.from - stop, stop - stay.to)
      return away <= 1_000_000 ? away + 5 * (300_000 - (stay.to - stay.from)) : nil
    }
    func least(_ i: Int, _ j: Int) -> Int64 {
      guard i < planned.count else { return 0 }
      guard j < stays.count else { return Int64(planned.count - i) * 1_000_000 }
      let paired = off(planned[i], stays[j]).map { least(i + 1, j + 1) + $0 }
      return min(least(i + 1, j) + 1_000_000, least(i, j + 1), paired ?? .max)
    }
    let sum = checks.reduce(Int64(0)) { sum, check in
      guard let stay = stays.first(where: { $0.from == check.arrived }) else { return sum + 1_000_000 }
      return sum + (off(check.planned, stay) ?? .max / 2)
    }
    #expect(sum == least(0, 0))
  }

  /// Stops of 300 s at one checkpoint.
  private static func checks(_ planned: [Int64], _ stays: [Presence], _ policy: TrackPolicy) -> [StopCheck] {
    let round = PlannedRound(
      crew: 0, shiftID: "day", date: CivilDate(days: 0), start: 0, end: 50_000_000,
      stops: planned.map { PlannedRound.Stop(checkpoint: 0, start: $0, dwell: 300) }, units: [])
    var isTaken = Array(repeating: false, count: stays.count)
    return StopCheck.all(of: round, stays, isTaken: &isTaken, recorded: 0...50_000_000, policy)
  }

  @Test func aLongStayMakesEveryStopThatItCovers() {
    let stay = Presence(checkpoint: 0, from: 0, to: 10_000_000)
    let checks = Self.checks([100_000, 8_000_000], [stay], TrackPolicy())
    #expect(checks.map(\.verdicts) == [[.made], [.made]])
    // One made in time is not taken for another that was missed.
    let once = Presence(checkpoint: 0, from: 8_000_000, to: 8_300_000)
    let other = Self.checks([2_000_000, 8_000_000], [once], TrackPolicy())
    #expect(other.map(\.verdicts) == [[.missed], [.made]])
  }
}
