import Geometry
import Grid
import Roads
import Scenario
import TestSupport
import Testing
import VectorFiles

@testable import Audit
@testable import Planner
@testable import Solvers

@Suite struct CoverageComparisonTests {
  @Test(arguments: 1...10) func whoGainsAndLosesIsCountedUnitByUnit(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let townshipOfUnit = TestCounty(columns: 4, rows: 4) { _ in 0 }.townshipOfUnit
    func plan() -> Plan {
      let county = TestCounty(columns: 4, rows: 4) { _ in generator.below(20) }
      let townships = Level(
        name: "township", codes: county.townshipCodes, names: county.townshipCodes, parents: [-1, -1],
        households: [0, 0], shapes: PolygonSet(), areas: [0, 0], anchors: [])
      let units = Level(
        name: county.level.name, codes: county.level.codes, names: county.level.names,
        parents: county.townshipOfUnit, households: county.level.households, shapes: county.level.shapes,
        areas: county.level.areas, anchors: county.level.anchors)
      return Plan(
        title: "",
        hierarchy: Hierarchy(levels: [townships, units], plane: LocalPlane(centre: county.level.anchors[0])),
        problem: Problem(
          levels: ["township", units.name], assignLevel: units.name, townshipLevel: "township",
          horizon: Horizon(start: CivilDate(days: 0), days: 0, clock: Clock(offset: 0), dayTypeOfDate: []),
          dayTypes: [], policy: Policy()),
        assignment: Assignment(
          rooms: [], roomOfUnit: [], officerOfUnit: [], auxiliariesOfUnit: [], travelOfUnit: [],
          shortfallOfUnit: [], objective: 0, lowerBound: 0), areas: [], routes: [], ways: [], unserved: [],
        roster: Roster(duties: [], unfilled: []),
        findings: Findings(
          coverage: Coverage(
            response: (0..<16).map { _ in generator.below(6) == 0 ? nil : generator.below(600) },
            secondResponse: [], visits: (0..<16).map { _ in generator.below(3) }, maxRevisit: [])))
    }
    let (a, b) = (plan(), plan())
    let coverage = CoverageComparison(a, b)
    #expect(coverage.places.map(\.code) == ["", "T0", "T1"])
    for (number, place) in coverage.places.enumerated() {
      var (before, after, gaining, losing, total, totalBefore) = (0, 0, 0, 0, 0, 0)
      for unit in 0..<16 where number == 0 || townshipOfUnit[unit] == number - 1 {
        let was = a.coverage.response[unit].map { $0 <= 300 } ?? false
        let isNow = b.coverage.response[unit].map { $0 <= 300 } ?? false
        totalBefore += a.hierarchy.lowest.households[unit]
        total += b.hierarchy.lowest.households[unit]
        if was { before += a.hierarchy.lowest.households[unit] }
        if isNow { after += b.hierarchy.lowest.households[unit] }
        if isNow && !was { gaining += b.hierarchy.lowest.households[unit] }
        if was && !isNow { losing += b.hierarchy.lowest.households[unit] }
        #expect(coverage.gained.contains(unit) == (isNow && !was))
        #expect(coverage.lost.contains(unit) == (was && !isNow))
      }
      #expect(place.share.before == Double(before) / Double(totalBefore))
      #expect(place.share.after == Double(after) / Double(total))
      #expect(place.gaining == gaining && place.losing == losing)
    }
    #expect(coverage.seen.before == a.coverage.visits.count { $0 > 0 })
    #expect(coverage.seen.after == b.coverage.visits.count { $0 > 0 })
    let households = coverage.lost.map { b.hierarchy.lowest.households[$0] }
    #expect(households == households.sorted(by: >))
  }
}
