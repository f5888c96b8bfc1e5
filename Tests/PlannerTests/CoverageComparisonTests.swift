import Geometry
import Grid
import TestSupport
import Testing

@testable import Planner
@testable import Solvers

@Suite struct CoverageComparisonTests {
  @Test(arguments: 1...10) func whoGainsAndLosesIsCountedUnitByUnit(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func plan() -> ComparedPlan {
      let county = TestCounty(columns: 4, rows: 4) { _ in generator.below(20) }
      let townships = Level(
        name: "township", codes: county.townshipCodes, names: county.townshipCodes, parents: [0, 0],
        households: [0, 0], shapes: PolygonSet(), areas: [0, 0], anchors: [])
      return ComparedPlan(
        folder: "", units: county.level, townships: townships, townshipOfUnit: county.townshipOfUnit,
        lowest: county.level,
        assignment: KeptAssignment(
          rooms: [], roomOfUnit: [:], officerOfUnit: [:], auxiliariesOfUnit: [:], travelOfUnit: [:]),
        response: (0..<16).map { _ in generator.below(6) == 0 ? nil : generator.below(600) },
        responseLimits: [300], gapLimit: 300, townshipOfLowest: county.townshipOfUnit,
        visits: (0..<16).map { _ in generator.below(3) })
    }
    let (a, b) = (plan(), plan())
    let coverage = CoverageComparison(a, b)
    #expect(coverage.places.map(\.code) == ["", "T0", "T1"])
    for (number, place) in coverage.places.enumerated() {
      var (before, after, gaining, losing, total, totalBefore) = (0, 0, 0, 0, 0, 0)
      for unit in 0..<16 where number == 0 || a.townshipOfUnit[unit] == number - 1 {
        let was = a.response[unit].map { $0 <= 300 } ?? false
        let isNow = b.response[unit].map { $0 <= 300 } ?? false
        totalBefore += a.lowest.households[unit]
        total += b.lowest.households[unit]
        if was { before += a.lowest.households[unit] }
        if isNow { after += b.lowest.households[unit] }
        if isNow && !was { gaining += b.lowest.households[unit] }
        if was && !isNow { losing += b.lowest.households[unit] }
        #expect(coverage.gained.contains(unit) == (isNow && !was))
        #expect(coverage.lost.contains(unit) == (was && !isNow))
      }
      #expect(place.share.before == Double(before) / Double(totalBefore))
      #expect(place.share.after == Double(after) / Double(total))
      #expect(place.gaining == gaining && place.losing == losing)
    }
    #expect(coverage.seen.before == a.visits.count { $0 > 0 })
    #expect(coverage.seen.after == b.visits.count { $0 > 0 })
    let households = coverage.lost.map { b.lowest.households[$0] }
    #expect(households == households.sorted(by: >))
  }
}
