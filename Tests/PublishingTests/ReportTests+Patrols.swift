import Foundation
import PlannerTestSupport
import Testing

@testable import Planner
@testable import Publishing
@testable import Scenario

/// What the page is told of crews and patrol areas.
extension ReportTests {
  @Test func whatCrewsDoIsTold() throws {
    var plan = ReportFixture().plan()
    // The second crew is as the first is.
    let second = plan.problem.crews[1].id
    plan.problem.crews[1] = plan.problem.crews[0]
    plan.problem.crews[1].id = second
    let figures = PlanFigures(plan)
    let told = try #require(try data(page(plan), "patrol-data")["crewWork"] as? [String: Any])
    let works = try #require(told["works"] as? [[String: Any]])
    #expect(works.map { $0["id"] as? String } == plan.problem.crews.map(\.id))
    #expect(works.map { $0["base"] as? String } == plan.problem.crews.map(\.baseID))
    for (row, work) in zip(works, figures.crews.works) {
      #expect(row["seconds"] as? Int == work.seconds && work.seconds > 0)
      #expect(row["metres"] as? Int == Int(work.metres.rounded()))
      #expect(row["nights"] as? Int == work.nights)
      #expect(row["visits"] as? Int == work.visits && work.visits > 0)
    }
    let kind = try #require((told["kinds"] as? [[String: Any]])?.first)
    let expected = try #require(figures.crews.kinds.first)
    #expect(kind["crews"] as? [Int] == [0, 1])
    #expect(kind["seconds"] as? [Int] == [expected.seconds.lowerBound, expected.seconds.upperBound])
    #expect(kind["nights"] as? [Int] == [expected.nights.lowerBound, expected.nights.upperBound])
    #expect(kind["isEven"] as? Bool == expected.isEven)
    #expect(told["tolerance"] as? Double == plan.problem.patrol.hoursTolerance)
    #expect(isNear(told["entropy"] as? Double ?? -1, figures.seen.crewEntropy))
    #expect(isNear(told["visitEntropy"] as? Double ?? -1, figures.seen.visitEntropy))
  }

  /// The text of a number may be read a last digit off.
  private func isNear(_ value: Double, _ other: Double) -> Bool { abs(value - other) < 1e-9 }

  @Test func patrolAreasAreTold() throws {
    var plan = ReportFixture().plan()
    plan.areas[0].workload *= 2
    // An area without land keeps its place among the others.
    plan.areas.insert(
      PatrolArea(id: "None", baseID: "B2", crewIDs: [], units: [], households: 0, workload: 0), at: 1)
    let figures = PlanFigures(plan).areas
    let told = try data(page(plan))
    let areas = try #require(told["areas"] as? [[String: Any]])
    #expect(areas.map { $0["id"] as? String } == ["Area 1", "None", "Area 2"])
    #expect(areas.map { $0["surplus"] as? Double } == [1, -1, 0])
    #expect(areas.map { $0["pieces"] as? Int } == [1, 0, 1])
    #expect(areas.map { $0["compactness"] == nil } == [false, true, false])
    for (row, shape) in zip(areas, figures.shapes) {
      #expect(isNear(row["compactness"] as? Double ?? 0, shape.compactness ?? 0))
    }
    #expect(areas.map { $0["border"] as? Int } == figures.shapes.map { Int($0.border.rounded()) })
    let all = try #require(told["areaFigures"] as? [String: Any])
    #expect(all["balance"] as? Double == 1)
    #expect(isNear(all["meanCompactness"] as? Double ?? 0, figures.meanCompactness))
    #expect(isNear(all["leastCompactness"] as? Double ?? 0, figures.leastCompactness))
    #expect(all["border"] as? Int == Int(figures.border.rounded()) && figures.border > 0)
  }
}
