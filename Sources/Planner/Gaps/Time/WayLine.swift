import Geometry
import Roads

/// A way that is covered at an even speed.
struct WayLine: Sendable {
  private let way: [Coordinate]
  /// Metres from the first vertex to each.
  private let along: [Double]

  /// `way` has one vertex at least.
  init(_ way: [Coordinate]) {
    self.way = way
    let directions = way.map(GreatCircle.direction)
    var along = [0.0]
    for (a, b) in zip(directions, directions.dropFirst()) {
      along.append(along[along.count - 1] + GreatCircle.metres(a, b))
    }
    self.along = along
  }

  /// The place at a share of its length, 0 to 1.
  func place(at share: Double) -> Coordinate {
    let length = along[along.count - 1]
    guard length > 0 else { return way[0] }
    let target = length * share
    let next = max(1, along.firstIndex { $0 >= target } ?? along.count - 1)
    let (a, b) = (way[next - 1], way[next])
    let step = along[next] - along[next - 1]
    let part = step > 0 ? (target - along[next - 1]) / step : 0
    return a.towards(b, by: part)
  }
}
