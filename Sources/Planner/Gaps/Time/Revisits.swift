/// How often and how evenly a place is visited in a period that repeats itself: from the last visit to the first of
/// the next period counts as an interval too.
package struct Revisits: Sendable, Equatable {
  package let visits: Int
  /// The longest interval, seconds; the whole period with one visit, `nil` without any.
  package let greatest: Int?
  /// The mean time since the last visit, at a random time, seconds: sum(g^2) / 2T over the intervals g of the period T
  /// (Chevaleyre 2004). `nil` without a visit.
  package let idleness: Double?

  /// - Parameters:
  ///   - times: when visits begin, seconds, in any order; those outside the period wrap into it.
  ///   - period: seconds.
  package init(_ times: [Int], period: Int = 86_400) {
    let sorted = times.map { ($0 % period + period) % period }.sorted()
    visits = sorted.count
    guard let first = sorted.first, let last = sorted.last else {
      greatest = nil
      idleness = nil
      return
    }
    let intervals = zip(sorted, sorted.dropFirst()).map { $1 - $0 } + [first + period - last]
    greatest = intervals.max()
    idleness = intervals.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(2 * period)
  }
}
