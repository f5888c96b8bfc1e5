import Foundation

/// A whole number, not below 0, with leading zeros to so many digits.
package func padded(_ number: some BinaryInteger, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

extension Double {
  /// A share as percent, such as "12.3 %".
  package var percent: String { String(format: "%.1f %%", self * 100) }

  /// The same, rounded up: what is at most so much is not said to be less.
  package var percentAtMost: String {
    String(format: "%.1f %%", max(0, self * 1000 - 1e-9).rounded(.up) / 10)
  }
}
