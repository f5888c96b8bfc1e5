import Foundation
import Planner
import VectorFiles
import Words

/// How equal and how compact patrol areas are, as the program tells it.
struct AreaReport {
  let figures: PatrolAreaFigures

  /// `nil` where there is nothing to compare.
  var line: Message? {
    guard figures.compactness.count > 1 else { return nil }
    let compactness = (number(figures.meanCompactness, 2), number(figures.leastCompactness, 2))
    return Message(
      "borders   \(number(figures.border / 1000, 1)) km between areas, which are \(compactness.0) compact on average and "
        + "\(compactness.1) at least; no crew has more than \(figures.balance.percentAtMost) above equal work"
    )
  }

  private func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
