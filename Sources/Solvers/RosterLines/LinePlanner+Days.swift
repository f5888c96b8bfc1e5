extension LinePlanner {
  /// Fills the table of a day from that of the day before.
  func advance(_ table: borrowing LineTable, _ day: Int, _ cost: UnsafePointer<Float>) {
    let row = table.rowLength
    let now = values + day * table.dayLength
    if day == 0 {
      now.update(repeating: Self.infinity, count: table.dayLength)
      // Days off at the edge of the horizon may be few.
      if cost[0] < Self.infinity { now[(table.offStates - 1) * row] = cost[0] }
      guard table.maxRun > 0 else { return }
      for kind in 0..<table.kinds where cost[kind + 1] < Self.infinity && table.length[kind] <= table.maxUnits
      {
        let to = target(table, kind, opensWeekend: day % 7 >= 5).first ?? -1
        if to >= 0 {
          now[table.work(kind, run: 1) * row + Int(to) * (table.maxUnits + 1) + table.length[kind]] =
            cost[kind + 1]
        }
      }
      return
    }
    let past = self.past(table, day)
    rest(table, day, past, now, cost[0])
    let full = past + (table.offStates - 1) * row
    for kind in 0..<table.kinds where table.maxRun > 0 {
      guard cost[kind + 1] < Self.infinity else {
        for run in 1...table.maxRun {
          (now + table.work(kind, run: run) * row).update(repeating: Self.infinity, count: row)
        }
        continue
      }
      shift(table, full, now + table.work(kind, run: 1) * row, kind, cost[kind + 1], day % 7 >= 5)
      for run in stride(from: 2, through: table.maxRun, by: 1) {
        gather(table, past, kind, run)
        // Sunday after a worked Saturday is the same weekend.
        shift(table, best, now + table.work(kind, run: run) * row, kind, cost[kind + 1], day % 7 == 5)
      }
    }
  }

  /// The states that are off on a day.
  private func rest(
    _ table: borrowing LineTable, _ day: Int, _ past: UnsafeMutablePointer<Float>,
    _ now: UnsafeMutablePointer<Float>, _ cost: Float
  ) {
    let row = table.rowLength
    guard cost < Self.infinity else {
      now.update(repeating: Self.infinity, count: table.offStates * row)
      return
    }
    now.update(repeating: Self.infinity, count: row)
    for run in stride(from: 1, through: table.maxRun, by: 1) where mayEnd(table, run, before: day) {
      for kind in 0..<table.kinds { minimum(now, past + table.work(kind, run: run) * row, row) }
    }
    if table.offStates == 1 {
      minimum(now, past, row)
    } else {
      for state in 1..<table.offStates {
        (now + state * row).update(from: past + (state - 1) * row, count: row)
      }
      let last = (table.offStates - 1) * row
      minimum(now + last, past + last, row)
    }
    guard cost != 0 else { return }
    for i in 0..<(table.offStates * row) { now[i] += cost }
  }

  /// Whether a spell of work may end after `run` days, the day before `day`; one that began with the horizon may.
  private func mayEnd(_ table: borrowing LineTable, _ run: Int, before day: Int) -> Bool {
    run >= table.minRun || run == day
  }

  /// The least of all states with one day less in a row from which a kind may follow, in `best`.
  private func gather(
    _ table: borrowing LineTable, _ past: UnsafeMutablePointer<Float>, _ kind: Int, _ run: Int
  ) {
    let row = table.rowLength
    let before = table.before[kind]
    guard let first = before.first else {
      best.update(repeating: Self.infinity, count: row)
      return
    }
    best.update(from: past + table.work(first, run: run - 1) * row, count: row)
    for other in before.dropFirst() { minimum(best, past + table.work(other, run: run - 1) * row, row) }
  }

  private func minimum(_ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>, _ count: Int) {
    for i in 0..<count { a[i] = b[i] < a[i] ? b[i] : a[i] }
  }

  private func target(_ table: borrowing LineTable, _ kind: Int, opensWeekend: Bool) -> ArraySlice<Int32> {
    let at = ((opensWeekend ? table.kinds : 0) + kind) * table.combinations
    return table.target[at..<(at + table.combinations)]
  }

  /// One more shift of a kind: every value moves to its next combination and working time.
  private func shift(
    _ table: borrowing LineTable, _ from: UnsafeMutablePointer<Float>, _ to: UnsafeMutablePointer<Float>,
    _ kind: Int, _ cost: Float, _ opensWeekend: Bool
  ) {
    to.update(repeating: Self.infinity, count: table.rowLength)
    let width = table.maxUnits + 1
    let length = table.length[kind]
    guard length < width else { return }
    let offset = ((opensWeekend ? table.kinds : 0) + kind) * table.combinations
    for combination in 0..<table.combinations {
      let next = Int(table.target[offset + combination])
      guard next >= 0 else { continue }
      let a = from + combination * width
      let b = to + next * width + length
      for i in 0..<(width - length) { b[i] = a[i] + cost }
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
      let value = values[day * table.dayLength + state * row + combination * width + units]
      let work = state - table.offStates
      let kind = work < 0 ? -1 : work % table.kinds
      line[day] = UInt8(kind + 1)
      guard day > 0 else { return }
      let past = self.past(table, day)
      // Whatever the working time before a period's first day was, it was the one that costs least.
      defer {
        if table.beginsPeriod[day] {
          let block = state * row + combination * width
          let before = values + (day - 1) * table.dayLength + block
          units = (0..<width).first { before[$0] == past[block] } ?? 0
        }
      }
      let cost = costs[day * codes + kind + 1]
      if work < 0 {
        let at = combination * width + units
        func leads(_ from: Int) -> Bool { past[from * row + at] + cost == value }
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
      let at = combination * width + units
      if run == 1 {
        state = table.offStates - 1
      } else if let other = table.before[kind].first(where: {
        past[table.work($0, run: run - 1) * row + at] + cost == value
      }) {
        state = table.work(other, run: run - 1)
      }
    }
  }
}
