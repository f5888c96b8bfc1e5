/// Hands out `total` places in proportion to `weights`, each taking at least one and at most its `limits`.
///
/// The method of the largest remainder (Hamilton), with bounds. The result sums to `total` wherever the bounds
/// leave room for that, and to the nearest sum that they allow otherwise.
public func apportion(_ total: Int, over weights: [Int], limits: [Int]? = nil) -> [Int] {
  let sum = max(1, weights.reduce(0, +))
  let limits = limits ?? [Int](repeating: max(1, total), count: weights.count)
  let ideal = weights.map { Double(total) * Double($0) / Double(sum) }
  var result = zip(ideal, limits).map { min(max(1, Int($0)), max(1, $1)) }
  var missing = total - result.reduce(0, +)
  while missing != 0 {
    var best: Int?
    for i in result.indices {
      let fits = missing > 0 ? result[i] < limits[i] : result[i] > 1
      guard fits else { continue }
      guard let b = best else {
        best = i
        continue
      }
      let need = ideal[i] - Double(result[i])
      let bestNeed = ideal[b] - Double(result[b])
      if missing > 0 ? need > bestNeed : need < bestNeed { best = i }
    }
    guard let best else { break }
    result[best] += missing.signum()
    missing -= missing.signum()
  }
  return result
}
