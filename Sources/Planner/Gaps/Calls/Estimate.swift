import Foundation

/// A mean over independent replications with its 95 % confidence interval.
package struct Estimate: Sendable, Equatable {
  package var mean: Double
  /// Half the width of the interval; infinite with one value.
  package var halfWidth: Double

  package init(_ values: [Double]) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / max(1, count)
    self.mean = mean
    guard values.count > 1 else {
      halfWidth = .infinity
      return
    }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    halfWidth = Self.quantile(degrees: values.count - 1) * (variance / count).squareRoot()
  }

  package func holds(_ value: Double) -> Bool { abs(value - mean) <= halfWidth }

  /// The 97.5 % quantile of Student's t: tabled for few degrees of freedom, else by the expansion of Abramowitz and
  /// Stegun 26.7.5, which is true to 0.001 there.
  static func quantile(degrees: Int) -> Double {
    let few = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582]
    if degrees <= few.count { return few[max(1, degrees) - 1] }
    let (z, n) = (1.959964, Double(degrees))
    let z3 = z * z * z
    let z5 = z3 * z * z
    let z7 = z5 * z * z
    return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
      + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n)
  }
}
