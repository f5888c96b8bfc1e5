import Scenario
import Solvers

/// How many duties no roster whatever could fill.
public struct RosterBound: Sendable {
  /// One role at one site.
  public struct Entry: Sendable, Hashable {
    /// The room or base.
    public var siteID: String
    /// Of whom.
    public var role: Role
    /// Places that the posts of the site need filled.
    public var needed: Int
    /// Places that stay empty in every roster that keeps the rules.
    public var unfilled: Int
    /// Dates, as days since the start of the horizon, on which the people cannot do all that is asked: so many of their
    /// places stay empty.
    package var dates: [Int] = []
  }

  /// By site and role.
  public var entries: [Entry]
  /// Places in all.
  public var needed: Int { entries.reduce(0) { $0 + $1.needed } }
  /// Places that no roster fills.
  public var unfilled: Int { entries.reduce(0) { $0 + $1.unfilled } }
}

extension RosterBound {
  /// The dates of each group that tell; `nil` where what was before the horizon may count, of which a plan does not tell
  /// enough.
  func certificate(for problem: Problem) -> Certificate? {
    guard problem.history.isEmpty else { return nil }
    let scarce = entries.filter { $0.unfilled > 0 }
    var offsets = [0]
    for entry in scarce { offsets.append(offsets[offsets.count - 1] + entry.dates.count) }
    return Certificate(
      .dates, bound: unfilled, scale: 1,
      texts: ["sites": scarce.map(\.siteID), "roles": scarce.map(\.role.rawValue)],
      numbers: ["offsets": offsets, "dates": scarce.flatMap(\.dates)])
  }
}

extension RosterGroup {
  /// A lower bound on the places that stay empty, before any is filled.
  ///
  /// The rules are relaxed to what each allows one person by himself: duties on one date (rest), duties in one
  /// week (hours, days in a row), dates in the whole horizon (days in a row). The most duties that the group can
  /// then do is a maximum flow group → person → person's week → person's date → demand of the date.
  func lowerBound() -> Int { scarcity().unfilled }

  /// The same with the dates whose demands the flow cannot meet: those that a least cut parts from the people.
  func scarcity() -> (unfilled: Int, dates: [Int]) {
    let alone = RosterAlone(slots: slots, dates: weekOfDate.count, rules: rules)
    let weeks = weekOfDate.last.map { $0 + 1 } ?? 0
    let dateNode = 2 + people.count * (1 + weeks)
    var flow = MaximumFlow(nodes: dateNode + weekOfDate.count)
    for (index, person) in people.enumerated() {
      let node = 2 + index * (1 + weeks)
      // What no rule forbids the person beside what he did before the horizon or does elsewhere.
      let idle = person.idle(slots)
      var isFree = Array(repeating: false, count: weekOfDate.count)
      for slot in slots where idle.blocker(slot, rules) == nil { isFree[slot.date] = true }
      let open = alone.mostOnDate.indices.map { isFree[$0] ? alone.mostOnDate[$0] : 0 }
      flow.connect(0, node, alone.most(open, on: 0..<open.count))
      var from = 0
      for week in 0..<weeks {
        let to = weekOfDate[from...].firstIndex { $0 > week } ?? weekOfDate.count
        let most = min(alone.most(open, on: from..<to), alone.mostByHours(open, on: from..<to))
        flow.connect(node, node + 1 + week, most)
        for date in from..<to where open[date] > 0 {
          flow.connect(node + 1 + week, dateNode + date, open[date])
        }
        from = to
      }
    }
    var needOnDate = Array(repeating: 0, count: weekOfDate.count)
    for slot in slots { needOnDate[slot.date] += slot.need }
    for (date, need) in needOnDate.enumerated() { flow.connect(dateNode + date, 1, need) }
    let unfilled = needOnDate.reduce(0, +) - flow.maximum(from: 0, to: 1)
    guard unfilled > 0 else { return (0, []) }
    let isReached = flow.reached(from: 0)
    return (unfilled, needOnDate.indices.filter { needOnDate[$0] > 0 && !isReached[dateNode + $0] })
  }
}

/// What the slots of a group allow one person alone.
private struct RosterAlone {
  let rules: RosterRules
  /// Most duties one person can start on each date.
  var mostOnDate: [Int]
  /// Durations of the slots of each date, ascending.
  var durations: [[Int]]
  /// Whether some slot of the date before leaves enough rest for some slot of this date.
  var follows: [Bool]

  init(slots: [RosterSlot], dates: Int, rules: RosterRules) {
    self.rules = rules
    mostOnDate = Array(repeating: 0, count: dates)
    durations = Array(repeating: [], count: dates)
    follows = Array(repeating: false, count: dates)
    var freeAt = Array(repeating: Int.min, count: dates)
    var firstEnd = Array(repeating: Int.max - rules.minRest, count: dates)
    // Taking the duty that ends first, again and again, yields the most duties on a date.
    for slot in slots.sorted(by: { $0.end < $1.end }) {
      durations[slot.date].append(slot.duration)
      firstEnd[slot.date] = min(firstEnd[slot.date], slot.end)
      if freeAt[slot.date] <= slot.start {
        mostOnDate[slot.date] += 1
        freeAt[slot.date] = slot.end + rules.minRest
      }
    }
    for slot in slots where slot.date > 0 && firstEnd[slot.date - 1] + rules.minRest <= slot.start {
      follows[slot.date] = true
    }
    for date in durations.indices { durations[date].sort() }
  }

  /// Most duties on these dates by the rules on rest and days in a row; at most `open` on each date.
  func most(_ open: [Int], on dates: Range<Int>) -> Int {
    // best[r]: the most so far where the last r dates, and no more, were worked.
    var best = Array(repeating: -1, count: dates.count + 1)
    best[0] = 0
    for date in dates {
      var next = Array(repeating: -1, count: best.count)
      next[0] = best.max() ?? 0
      if open[date] > 0 {
        for run in 0..<min(rules.maxRun, dates.count) where best[run] >= 0 && (run == 0 || follows[date]) {
          next[run + 1] = best[run] + open[date]
        }
      }
      best = next
    }
    return best.max() ?? 0
  }

  /// Most duties on the dates of one week by the rule on hours: the shortest ones.
  func mostByHours(_ open: [Int], on dates: Range<Int>) -> Int {
    var left = rules.maxWeek
    var count = 0
    for duration in dates.flatMap({ durations[$0].prefix(open[$0]) }).sorted() where duration <= left {
      left -= duration
      count += 1
    }
    return count
  }
}
