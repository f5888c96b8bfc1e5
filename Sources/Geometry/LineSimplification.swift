import Foundation

/// Lines with fewer vertices, for maps.
package enum LineSimplification {
  /// Leaves out vertices that lie within the tolerance of the line between others (Douglas and Peucker 1973).
  ///
  /// - Parameter tolerance: in units of latitude; a degree of longitude counts for less, by the latitude of the first vertex.
  package static func simplified(_ line: some Collection<Coordinate>, tolerance: Double) -> [Coordinate] {
    let line = Array(line)
    guard line.count > 2 else { return line }
    let width = cos(line[0].latitude * .pi / 180)
    var isKept = [Bool](repeating: false, count: line.count)
    isKept[0] = true
    isKept[line.count - 1] = true
    var open = [(first: 0, last: line.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = (index: 0, distance: tolerance)
      for index in (first + 1)..<max(first + 1, last) {
        let distance = Self.distance(line[index], from: line[first], to: line[last], width)
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.index > 0 else { continue }
      isKept[farthest.index] = true
      open += [(first, farthest.index), (farthest.index, last)]
    }
    return line.indices.filter { isKept[$0] }.map { line[$0] }
  }

  /// From a place to a stretch of a line, in units of latitude.
  private static func distance(
    _ place: Coordinate, from a: Coordinate, to b: Coordinate, _ width: Double
  ) -> Double {
    let (bx, by) = ((Double(b.x) - Double(a.x)) * width, Double(b.y) - Double(a.y))
    let (px, py) = ((Double(place.x) - Double(a.x)) * width, Double(place.y) - Double(a.y))
    let length = bx * bx + by * by
    let along = length > 0 ? min(1, max(0, (px * bx + py * by) / length)) : 0
    return hypot(px - along * bx, py - along * by)
  }
}
