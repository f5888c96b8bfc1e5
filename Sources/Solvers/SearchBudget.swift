/// How long a search may go on, and on how many cores.
public struct SearchBudget: Sendable {
  /// How many rounds at most. With rounds alone the result follows from the seed.
  public var rounds: Int
  /// Seconds of wall-clock time, after which the best so far is returned; `nil` does not look at the clock.
  public var seconds: Double?
  /// Cores to use at most; the result is the same with any number as long as the clock does not end the search.
  public var threads: Int

  /// So many rounds, and no more seconds than are given.
  public init(rounds: Int, seconds: Double? = nil, threads: Int = 1) {
    self.rounds = rounds
    self.seconds = seconds
    self.threads = threads
  }

  /// Starts counting.
  package var clock: SearchClock { SearchClock(end: seconds.map { .now + .seconds($0) }) }
}

/// Tells when a search has to end.
package struct SearchClock: Sendable {
  package let end: ContinuousClock.Instant?

  package init(end: ContinuousClock.Instant?) {
    self.end = end
  }

  var isOver: Bool { end.map { .now >= $0 } ?? false }

  /// The share of the time since a moment that is gone; 0 where nothing ends the search.
  func progress(since start: ContinuousClock.Instant) -> Double {
    guard let end, start < end else { return 0 }
    return start.duration(to: .now) / start.duration(to: end)
  }

  /// A clock that ends after a share of the time that is left.
  func share(_ part: Double) -> SearchClock {
    SearchClock(end: end.map { .now + ContinuousClock.Instant.now.duration(to: $0) * part })
  }
}
