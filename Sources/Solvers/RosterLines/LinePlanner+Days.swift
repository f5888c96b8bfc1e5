extension LinePlanner {
  /// The working times of a row between which values may be below `infinity`; what is beyond them is not even set.
  struct Span {
    var lower: Int
    var upper: Int

    static let empty = Span(lower: .max, upper: -1)

    var isEmpty: Bool { upper < lower }
    func contains(_ units: Int) -> Bool { units >= lower && units <= upper }
    func union(_ other: Span) -> Span {
      Span(lower: min(lower, other.lower), upper: max(upper, other.upper))
    }
  }

  /// The rows of one day.
  struct Day {
    var values: UnsafeMutablePointer<Float>
    var spans: UnsafeMutablePointer<Span>
  }

  func day(_ table: borrowing LineTable, _ day: Int) -> Day {
    Day(values: values + day * table.dayLength, spans: spans + day * table.states)
  }

  /// The day before one, with all working time forgotten where a period begins.
  func past(_ table: borrowing LineTable, _ day: Int) -> Day {
    let past = self.day(table, day - 1)
    guard table.beginsPeriod[day] else { return past }
    let width = table.maxUnits + 1
    for state in 0..<table.states {
      let span = past.spans[state]
      freshSpans[state] = span.isEmpty ? .empty : Span(lower: 0, upper: 0)
      guard !span.isEmpty else { continue }
      for combination in 0..<table.combinations {
        let block = state * table.rowLength + combination * width
        var least = Self.infinity
        for units in span.lower...span.upper { least = min(least, past.values[block + units]) }
        fresh[block] = least
      }
    }
    return Day(values: fresh, spans: freshSpans)
  }

  /// Fills the table of a day from that of the day before.
  func advance(_ table: borrowing LineTable, _ day: Int, _ cost: UnsafePointer<Float>) {
    let row = table.rowLength
    let now = self.day(table, day)
    now.spans.update(repeating: .empty, count: table.states)
    if day == 0 {
      // Days off at the edge of the horizon may be few.
      let first = table.offStates - 1
      best.update(repeating: Self.infinity, count: row)
      best[0] = 0
      let none = Span(lower: 0, upper: 0)
      if cost[0] < Self.infinity {
        now.spans[first] = none
        clear(table, now.values + first * row, none)
        now.values[first * row] = cost[0]
      }
      for kind in 0..<table.kinds where table.maxRun > 0 && cost[table.codes[kind]] < Self.infinity {
        shift(table, best, none, to: now, table.work(kind, run: 1), kind, cost[table.codes[kind]], false)
      }
      return
    }
    let past = self.past(table, day)
    rest(table, day, past, now, cost[0])
    let full = table.offStates - 1
    for kind in 0..<table.kinds where table.maxRun > 0 && cost[table.codes[kind]] < Self.infinity {
      shift(
        table, past.values + full * row, past.spans[full], to: now, table.work(kind, run: 1), kind,
        cost[table.codes[kind]], day % 7 >= 5)
    }
    for run in stride(from: 2, through: table.maxRun, by: 1) {
      for followers in table.followers {
        let open = followers.kinds.filter { cost[table.codes[$0]] < Self.infinity }
        guard !open.isEmpty else { continue }
        let span = gather(table, past, followers.before, run)
        for kind in open {
          // Sunday after a worked Saturday is the same weekend.
          shift(
            table, best, span, to: now, table.work(kind, run: run), kind, cost[table.codes[kind]],
            day % 7 == 5)
        }
      }
    }
  }

  /// The states that are off on a day.
  private func rest(_ table: borrowing LineTable, _ day: Int, _ past: Day, _ now: Day, _ cost: Float) {
    guard cost < Self.infinity else { return }
    let row = table.rowLength
    let last = table.offStates - 1
    for state in 0..<table.offStates {
      var span = state > 0 ? past.spans[state - 1] : .empty
      if state == last { span = span.union(past.spans[last]) }
      if state == 0 { forEachEnd(table, day) { span = span.union(past.spans[$0]) } }
      now.spans[state] = span
      guard !span.isEmpty else { continue }
      let to = now.values + state * row
      clear(table, to, span)
      if state > 0 { minimum(table, to, past, state - 1) }
      if state == last { minimum(table, to, past, last) }
      if state == 0 { forEachEnd(table, day) { minimum(table, to, past, $0) } }
      guard cost != 0 else { continue }
      forEachBlock(table, span) { first, count in
        for i in first..<(first + count) { to[i] += cost }
      }
    }
  }

  /// The states of work that may end the day before one.
  @inline(__always)
  private func forEachEnd(_ table: borrowing LineTable, _ day: Int, _ body: (Int) -> Void) {
    for run in stride(from: 1, through: table.maxRun, by: 1) where mayEnd(table, run, before: day) {
      for kind in 0..<table.kinds { body(table.work(kind, run: run)) }
    }
  }

  /// Whether a spell of work may end after `run` days, the day before `day`; one that began with the horizon may.
  private func mayEnd(_ table: borrowing LineTable, _ run: Int, before day: Int) -> Bool {
    run >= table.minRun || run == day
  }

  /// The least of all states with one day less in a row from which a kind may follow, in `best`.
  private func gather(_ table: borrowing LineTable, _ past: Day, _ before: [Int], _ run: Int) -> Span {
    var span = Span.empty
    for kind in before { span = span.union(past.spans[table.work(kind, run: run - 1)]) }
    guard !span.isEmpty else { return span }
    clear(table, best, span)
    for kind in before { minimum(table, best, past, table.work(kind, run: run - 1)) }
    return span
  }

  /// Calls `body` with where the working times of a span begin in each block of a row, and how many they are.
  @inline(__always)
  private func forEachBlock(_ table: borrowing LineTable, _ span: Span, _ body: (Int, Int) -> Void) {
    let width = table.maxUnits + 1
    for combination in 0..<table.combinations {
      body(combination * width + span.lower, span.upper - span.lower + 1)
    }
  }

  private func clear(_ table: borrowing LineTable, _ row: UnsafeMutablePointer<Float>, _ span: Span) {
    forEachBlock(table, span) { (row + $0).update(repeating: Self.infinity, count: $1) }
  }

  /// Takes the values of a state that are less.
  private func minimum(
    _ table: borrowing LineTable, _ to: UnsafeMutablePointer<Float>, _ past: Day, _ state: Int
  ) {
    let span = past.spans[state]
    guard !span.isEmpty else { return }
    let from = past.values + state * table.rowLength
    forEachBlock(table, span) { first, count in
      for i in first..<(first + count) { to[i] = from[i] < to[i] ? from[i] : to[i] }
    }
  }

  private func target(_ table: borrowing LineTable, _ kind: Int, opensWeekend: Bool) -> ArraySlice<Int32> {
    let at = ((opensWeekend ? table.kinds : 0) + kind) * table.combinations
    return table.target[at..<(at + table.combinations)]
  }

  /// One more shift of a kind: every value moves to its next combination and working time.
  private func shift(
    _ table: borrowing LineTable, _ from: UnsafeMutablePointer<Float>, _ span: Span, to now: Day,
    _ state: Int, _ kind: Int, _ cost: Float, _ opensWeekend: Bool
  ) {
    guard !span.isEmpty else { return }
    let width = table.maxUnits + 1
    let length = table.length[kind]
    let count = min(span.upper, width - 1 - length) - span.lower + 1
    guard count > 0 else { return }
    let moved = Span(lower: span.lower + length, upper: span.lower + length + count - 1)
    now.spans[state] = moved
    let to = now.values + state * table.rowLength
    clear(table, to, moved)
    let offset = ((opensWeekend ? table.kinds : 0) + kind) * table.combinations
    for combination in 0..<table.combinations {
      let next = Int(table.target[offset + combination])
      guard next >= 0 else { continue }
      let a = from + combination * width + span.lower
      let b = to + next * width + moved.lower
      for i in 0..<count { b[i] = a[i] + cost }
    }
  }

  /// Reads the line off backwards from a value of the last day.
  func trace(
    _ table: borrowing LineTable, from end: Int, _ costs: UnsafePointer<Float>,
    _ line: UnsafeMutablePointer<UInt8>
  ) {
    let row = table.rowLength
    let width = table.maxUnits + 1
    var (state, combination, units) = (end / row, end % row / width, end % width)
    for day in stride(from: days - 1, through: 0, by: -1) {
      let value = self.day(table, day).values[state * row + combination * width + units]
      let work = state - table.offStates
      let kind = work < 0 ? -1 : work % table.kinds
      let code = kind < 0 ? 0 : table.codes[kind]
      line[day] = UInt8(code)
      guard day > 0 else { return }
      let past = self.past(table, day)
      // Whatever the working time before a period's first day was, it was the one that costs least.
      defer {
        if table.beginsPeriod[day] {
          let block = state * row + combination * width
          let before = self.day(table, day - 1)
          let span = before.spans[state]
          units = (span.lower...span.upper).first { before.values[block + $0] == past.values[block] } ?? 0
        }
      }
      let cost = costs[day * codes + code]
      func leads(_ from: Int) -> Bool {
        past.spans[from].contains(units)
          && past.values[from * row + combination * width + units] + cost == value
      }
      if work < 0 {
        if state + 1 == table.offStates && leads(state) { continue }
        if state > 0 {
          state -= 1
          continue
        }
        search: for run in 1...table.maxRun where mayEnd(table, run, before: day) {
          for kind in 0..<table.kinds where leads(table.work(kind, run: run)) {
            state = table.work(kind, run: run)
            break search
          }
        }
        continue
      }
      let run = work / table.kinds + 1
      units -= table.length[kind]
      let opensWeekend = day % 7 == 5 || (day % 7 == 6 && run == 1)
      let targets = target(table, kind, opensWeekend: opensWeekend)
      // A combination has at most one combination before it.
      combination = (targets.firstIndex(of: Int32(combination)) ?? 0) - targets.startIndex
      if run == 1 {
        state = table.offStates - 1
      } else if let other = table.before[kind].first(where: { leads(table.work($0, run: run - 1)) }) {
        state = table.work(other, run: run - 1)
      }
    }
  }
}
