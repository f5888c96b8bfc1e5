import Testing

@testable import Planner
@testable import Solvers

@Suite struct EquityTests {
  /// Every household written out, and each figure by its definition.
  @Test(arguments: 1...20) func figuresAgreeWithHouseholdsWrittenOut(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let count = 1 + generator.below(12)
    let households = (0..<count).map { _ in generator.below(25) }
    let travel = (0..<count).map { _ in
      generator.below(8) == 0 ? .infinity : Double(generator.below(seed % 4 == 0 ? 3 : 900))
    }
    let equity = TravelEquity(travel: travel, households: households)
    let all = zip(travel, households).flatMap { Array(repeating: $0, count: $1) }
    let known = all.filter(\.isFinite).sorted()
    #expect(equity.reached == known.count && equity.unreached == all.count - known.count)
    // Where no household is reached, the places are what is left to tell of.
    let ways = known.isEmpty ? travel.filter(\.isFinite).sorted() : known
    guard let last = ways.last else {
      #expect(equity.mean == 0 && equity.worst == 0 && equity.gini == 0 && equity.percentile90 == 0)
      return
    }
    let mean = ways.reduce(0, +) / Double(ways.count)
    #expect(abs(equity.mean - mean) < 1e-9 && equity.worst == last)
    let enough = ways.first { way in Double(ways.count { $0 <= way }) >= 0.9 * Double(ways.count) - 1e-9 }
    #expect(equity.percentile90 == enough)
    let differences = ways.reduce(0) { sum, a in ways.reduce(sum) { $0 + abs(a - $1) } }
    let gini = mean > 0 ? differences / (2 * Double(ways.count * ways.count) * mean) : 0
    #expect(abs(equity.gini - gini) < 1e-9)
  }

  @Test func placesWithoutHouseholdsAreNotNear() {
    let empty = TravelEquity(travel: [60, 180, .infinity], households: [0, 0, 0])
    #expect(empty.mean == 120 && empty.worst == 180 && empty.reached == 0 && empty.unreached == 0)
    let cutOff = TravelEquity(travel: [60, .infinity], households: [0, 9])
    #expect(cutOff.mean == 60 && cutOff.reached == 0 && cutOff.unreached == 9)
  }

  @Test func extremesHaveTheirKnownValues() {
    let equal = TravelEquity(travel: [60, 60], households: [10, 30])
    #expect(equal.gini == 0 && equal.percentile90 == 60)
    // One household of a hundred has all of the way.
    let one = TravelEquity(travel: [0, 500], households: [99, 1])
    #expect(abs(one.gini - 0.99) < 1e-12 && one.percentile90 == 0 && one.worst == 500)
    #expect(TravelEquity(travel: [.infinity], households: [7]).unreached == 7)
  }

  @Test func townshipsStandBelowTheirCounty() {
    let places = PlaceEquity.places(
      county: ("C", "County"), townships: (["T0", "T1"], ["North", "South"]), townshipOfUnit: [1, 0, 1, -1],
      households: [10, 20, 30, 40], travel: [100, 200, 300, 400])
    #expect(places.map(\.code) == ["C", "T0", "T1"] && places.map(\.name) == ["County", "North", "South"])
    #expect(places.map(\.travel.reached) == [100, 20, 40])
    #expect(places[1].travel.mean == 200 && places[2].travel.mean == 250)
  }
}
