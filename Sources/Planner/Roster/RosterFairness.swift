import Scenario

extension RosterGroup {
  /// Lets people do an emptier slot in place of a fuller one, so that a shortage leaves every shift a little short
  /// rather than one without anybody; fills as many places as before.
  ///
  /// Lowers the sum of squares of the empty places by slot and by hours of duty, which ends.
  mutating func spreadEmpty() {
    // Slots of the same hours stand side by side.
    var groupOfSlot: [Int] = []
    var emptyOfGroup: [Int] = []
    for (index, slot) in slots.enumerated() {
      let isNew = index == 0 || (slots[index - 1].start, slots[index - 1].end) != (slot.start, slot.end)
      if isNew { emptyOfGroup.append(0) }
      groupOfSlot.append(emptyOfGroup.count - 1)
      emptyOfGroup[emptyOfGroup.count - 1] += missing[index]
    }
    var improved = true
    while improved {
      improved = false
      for slot in slots.indices where missing[slot] > 0 {
        for person in people.indices {
          for other in people[person].obstacles(to: slots[slot], rules) where missing[slot] > 0 {
            let (from, to) = (groupOfSlot[other], groupOfSlot[slot])
            let byGroup = from == to ? 0 : emptyOfGroup[from] - emptyOfGroup[to] + 1
            guard missing[other] - missing[slot] + 1 + byGroup < 0, swapIn(slot, for: other, person) else {
              continue
            }
            emptyOfGroup[from] += 1
            emptyOfGroup[to] -= 1
            improved = true
            // The rest of the list was about what the person held before.
            break
          }
        }
      }
    }
  }

  /// Moves duties between people until no move makes nights, weekends, holidays and hours more even or grants more
  /// wishes; fills and empties nothing.
  ///
  /// First-improvement local search over two moves: one duty to another person, and all duties of a block of one
  /// to seven days exchanged between two people.
  mutating func balance() {
    var improved = true
    while improved {
      improved = false
      for from in people.indices {
        for slot in people[from].held.compactMap(\.slot) where handOver(slot, from: from) { improved = true }
      }
      for a in people.indices {
        for b in people.indices where b > a && exchangeBlocks(a, b) { improved = true }
      }
    }
  }

  /// Gives a duty to the first person for whom that lowers the cost.
  private mutating func handOver(_ slot: Int, from: Int) -> Bool {
    let saved = hasWishes ? 0 : relief(from, slot)
    for to in people.indices where to != from {
      // Being apart from each other is the same before and after.
      let saved = hasWishes ? relief(from, slot, except: to) : saved
      guard growth(to, slot, except: from) < saved, canTake(to, slot) else { continue }
      release(slot, from: from)
      return assign(slot, to: to)
    }
    return false
  }

  private mutating func exchangeBlocks(_ a: Int, _ b: Int) -> Bool {
    // Duties by start, so that a block is a stretch of each list.
    let days = people[a].onLeave.count
    var improved = false
    for first in 0..<days {
      var loadA = RosterLoad()
      var loadB = RosterLoad()
      var byWishes = 0
      for last in first..<min(days, first + 7) {
        loadA += load(of: a, on: last)
        loadB += load(of: b, on: last)
        if hasWishes { byWishes += scale * wishesOfExchange(a, b, last) }
        guard loadA != loadB || byWishes != 0 else { continue }
        let before = loadCost(a) + loadCost(b)
        let after =
          loadCost(a, adding: loadB, losing: loadA) + loadCost(b, adding: loadA, losing: loadB) + byWishes
        if after < before && exchange(a, b, dates: first...last) {
          improved = true
          break
        }
      }
    }
    return improved
  }

  /// How much more of their wishes two people miss on each other's day than on their own.
  private func wishesOfExchange(_ a: Int, _ b: Int, _ date: Int) -> Int {
    let (ofA, ofB) = (people[a].codes[date], people[b].codes[date])
    guard ofA != ofB else { return 0 }
    return dayCost(a, date, ofB, except: b) + dayCost(b, date, ofA, except: a)
      - dayCost(a, date, ofA, except: b) - dayCost(b, date, ofB, except: a)
  }

  private func load(of person: Int, on date: Int) -> RosterLoad {
    var sum = RosterLoad()
    for duty in people[person].held where duty.date == date {
      if let slot = duty.slot { sum += RosterLoad(slots[slot]) }
    }
    return sum
  }

  /// Exchanges the duties of two people on these dates; `false` and nothing changed where the rules forbid it.
  private mutating func exchange(_ a: Int, _ b: Int, dates: ClosedRange<Int>) -> Bool {
    if hasWishes && (people[a].isFixed(on: dates) || people[b].isFixed(on: dates)) { return false }
    let ofA = people[a].held.filter { dates.contains($0.date) }.compactMap(\.slot)
    let ofB = people[b].held.filter { dates.contains($0.date) }.compactMap(\.slot)
    for slot in ofA { release(slot, from: a) }
    for slot in ofB { release(slot, from: b) }
    if assignAll(ofB, to: a) {
      if assignAll(ofA, to: b) { return true }
      for slot in ofB { release(slot, from: a) }
    }
    _ = assignAll(ofA, to: a)
    _ = assignAll(ofB, to: b)
    return false
  }

  private mutating func assignAll(_ list: [Int], to person: Int) -> Bool {
    for (done, slot) in list.enumerated() where !assign(slot, to: person) {
      for earlier in list[..<done] { release(earlier, from: person) }
      return false
    }
    return true
  }
}
