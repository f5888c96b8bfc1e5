import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

@Suite struct OfficerDivisionTests {
  static let travel = StraightLineTravel(factor: 1, speed: 36)

  /// Whether the units of each officer hang together, by a flood fill over the test's own grid.
  static func hangsTogether(_ units: [Int], _ areas: [Int], in county: TestCounty) -> Bool {
    Set(areas).allSatisfy { officer in
      var waiting = Set(zip(units, areas).filter { $0.1 == officer }.map(\.0))
      guard let first = waiting.first else { return true }
      var open = [first]
      waiting.remove(first)
      while let unit = open.popLast() {
        let column = unit % county.columns
        let around = [
          unit - county.columns, unit + county.columns, column > 0 ? unit - 1 : -1,
          column < county.columns - 1 ? unit + 1 : -1,
        ]
        for next in around where waiting.remove(next) != nil { open.append(next) }
      }
      return waiting.isEmpty
    }
  }

  /// The least deviation of all divisions that hang together, by trying every one.
  static func leastDeviation(_ division: OfficerDivision, in county: TestCounty) -> Double {
    var best = Double.infinity
    var areas = [Int](repeating: 0, count: division.units.count)
    while true {
      if Set(areas).count == division.officers, hangsTogether(division.units, areas, in: county) {
        var load = [Double](repeating: 0, count: division.officers)
        for (unit, officer) in areas.enumerated() { load[officer] += division.loads[unit] }
        let mean = load.reduce(0, +) / Double(load.count)
        best = min(best, load.map { abs($0 - mean) / mean }.max() ?? 0)
      }
      guard let digit = areas.lastIndex(where: { $0 < division.officers - 1 }) else { return best }
      areas[digit] += 1
      for later in areas.indices.dropFirst(digit + 1) { areas[later] = 0 }
    }
  }

  static func division(_ county: TestCounty, _ units: [Int], _ loads: [Double], officers: Int)
    -> OfficerDivision
  {
    OfficerDivision(
      units: units, loads: loads, officers: officers, adjacency: county.adjacency,
      anchors: county.level.anchors)
  }

