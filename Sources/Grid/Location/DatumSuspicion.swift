import Geometry
import VectorFiles

/// An even sample of the points that pass by, to judge at the end whether they are in another datum than was said.
struct DatumSuspicion: Sendable {
  private static let limit = 1 << 13

  /// The datum that the points are said to be in.
  private let stated: Datum
  private var sample: [Coordinate] = []
  /// One point in so many is kept.
  private var step = 1
  private var seen = 0

  init(stated: Datum) {
    self.stated = stated
  }

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

  /// The datum that the points must be in for at least half of those outside to come inside, when one in a hundred
  /// and ten at least are outside. Shifts of land that is truly outside bring as many points out as in.
  func datum(_ index: UnitIndex) -> Datum? {
    let outside = index.units(at: sample).count { $0 < 0 }
    guard outside >= 10, outside * 100 >= sample.count else { return nil }
    let trials = Datum.allCases.filter { $0 != stated }.map { datum in
      let places = sample.map { datum.corrected($0, statedAs: stated) }
      return (datum: datum, outside: index.units(at: places).count { $0 < 0 })
    }
    let best = trials.min { $0.outside < $1.outside }
    return best.flatMap { $0.outside * 2 <= outside ? $0.datum : nil }
  }
}
