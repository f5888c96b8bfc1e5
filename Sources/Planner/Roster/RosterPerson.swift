import Scenario

/// One person's duties so far, kept so that every hard rule is checked in a few steps.
struct RosterPerson {
  /// A stretch of duty; `slot` is `nil` for one that stays: pinned, of a site that is already planned, or of before
  /// the horizon.
  struct Held {
    var slot: Int?
    /// The slot of a pinned duty.
    var pinned: Int?
    var date: Int
    var shift: Int
    var isNight: Bool
    var start: Int
    var end: Int
  }

  /// Why a person cannot take a slot; the first that applies, from the least to the most negotiable.
  enum Blocker: Int, CaseIterable {
    case onLeave, onDuty, resting, succession, nightsFull, nightRunFull, monthFull, weekFull, runFull
  }

  /// By date of the horizon.
  let onLeave: [Bool]
  /// Whether leave goes on, or begins, on the day after the horizon.
  private let isOnLeaveAfter: Bool
  /// By start.
  private(set) var held: [Held] = []
  private var weekSeconds: [Int]
  private var monthSeconds: [Int]
  private var dutiesOnDate: [Int]
  private(set) var load = RosterLoad()
  /// What was carried before the horizon, and what of the group's work then was the person's share.
  var carried = RosterLoad()
  var pastShare = RosterShare()
  /// By date of the horizon: one more than the index of the shift last taken, 0 for none.
  private(set) var codes: [Int]
  /// Dates in a row with a duty up to the day before the horizon.
  private var runBefore = 0

  /// A horizon that touches `weeks` ISO weeks and `months` calendar months.
  ///
  /// - Parameter isOnLeaveAfter: on the day after it.
  init(onLeave: [Bool], isOnLeaveAfter: Bool = false, weeks: Int, months: Int) {
    monthSeconds = Array(repeating: 0, count: months)
    self.onLeave = onLeave
    self.isOnLeaveAfter = isOnLeaveAfter
    weekSeconds = Array(repeating: 0, count: weeks)
    dutiesOnDate = Array(repeating: 0, count: onLeave.count)
    codes = Array(repeating: 0, count: onLeave.count)
  }

  /// Every slot that is the person's in this group, pinned ones too.
  var slots: [Int] { held.compactMap { $0.slot ?? $0.pinned } }

  /// `nil` when the person can take the slot without breaking a rule.
  func blocker(_ slot: RosterSlot, _ rules: RosterRules) -> Blocker? {
    if isAway(during: slot) { return .onLeave }
    var rest = false
    for duty in held.reversed() {
      if duty.end + rules.minRest <= slot.start { break }
      if duty.start < slot.end && slot.start < duty.end { return .onDuty }
      if duty.start < slot.end + rules.minRest { rest = true }
    }
    if rest { return .resting }
    if rules.forbidsAny && held.contains(where: { clashes($0, slot, rules) }) { return .succession }
    if slot.isNight {
      if load.nights >= rules.maxNights { return .nightsFull }
      if nightRun(around: slot.date) > rules.maxNightRun { return .nightRunFull }
    }
    if monthSeconds[slot.month] + slot.duration > rules.maxMonth { return .monthFull }
    if exceedsWeek(slot, rules) { return .weekFull }
    if dutiesOnDate[slot.date] == 0 {
      var run = 1
      var date = slot.date - 1
      while date >= 0 && dutiesOnDate[date] > 0 { (run, date) = (run + 1, date - 1) }
      if date < 0 { run += runBefore }
      date = slot.date + 1
      while date < dutiesOnDate.count && dutiesOnDate[date] > 0 { (run, date) = (run + 1, date + 1) }
      if run > rules.maxRun { return .runFull }
    }
    return nil
  }

  /// Whether leave falls on a date that the slot touches: the one on which it starts, or the one on which it ends.
  func isAway(during slot: RosterSlot) -> Bool {
    if onLeave[slot.date] { return true }
    guard slot.passesMidnight else { return false }
    return slot.date + 1 < onLeave.count ? onLeave[slot.date + 1] : isOnLeaveAfter
  }

  /// Whether a duty forbids the slot on the next date, or the other way round.
  private func clashes(_ duty: Held, _ slot: RosterSlot, _ rules: RosterRules) -> Bool {
    (duty.date == slot.date - 1 && rules.forbids(slot.shift, after: duty.shift))
      || (duty.date == slot.date + 1 && rules.forbids(duty.shift, after: slot.shift))
  }

  /// Dates in a row with a night duty, a night on this date included.
  private func nightRun(around date: Int) -> Int {
    func hasNight(_ date: Int) -> Bool { held.contains { $0.isNight && $0.date == date } }
    var first = date
    while hasNight(first - 1) { first -= 1 }
    var last = date
    while hasNight(last + 1) { last += 1 }
    return last - first + 1
  }

  /// Whether the slot would be too much for its week, whatever else stands in the way.
  func exceedsWeek(_ slot: RosterSlot, _ rules: RosterRules) -> Bool {
    weekSeconds[slot.week] + slot.duration > rules.maxWeek
  }

