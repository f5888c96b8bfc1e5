import Scenario

/// What the people of a group would like their days to be; none of it is a rule.
///
/// What a person works on a date is a code: 0 is a day off, s + 1 is the problem's shift s.
struct GroupWishes {
  /// A wanted cycle: the code that each person is to have on each date.
  typealias Cycle = [[Int]]

  let codes: Int
  var weights: RosterWeights
  /// For each person a cost by date and code; empty for those who ask for nothing.
  private(set) var wishes: [[Int]]
  var cycle: Cycle?
  /// For each person the others of his team in the group.
  var mates: [[Int]]
  /// For each person the lines of those of his team whose days are settled: a code by date, -1 on leave.
  var settledMates: [[[Int]]]
  /// For each person the place of his team among those of the site; people without one come after, a place each.
  var teamOf: [Int]

  /// Nobody has any.
  init(people: Int, shifts: Int, weights: RosterWeights) {
    codes = shifts + 1
    self.weights = weights
    wishes = Array(repeating: [], count: people)
    mates = Array(repeating: [], count: people)
    settledMates = Array(repeating: [], count: people)
    teamOf = Array(0..<people)
  }

  /// Whether nobody cares which days he works.
  var areNone: Bool {
    cycle == nil && wishes.allSatisfy(\.isEmpty) && mates.allSatisfy(\.isEmpty)
      && settledMates.allSatisfy(\.isEmpty)
  }

  /// Adds a request; `shift` is `nil` for any.
  mutating func ask(_ person: Int, date: Int, shift: Int?, isOn: Bool, weight: Int, dates: Int) {
    if wishes[person].isEmpty { wishes[person] = Array(repeating: 0, count: dates * codes) }
    for code in 0..<codes {
      let isMeant = shift.map { code == $0 + 1 } ?? (code > 0)
      if isMeant != isOn { wishes[person][date * codes + code] += weight }
    }
  }

  func asksAnything(_ person: Int) -> Bool { !wishes[person].isEmpty }

  /// The cost of a code by the person's requests.
  func wish(_ person: Int, _ date: Int, _ code: Int) -> Int {
    wishes[person].isEmpty ? 0 : wishes[person][date * codes + code]
  }

  /// The cost of a code that is not the cycle's.
  func departure(_ person: Int, _ date: Int, _ code: Int) -> Int {
    cycle.map { $0[person][date] == code ? 0 : weights.cycle } ?? 0
  }
}

extension RosterGroup {
  /// The cost of a person's code on a date, that of being apart from `other` left out.
  func dayCost(_ person: Int, _ date: Int, _ code: Int, except other: Int = -1) -> Int {
    wishes.wish(person, date, code) + wishes.departure(person, date, code)
      + apart(person, date, code, except: other)
  }

  /// The cost of a code by those of the person's team who have another.
  func apart(_ person: Int, _ date: Int, _ code: Int, except other: Int = -1) -> Int {
    if people[person].onLeave[date] { return 0 }
    var count = 0
    for mate in wishes.mates[person] where mate != other && !people[mate].onLeave[date] {
      if people[mate].codes[date] != code { count += 1 }
    }
    for line in wishes.settledMates[person] where line[date] >= 0 && line[date] != code { count += 1 }
    return count * wishes.weights.together
  }

  /// How much the soft cost grows when a person takes a slot. It is counted in squared minutes.
  func growth(_ person: Int, _ slot: Int, except other: Int = -1) -> Int {
    let extra = RosterLoad(slots[slot])
    let byLoad = loadCost(person, adding: extra) - loadCost(person)
    guard hasWishes else { return byLoad }
    let date = slots[slot].date
    let now = people[person].codes[date]
    let then = people[person].code(taking: slots[slot])
    guard now != then else { return byLoad }
    return byLoad + scale
      * (dayCost(person, date, then, except: other) - dayCost(person, date, now, except: other))
  }

  /// How much the soft cost falls when a person gives up a slot.
  func relief(_ person: Int, _ slot: Int, except other: Int = -1) -> Int {
    let byLoad = loadCost(person) - loadCost(person, losing: RosterLoad(slots[slot]))
    guard hasWishes else { return byLoad }
    let date = slots[slot].date
    let now = people[person].codes[date]
    let then = people[person].code(on: date, without: slot)
    guard now != then else { return byLoad }
    return byLoad + scale
      * (dayCost(person, date, now, except: other) - dayCost(person, date, then, except: other))
  }

  /// Of all people: least where loads are shared most evenly and most wishes are granted.
  var softCost: Int {
    var total = people.indices.reduce(0) { $0 + loadCost($1) }
    guard hasWishes else { return total }
    for person in people.indices {
      for (date, code) in people[person].codes.enumerated() {
        // Two of a team who are apart both count it; halves add up to what each pair costs.
        let byCrew = apart(person, date, code)
        total += scale * (dayCost(person, date, code) - byCrew) + scale * byCrew / 2
      }
    }
    return total
  }
}
