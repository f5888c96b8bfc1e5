import Scenario

/// Fills places that became vacant with the fewest empty places, and among those the fewest further duties passed on.
///
/// A vacant place is taken by someone who is free, or by someone who first passes on duties that stand in the way,
/// which then are vacant themselves; no place changes hands twice. A quick search place by place gives a first answer;
/// then iterative deepening over empty places and duties passed on (Korf 1985) looks for a better one, and proves
/// that there is none unless it runs out of steps.
struct AbsenceSearch {
  private(set) var group: RosterGroup
  private var vacant: [Int]
  private let absent: [Bool]
  /// Duties before this date stay.
  private let firstDate: Int
  /// What each person has newly taken.
  private var taken: [[Int]]
  private var steps = 0
  private var limit = 0
  /// Whether a way was left untried because it passes on one duty too many.
  private var isCut = false

  /// Steps times people of the search for a better answer: well under a second.
  private static let patience = 800_000

  init(_ group: RosterGroup, vacant: [Int], absent: [Bool], firstDate: Int) {
    self.group = group
    self.vacant = vacant
    self.absent = absent
    self.firstDate = firstDate
    taken = Array(repeating: [], count: group.people.count)
  }

  /// Returns whether the answer is proven to be the best.
  mutating func run() -> Bool {
    let start = self
    let (empty, passed) = fillOneByOne()
    let first = self
    self = start
    steps = 0
    limit = Self.patience / max(1, group.people.count)
    // No roster at all leaves fewer places empty.
    let least = min(empty, max(0, group.lowerBound() - (group.unfilled - vacant.count)))
    for left in least...empty {
      var passing = 0
      while left < empty || passing < passed {
        isCut = false
        // What fails leaves everything as it was.
        if fill(left, passing) { return true }
        if steps > limit {
          self = first
          return false
        }
        if !isCut { break }
        passing += 1
      }
    }
    self = first
    return true
  }

  /// A first answer; returns how many places it leaves empty and how many duties it passes on.
  private mutating func fillOneByOne() -> (empty: Int, passed: Int) {
    let places = vacant.map { (slot: $0, takers: takers($0).count) }.sorted {
      ($0.takers, $0.slot) < ($1.takers, $1.slot)
    }
    var empty = 0
    var passed = 0
    for place in places {
      vacant = [place.slot]
      steps = 0
      limit = 500
      if let passing = (0...2).first(where: { fill(0, $0) }) { passed += passing } else { empty += 1 }
    }
    vacant = []
    return (empty, passed)
  }

  /// Fills all vacant places but `left`, with at most `passing` duties passed on; changes nothing where it cannot.
  private mutating func fill(_ left: Int, _ passing: Int) -> Bool {
    if vacant.isEmpty { return true }
    steps += 1
    if steps > limit { return false }
    // The place with the fewest takers comes first: it fails soonest.
    var place = 0
    var free = takers(vacant[0])
    for other in vacant.indices.dropFirst() {
      let candidates = takers(vacant[other])
      if candidates.count < free.count { (place, free) = (other, candidates) }
    }
    let slot = vacant.remove(at: place)
    let burden = free.map { (growth: group.growth($0, slot), person: $0) }.sorted { $0 < $1 }
    for (_, person) in burden {
      group.assign(slot, to: person)
      taken[person].append(slot)
      if fill(left, passing) { return true }
      taken[person].removeLast()
      group.release(slot, from: person)
    }
    for person in group.people.indices where !absent[person] && !group.canTake(person, slot) {
      if take(slot, person, left, passing) { return true }
    }
    if left > 0 && fill(left - 1, passing) { return true }
    vacant.insert(slot, at: place)
    return false
  }

  /// Gives a slot to someone who must pass on a duty for it, or several.
  private mutating func take(_ slot: Int, _ person: Int, _ left: Int, _ passing: Int) -> Bool {
    let hindering = group.people[person].hindering(group.slots[slot], group.rules)
    for other in hindering where other != slot && mayPass(other, person) {
      guard passing > 0 else {
        isCut = true
        return false
      }
      group.release(other, from: person)
      vacant.append(other)
      if group.canTake(person, slot) {
        group.assign(slot, to: person)
        taken[person].append(slot)
        if fill(left, passing - 1) { return true }
        taken[person].removeLast()
        group.release(slot, from: person)
      } else if take(slot, person, left, passing - 1) {
        return true
      }
      vacant.removeLast()
      group.restore(other, to: person)
    }
    return false
  }

  private func mayPass(_ slot: Int, _ person: Int) -> Bool {
    group.slots[slot].date >= firstDate && !taken[person].contains(slot)
  }

  private func takers(_ slot: Int) -> [Int] {
    group.people.indices.filter { !absent[$0] && group.canTake($0, slot) }
  }
}
