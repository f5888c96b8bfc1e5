/// What is taken for an error of a receiver.
package struct CleaningRules: Sendable {
  /// How many fixes late a fix may come and still be put in its place.
  package var window = 512
  /// The most fixes of a file that begins with its newest: memory holds them all, at 24 bytes each.
  package var mostTurned = 1 << 23
  /// Metres per second that no crew drives.
  package var greatestSpeed = 50.0
  /// Metres by which a fix may be off without being a jump.
  package var leeway = 100.0
  /// So many fixes in a row that agree among themselves are no jump: the crew was moved while nothing was recorded.
  package var agreeing = 4
  /// Seconds without a fix after which another drive begins.
  package var gap = 300.0
  /// Within so many metres for so many seconds a crew stands.
  package var standRadius = 25.0
  package var standTime = 60.0
  /// The most fixes of one drive: memory holds no more. A longer one goes on as another, from the same fix.
  package var longestDrive = 1024

  package init() {}
}

/// What cleaning found in the fixes of a crew.
package struct CleaningTally: Sendable, Equatable {
  package var fixes = 0
  /// Left out: more than one at a moment; farther off than one can drive; merged into one place where the crew stood;
  /// alone between two gaps.
  package var duplicates = 0
  package var jumps = 0
  package var drift = 0
  package var alone = 0
  /// Put in their place in time; and left out as they came too late for that.
  package var reordered = 0
  package var tooLate = 0
  /// Times without a fix, and their seconds.
  package var gaps = 0
  package var gapSeconds = 0.0

  package init() {}

  package static func += (a: inout CleaningTally, b: CleaningTally) {
    a.fixes += b.fixes
    a.duplicates += b.duplicates
    a.jumps += b.jumps
    a.drift += b.drift
    a.alone += b.alone
    a.reordered += b.reordered
    a.tooLate += b.tooLate
    a.gaps += b.gaps
    a.gapSeconds += b.gapSeconds
  }
}
