import Solvers
import Testing
import Words

@testable import Scenario

/// Several days of one type in turn.
@Suite struct RotationTests {
  private static func problem(days: Int, rotation: Int) -> Problem {
    var problem = Problem(
      levels: ["county"], assignLevel: "county", townshipLevel: "county",
      horizon: Horizon(
        start: CivilDate(days: 20_000), days: days, clock: .china,
        dayTypeOfDate: (0..<days).map { $0 % 7 < 5 ? 0 : 1 }),
      dayTypes: ["weekday", "weekend"], policy: Policy())
    problem.patrol.rotation = rotation
    return problem
  }

  @Test(arguments: [2, 3, 5, 8]) func everyDayComesBackInTurnAndNobodyKnowsWhen(rotation: Int) {
    var orders = Set<[Int]>()
    for seed in 0..<40 as Range<UInt64> {
      let turns = Rotation.turns(dates: 60, days: rotation, seed: seed)
      #expect(turns.count == 60)
      for day in 0..<rotation {
        let dates = turns.indices.filter { turns[$0] == day }
        for (a, b) in zip(dates, dates.dropFirst()) {
          #expect((rotation - 1...rotation + 1).contains(b - a))
        }
        #expect((dates.first ?? .max) <= rotation - 1)
      }
      orders.insert(turns)
    }
    #expect(orders.count > 35)
  }

  @Test func datesOfATypeTakeItsDaysInTurn() {
    let before = Self.problem(days: 28, rotation: 3)
    var after = before
    after.rotate(seed: 4)
    #expect(
      after.dayTypes == ["weekday", "weekend", "weekday-2", "weekend-2", "weekday-3", "weekend-3"])
    for date in 0..<28 {
      let type = after.horizon.dayTypeOfDate[date]
      #expect(after.scenarioDayType(of: type) == before.horizon.dayTypeOfDate[date])
      #expect(after.dayTypes[type].hasPrefix(before.dayTypes[before.horizon.dayTypeOfDate[date]]))
    }
    #expect((0..<6).allSatisfy { after.horizon.dayTypeOfDate.contains($0) })
    #expect((0..<6).map(after.turn) == [0, 0, 1, 1, 2, 2])
    #expect(after.share(ofScenarioDayType: 0) == 20.0 / 28)
    var same = before
    same.patrol.rotation = 1
    let usual = same
    same.rotate(seed: 4)
    #expect(same == usual)
  }

  @Test func checkpointsAreVisitedOnAllDaysOfTheirTypes() {
    var problem = Self.problem(days: 14, rotation: 2)
    problem.checkpoints = [
      Checkpoint(
        id: "P", name: "P", coordinate: .init(x: 0, y: 0), tier: .red, visitsPerDay: 2, dwell: 60,
        windows: [],
        minGap: 0, dayTypes: ["weekend"])
    ]
    problem.rotate(seed: 1)
    #expect(problem.checkpoints[0].visits(on: "weekend-2") == 2)
    #expect(problem.checkpoints[0].visits(on: "weekday-2") == 0)
  }

  @Test func daysOfARotationAreCalledAsTheirType() {
    #expect(Message(dayType: "weekday-2").english == "weekday-2")
    #expect(Message(dayType: "weekday").english == "weekday")
    #expect(Message(dayType: "a-b").english == "a-b")
  }
}
