import Geometry
import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

/// Explanations and changed rooms, against every possibility of tiny counties.
@Suite struct AssignmentStudyTests {
  /// Twelve villages and four rooms of which some are full; the rooms stand in three townships of two columns.
  struct Case {
    let county: TestCounty
    let rooms: [Room]
    let planner: AssignmentPlanner

    init(seed: Int, withinTownship: Bool) {
      var generator = SeededGenerator(seed: UInt64(seed))
      let county = TestCounty(columns: 6, rows: 2) { _ in 50 + generator.below(400) }
      self.county = county
      var problem = county.problem
      problem.policy.roomsWithinTownship = withinTownship
      // A room in the first column and one in the third, fifth and sixth.
      rooms = [0, 2, 4, 11].enumerated().map { index, unit in
        county.room("E\(index)", in: unit, maxUnits: (withinTownship ? [4, 4, 3, 2] : [2, 3, 4, 3])[index])
      }
      planner = AssignmentPlannerTests.planner(county, problem, roomsIn: [])
    }
  }

  private static let travel = AssignmentPlannerTests.travel

  /// The least cost of any assignment within the limits in units.
  private static func optimum(_ test: Case, _ rooms: [Room], withinTownship: Bool) -> Double {
    let county = test.county
    let table = travel.table(from: rooms.map(\.coordinate), to: county.level.anchors)
    let count = county.level.count
    // By what is free at each room, the least cost of the units so far.
    var states: [[Int]: Double] = [rooms.map { min(count, $0.maxUnits ?? count) }: 0]
    for unit in 0..<count {
      let township = county.townshipCodes[county.townshipOfUnit[unit]]
      var next: [[Int]: Double] = [:]
      for (free, cost) in states {
        for room in rooms.indices where free[room] > 0 {
          if withinTownship && rooms[room].townshipCode != township { continue }
          var left = free
          left[room] -= 1
          let way = Double(county.level.households[unit]) * Double(table.seconds(room, unit))
          next[left] = min(next[left] ?? .infinity, cost + way)
        }
      }
      states = next
    }
    return states.values.min() ?? .infinity
  }

  @Test(arguments: 1...6) func roomsThatAreGivenServeAsWellAsAnyAssignment(seed: Int) throws {
    let test = Case(seed: seed, withinTownship: seed % 2 == 0)
    let planner = test.planner.with(rooms: test.rooms)
    let sites = planner.sites
    let costs = sites.costs(Self.travel.table(from: sites.coordinates, to: sites.units.anchors))
    let choice = try RoomChoice.serve(
      from: Array(test.rooms.indices), sites, costs: costs, townshipCodes: test.county.townshipCodes, seed: 1)
    let cost = choice.siteOfUnit.enumerated().reduce(0.0) { sum, pair in
      sum + Double(test.county.level.households[pair.offset]) * Double(costs[pair.element, pair.offset])
    }
    let optimum = Self.optimum(test, test.rooms, withinTownship: seed % 2 == 0)
    #expect(abs(cost - optimum) < 1e-6 * optimum)
    #expect(choice.bound.value <= optimum * (1 + 1e-9) && choice.bound.value > 0.9 * optimum)
    // Whatever units pay, a certificate proves no more than the optimum, and the best prices prove nearly as much.
    let table = Self.travel.table(from: sites.coordinates, to: sites.units.anchors)
    func proven(_ prices: [Double]) -> Double {
      RoomCertificate(RoomBound(value: 0, prices: prices), choice, sites, costs, table)
        .certificate(atLeast: 0)?.value ?? .infinity
    }
    var chance = SeededGenerator(seed: UInt64(seed))
    for spread in 1...40 {
      let base = choice.bound.prices.isEmpty ? sites.units.households.map { _ in 300 } : choice.bound.prices
      let prices = base.map { $0 + Double(chance.below(200) - 100) / 10 * Double(spread) }
      #expect(proven(prices) <= optimum * (1 + 1e-9))
    }
    #expect(choice.bound.prices.isEmpty || proven(choice.bound.prices) > 0.9 * optimum)
  }

