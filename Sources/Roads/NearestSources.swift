/// For each destination the source from which it is reached first and the one that comes second.
public struct NearestSources: Sendable {
  /// Index of the nearest source; -1 when none reaches the destination.
  public private(set) var nearest: [Int]
  /// Seconds from it; infinite when there is none.
  public private(set) var nearestSeconds: [Float]
  /// The nearest of the other sources, and its seconds.
  public private(set) var second: [Int]
  /// For each destination the seconds from the source that is second.
  public private(set) var secondSeconds: [Float]

  /// `count` destinations that nothing reaches yet.
  public init(count: Int) {
    nearest = [Int](repeating: -1, count: count)
    nearestSeconds = [Float](repeating: .infinity, count: count)
    second = nearest
    secondSeconds = nearestSeconds
  }

  /// Takes note of one way to a destination; of equal ones the lower source comes first.
  mutating func offer(_ source: Int, seconds: Float, to destination: Int) {
    guard seconds.isFinite else { return }
    if source == nearest[destination] {
      nearestSeconds[destination] = min(nearestSeconds[destination], seconds)
    } else if (seconds, source) < (nearestSeconds[destination], nearest[destination]) {
      second[destination] = nearest[destination]
      secondSeconds[destination] = nearestSeconds[destination]
      nearest[destination] = source
      nearestSeconds[destination] = seconds
    } else if source == second[destination] {
      secondSeconds[destination] = min(secondSeconds[destination], seconds)
    } else if second[destination] < 0
      || (seconds, source) < (secondSeconds[destination], second[destination])
    {
      second[destination] = source
      secondSeconds[destination] = seconds
    }
  }
}
