import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Roads
@testable import Scenario
@testable import Solvers

@Suite struct AuxiliaryAssignmentTests {
  static func auxiliary(_ id: String, _ home: String, fullTime: Bool) -> StaffMember {
    StaffMember(id: id, role: .auxiliary, homeUnit: home, fullTime: fullTime)
  }

  /// What an answer is judged by, the greater the better, in order.
  static func merit(
    _ ofUnit: [Int], _ homes: [Int?], _ county: TestCounty, _ isTown: [Bool], gaps: [Int], first: [Int]
  ) -> [Int] {
    var count = [Int](repeating: 0, count: gaps.count)
    var (filled, least, town, households, metres) = (0, 0, 0, 0, 0)
    for (person, unit) in ofUnit.enumerated() where unit >= 0 {
      count[unit] += 1
      guard count[unit] <= gaps[unit] else { continue }
      filled += 1
      if count[unit] <= first[unit] { least += 1 }
      if isTown[unit] { town += 1 }
      households += county.level.households[unit]
      if let home = homes[person] {
        metres += Int(
          haversine(county.level.anchors[home], county.level.anchors[unit]).rounded())
      }
    }
    return [filled, least, town, households, -metres]
  }

  /// Every way to send the full-timers is tried.
  @Test(arguments: 1...40) func noOtherAssignmentIsBetter(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let county = TestCounty(columns: 5, rows: 1) { _ in 100 + generator.below(900) }
    let roomOfUnit = (0..<5).map { _ in generator.below(2) }
    let isTown = (0..<5).map { _ in generator.below(3) == 0 }
    let least = 1
    let needs = (0..<5).map { _ in least + generator.below(3) / 2 }
    let partTimers = (0..<2).map { Self.auxiliary("p\($0)", "V\(generator.below(5))", fullTime: false) }
    let homes: [Int?] = (0..<4).map { _ in generator.below(4) == 0 ? nil : generator.below(5) }
    let fullTimers = homes.enumerated().map { index, home in
      Self.auxiliary("f\(index)", home.map { "V\($0)" } ?? "", fullTime: true)
    }
    let result = AuxiliaryAssignment(
      partTimers + fullTimers, units: county.level, roomOfUnit: roomOfUnit, isTown: isTown, needs: needs,
      leastNeed: least)
    var at = [String: Int]()
    for (unit, ids) in result.ofUnit.enumerated() { for id in ids { at[id] = unit } }
    #expect(result.ofUnit.joined().count == 6 && at.count == 6 && result.unplaced.isEmpty)
    for person in partTimers { #expect("V\(at[person.id] ?? -1)" == person.homeUnit) }
    for (index, home) in homes.enumerated() {
      if let home { #expect(roomOfUnit[at["f\(index)"] ?? -1] == roomOfUnit[home]) }
    }

    var held = [Int](repeating: 0, count: 5)
    for person in partTimers { held[at[person.id] ?? 0] += 1 }
    let gaps = (0..<5).map { max(0, needs[$0] - held[$0]) }
    let first = (0..<5).map { max(0, least - held[$0]) }
    // -1 stands for being of no use anywhere.
    var best: [Int] = []
    var choice = [Int](repeating: -1, count: 4)
    while true {
      let allowed = choice.indices.allSatisfy { person in
        guard choice[person] >= 0, let home = homes[person] else { return true }
        return roomOfUnit[home] == roomOfUnit[choice[person]]
      }
      if allowed {
        let merit = Self.merit(choice, homes, county, isTown, gaps: gaps, first: first)
        if best.isEmpty || best.lexicographicallyPrecedes(merit) { best = merit }
      }
      guard let digit = choice.lastIndex(where: { $0 < 4 }) else { break }
      choice[digit] += 1
      for later in choice.indices.dropFirst(digit + 1) { choice[later] = -1 }
    }
    // Those at home beyond its need do not count; of those who came for a place, any may be the surplus one.
    let found = Self.bestReading(result.ofUnit, homes, county, isTown, gaps: gaps, first: first)
    #expect(found == best, "seed \(seed)")
  }

  /// The merit of an answer when surplus people count for nothing: those at home fill their own unit last.
  private static func bestReading(
    _ ofUnit: [[String]], _ homes: [Int?], _ county: TestCounty, _ isTown: [Bool], gaps: [Int], first: [Int]
  ) -> [Int] {
    var choice = [Int](repeating: -1, count: homes.count)
    for (unit, ids) in ofUnit.enumerated() {
      let people = homes.indices.filter { ids.contains("f\($0)") }
      // At home first, since their way is the shortest; the rest come from elsewhere.
      let order = people.sorted { (homes[$0] == unit ? 0 : 1, $0) < (homes[$1] == unit ? 0 : 1, $1) }
      for person in order.prefix(gaps[unit]) { choice[person] = unit }
    }
    return merit(choice, homes, county, isTown, gaps: gaps, first: first)
  }

  @Test func fullTimersGoToTown() {
    let county = TestCounty(columns: 3, rows: 1) { _ in 100 }
    let result = AuxiliaryAssignment(
      [Self.auxiliary("f", "V0", fullTime: true)], units: county.level, roomOfUnit: [0, 0, 0],
      isTown: [false, false, true], needs: [1, 1, 1], leastNeed: 1)
    #expect(result.ofUnit == [[], [], ["f"]])
    // A part-timer stays at home, whatever the town lacks.
    let partTime = AuxiliaryAssignment(
      [Self.auxiliary("p", "V0", fullTime: false), Self.auxiliary("x", "V9", fullTime: false)],
      units: county.level, roomOfUnit: [0, 0, 0], isTown: [false, false, true], needs: [1, 1, 1], leastNeed: 1
    )
    #expect(partTime.ofUnit == [["p"], [], []] && partTime.unplaced == ["x"])
  }

  @Test func everyUnitComesBeforeASecondOne() {
    // The town needs three, the village one; two people can go to either.
    let county = TestCounty(columns: 2, rows: 1) { $0 == 0 ? 100 : 3000 }
    let people = ["a", "b"].map { Self.auxiliary($0, "V1", fullTime: true) }
    let result = AuxiliaryAssignment(
      people, units: county.level, roomOfUnit: [0, 0], isTown: [false, true], needs: [1, 3], leastNeed: 1)
    #expect(result.ofUnit.map(\.count) == [1, 1])
  }

  @Test func whomNobodyNeedsGoesWhereMostHouseholdsWait() {
    let county = TestCounty(columns: 3, rows: 1) { [100, 900, 500][$0] }
    let people = ["a", "b", "c", "d", "e"].map { Self.auxiliary($0, "", fullTime: true) }
    func counts(_ isTown: [Bool]) -> [Int] {
      AuxiliaryAssignment(
        people, units: county.level, roomOfUnit: [0, 1, 2], isTown: isTown, needs: [1, 1, 1], leastNeed: 1
      ).ofUnit.map(\.count)
    }
    #expect(counts([false, false, false]) == [1, 3, 1])
    #expect(counts([true, false, false]) == [3, 1, 1])
  }

  @Test func needsFollowHouseholdsWhereAsked() throws {
    let county = TestCounty(columns: 2, rows: 1) { [900, 2500][$0] }
    var problem = county.problem
    problem.policy.householdsPerExtraAuxiliary = 1000
    #expect([999, 1000, 2500].map(problem.policy.auxiliariesNeeded) == [1, 2, 3])
    let planner = AssignmentPlanner(
      problem: problem, units: county.level, townshipOfUnit: county.townshipOfUnit,
      townshipCodes: county.townshipCodes, unitOfRoom: [], adjacency: county.adjacency,
      siting: RoomSiting(count: 1))
    let plan = try planner.plan(
      available: [Self.auxiliary("p", "V0", fullTime: false), Self.auxiliary("q", "V1", fullTime: false)],
      travel: StraightLineTravel(factor: 1, speed: 36), seed: 1)
    #expect(!plan.shortfallOfUnit[0].map(\.code).contains("auxiliaries_missing"))
    #expect(plan.shortfallOfUnit[1].map(\.english).contains("2 of 3 auxiliaries missing"))
  }
}
