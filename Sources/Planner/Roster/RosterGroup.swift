import Scenario

/// The people of one role at one site with the slots they fill; no mutation can break a hard rule.
struct RosterGroup {
  let rules: RosterRules
  let slots: [RosterSlot]
  /// ISO week of each date of the horizon, counted from the first.
  let weekOfDate: [Int]
  /// Days since the Monday of the week in which the horizon starts.
  let daysIntoWeek: Int
  private(set) var people: [RosterPerson]
  /// Places of each slot that are still empty.
  private(set) var missing: [Int]
  /// Sum of `missing`.
  private(set) var unfilled: Int
  /// Mean minutes of a place, the scale on which loads are compared.
  let unit: Int
  /// For each person his portion of the group's work, from 0 to 1.
  let portions: [RosterShare]
  /// For each person what of it he has still to do, were every place filled: in minutes, of which `unit` make a night
  /// or a duty on a weekend or holiday.
  private let shares: [RosterLoad]
  var wishes: GroupWishes { didSet { hasWishes = !wishes.areNone } }
  private(set) var hasWishes: Bool

  init(
    rules: RosterRules, weekOfDate: [Int], daysIntoWeek: Int, slots: [RosterSlot], people: [RosterPerson],
    wishes: GroupWishes
  ) {
    self.daysIntoWeek = daysIntoWeek
    self.wishes = wishes
    hasWishes = !wishes.areNone
    self.rules = rules
    self.slots = slots
    self.weekOfDate = weekOfDate
    self.people = people
    missing = slots.map(\.need)
    unfilled = missing.reduce(0, +)
    let unit = slots.reduce(0) { $0 + $1.duration / 60 * $1.need } / max(1, unfilled)
    self.unit = unit
    portions = Self.portions(people, slots)
    var all = people.reduce(RosterLoad()) { $0 + $1.load }
    for slot in slots { for _ in 0..<slot.need { all += RosterLoad(slot) } }
    shares = zip(Self.shares(of: all, portions, people), people).map {
      RosterLoad(inMinutes: $0, less: $1.carried, unit: unit)
    }
  }

  /// What a soft cost of 1 counts as.
  var scale: Int { unit * unit }

  /// The cost of what a person carries, grown or lessened by some duty.
  func loadCost(
    _ person: Int, adding extra: RosterLoad = RosterLoad(), losing less: RosterLoad = RosterLoad()
  ) -> Int {
    (people[person].load + extra - less).cost(besides: shares[person], unit: unit, wishes.weights)
  }

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

  /// Gives a person a duty that no later step takes away; `false` where the rules forbid it.
  mutating func pin(_ slot: Int, to person: Int) -> Bool {
    guard assign(slot, to: person) else { return false }
    keep(slot, for: person)
    return true
  }

  /// Keeps a duty that a person holds, whatever is planned later.
  mutating func keep(_ slot: Int, for person: Int) { people[person].pin(slot) }

  mutating func release(_ slot: Int, from person: Int) {
    people[person].remove(slot, slots[slot])
    missing[slot] += 1
    unfilled += 1
  }

  /// The person who can take the slot and whom it burdens least.
  func bestTaker(_ slot: Int) -> Int? {
    var best: (person: Int, growth: Int)?
    for person in people.indices {
      let growth = growth(person, slot)
      if growth < best?.growth ?? .max, canTake(person, slot) { best = (person, growth) }
    }
    return best?.person
  }
}
