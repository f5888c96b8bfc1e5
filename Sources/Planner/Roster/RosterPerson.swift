/// One person's duties so far, kept so that every hard rule is checked in a few steps.
struct RosterPerson {
  /// A stretch of duty; `slot` is `nil` for one from a site that is already planned.
  struct Held {
    var slot: Int?
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
  /// By start.
  private(set) var held: [Held] = []
  private var weekSeconds: [Int]
  private var monthSeconds: [Int]
  private var dutiesOnDate: [Int]
  private(set) var load = RosterLoad()

  /// A horizon that touches `weeks` ISO weeks and `months` calendar months.
  init(onLeave: [Bool], weeks: Int, months: Int) {
    monthSeconds = Array(repeating: 0, count: months)
    self.onLeave = onLeave
    weekSeconds = Array(repeating: 0, count: weeks)
    dutiesOnDate = Array(repeating: 0, count: onLeave.count)
  }

  /// `nil` when the person can take the slot without breaking a rule.
  func blocker(_ slot: RosterSlot, _ rules: RosterRules) -> Blocker? {
    if onLeave[slot.date] { return .onLeave }
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
      date = slot.date + 1
      while date < dutiesOnDate.count && dutiesOnDate[date] > 0 { (run, date) = (run + 1, date + 1) }
      if run > rules.maxRun { return .runFull }
    }
    return nil
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
    load += RosterLoad(slot)
  }

  mutating func remove(_ index: Int, _ slot: RosterSlot) {
    guard let at = held.firstIndex(where: { $0.slot == index }) else { return }
    held.remove(at: at)
    weekSeconds[slot.week] -= slot.duration
    monthSeconds[slot.month] -= slot.duration
    dutiesOnDate[slot.date] -= 1
    load -= RosterLoad(slot)
  }

  /// Keeps the duties where they are while another site is planned.
  mutating func settle() {
    for i in held.indices { held[i].slot = nil }
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

  func holds(_ slot: Int) -> Bool { held.contains { $0.slot == slot } }

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

/// What fairness compares: nights, weekend duties and time on duty.
struct RosterLoad: Equatable {
  var nights = 0
  var weekends = 0
  var minutes = 0

  init() {}

  init(_ slot: RosterSlot) {
    nights = slot.isNight ? 1 : 0
    weekends = slot.isWeekend ? 1 : 0
    minutes = slot.duration / 60
  }

  /// Summed over a team of fixed totals, it is least where everyone carries the same: a night and a
  /// weekend duty weigh as much as a duty of `unit` minutes.
  func cost(unit: Int) -> Int {
    unit * unit * (nights * nights + weekends * weekends) + minutes * minutes
  }

  static func += (a: inout RosterLoad, b: RosterLoad) {
    a.nights += b.nights
    a.weekends += b.weekends
    a.minutes += b.minutes
  }

  static func -= (a: inout RosterLoad, b: RosterLoad) {
    a.nights -= b.nights
    a.weekends -= b.weekends
    a.minutes -= b.minutes
  }

  static func + (a: RosterLoad, b: RosterLoad) -> RosterLoad {
    var sum = a
    sum += b
    return sum
  }

  static func - (a: RosterLoad, b: RosterLoad) -> RosterLoad {
    var difference = a
    difference -= b
    return difference
  }
}