  mutating func add(_ index: Int, _ slot: RosterSlot) {
    let at = held.lastIndex { $0.start < slot.start }.map { $0 + 1 } ?? 0
    held.insert(
      Held(
        slot: index, date: slot.date, shift: slot.shift, isNight: slot.isNight, start: slot.start,
        end: slot.end), at: at)
    weekSeconds[slot.week] += slot.duration
    monthSeconds[slot.month] += slot.duration
    dutiesOnDate[slot.date] += 1
    codes[slot.date] = code(on: slot.date, without: -1)
    load += RosterLoad(slot)
  }

  /// A duty of before the horizon, by date and seconds from its start; duties come by date. `isInWeek` and `isInMonth`
  /// tell whether it counts in the week and the month in which the horizon starts.
  mutating func remember(
    date: Int, shift: Int, isNight: Bool, start: Int, end: Int, isInWeek: Bool, isInMonth: Bool
  ) {
    if held.last?.date != date { runBefore = held.last?.date == date - 1 ? runBefore + 1 : 1 }
    held.append(Held(slot: nil, date: date, shift: shift, isNight: isNight, start: start, end: end))
    if isInWeek { weekSeconds[0] += end - start }
    if isInMonth { monthSeconds[0] += end - start }
  }

  /// Ends the run of days that `remember` has counted where the day before the horizon was free.
  mutating func endMemory() {
    if held.last?.date != -1 { runBefore = 0 }
  }

  mutating func remove(_ index: Int, _ slot: RosterSlot) {
    guard let at = held.firstIndex(where: { ($0.slot ?? $0.pinned) == index }) else { return }
    held.remove(at: at)
    weekSeconds[slot.week] -= slot.duration
    monthSeconds[slot.month] -= slot.duration
    dutiesOnDate[slot.date] -= 1
    codes[slot.date] = code(on: slot.date, without: -1)
    load -= RosterLoad(slot)
  }

  /// The code of a date once the person no longer holds a slot.
  func code(on date: Int, without slot: Int) -> Int {
    held.last { $0.date == date && $0.slot != slot }.map { $0.shift + 1 } ?? 0
  }

  /// The code of a slot's date once the person takes it.
  func code(taking slot: RosterSlot) -> Int {
    let last = held.last { $0.date == slot.date }
    return last.map { $0.start > slot.start } ?? false ? codes[slot.date] : slot.shift + 1
  }

  /// Whether a duty on one of these dates stays whatever is planned.
  func isFixed(on dates: ClosedRange<Int>) -> Bool {
    held.contains { $0.slot == nil && dates.contains($0.date) }
  }

  /// Keeps a duty that the person holds, whatever is planned later.
  mutating func pin(_ slot: Int) {
    guard let at = held.firstIndex(where: { $0.slot == slot }) else { return }
    held[at].slot = nil
    held[at].pinned = slot
  }

  /// The person without the duties of this group.
  func idle(_ list: [RosterSlot]) -> RosterPerson {
    var person = self
    for slot in slots { person.remove(slot, list[slot]) }
    return person
  }

  /// Keeps the duties where they are while another site is planned.
  mutating func settle() {
    for i in held.indices { (held[i].slot, held[i].pinned) = (nil, nil) }
  }

  /// Duties of which at least one must go before the person can take the slot; none where that does not help.
  func hindering(_ slot: RosterSlot, _ rules: RosterRules) -> [Int] {
    switch blocker(slot, rules) {
    case nil, .onLeave: return []
    case .onDuty, .resting:
      let near = held.filter { $0.start < slot.end + rules.minRest && slot.start < $0.end + rules.minRest }
      // All of them must go: where one is another site's, none can.
      return near.allSatisfy { $0.slot != nil } ? near.prefix(1).compactMap(\.slot) : []
    case .succession, .nightsFull, .nightRunFull, .monthFull:
      return held.filter { mayHinder($0, slot, rules) }.compactMap(\.slot)
    case .weekFull, .runFull:
      let reach = max(6, rules.maxRun)
      return held.filter { abs($0.date - slot.date) <= reach }.compactMap(\.slot)
    }
  }

  /// Whether a duty may be what stands in the way, by the rules that look further than rest, week and run.
  private func mayHinder(_ duty: Held, _ slot: RosterSlot, _ rules: RosterRules) -> Bool {
    switch blocker(slot, rules) {
    case .succession: clashes(duty, slot, rules)
    case .nightsFull, .nightRunFull: duty.isNight
    default: true
    }
  }

  func holds(_ slot: Int) -> Bool { held.contains { ($0.slot ?? $0.pinned) == slot } }

  /// Keeps a duty of another site in the way of new ones.
  mutating func addElsewhere(_ slot: RosterSlot) {
    add(-1, slot)
    settle()
  }

  /// The duties one of which must go before the person can take the slot; none where one is not enough.
  func obstacles(to slot: RosterSlot, _ rules: RosterRules) -> [Int] {
    switch blocker(slot, rules) {
    case nil, .onLeave: return []
    case .onDuty, .resting:
      let near = held.filter { $0.start < slot.end + rules.minRest && slot.start < $0.end + rules.minRest }
      return near.count == 1 ? near.compactMap(\.slot) : []
    case .succession, .nightsFull, .nightRunFull, .monthFull:
      return held.filter { mayHinder($0, slot, rules) }.compactMap(\.slot)
    case .weekFull, .runFull:
      // Every duty within reach of either rule; the caller tries each.
      let reach = max(6, rules.maxRun)
      return held.filter { abs($0.date - slot.date) <= reach }.compactMap(\.slot)
    }
  }
}
