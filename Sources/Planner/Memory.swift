import Foundation

/// What the machine can hold, asked before it is taken: a table that is too large ends a program without a word.
enum Memory {
  /// The share of the machine's memory that one step may take.
  private static let share = 0.7

  static func holds(bytes: Double, of physical: UInt64 = ProcessInfo.processInfo.physicalMemory) -> Bool {
    bytes <= share * Double(physical)
  }

  /// "86 GB".
  static func text(_ bytes: Double) -> String { String(format: "%.3g GB", bytes / 1e9) }
}
