/// What a bound follows from, in whole numbers, so that whoever doubts it can add it up: `docs/certificates.md` tells what
/// the columns of each argument are.
///
/// The bound that a plan states is what its certificate gives, wherever it has one.
package struct Certificate: Sendable, Equatable, Codable {
  /// How the bound follows from the columns.
  package enum Argument: String, Sendable, Codable {
    /// Prices of units and what sites earn at them.
    case prices
    /// Least trees over visits with priced ends.
    case trees
    /// Outlines of circles.
    case circles
    /// Dates on which people cannot do all that is asked.
    case dates
  }

  package var argument: Argument
  /// What follows, in parts of the bound's unit.
  package var bound: Int
  /// How many of these parts make one.
  package var scale: Int
  package var texts: [String: [String]]
  package var numbers: [String: [Int]]

  package init(
    _ argument: Argument, bound: Int, scale: Int, texts: [String: [String]], numbers: [String: [Int]]
  ) {
    self.argument = argument
    self.bound = bound
    self.scale = scale
    self.texts = texts
    self.numbers = numbers
  }

  /// The bound in its unit.
  package var value: Double { Double(bound) / Double(scale) }
}