  @Test(arguments: 1...4) func changedRoomsServeAsWellAsAnyAssignment(seed: Int) throws {
    let test = Case(seed: seed, withinTownship: false)
    let study = try AssignmentStudy(test.planner, rooms: test.rooms, seed: 1, travel: Self.travel)
    #expect(study.breaches.isEmpty)
    let far = test.county.level.anchors[7]
    let place = Coordinate(x: far.x + 1000, y: far.y)
    let changed = try study.study(
      after: [
        .remove(room: "E1"), .add(.unit("V8")), .add(.point(place)), .move(room: "E3", to: .unit("V5")),
      ],
      seed: 1, travel: Self.travel)
    #expect(changed.rooms.map(\.id) == ["E0", "E2", "R-V8", "R-V7", "R-V5"])
    // A room that moves keeps its limits, a new one has those of new rooms: none.
    #expect(changed.rooms.map(\.maxUnits) == [2, 4, nil, nil, 3])
    #expect(changed.rooms[3].coordinate == place)
    #expect(changed.breaches.isEmpty)
    let optimum = Self.optimum(test, changed.rooms, withinTownship: false)
    // Joining detached land may cost a thousandth.
    #expect(changed.objective >= optimum * (1 - 1e-9) && changed.objective <= optimum * 1.001)
    #expect(try #require(changed.lowerBound) <= optimum * (1 + 1e-9))
  }

