import Foundation
import Geometry
import Solvers

/// The parts of a sample that draw by chance. Each has a stream of its own, so that changing one part leaves the
/// others as they are.
enum Concern: UInt64 {
  case outline = 1
  case settlements, seeds, borders, grouping, households, names, streets, roads, places, people, rivers
}

extension SeededGenerator {
  init(_ seed: UInt64, _ concern: Concern, attempt: Int = 0) {
    var mixer = SeededGenerator(seed: seed ^ (concern.rawValue << 32) ^ (UInt64(attempt) << 48))
    self.init(seed: mixer.next())
  }

  /// Uniform between the bounds.
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Normal with mean 0 and deviation 1 (Box and Muller 1958).
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * .pi * unit())
  }

  /// A point on a disc, uniform by area.
  mutating func point(on centre: PlanePoint, radius: Double) -> PlanePoint {
    let r = radius * unit().squareRoot()
    let angle = 2 * Double.pi * unit()
    return PlanePoint(x: centre.x + r * cos(angle), y: centre.y + r * sin(angle))
  }

  /// The list in a random order (Fisher and Yates). Unlike the library's own shuffle it never changes.
  mutating func shuffled<T>(_ list: [T]) -> [T] {
    var result = list
    for i in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(i, below(i + 1)) }
    return result
  }

  mutating func element<T>(of list: [T]) -> T { list[below(list.count)] }
}
