import Foundation
import Geometry
import Solvers

/// The invented outline of a county: an irregular, star-shaped curve around the origin of its plane, in metres.
struct Outline {
  /// Amplitude and phase of each wave, relative to the mean radius; wave k goes round k + 2 times.
  private let waves: [(amplitude: Double, phase: Double)]
  let meanRadius: Double
  /// Points along the curve at equal angles.
  private let ring: [PlanePoint]

  private static let steps = 1_440

  init(squareKilometres: Double, chance: inout SeededGenerator) {
    var waves: [(amplitude: Double, phase: Double)] = []
    for k in 0..<24 {
      waves.append((chance.uniform(0.3, 1) * 0.16 / pow(Double(k + 2), 0.92), chance.uniform(0, 2 * .pi)))
    }
    // The area of the curve is π R² (1 + Σ a² / 2).
    let spread = 1 + waves.reduce(0) { $0 + $1.amplitude * $1.amplitude } / 2
    let radius = (squareKilometres * 1e6 / (.pi * spread)).squareRoot()
    self.waves = waves
    meanRadius = radius
    ring = (0..<Self.steps).map { i in
      let angle = 2 * Double.pi * Double(i) / Double(Self.steps)
      let r = Self.radius(at: angle, mean: radius, waves: waves)
      return PlanePoint(x: r * cos(angle), y: r * sin(angle))
    }
  }

  private static func radius(
    at angle: Double, mean: Double, waves: [(amplitude: Double, phase: Double)]
  ) -> Double {
    var sum = 1.0
    for (k, wave) in waves.enumerated() { sum += wave.amplitude * sin(Double(k + 2) * angle + wave.phase) }
    return mean * sum
  }

  /// Whether a point lies inside, about `margin` metres or more from the curve.
  func contains(_ point: PlanePoint, margin: Double = 0) -> Bool {
    let r = (point.x * point.x + point.y * point.y).squareRoot()
    return r + margin < Self.radius(at: atan2(point.y, point.x), mean: meanRadius, waves: waves)
  }

  /// The distance to the curve along the ray from the origin: never less than the distance itself.
  func depth(of point: PlanePoint) -> Double {
    let r = (point.x * point.x + point.y * point.y).squareRoot()
    return Self.radius(at: atan2(point.y, point.x), mean: meanRadius, waves: waves) - r
  }

  /// The nearest point of the curve to a point not far from it.
  func nearest(to point: PlanePoint) -> PlanePoint {
    let turn = atan2(point.y, point.x) / (2 * .pi) * Double(Self.steps)
    let here = Int(turn.rounded())
    var best = ring[(here + Self.steps) % Self.steps]
    for i in (here - 90)...(here + 90) {
      let candidate = ring[(i + 2 * Self.steps) % Self.steps]
      if candidate.distance(to: point) < best.distance(to: point) { best = candidate }
    }
    return best
  }

  /// Points outside, along the curve moved out by `offset` and about `spacing` apart.
  func ring(offset: Double, spacing: Double) -> [PlanePoint] {
    let count = max(12, Int(2 * Double.pi * (meanRadius + offset) / spacing))
    return (0..<count).map { i in
      let angle = 2 * Double.pi * Double(i) / Double(count)
      let r = Self.radius(at: angle, mean: meanRadius, waves: waves) + offset
      return PlanePoint(x: r * cos(angle), y: r * sin(angle))
    }
  }
}