  @Test func impossibleChangesAreRefused() throws {
    let test = Case(seed: 1, withinTownship: true)
    let study = try AssignmentStudy(test.planner, rooms: test.rooms, seed: 1, travel: Self.travel)
    func error(_ changes: RoomChange...) -> RoomChangeError? {
      do throws(RoomChangeError) {
        _ = try study.study(after: changes, seed: 1, travel: Self.travel)
        return nil
      } catch { return error }
    }
    #expect(error(.remove(room: "E9")) == .noSuchRoom("E9"))
    #expect(error(.add(.unit("V99"))) == .noSuchUnit("V99", level: "village"))
    let outside = Coordinate(x: 0, y: 0)
    #expect(error(.add(.point(outside))) == .outside(longitude: 0, latitude: 0))
    #expect(error(.add(.unit("V4"))) == .occupied(place: "V4", room: "E2"))
    #expect(error(.remove(room: "E0")) == .townshipsWithoutRoom(["T0"]))
    #expect(
      error(.remove(room: "E0"), .remove(room: "E1"), .remove(room: "E2"), .remove(room: "E3")) == .noneLeft)
    // Three places for four villages.
    guard
      case .assignment(.overCapacity(rooms: 3, units: 1, _, townships: ["T2"])) = error(.remove(room: "E3"))
    else {
      Issue.record("a village is left over")
      return
    }
  }

  // MARK: Explanations

  @Test(arguments: 1...10) func explanationsHoldWhenRecomputed(seed: Int) throws {
    let test = Case(seed: seed, withinTownship: seed % 2 == 0)
    let study = try AssignmentStudy(test.planner, rooms: test.rooms, seed: 1, travel: Self.travel)
    let units = test.county.level
    var reasons = 0
    for explanation in study.explanations() {
      let unit = explanation.unit
      #expect(explanation.room == study.roomOfUnit[unit])
      #expect(explanation.seconds == study.seconds(explanation.room, unit))
      let nearer = test.rooms.indices.filter { study.seconds($0, unit) < explanation.seconds }
      #expect(Set(explanation.nearer.map(\.room)) == Set(nearer))
      #expect(explanation.nearer.map(\.seconds) == explanation.nearer.map(\.seconds).sorted())
      for other in explanation.nearer {
        reasons += 1
        let room = test.rooms[other.room]
        let township = test.county.townshipCodes[test.county.townshipOfUnit[unit]]
        switch other.reason {
        case .otherTownship(let code):
          #expect(seed % 2 == 0 && code == room.townshipCode && code != township)
        case .fullInUnits(let most):
          #expect(room.maxUnits == most && study.unitsOfRoom[other.room].count == most)
        case .fullInHouseholds, .hasRoom, .cutsOffLand:
          Issue.record("the best assignment leaves a nearer room only where it is full")
        }
      }
      if let next = explanation.next {
        #expect(next.seconds >= explanation.seconds && next.room != explanation.room)
        #expect(
          !test.rooms.indices.contains { room in
            room != explanation.room && study.sites.mayServe(room, unit)
              && study.seconds(room, unit) >= explanation.seconds && study.seconds(room, unit) < next.seconds
          })
      }
      let wanted = explanation.nearestAllowed
      if wanted == explanation.room {
        #expect(explanation.exchange == nil)
      } else {
        let best = Self.cheapestExchange(study, unit, wanted)
        #expect((explanation.exchange == nil) == (best == nil))
        if let exchange = explanation.exchange, let best {
          #expect(exchange.moves[0].unit == unit && exchange.moves[0].to == wanted)
          #expect(abs(exchange.change - best) < 1e-3)
          #expect(exchange.change >= -1e-3, "a best assignment cannot be bettered")
          for move in exchange.moves {
            #expect(move.from == study.roomOfUnit[move.unit] && move.to != move.from)
            let change =
              Double(units.households[move.unit])
              * (study.seconds(move.to, move.unit) - study.seconds(move.from, move.unit))
            #expect(abs(change - move.change) < 1e-3)
          }
        }
      }
    }
    if seed % 2 == 1 { #expect(reasons > 0) }
  }

  /// The least change of cost of any way to move a unit and at most two others so that no limit is broken.
  private static func cheapestExchange(_ study: AssignmentStudy, _ unit: Int, _ room: Int) -> Double? {
    let others = study.roomOfUnit.indices.filter { $0 != unit }
    let rooms = study.rooms.indices
    var best: Double?
    func consider(_ moves: [(unit: Int, room: Int)]) {
      var assigned = study.roomOfUnit
      var change = 0.0
      for move in moves {
        guard study.sites.mayServe(move.room, move.unit) else { return }
        change +=
          Double(study.units.households[move.unit])
          * (study.seconds(move.room, move.unit) - study.seconds(assigned[move.unit], move.unit))
        assigned[move.unit] = move.room
      }
      for room in rooms {
        if let most = study.rooms[room].maxUnits, assigned.count(where: { $0 == room }) > most { return }
      }
      if best.map({ change < $0 }) ?? true { best = change }
    }
    consider([(unit, room)])
    for a in others {
      for p in rooms {
        consider([(unit, room), (a, p)])
        for b in others where b > a { for q in rooms { consider([(unit, room), (a, p), (b, q)]) } }
      }
    }
    return best
  }

  @Test func roomsWithRoomAndCutOffLandAreNamed() {
    // Rooms at both ends of a row of five; the middle ones are given away crosswise.
    let county = TestCounty(columns: 5, rows: 1) { _ in 100 }
    let rooms = [county.room("A", in: 0), county.room("B", in: 4, maxHouseholds: 300)]
    let study = AssignmentStudy(
      AssignmentPlannerTests.planner(county), rooms: rooms, roomOfUnit: [0, 1, 1, 0, 1], travel: Self.travel)
    let explanations = study.explanations()
    // Village 1 could go home at once; so that village 3 may, one of B's three has to leave.
    #expect(explanations[1].nearer.map(\.reason) == [.hasRoom])
    #expect((explanations[1].exchange?.change ?? 0) < 0)
    #expect(explanations[3].nearer.map(\.reason) == [.fullInHouseholds(most: 300, with: 400)])
    #expect(explanations[3].exchange?.moves.map(\.unit) == [3, 1])
    #expect(explanations[0].nearer.isEmpty && explanations[0].next?.room == 1)
    // In a row of three, the middle village's own room is nearest but for it the end would be cut off.
    let row = TestCounty(columns: 4, rows: 1) { _ in 100 }
    let ends = AssignmentStudy(
      AssignmentPlannerTests.planner(row), rooms: [row.room("A", in: 0), row.room("B", in: 3)],
      roomOfUnit: [0, 1, 1, 1], travel: Self.travel)
    #expect(ends.explanation(of: 1).nearer.map(\.reason) == [.hasRoom])
    let joined = AssignmentStudy(
      AssignmentPlannerTests.planner(row), rooms: [row.room("A", in: 0), row.room("B", in: 1)],
      roomOfUnit: [0, 0, 0, 1], travel: Self.travel)
    #expect(joined.explanation(of: 1).nearer.map(\.reason) == [.cutsOffLand])
  }

  // MARK: Curve

  @Test(arguments: 1...4) func theCurveIsBestForEachNumber(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 5, rows: 2) { _ in 50 + generator.below(400) }
    let kept = seed % 2 == 0 ? [county.room("E", in: 3)] : []
    let curve = RoomCurve(
      AssignmentPlannerTests.planner(county), keeping: kept, within: 100, seed: 1, travel: Self.travel)
    #expect(curve.counts == 1...10)
    let points = curve.points(1...4)
    #expect(points.map(\.rooms) == [1, 2, 3, 4])
    let table = Self.travel.table(from: county.level.anchors, to: county.level.anchors)
    for point in points {
      func cost(_ open: [Int]) -> Double {
        var sum = 0.0
        for unit in 0..<10 {
          let seconds = open.map { table.seconds($0, unit) }.min() ?? 0
          sum += Double(county.level.households[unit]) * Double(seconds)
        }
        return sum
      }
      let choices = everyChoice(point.rooms, of: 10)
      let optimum = choices.filter { kept.isEmpty || $0.contains(3) }.map(cost).min() ?? 0
      #expect(abs(point.objective - optimum) < 1e-6 * optimum)
      #expect(point.lowerBound <= optimum * (1 + 1e-9) && point.lowerBound > 0.8 * optimum)
      #expect(point.new.count == point.rooms - kept.count)
      #expect(!point.new.contains { $0.coordinate == county.level.anchors[3] } || kept.isEmpty)
    }
  }
}
