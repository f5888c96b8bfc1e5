import Scenario
import Solvers

/// A group as the engine sees it: whole days, one shift on each.
///
/// What the model cannot say (rest beyond the next date, nights in a row, months, duties of other sites, evenness and
/// teams) is left to the group, which takes from the lines no duty that breaks a rule.
extension RosterGroup {
  /// The cost of everyone's days by requests and the cycle.
  var unmetWishes: Int {
    people.indices.reduce(0) { sum, person in
      sum + people[person].codes.enumerated().reduce(0) { $0 + unmet(person, $1.offset, $1.element) }
    }
  }

  private func unmet(_ person: Int, _ date: Int, _ code: Int) -> Int {
    people[person].onLeave[date] ? 0 : wishes.wish(person, date, code) + wishes.departure(person, date, code)
  }

  /// Plans everyone's line anew, and keeps that where it leaves fewer places empty, or as few at a lower soft cost.
  mutating func replan(rounds: Int, bound: Int) {
    guard let view = RosterModelOfTeam(self) else { return }
    guard
      let found = try? view.model.solve(
        seed: 1, budget: SearchBudget(rounds: rounds), from: view.lines(of: self))
    else { return }
    var group = self
    for person in people.indices {
      for slot in group.people[person].held.compactMap(\.slot) { group.release(slot, from: person) }
    }
    for person in people.indices {
      for (date, kind) in view.duties(of: person, in: found.lines) {
        let places = slots.indices.filter { slots[$0].date == date && slots[$0].shift == view.shifts[kind] }
        for slot in places where group.assign(slot, to: person) { break }
      }
    }
    group.fill()
    group.chainAll(bound: bound)
    group.settle()
    if (group.unfilled, group.softCost) < (unfilled, softCost) { self = group }
  }

  /// A lower bound on the cost of requests in every roster that leaves as many places empty as this one.
  func requestBound(rounds: Int) -> Int {
    guard people.indices.contains(where: { wishes.asksAnything($0) }),
      // A duty elsewhere may grant a request, which the model does not know.
      !people.contains(where: \.servesElsewhere)
    else { return 0 }
    var plain = self
    plain.wishes.cycle = nil
    guard let view = RosterModelOfTeam(plain) else { return 0 }
    let bound = try? view.model.lowerBound(rounds: rounds, known: view.lines(of: plain))
    return max(0, (bound ?? 0) - view.price * unfilled)
  }
}

/// The model of a group, and how its days and kinds stand to the group's dates and shifts.
private struct RosterModelOfTeam {
  let model: RosterModel
  /// For each kind the problem's shift.
  let shifts: [Int]
  /// Days of the model before the horizon.
  let lead: Int
  /// What the model charges for an empty place, far above any request; a line's sum stays exact (`LinePlanner`).
  let price: Int

