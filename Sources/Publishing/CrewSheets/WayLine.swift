import Planner
import VectorFiles

/// A way as a line on a map: in order, in its lane, and street by street.
struct WayLine {
  /// In millimetres.
  let points: [SheetPoint]
  /// From the first point to each, in millimetres.
  private let reach: [Double]

  /// - Parameter points: what lies closer than the printer shows is left out.
  init(_ points: [SheetPoint]) {
    var kept: [SheetPoint] = []
    for point in points {
      if let last = kept.last, last.distance(to: point) < 0.25 { continue }
      kept.append(point)
    }
    var reach: [Double] = []
    for (index, point) in kept.enumerated() {
      reach.append(index == 0 ? 0 : reach[index - 1] + kept[index - 1].distance(to: point))
    }
    self.points = kept
    self.reach = reach
  }

  var length: Double { reach.last ?? 0 }

  /// The line to the right of itself, as one drives: the way there and the way back lie side by side.
  func shifted(by offset: Double) -> WayLine {
    WayLine(
      zip(points, points.dropFirst()).flatMap { a, b in
        let length = a.distance(to: b)
        // On paper y grows downwards.
        let (across, down) = (-(b.y - a.y) / length * offset, (b.x - a.x) / length * offset)
        return [
          SheetPoint(x: a.x + across, y: a.y + down), SheetPoint(x: b.x + across, y: b.y + down),
        ]
      })
  }

  /// The part between two distances from the start.
  func part(_ from: Double, _ to: Double) -> [SheetPoint] {
    guard from < to, let (first, _) = position(at: from), let (last, _) = position(at: to) else { return [] }
    let between = points.indices.lazy.filter { reach[$0] > from && reach[$0] < to }.map { points[$0] }
    return [first] + between + [last]
  }

  /// Where one is after so many millimetres, and in which direction one goes on.
  func position(at distance: Double) -> (point: SheetPoint, along: SheetPoint)? {
    guard points.count > 1 else { return nil }
    var (low, high) = (0, points.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if reach[middle] <= distance { low = middle } else { high = middle }
    }
    let (a, b, length) = (points[low], points[high], reach[high] - reach[low])
    let share = min(max((distance - reach[low]) / length, 0), 1)
    return (
      SheetPoint(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share),
      SheetPoint(x: (b.x - a.x) / length, y: (b.y - a.y) / length)
    )
  }

  /// Points along it, one for each so many millimetres.
  func samples(each step: Double) -> [(point: SheetPoint, along: SheetPoint)] {
    stride(from: step / 2, to: length, by: step).compactMap(position)
  }

  /// The named streets that it follows, each in the order of the way with its parts.
  ///
  /// - Parameter turns: of the whole way; their lengths share it out.
  func streets(_ turns: [RouteWay.Stretch]) -> [(name: String, parts: [WayLine])] {
    let whole = turns.reduce(0) { $0 + $1.metres }
    var streets: [(name: String, parts: [WayLine])] = []
    var driven = 0.0
    for turn in turns where whole > 0 {
      let from = driven / whole * length
      driven += turn.metres
      let line = WayLine(part(from, driven / whole * length))
      guard !turn.street.isEmpty, line.points.count > 1 else { continue }
      if let known = streets.firstIndex(where: { $0.name == turn.street }) {
        streets[known].parts.append(line)
      } else {
        streets.append((turn.street, [line]))
      }
    }
    return streets
  }
}
