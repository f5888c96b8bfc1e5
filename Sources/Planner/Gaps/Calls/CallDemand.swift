import Foundation
import Geometry
import Solvers

/// How many calls come from which unit in which hour of the day, on average.
package struct CallDemand: Sendable {
  /// For each hour the calls of a day.
  package let perHour: [Double]
  /// For each hour the units that call, with the running sum of their calls.
  private let cells: [[(unit: Int, upTo: Double)]]

  /// - Parameter cells: an hour, 0 to 23, a unit, and its calls a day in that hour, above 0.
  package init(_ cells: [(hour: Int, unit: Int, calls: Double)]) {
    var byHour = [[Int: Double]](repeating: [:], count: 24)
    for cell in cells { byHour[cell.hour][cell.unit, default: 0] += cell.calls }
    self.cells = byHour.map { units in
      var sum = 0.0
      return units.sorted { $0.key < $1.key }.map { unit, calls in
        sum += calls
        return (unit, sum)
      }
    }
    perHour = self.cells.map { $0.last?.upTo ?? 0 }
  }

  /// As recorded calls have it, over the days from the first of them to the last; calls outside the county are left out.
  package init(_ calls: [Call]) {
    let inside = calls.filter { $0.unit >= 0 }
    let days = inside.map { Int(($0.time / 86_400).rounded(.down)) }
    let span = (days.max() ?? 0) - (days.min() ?? 0) + 1
    self.init(
      zip(inside, days).map { call, day in
        (Int(call.time - Double(day) * 86_400) / 3600, call.unit, 1 / Double(span))
      })
  }

  /// Draws calls: in each hour a Poisson process, each call from a unit at random by its share.
  ///
  /// - Parameters:
  ///   - days: from midnight 0 on.
  ///   - anchors: of the units.
  ///   - onScene: mean seconds at the scene; drawn from an exponential distribution.
  ///   - generator: of every chance.
  package func draw(
    days: Int, anchors: [Coordinate], onScene: Double, _ generator: inout SeededGenerator
  ) -> [Call] {
    var calls: [Call] = []
    for hour in 0..<24 * days {
      let units = cells[hour % 24]
      let rate = perHour[hour % 24]
      guard rate > 0 else { continue }
      var time = generator.exponential(mean: 3600 / rate)
      while time < 3600 {
        let target = generator.unit() * rate
        var (low, high) = (0, units.count - 1)
        while low < high {
          let middle = (low + high) / 2
          if units[middle].upTo <= target { low = middle + 1 } else { high = middle }
        }
        calls.append(
          Call(
            id: String(calls.count + 1), time: Double(hour) * 3600 + time, place: anchors[units[low].unit],
            unit: units[low].unit, onScene: generator.exponential(mean: onScene)))
        time += generator.exponential(mean: 3600 / rate)
      }
    }
    return calls
  }
}

extension SeededGenerator {
  /// From an exponential distribution.
  mutating func exponential(mean: Double) -> Double { -log1p(-unit()) * mean }
}
