/// A cyclic duty plan: the team is split into groups that all follow one cycle, each some days behind the last.
///
/// With `groups` groups the cycle is a sequence of `groups` blocks of `blockDays` days, so that on every day
/// each block is held by exactly one group: four groups with the blocks day, evening, night, off are the classic
/// "four crews, three shifts".
struct RosterTemplate {
  var groups: Int
  var blockDays: Int
  /// What each block of the cycle works: an index into the team's shifts, or `nil` for days off.
  var blocks: [Int?]

  /// What the people of `group` work on `date`.
  func shift(group: Int, date: Int) -> Int? {
    blocks[(date + group * blockDays) / blockDays % groups]
  }

  /// Every cycle that has as many blocks of a shift as its largest need asks for, in a fixed order.
  ///
  /// `needs[s]` is the most people that shift `s` needs on any date, shifts by start, so that a cycle moves
  /// forward through the day and the rest between two blocks is long.
  static func candidates(people: Int, needs: [Int], maxRun: Int) -> [RosterTemplate] {
    var found: [RosterTemplate] = []
    for groups in stride(from: 2, through: min(people, 12), by: 1) {
      let size = people / groups
      let counts = needs.map { ($0 + size - 1) / size }
      let working = counts.reduce(0, +)
      guard working > 0, working <= groups else { continue }
      let gathered = counts.enumerated().flatMap { Array(repeating: Int?.some($0.offset), count: $0.element) }
      let off = [Int?](repeating: nil, count: groups - working)
      let spread = spreading(off.count, over: gathered)
      for blockDays in 1...max(1, min(7, maxRun)) {
        found.append(RosterTemplate(groups: groups, blockDays: blockDays, blocks: gathered + off))
        if spread != gathered + off {
          found.append(RosterTemplate(groups: groups, blockDays: blockDays, blocks: spread))
        }
      }
    }
    return found
  }

  /// The blocks with `off` blocks of days off at even distances between them, the last at the end.
  private static func spreading(_ off: Int, over blocks: [Int?]) -> [Int?] {
    var result: [Int?] = []
    var placed = 0
    for (index, block) in blocks.enumerated() {
      result.append(block)
      while placed < off * (index + 1) / blocks.count {
        result.append(nil)
        placed += 1
      }
    }
    return result
  }
}

extension RosterTeam {
  /// Works the cycle as far as the slots and the rules allow.
  mutating func follow(_ template: RosterTemplate, shiftOfSlot: [Int], slotsOfDate: [Range<Int>]) {
    for (date, range) in slotsOfDate.enumerated() {
      for person in people.indices {
        guard let shift = template.shift(group: person % template.groups, date: date) else { continue }
        for slot in range where shiftOfSlot[slot] == shift {
          if assign(slot, to: person) { break }
        }
      }
    }
  }

  /// The team after the best of all cycles, completed by hand, or after the plain fill where none is as good.
  func started() -> RosterTeam {
    let windows = slots.map { [$0.start - $0.date * 86_400, $0.duration] }
    let kinds = Set(windows).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    let shiftOfSlot = windows.map { window in kinds.firstIndex(of: window) ?? 0 }
    var slotsOfDate: [Range<Int>] = []
    var needs = Array(repeating: 0, count: kinds.count)
    var from = 0
    for date in weekOfDate.indices {
      var to = from
      var today = Array(repeating: 0, count: kinds.count)
      while to < slots.count && slots[to].date == date {
        today[shiftOfSlot[to]] += slots[to].need
        to += 1
      }
      slotsOfDate.append(from..<to)
      for kind in kinds.indices { needs[kind] = max(needs[kind], today[kind]) }
      from = to
    }
    var best: RosterTeam?
    for template in RosterTemplate.candidates(people: people.count, needs: needs, maxRun: rules.maxRun) {
      var team = self
      team.follow(template, shiftOfSlot: shiftOfSlot, slotsOfDate: slotsOfDate)
      team.fill()
      if best.map({ (team.unfilled, team.unfairness) < ($0.unfilled, $0.unfairness) }) ?? true { best = team }
    }
    var plain = self
    plain.fill()
    // A cycle is what people can live with: the plain fill must fill more to replace it.
    return best.map { plain.unfilled < $0.unfilled ? plain : $0 } ?? plain
  }
}
