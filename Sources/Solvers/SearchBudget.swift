import Foundation

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
  package var clock: SearchClock { clock(.wall) }

  func clock(_ timer: SearchTimer) -> SearchClock {
    SearchClock(end: seconds.map { timer.seconds + $0 }, timer: timer)
  }
}

/// Which clock ends a search.
public enum SearchTimer: Sendable {
  /// Elapsed time.
  case wall
  /// The time that the calling thread has had a core: the same work on a busy machine as on an idle one.
  case thread

  /// What it shows.
  public var seconds: Double {
    var time = timespec()
    clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Tells when a search has to end.
package struct SearchClock: Sendable {
  /// What the timer then shows; `nil` is never.
  private let end: Double?
  private let timer: SearchTimer

  package init(end: Double?, timer: SearchTimer = .wall) {
    self.end = end
    self.timer = timer
  }

  var now: Double { timer.seconds }

  var isOver: Bool { end.map { now >= $0 } ?? false }

  /// The share of the time since a moment that is gone; 0 where nothing ends the search.
  func progress(since start: Double) -> Double {
    guard let end, start < end else { return 0 }
    return (now - start) / (end - start)
  }

  /// A clock that ends after a share of the time that is left.
  func share(_ part: Double) -> SearchClock {
    let now = now
    return SearchClock(end: end.map { now + max(0, $0 - now) * part }, timer: timer)
  }
}