  @Test(arguments: 1...12) func noDivisionIsMoreEqual(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 3, rows: 3) { _ in 100 }
    let loads = (0..<9).map { _ in Double(1 + generator.below(500)) }
    let officers = 2 + seed % 3
    let division = Self.division(county, Array(0..<9), loads, officers: officers)
    let areas = division.areas()
    #expect(Set(areas) == Set(0..<officers))
    #expect(Self.hangsTogether(division.units, areas, in: county))
    let optimum = Self.leastDeviation(division, in: county)
    #expect(abs(division.deviation(areas) - optimum) < 1e-9)
    // The search for larger rooms never beats it, and comes near.
    let searched = division.searched()
    #expect(Set(searched) == Set(0..<officers))
    #expect(Self.hangsTogether(division.units, searched, in: county))
    #expect(division.deviation(searched) > optimum - 1e-9)
    #expect(division.deviation(searched) < optimum + 0.1)
  }

  @Test(arguments: 1...6) func largeRoomsAreDividedEvenly(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 6, rows: 6) { _ in 100 }
    let loads = (0..<36).map { _ in Double(100 + generator.below(300)) }
    let division = Self.division(county, Array(0..<36), loads, officers: 2 + seed % 4)
    #expect(!division.isExact)
    let areas = division.areas()
    #expect(Self.hangsTogether(division.units, areas, in: county))
    #expect(division.deviation(areas) < 0.05)
    #expect(areas == division.areas())
  }

  @Test func fewUnitsGoRound() {
    let county = TestCounty(columns: 3, rows: 1) { _ in 100 }
    let alone = Self.division(county, [0, 1, 2], [1, 1, 1], officers: 1)
    #expect(alone.areas() == [0, 0, 0] && alone.deviation([0, 0, 0]) == 0)
    let crowd = Self.division(county, [0, 2], [5, 5, 5], officers: 3)
    #expect(crowd.areas() == [0, 1])
    let shares = Assignment.OfficerShares(room: 0, division: crowd, areas: [0, 1])
    #expect(shares.workloads == [5, 5, 0] && shares.limit == .fewUnits)
    #expect(abs(shares.deviation - 1) < 1e-12)
  }

  @Test func piecesBorderTheNearestOther() {
    // Units 0, 1 and 4, 5 in a row of six: the second officer's land must be one of the two pieces.
    let county = TestCounty(columns: 6, rows: 1) { _ in 100 }
    let division = Self.division(county, [0, 1, 4, 5], [1, 1, 0, 0, 1, 1], officers: 2)
    #expect(division.areas() == [0, 0, 1, 1])
    #expect(division.neighbours == [[1], [0, 2], [3, 1], [2]])
  }

  @Test func whatKeepsSharesApartIsSaid() {
    let county = TestCounty(columns: 4, rows: 1) { _ in 100 }
    func limit(_ loads: [Double]) -> (Double, Assignment.OfficerShares.Limit) {
      let division = Self.division(county, [0, 1, 2, 3], loads, officers: 2)
      let shares = Assignment.OfficerShares(room: 0, division: division, areas: division.areas())
      return (shares.deviation, shares.limit)
    }
    // One unit has 9 of 12: half as much again as the mean of 6.
    let large = limit([9, 1, 1, 1])
    #expect(abs(large.0 - 0.5) < 1e-12 && large.1 == .largeUnit(0, share: 0.5))
    // In a row, 4 in the middle cannot be parted evenly.
    let land = limit([1, 4, 4, 3])
    #expect(abs(land.0 - 1.0 / 6) < 1e-12 && land.1 == .land)
  }

  // MARK: In a plan

  @Test(arguments: 1...6) func officersOfOneRoomShareItsLand(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 6, rows: 5) { _ in 20 + generator.below(400) }
    var problem = county.problem
    problem.rooms = [county.room("A", in: 7), county.room("B", in: 22)]
    let officers = (0..<7).map { StaffMember(id: "P\($0)", role: .officer, homeUnit: "", fullTime: true) }
    let risk = county.level.codes.map { _ in Double(1 + generator.below(3)) }
    let planner = AssignmentPlanner(
      problem: problem, units: county.level, townshipOfUnit: county.townshipOfUnit,
      townshipCodes: county.townshipCodes, unitOfRoom: [7, 22], adjacency: county.adjacency,
      siting: RoomSiting(count: 2),
      attributes: UnitAttributes(isTown: risk.map { _ in false }, risk: risk))
    let plan = try planner.plan(available: officers, travel: Self.travel, seed: 1)
    #expect(plan.officerShares.map(\.room) == [0, 1])
    for shares in plan.officerShares {
      let room = plan.rooms[shares.room]
      let areas = room.units.map { room.officerIDs.firstIndex(of: plan.officerOfUnit[$0]) ?? -1 }
      #expect(Set(areas) == Set(room.officerIDs.indices))
      // The room's land is one piece here, so each officer's is.
      #expect(plan.detached.isEmpty)
      #expect(Self.hangsTogether(room.units, areas, in: county))
      var work = [Double](repeating: 0, count: room.officerIDs.count)
      for (unit, area) in zip(room.units, areas) {
        work[area] += Double(county.level.households[unit]) * risk[unit] * (600 + plan.travelOfUnit[unit])
      }
      let mean = work.reduce(0, +) / Double(work.count)
      for (a, b) in zip(work, shares.workloads) { #expect(abs(a - b) < 1e-6 * mean) }
      let deviation = work.map { abs($0 / mean - 1) }.max() ?? 0
      #expect(abs(deviation - shares.deviation) < 1e-9 && deviation < 0.25)
    }
  }
}
