/// An even sample of the points that pass by, to judge at the end whether they are in another datum than was said.
struct DatumSuspicion: Sendable {
  private static let limit = 1 << 13

  private var sample: [Coordinate] = []
  /// One point in so many is kept.
  private var step = 1
  private var seen = 0

  mutating func add(_ points: [Coordinate]) {
    var next = (step - seen % step) % step
    while next < points.count {
      sample.append(points[next])
      if sample.count == Self.limit {
        sample = stride(from: 0, to: sample.count, by: 2).map { sample[$0] }
        step *= 2
      }
      let place = seen + next + 1
      next += 1 + (step - place % step) % step
    }
    seen += points.count
  }

  /// The datum from which the points would have to be shifted for at least half of those outside to come inside,
  /// when one in a hundred and ten at least are outside. Shifts of land that is truly outside bring as many points
  /// out as in.
  func datum(_ index: UnitIndex) -> ChineseDatum? {
    let outside = index.units(at: sample).count { $0 < 0 }
    guard outside >= 10, outside * 100 >= sample.count else { return nil }
    let trials = ChineseDatum.allCases.map { datum in
      let shifted = sample.map { point in
        let place = datum.toWGS84(longitude: point.longitude, latitude: point.latitude)
        return Coordinate(longitude: place.longitude, latitude: place.latitude) ?? point
      }
      return (datum: datum, outside: index.units(at: shifted).count { $0 < 0 })
    }
    let best = trials.min { $0.outside < $1.outside }
    return best.flatMap { $0.outside * 2 <= outside ? $0.datum : nil }
  }
}
