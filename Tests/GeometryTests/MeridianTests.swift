import Testing

@testable import Geometry

@Suite struct MeridianTests {
  @Test func aPlaceOnTheWayLiesBetweenItsEnds() {
    let a = Coordinate(x: 1_150_000_000, y: 334_000_000)
    let b = Coordinate(x: 1_150_001_001, y: 333_999_000)
    #expect(a.towards(b, by: 0) == a && a.towards(b, by: 1) == b)
    #expect(a.towards(b, by: 0.5) == Coordinate(x: 1_150_000_501, y: 333_999_500))
  }

  /// East of 107 degrees the sum of two longitudes is no number of 32 bits; at 180 degrees their difference is none.
  @Test(arguments: [(1_799_999_990, -1_799_999_990), (-1_799_999_990, 1_799_999_990)])
  func theWayOverThe180thMeridianIsTheShortOne(from: Int32, to: Int32) {
    let middle = Coordinate(x: from, y: 0).towards(Coordinate(x: to, y: 10), by: 0.5)
    #expect(abs(middle.x) == 1_800_000_000 && middle.y == 5)
    let near = Coordinate(x: from, y: 0).towards(Coordinate(x: to, y: 0), by: 0.25)
    #expect(near.x == (from > 0 ? 1_799_999_995 : -1_799_999_995))
  }

  /// What floating point puts beside a meridian is on it.
  @Test func aPlaceAHairBeyondTheLatticeIsOnItsRim() {
    for (x, y) in [(1.8e9, 9e8), (-1.8e9, -9e8)] {
      let rim = Coordinate(x: Int32(x), y: Int32(y))
      #expect(RealPoint(x: x * (1 + 2e-16), y: y * (1 + 2e-16)).rounded == rim)
      #expect(RealPoint(x: x + (x > 0 ? 0.4 : -0.4), y: y).rounded == rim)
      #expect(RealPoint(x: x + (x > 0 ? 0.6 : -0.6), y: y).rounded == nil)
    }
  }
}
