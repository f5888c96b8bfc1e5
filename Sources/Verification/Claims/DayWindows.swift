import Words

/// Spans of whole seconds, both ends included, in any order.
struct DayWindows {
  var spans: [ClosedRange<Int>] = []

  init(_ spans: [ClosedRange<Int>]) { self.spans = spans }

  /// The daily windows of a checkpoint or a rest; none stands for the whole day.
  init(_ windows: [Document], in plan: PlanFiles) throws {
    for window in windows {
      let ends = try window.list
      guard ends.count == 2 else { throw window.unreadable(Message("a window is none")) }
      let (first, last) = (try plan.clock(ends[0].text), try plan.clock(ends[1].text))
      spans.append(first...(last < first ? last + CivilDay.seconds : last))
    }
  }

  /// Whether a time lies in one of them on some day.
  func open(at time: Int) -> Bool {
    let day = CivilDay.seconds
    return spans.isEmpty
      || spans.contains { ((time - $0.lowerBound) % day + day) % day <= $0.upperBound - $0.lowerBound }
  }

  /// On every day that a shift can touch.
  var overDays: DayWindows {
    guard !spans.isEmpty else { return DayWindows([0...(4 * CivilDay.seconds)]) }
    return DayWindows(
      (-1...2).flatMap { day in
        spans.map { ($0.lowerBound + day * CivilDay.seconds)...($0.upperBound + day * CivilDay.seconds) }
      })
  }

  func clipped(_ low: Int, _ high: Int) -> DayWindows {
    DayWindows(
      spans.compactMap { span in
        let (from, to) = (max(low, span.lowerBound), min(high, span.upperBound))
        return from <= to ? from...to : nil
      })
  }

  func intersection(_ other: DayWindows) -> DayWindows {
    DayWindows(other.spans.flatMap { clipped($0.lowerBound, $0.upperBound).spans })
  }

  var first: Int? { spans.map(\.lowerBound).min() }
  var last: Int? { spans.map(\.upperBound).max() }

  /// The same times in spans that are apart, ascending.
  var joined: DayWindows {
    var result: [ClosedRange<Int>] = []
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = result.last, span.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        result.append(span)
      }
    }
    return DayWindows(result)
  }
}
