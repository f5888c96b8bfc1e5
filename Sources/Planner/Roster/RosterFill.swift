import Scenario
import Solvers

extension RosterGroup {
  /// Gives every empty place to the person it burdens least, by date.
  mutating func fill() {
    for slot in slots.indices {
      while missing[slot] > 0, let person = bestTaker(slot) { assign(slot, to: person) }
    }
  }

  /// Evens out what stays empty and what everyone carries, until that makes room for nothing more.
  mutating func settle() {
    var before: Int
    repeat {
      before = unfilled
      spreadEmpty()
      balance()
      fill()
    } while unfilled < before
  }

  /// Fills what is left by moving duties between people, until `bound` places stay empty or `steps` moves of an
  /// empty place brought no more.
  ///
  /// First by ejection chains: someone takes the empty place and passes on the one duty that is in the way, which
  /// someone else takes in the same manner. Then in turns by moving the empty place itself to another slot and
  /// trying the chains from there, and by planning the week around it anew for a few people, which is kept where it
  /// leaves no more empty.
  mutating func refill(bound: Int, steps: Int, using generator: inout SeededGenerator) {
    guard people.count > 0 else { return }
    chainAll(bound: bound)
    let orderly = self
    for step in 0..<steps where unfilled > bound {
      let empty = slots.indices.filter { missing[$0] > 0 }
      let slot = empty[generator.below(empty.count)]
      if step % 2 == 0 {
        replanWeek(around: slot, using: &generator)
      } else if let hole = moveEmpty(slot, using: &generator) {
        var seen = Array(repeating: false, count: slots.count)
        seen[slot] = true
        seen[hole] = true
        _ = chain(hole, depth: 3, &seen)
      }
    }
    chainAll(bound: bound)
    // Moves that filled nothing have only disturbed the cycle that people live by.
    if unfilled == orderly.unfilled { self = orderly }
  }

  /// Has someone take the empty place for one of their duties, and returns the slot of that duty.
  private mutating func moveEmpty(_ slot: Int, using generator: inout SeededGenerator) -> Int? {
    let first = generator.below(people.count)
    for turn in people.indices {
      let person = (first + turn) % people.count
      let others = people[person].obstacles(to: slots[slot], rules).filter { $0 != slot }
      guard !others.isEmpty else { continue }
      let start = generator.below(others.count)
      for step in others.indices {
        let other = others[(start + step) % others.count]
        if swapIn(slot, for: other, person) { return other }
      }
    }
    return nil
  }

  /// Takes all duties near the slot from up to three people and deals them out again in random order, the slot first.
  private mutating func replanWeek(around slot: Int, using generator: inout SeededGenerator) {
    let saved = self
    let reach = 1 + generator.below(6)
    let date = slots[slot].date
    var open = [slot]
    for _ in 0..<min(3, people.count) {
      let person = generator.below(people.count)
      for other in people[person].held.filter({ abs($0.date - date) <= reach }).compactMap(\.slot) {
        release(other, from: person)
        open.append(other)
      }
    }
    let rest = open.dropFirst().shuffled(using: &generator)
    for other in open.prefix(1) + rest {
      let takers = people.indices.filter { canTake($0, other) }
      if !takers.isEmpty { assign(other, to: takers[generator.below(takers.count)]) }
    }
    if unfilled > saved.unfilled {
      self = saved
    }
  }

  mutating func chainAll(bound: Int) {
    for slot in slots.indices {
      while missing[slot] > 0 && unfilled > bound {
        var seen = Array(repeating: false, count: slots.count)
        seen[slot] = true
        guard chain(slot, depth: 6, &seen) else { break }
      }
    }
  }

  /// Fills one place of the slot, passing on at most `depth` duties; a slot in `seen` is not passed on again.
  private mutating func chain(_ slot: Int, depth: Int, _ seen: inout [Bool]) -> Bool {
    if let person = bestTaker(slot) { return assign(slot, to: person) }
    guard depth > 0 else { return false }
    for person in people.indices {
      for other in people[person].obstacles(to: slots[slot], rules) where !seen[other] {
        guard swapIn(slot, for: other, person) else { continue }
        seen[other] = true
        if chain(other, depth: depth - 1, &seen) { return true }
        release(slot, from: person)
        assign(other, to: person)
      }
    }
    return false
  }

  /// Lets a person do `slot` in place of `other`; `false` and nothing changed where the rules forbid it.
  mutating func swapIn(_ slot: Int, for other: Int, _ person: Int) -> Bool {
    release(other, from: person)
    if assign(slot, to: person) { return true }
    assign(other, to: person)
    return false
  }
}
