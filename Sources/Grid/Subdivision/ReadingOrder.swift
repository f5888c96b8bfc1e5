import Geometry

/// The order in which a level's codes count: rows from north to south, each row from west to east.
///
/// - Returns: indices into `points`. There are about as many rows as points in a row.
public func readingOrder(of points: [PlanePoint]) -> [Int] {
  let perRow = max(1, Int(Double(points.count).squareRoot().rounded(.up)))
  let southward = points.indices.sorted {
    (-points[$0].y, points[$0].x, $0) < (-points[$1].y, points[$1].x, $1)
  }
  var result: [Int] = []
  for start in stride(from: 0, to: southward.count, by: perRow) {
    let row = southward[start..<min(start + perRow, southward.count)]
    result += row.sorted { (points[$0].x, $0) < (points[$1].x, $1) }
  }
  return result
}
