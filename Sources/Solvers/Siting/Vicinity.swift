/// For each site the customers near it, site by site: those to whom it is among their nearest.
///
/// A customer's limit is the cost of the first site that is left out of its nearest ones. As long as a customer
/// pays no price above its limit, no site outside the lists earns from it, so a bound over the lists holds for
/// the whole problem.
struct Vicinity: Sendable {
  /// The customers of site s are `customers[offsets[s]..<offsets[s + 1]]`, ascending, and their costs there.
  let offsets: [Int]
  let customers: [Int32]
  let costs: [Float]
  /// For each customer; infinite where all its sites are in the lists.
  let limits: [Float]

  /// - Parameter depth: how many of a customer's nearest sites are in the lists; more where costs are equal.
  init(_ matrix: CostMatrix, depth: Int, threads: Int) {
    let n = matrix.customers
    let sites = matrix.sites
    let limits =
      depth < sites
      ? Self.costs(matrix, ofNearest: depth + 1, threads: threads)
      : [Float](repeating: .infinity, count: n)
    let rows = concurrentMap(sites, threads: threads) { range in
      range.map { s -> [Int32] in
        matrix.values.withUnsafeBufferPointer { values in
          limits.withUnsafeBufferPointer { limits in
            var row: [Int32] = []
            let first = s * n
            for i in 0..<n where values[first + i] < limits[i] { row.append(Int32(i)) }
            return row
          }
        }
      }
    }
    var offsets = [0]
    for row in rows { offsets.append(offsets[offsets.count - 1] + row.count) }
    self.offsets = offsets
    self.limits = limits
    customers = rows.flatMap { $0 }
    costs = rows.indices.flatMap { s in rows[s].map { matrix[s, Int($0)] } }
  }

  /// For each customer the cost of its `rank`-th nearest site; infinite where it has fewer.
  static func costs(_ matrix: CostMatrix, ofNearest rank: Int, threads: Int) -> [Float] {
    concurrentMap(matrix.customers, threads: threads) { range in
      var column = [Float](repeating: 0, count: matrix.sites)
      return range.map { i in
        for s in column.indices { column[s] = matrix[s, i] }
        return column.withUnsafeMutableBufferPointer { smallest($0, at: min(rank, $0.count) - 1) }
      }
    }
  }
}

/// The element that is at `place` when the values are in ascending order (Hoare 1961); reorders them.
private func smallest(_ values: UnsafeMutableBufferPointer<Float>, at place: Int) -> Float {
  var low = 0
  var high = values.count - 1
  while low < high {
    let pivot = values[(low + high) / 2]
    var i = low
    var j = high
    while i <= j {
      while values[i] < pivot { i += 1 }
      while values[j] > pivot { j -= 1 }
      if i <= j {
        values.swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    if place <= j { high = j } else if place >= i { low = i } else { break }
  }
  return values[place]
}
