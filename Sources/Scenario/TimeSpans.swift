/// A set of whole seconds: spans ascending and apart, ends included.
package struct TimeSpans: Sendable, Equatable {
  package private(set) var spans: [ClosedRange<Int>] = []

  /// All seconds of some spans, in any order.
  package init(_ spans: [ClosedRange<Int>]) {
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = self.spans.last, span.lowerBound <= last.upperBound + 1 {
        self.spans[self.spans.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        self.spans.append(span)
      }
    }
  }

  package var isEmpty: Bool { spans.isEmpty }
  package var first: Int? { spans.first?.lowerBound }
  package var last: Int? { spans.last?.upperBound }

  package func clipped(_ low: Int, _ high: Int) -> TimeSpans {
    var result = TimeSpans([])
    for span in spans {
      let (from, to) = (max(low, span.lowerBound), min(high, span.upperBound))
      if from <= to { result.spans.append(from...to) }
    }
    return result
  }

  package func intersection(_ other: TimeSpans) -> TimeSpans {
    TimeSpans(other.spans.flatMap { clipped($0.lowerBound, $0.upperBound).spans })
  }

  /// Every time that lies `by` some second after one of these.
  func shifted(_ by: ClosedRange<Int>) -> TimeSpans {
    TimeSpans(spans.map { ($0.lowerBound + by.lowerBound)...($0.upperBound + by.upperBound) })
  }

  package func nearest(to time: Int) -> Int? {
    spans.map { min(max(time, $0.lowerBound), $0.upperBound) }.min { abs($0 - time) < abs($1 - time) }
  }
}
