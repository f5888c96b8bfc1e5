import Scenario

/// A cyclic duty plan: the group is split into groups that all follow one cycle of days, each some days behind the
/// last, so that on every day each part of the cycle is held by exactly one group: four groups with the parts day,
/// evening, night, off are the classic "four crews, three shifts".
struct RosterTemplate {
  var groups: Int
  /// What each day of the cycle works: an index into the group's shifts, or `nil` for a day off. A multiple of `groups`
  /// long.
  var days: [Int?]
  /// The day of the cycle on which the first group begins.
  var phase = 0

  /// What the people of `group` work on `date`.
  func shift(group: Int, date: Int) -> Int? {
    days[(date + phase + group % groups * (days.count / groups)) % days.count]
  }

  /// The wanted cycle with every number of groups that divides it; like the calendar it runs on from month to month.
  static func wanted(_ days: [Int?], people: Int, start: CivilDate) -> [RosterTemplate] {
    let phase = (start.days % days.count + days.count) % days.count
    return (1...max(1, min(people, days.count))).filter { days.count % $0 == 0 }
      .map { RosterTemplate(groups: $0, days: days, phase: phase) }
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
        func add(_ blocks: [Int?]) {
          found.append(
            RosterTemplate(
              groups: groups, days: blocks.flatMap { Array(repeating: $0, count: blockDays) }))
        }
        add(gathered + off)
        if spread != gathered + off { add(spread) }
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

extension RosterGroup {
  /// Works the cycle as far as the slots and the rules allow.
  mutating func follow(_ template: RosterTemplate, _ hours: RosterHours) {
    for (date, range) in hours.slotsOfDate.enumerated() {
      for person in people.indices {
        guard let shift = template.shift(group: wishes.teamOf[person], date: date) else { continue }
        for slot in range where hours.kindOfSlot[slot] == shift {
          if assign(slot, to: person) { break }
        }
      }
    }
  }

  /// The group after the best of all cycles, completed by hand, or after the plain fill where none is as good.
  ///
  /// - Parameter wanted: a cycle of the problem's shifts; where the group works all of them no other is tried.
  func started(wanted: [Int?], start: CivilDate) -> RosterGroup {
    let hours = RosterHours(self)
    var best: (group: RosterGroup, unfilled: Int, cost: Int)?
    func follow(_ template: RosterTemplate, _ cycle: GroupWishes.Cycle?) {
      var group = self
      group.wishes.cycle = cycle
      group.follow(template, hours)
      group.fill()
      // What else a month asks for must not put people of a wanted cycle into other groups than the month before.
      let cost = cycle.map { group.departures(from: $0) } ?? group.softCost
      if best.map({ (group.unfilled, cost) < ($0.unfilled, $0.cost) }) ?? true {
        best = (group, group.unfilled, cost)
      }
    }
    for (template, cycle) in cycles(wanted: wanted, start: start) { follow(template, cycle) }
    if let best { return best.group }
    for template in RosterTemplate.candidates(people: people.count, needs: hours.needs, maxRun: rules.maxRun)
    {
      follow(template, nil)
    }
    var plain = self
    plain.fill()
    // A cycle is what people can live with: the plain fill must fill more to replace it.
    return best.map { plain.unfilled < $0.unfilled ? plain : $0.group } ?? plain
  }

  /// The wanted cycle in every number of groups, with the codes that it has for everyone; none where none is wanted or
  /// the group does not work all of its shifts.
  func cycles(wanted: [Int?], start: CivilDate) -> [(template: RosterTemplate, cycle: GroupWishes.Cycle)] {
    let hours = RosterHours(self)
    let kinds = wanted.map { shift in shift.flatMap { hours.kindOfShift[$0] } }
    guard !wanted.isEmpty, !people.isEmpty, zip(wanted, kinds).allSatisfy({ ($0 == nil) == ($1 == nil) })
    else { return [] }
    return RosterTemplate.wanted(kinds, people: people.count, start: start).map { template in
      let codes = RosterTemplate(groups: template.groups, days: wanted, phase: template.phase)
      let cycle = wishes.teamOf.map { group in
        weekOfDate.indices.map { date in codes.shift(group: group, date: date).map { $0 + 1 } ?? 0 }
      }
      return (template, cycle)
    }
  }
}

/// The different hours that a group works.
struct RosterHours {
  /// For each slot its kind: slots of the same hours of the day are of one.
  let kindOfSlot: [Int]
  /// By the problem's shifts.
  let kindOfShift: [Int: Int]
  let slotsOfDate: [Range<Int>]
  /// For each kind the most people that it needs on any date.
  let needs: [Int]

  init(_ group: RosterGroup) {
    let windows = group.slots.map { [$0.start - $0.date * 86_400, $0.duration] }
    let kinds = Set(windows).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    let kindOfSlot = windows.map { window in kinds.firstIndex(of: window) ?? 0 }
    var slotsOfDate: [Range<Int>] = []
    var needs = Array(repeating: 0, count: kinds.count)
    var from = 0
    for date in group.weekOfDate.indices {
      var to = from
      var today = Array(repeating: 0, count: kinds.count)
      while to < group.slots.count && group.slots[to].date == date {
        today[kindOfSlot[to]] += group.slots[to].need
        to += 1
      }
      slotsOfDate.append(from..<to)
      for kind in kinds.indices { needs[kind] = max(needs[kind], today[kind]) }
      from = to
    }
    self.kindOfSlot = kindOfSlot
    kindOfShift = Dictionary(
      zip(group.slots.map(\.shift), kindOfSlot), uniquingKeysWith: { first, _ in first })
    self.slotsOfDate = slotsOfDate
    self.needs = needs
  }
}
