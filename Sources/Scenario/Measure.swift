import Words

/// How great the numbers of a scenario may be: far beyond any county, and small enough that every sum and product of
/// them is a whole number, and every search ends.
package enum Measure {
  /// Of things that are counted: people, households, rooms.
  package static let count = 1_000_000_000
  /// Of anything that is measured.
  package static let amount = 1e6
  /// Seconds of a limit: a week.
  package static let seconds = 604_800
  /// Days of a horizon: a year and a month.
  static let days = 400
  /// People of one role on one post, or auxiliaries of one unit.
  package static let people = 1000
  /// Kilometres per hour, of crews and of ways.
  package static let speed = 1.0...300.0

  /// As few digits as there are.
  static func text(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? String(value) }

  package static func text(_ bounds: ClosedRange<Double>) -> Message {
    Message("a number from \(text(bounds.lowerBound)) to \(text(bounds.upperBound))")
  }
}
