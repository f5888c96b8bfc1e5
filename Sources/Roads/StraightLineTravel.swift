import Geometry

/// Travel where no roads are given: the straight line, made longer by a factor, at one speed.
public struct StraightLineTravel: Travel {
  /// How much longer a way is than the straight line, where nothing is said.
  public static let usualFactor = 1.3
  /// km/h where nothing is said.
  public static let usualSpeed = 40.0

  /// How much longer the way is than the straight line, at least 1.
  public let factor: Double
  /// Speed in km/h.
  public let speed: Double

  /// - Parameters:
  ///   - factor: below 1 counts as 1, since no way is shorter than the straight line.
  ///   - speed: km/h, above 0.
  public init(factor: Double = Self.usualFactor, speed: Double = Self.usualSpeed) {
    precondition(speed > 0, "a speed is above zero")
    self.factor = max(1, factor)
    self.speed = speed
  }

  public func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    let starts = origins.map(GreatCircle.direction)
    let ends = destinations.map(GreatCircle.direction)
    var seconds: [Float] = []
    var metres: [Float] = []
    seconds.reserveCapacity(starts.count * ends.count)
    metres.reserveCapacity(starts.count * ends.count)
    for a in starts {
      for b in ends {
        let way = GreatCircle.metres(a, b) * factor
        metres.append(Float(way))
        seconds.append(Float(way * 3.6 / speed))
      }
    }
    return TravelTable(rows: starts.count, columns: ends.count, seconds: seconds, metres: metres)
  }

  public func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] {
    origin == destination ? [origin] : [origin, destination]
  }
}
