import Geometry
import Grid
import PlannerTestSupport
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
    /// Further rounds of the plan.
    var others: [Route] = []
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

    /// Its places lie so many metres off the road, and its ways are as long as they are.
    init(off: Int) {
      self.init()
      let travel = RoadTravel(network)
      for index in route.stops.indices {
        route.stops[index].coordinate.y += Int32(Double(off) / 0.0111)
        guard index > 0 else { continue }
        let ends = (route.stops[index - 1].coordinate, route.stops[index].coordinate)
        route.stops[index].distance = Double(travel.table(from: [ends.0], to: [ends.1]).metres(0, 0))
      }
      for index in problem.checkpoints.indices {
        problem.checkpoints[index].coordinate = route.stops[index + 1].coordinate
      }
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
      _ fixes: [(crew: String, fixes: [Fix])], datum: Datum = .wgs84, withRoads: Bool = true,
      isClockKnown: Bool = false
    ) throws(TrackError) -> TrackAudit {
      let matcher = withRoads ? TrackMatcher(network) : nil
      var auditor = TrackAuditor(
        problem, routes: [route] + others, dates: 0..<2, units: county.level, plane: network.plane,
        matcher: matcher, isClockKnown: isClockKnown)
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

  // MARK: What was recorded, and by which clock

  /// The places of a round lie off the road, by more than a receiver errs: a perfect drive has all of the kilometres.
  @Test(arguments: [0, 60, 250]) func aPerfectDriveHasAllOfThePlannedKilometres(off: Int) throws {
    let scene = Case(off: off)
    let round = try #require(try scene.audit([("C1", scene.fixes(scene.route))]).rounds.first)
    let share = round.drivenMetres / round.plannedMetres
    #expect((0.93...1.06).contains(share), "\(share)")
  }

  /// A record that holds a part of a round is held against that part, wherever it begins and ends.
  @Test(arguments: [(0, 240), (120, 480), (240, 481), (60, 300)])
  func aPartIsHeldAgainstThePart(from: Int, to: Int) throws {
    let scene = Case(off: 0)
    let fixes = scene.fixes(scene.route)
    let part = Array(fixes[from..<min(to, fixes.count)])
    let audit = try scene.audit([("C1", part)])
    let round = try #require(audit.rounds.first)
    #expect(round.stops.allSatisfy { $0.verdicts == [.made] || $0.verdicts == [.notRecorded] })
    #expect(round.stops.contains { $0.verdicts == [.made] })
    #expect(round.plannedMetres < round.plan.metres(within: round.plan.start...round.plan.end))
    let share = round.drivenMetres / round.plannedMetres
    #expect((0.85...1.15).contains(share), "\(share)")
  }

  /// A record that begins before a shift, or ends after it, says nothing of the round before or after.
  @Test(arguments: [0, 600, 1500]) func aRoundThatIsOnlyTouchedIsNotJudged(seconds: Int) throws {
    var scene = Case()
    var night = scene.route
    night.shiftID = "night"
    for index in night.stops.indices {
      night.stops[index].arrive -= 7200
      night.stops[index].start -= 7200
      night.stops[index].depart -= 7200
    }
    let fixes = scene.fixes(scene.route)
    let lead = (0..<(seconds / 15)).map {
      Fix(time: fixes[0].time - Int64(seconds - 15 * $0) * 1000, coordinate: fixes[0].coordinate)
    }
    scene.others = [night]
    let audit = try scene.audit([("C1", lead + fixes)])
    #expect(audit.rounds.map(\.plan.shiftID) == ["day"])
    #expect(audit.rounds[0].stops.allSatisfy { $0.verdicts == [.made] })
    // Who was there for an hour and a half of it is judged.
    let long = (0..<360).map {
      Fix(time: fixes[0].time - Int64(5400 - 15 * $0) * 1000, coordinate: fixes[0].coordinate)
    }
    let both = try scene.audit([("C1", long + fixes)])
    #expect(both.rounds.map(\.plan.shiftID) == ["night", "day"])
    #expect(both.rounds[0].stops.contains { $0.verdicts == [.missed] })
  }

  @Test(arguments: [-40, -12, 12, 21, 30, 40]) func aCrewThatIsLateThroughoutIsLate(minutes: Int) throws {
    let scene = Case()
    let late = scene.fixes(scene.route).map {
      Fix(time: $0.time + Int64(minutes) * 60_000, coordinate: $0.coordinate)
    }
    let round = try #require(try scene.audit([("C1", late)]).rounds.first)
    let wanted: StopCheck.Verdict = minutes > 0 ? .late : .early
    #expect(round.stops.count { $0.verdicts.contains(wanted) || $0.verdicts == [.notRecorded] } == 4)
    #expect(round.stops.contains { $0.verdicts.contains(wanted) })
  }

  @Test(arguments: [-11, -8, -3, -1, 1, 2, 5, 9]) func theAdviceIsTheWholeError(hours: Int) throws {
    let scene = Case()
    let wrong = scene.fixes(scene.route).map {
      Fix(time: $0.time + Int64(hours) * 3_600_000, coordinate: $0.coordinate)
    }
    var said = ""
    do { _ = try scene.audit([("C1", wrong)]) } catch { said = "\(error)" }
    #expect(said.hasSuffix("say --track-shift=\(-hours)"), "\(said)")
  }

  @Test func whoeverSaysThatTheClockIsRightIsBelieved() throws {
    let scene = Case()
    let late = scene.fixes(scene.route).map { Fix(time: $0.time + 3_600_000, coordinate: $0.coordinate) }
    #expect(throws: TrackError.self) { try scene.audit([("C1", late)]) }
    let round = try #require(try scene.audit([("C1", late)], isClockKnown: true).rounds.first)
    #expect(round.stops.contains { $0.verdicts.contains(.late) })
  }

  @Test(arguments: [301, 360, 900]) func fixesTooFarApartAreNamedAsThat(seconds: Int) throws {
    let scene = Case()
    let all = scene.fixes(scene.route)
    let sparse = stride(from: 0, to: all.count, by: seconds / 15 + 1).map { all[$0] }
    var said = ""
    do { _ = try scene.audit([("C1", sparse)]) } catch { said = "\(error)" }
    #expect(said.contains("too far apart in time to tell what was driven"), "\(said)")
    // Beside a crew that is well recorded nothing is said against the other.
    let audit = try scene.audit([("C1", all), ("C2", sparse)])
    #expect(audit.sparseCrews.map(\.name) == ["C2"] && audit.madeCount == 4)
    #expect(audit.rounds.allSatisfy { $0.plan.crew == 0 })
  }

  @Test func fixesOnBothSidesOfThe180thMeridianAreElsewhere() {
    let scene = Case()
    let fixes = scene.fixes(scene.route).enumerated().map { index, fix in
      Fix(
        time: fix.time,
        coordinate: Coordinate(x: index % 2 == 0 ? 1_800_000_000 : -1_800_000_000, y: 335_000_000))
    }
    #expect(throws: TrackError.self) { try scene.audit([("C1", fixes)]) }
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
