import ArgumentParser
import Foundation
import Solvers

/// A published p-median instance: OR-Library `pmed` or `pmedcap`, or the county format.
struct MedianInstance {
  var costs: CostMatrix
  var weights: [Double]
  var p: Int
  /// `nil` when sites have no limit.
  var capacities: SiteCapacities?

  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: " ").compactMap { Double($0) } }
      .filter { !$0.isEmpty }
    guard rows.count > 1, rows[0].count >= 3 else { throw ValidationError("\(path): no p-median instance") }
    if rows[0].count == 4 {
      self = Self.county(rows)
    } else if rows[1].count == 3 {
      self = Self.graph(rows)
    } else {
      self = Self.plane(rows)
    }
  }

  private init(costs: CostMatrix, weights: [Double], p: Int, capacities: SiteCapacities?) {
    self.costs = costs
    self.weights = weights
    self.p = p
    self.capacities = capacities
  }

  /// `n m p`, then edges `i j cost`; a repeated edge overrides; costs are shortest paths (Floyd-Warshall).
  private static func graph(_ rows: [[Double]]) -> MedianInstance {
    let n = Int(rows[0][0])
    var distance = [Float](repeating: .infinity, count: n * n)
    for i in 0..<n { distance[i * n + i] = 0 }
    for row in rows.dropFirst() {
      let (i, j) = (Int(row[0]) - 1, Int(row[1]) - 1)
      distance[i * n + j] = Float(row[2])
      distance[j * n + i] = Float(row[2])
    }
    distance.withUnsafeMutableBufferPointer { d in
      for k in 0..<n {
        for i in 0..<n where d[i * n + k].isFinite {
          for j in 0..<n { d[i * n + j] = min(d[i * n + j], d[i * n + k] + d[k * n + j]) }
        }
      }
    }
    return MedianInstance(
      costs: CostMatrix(sites: n, customers: n, values: distance), weights: Array(repeating: 1, count: n),
      p: Int(rows[0][2]), capacities: nil)
  }

  /// `n p capacity`, then `id x y demand`; costs are straight lines rounded down.
  private static func plane(_ rows: [[Double]]) -> MedianInstance {
    let nodes = rows.dropFirst()
    let n = nodes.count
    let values = nodes.flatMap { a in nodes.map { b in Float(hypot(a[1] - b[1], a[2] - b[2]).rounded(.down)) }
    }
    return MedianInstance(
      costs: CostMatrix(sites: n, customers: n, values: values), weights: Array(repeating: 1, count: n),
      p: Int(rows[0][1]),
      capacities: SiteCapacities(
        demands: nodes.map { Int($0[3]) }, maxUnits: Array(repeating: nil, count: n),
        maxDemand: Array(repeating: Int(rows[0][2]), count: n)))
  }

  /// `n sites p capacity`, n x `x y weight`, then `x y` per site; costs are weight x kilometres.
  private static func county(_ rows: [[Double]]) -> MedianInstance {
    let n = Int(rows[0][0])
    let people = rows[1...n]
    let sites = rows[(n + 1)...]
    let values = sites.flatMap { s in people.map { Float(hypot($0[0] - s[0], $0[1] - s[1]) / 1000) } }
    return MedianInstance(
      costs: CostMatrix(sites: sites.count, customers: n, values: values), weights: people.map { $0[2] },
      p: Int(rows[0][2]),
      capacities: SiteCapacities(
        demands: people.map { Int($0[2]) }, maxUnits: Array(repeating: nil, count: sites.count),
        maxDemand: Array(repeating: Int(rows[0][3]), count: sites.count)))
  }
}
