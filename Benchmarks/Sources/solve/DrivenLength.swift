import Geometry

/// How far a track was driven, as far as its fixes tell without any roads.
///
/// Straight from fix to fix is too short, since that cuts every corner. How much corners take is seen in the fixes
/// themselves: with every second one left out more is cut. A corner that is cut costs in proportion to the time between
/// fixes, so the length with no time between them is as much above the straight one as that is above the one with twice
/// the time (Richardson's extrapolation).
struct DrivenLength {
  /// Metres, straight from fix to fix.
  let straight: Double
  /// Metres, with what straight lines cut off; the straight ones where there are too few fixes to tell.
  let estimate: Double

  init(_ positions: [PlanePoint]) {
    func length(_ places: [PlanePoint]) -> Double {
      zip(places, places.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }
    let straight = length(positions)
    self.straight = straight
    guard positions.count > 2 else {
      estimate = straight
      return
    }
    // Both ways to leave out every second fix between the first and the last.
    let coarse = [0, 1].map { odd in
      length(
        positions.indices.filter { $0 == 0 || $0 == positions.count - 1 || $0 % 2 == odd }.map {
          positions[$0]
        })
    }
    estimate = 2 * straight - (coarse[0] + coarse[1]) / 2
  }
}
