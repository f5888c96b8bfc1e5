/// The people of one role at one site with the slots they fill; no mutation can break a hard rule.
struct RosterTeam {
  let rules: RosterRules
  let slots: [RosterSlot]
  /// ISO week of each date of the horizon, counted from the first.
  let weekOfDate: [Int]
  private(set) var people: [RosterPerson]
  /// Places of each slot that are still empty.
  private(set) var missing: [Int]
  /// Sum of `missing`.
  private(set) var unfilled: Int
  /// Mean minutes of a place, the scale on which loads are compared.
  let unit: Int

  init(rules: RosterRules, weekOfDate: [Int], slots: [RosterSlot], people: [RosterPerson]) {
    self.rules = rules
    self.slots = slots
    self.weekOfDate = weekOfDate
    self.people = people
    missing = slots.map(\.need)
    unfilled = missing.reduce(0, +)
    unit = slots.reduce(0) { $0 + $1.duration / 60 * $1.need } / max(1, unfilled)
  }

  /// Least where nights, weekends and hours are shared most evenly.
  var unfairness: Int { people.reduce(0) { $0 + $1.load.cost(unit: unit) } }

  func canTake(_ person: Int, _ slot: Int) -> Bool {
    people[person].blocker(slots[slot], rules) == nil
  }

  /// Fills a place where there is one and the rules allow it.
  @discardableResult
  mutating func assign(_ slot: Int, to person: Int) -> Bool {
    guard missing[slot] > 0, canTake(person, slot) else { return false }
    people[person].add(slot, slots[slot])
    missing[slot] -= 1
    unfilled -= 1
    return true
  }

  /// Gives a person a duty that he is known to hold, whatever the rules say.
  mutating func restore(_ slot: Int, to person: Int) {
    people[person].add(slot, slots[slot])
    missing[slot] -= 1
    unfilled -= 1
  }

  mutating func release(_ slot: Int, from person: Int) {
    people[person].remove(slot, slots[slot])
    missing[slot] += 1
    unfilled += 1
  }

  /// How much the cost of a person's load grows with one more load.
  func growth(_ person: Int, _ extra: RosterLoad) -> Int {
    (people[person].load + extra).cost(unit: unit) - people[person].load.cost(unit: unit)
  }

  /// The person who can take the slot and whom it burdens least.
  func bestTaker(_ slot: Int) -> Int? {
    let extra = RosterLoad(slots[slot])
    var best: (person: Int, growth: Int)?
    for person in people.indices {
      let growth = growth(person, extra)
      if growth < best?.growth ?? .max, canTake(person, slot) { best = (person, growth) }
    }
    return best?.person
  }
}