  /// `nil` where somebody starts two duties on one date, or may, which a line cannot say.
  init?(_ group: RosterGroup) {
    let dates = group.weekOfDate.count
    let shifts = Set(group.slots.map(\.shift)).sorted()
    guard dates > 0, !group.people.isEmpty, shifts.count < 250, !group.allowsTwoOnADate else { return nil }
    for person in group.people {
      guard Set(person.held.map(\.date)).count == person.held.count else { return nil }
    }
    // As much of what was before as the run of days and the first week ask for.
    let firstPast = group.people.flatMap(\.held).map(\.date).min() ?? 0
    let lead = min(max(0, -firstPast), max(group.rules.maxRun, 6))
    let kinds = shifts.map { shift in
      let slot = group.slots.first { $0.shift == shift } ?? group.slots[0]
      return RosterModel.Kind(
        id: "\(shift)", minutes: slot.duration / 60,
        forbiddenNext: shifts.indices.filter { group.rules.forbidsNext(slot, group.slots, shifts[$0]) })
    }
    var needs = Array(repeating: 0, count: (lead + dates) * kinds.count)
    for slot in group.slots {
      needs[(lead + slot.date) * kinds.count + (shifts.firstIndex(of: slot.shift) ?? 0)] += slot.need
    }
    let price = max(1, min(2_000, 100_000 / (lead + dates)))
    let mondays = (1..<(lead + dates)).filter { ($0 - lead + group.daysIntoWeek) % 7 == 0 }
    var model = RosterModel(
      days: lead + dates, kinds: kinds,
      people: group.people.indices.map { index in
        RosterModel.Person(
          id: "\(index)", maxOfKind: kinds.map { _ in lead + dates }, minutes: 0...(group.rules.maxWeek / 60),
          minRun: 1, maxRun: min(group.rules.maxRun, lead + dates), minOff: 1, maxWeekends: .max)
      },
      cover: needs.enumerated().map { cell, need in
        RosterModel.Cover(
          need: need, under: price, over: cell / kinds.count < lead ? 0 : price)
      }, periods: mondays)
    for (index, person) in group.people.enumerated() {
      // The code of each day that is settled; a shift that only other sites or months have counts as a day off.
      var settled = (0..<(lead + dates)).map { $0 < lead || person.onLeave[$0 - lead] ? 0 : nil as Int? }
      for duty in person.held where duty.slot == nil && duty.date >= -lead {
        let isKnown = duty.pinned != nil || duty.date < 0
        settled[lead + duty.date] = isKnown ? (shifts.firstIndex(of: duty.shift) ?? -1) + 1 : 0
      }
      for (day, code) in settled.enumerated() {
        if let code {
          model.fix(person: index, day: day, code: code)
          continue
        }
        for kind in kinds.indices where needs[day * kinds.count + kind] == 0 {
          model.forbid(person: index, day: day, kind: kind)
        }
        // What is left on a day without leave are the shifts of it that end on a day with leave.
        for slot in group.slots where slot.date == day - lead && person.isAway(during: slot) {
          model.forbid(person: index, day: day, kind: shifts.firstIndex(of: slot.shift) ?? 0)
        }
        for code in 0...kinds.count {
          let meant = code == 0 ? 0 : shifts[code - 1] + 1
          let cost =
            group.wishes.wish(index, day - lead, meant) + group.wishes.departure(index, day - lead, meant)
          model.add(cost, index, day, code)
        }
      }
    }
    self.model = model
    self.shifts = shifts
    self.lead = lead
    self.price = price
  }

  func lines(of group: RosterGroup) -> [UInt8] {
    var lines = Array(repeating: UInt8(0), count: group.people.count * model.days)
    for (index, person) in group.people.enumerated() {
      for duty in person.held
      where duty.date >= -lead && (duty.slot != nil || duty.pinned != nil || duty.date < 0) {
        lines[index * model.days + lead + duty.date] =
          UInt8((shifts.firstIndex(of: duty.shift) ?? -1) + 1)
      }
    }
    return lines
  }

  /// The dates on which a person works, and the kinds.
  func duties(of person: Int, in lines: [UInt8]) -> [(date: Int, kind: Int)] {
    (lead..<model.days).compactMap { day in
      let code = Int(lines[person * model.days + day])
      return code > 0 ? (day - lead, code - 1) : nil
    }
  }
}

extension RosterGroup {
  /// Whether the rules let somebody do two of the slots of one date.
  fileprivate var allowsTwoOnADate: Bool {
    var firstEnd = Array(repeating: Int.max - rules.minRest, count: weekOfDate.count)
    for slot in slots { firstEnd[slot.date] = min(firstEnd[slot.date], slot.end) }
    return slots.contains { firstEnd[$0.date] + rules.minRest <= $0.start }
  }
}

extension RosterPerson {
  fileprivate var servesElsewhere: Bool {
    held.contains { $0.slot == nil && $0.pinned == nil && $0.date >= 0 }
  }
}

extension RosterRules {
  /// Whether nobody may work a shift on the date after a slot.
  fileprivate func forbidsNext(_ slot: RosterSlot, _ slots: [RosterSlot], _ shift: Int) -> Bool {
    guard let next = slots.first(where: { $0.shift == shift }) else { return false }
    let start = next.start + (slot.date + 1 - next.date) * 86_400
    return start - slot.end < minRest || forbids(shift, after: slot.shift)
  }
}
