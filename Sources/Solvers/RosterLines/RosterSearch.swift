import Foundation

/// Improves a roster by planning a few people's lines anew, one after the other, each exactly (`LinePlanner`) against
/// what the others leave uncovered; worse rosters are accepted as in simulated annealing (Kirkpatrick et al. 1983).
struct RosterSearch: ~Copyable {
  let model: RosterModel
  var generator: SeededGenerator
  let planner: LinePlanner
  /// One code per person and day.
  var lines: [UInt8]
  /// People per day and kind.
  var counts: [Int]
  /// Wishes and cover of `lines`.
  var cost = 0
  var best: [UInt8]
  var bestCost = Int.max
  var rounds = 0
  /// The prices of the dual bound, by entry of the cover; none before it is known.
  var prices: [Double] = []
  /// How much of the dual price goes into the cost of an entry, in place of what it costs now.
  private var share = 0.0
  /// How often a first line is looked for, by ever more chance.
  private static let firstTrials = 16
  private var costs: [Float]
  private var saved: [UInt8] = []
  /// For each person what a shift of each kind cost for the limits to be kept.
  private var kindPrices: [[Float]]
  private var line: [UInt8]
  private var order: [Int]

  /// A first roster of everyone's cheapest line beside those before.
  init(_ model: RosterModel, seed: UInt64) throws(RosterError) {
    self.model = model
    generator = SeededGenerator(seed: seed)
    planner = LinePlanner(model)
    lines = Array(repeating: 0, count: model.people.count * model.days)
    counts = Array(repeating: 0, count: model.cover.count)
    costs = Array(repeating: 0, count: model.days * model.codes)
    kindPrices = model.people.map { $0.maxOfKind.map { _ in 0 } }
    line = Array(repeating: 0, count: model.days)
    order = Array(model.people.indices)
    best = []
    cost = model.cover.reduce(0) { $0 + $1.cost(of: 0) }
    for person in order { try begin(person) }
    best = lines
    bestCost = cost
  }

  /// Gives a person a first line.
  private mutating func begin(_ person: Int) throws(RosterError) {
    for trial in 0..<Self.firstTrials {
      if insert(person, noise: trial * 64, window: 0..<model.days) { return }
    }
    let costs = model.wishes[(person * model.days * model.codes)...].prefix(model.days * model.codes)
      .map { $0 < RosterModel.never ? 0 : LinePlanner.infinity }
    let isPossible = planner.plan(person, costs: costs, into: &line) != nil
    let id = model.people[person].id
    throw isPossible ? .noLineFound(person: id) : .noLine(person: id)
  }

  /// Puts other lines in the place of all.
  mutating func replace(by lines: [UInt8]) {
    for person in order {
      remove(person)
      put(person, lines[(person * model.days)..<((person + 1) * model.days)])
    }
    best = lines
    bestCost = cost
  }

  /// Searches until the clock or the rounds end, or the cost is down to `bound`; `heat` is the first temperature.
  mutating func improve(heat: Double, rounds limit: Int, bound: Int, clock: SearchClock) {
    let start = rounds
    let cold = 0.15
    var temperature = heat
    var progress = 0.0
    let began = clock.now
    while rounds - start < limit && bestCost > bound && !model.people.isEmpty {
      if (rounds - start) % 32 == 0 {
        if clock.isOver { return }
        progress = max(clock.progress(since: began), Double(rounds - start) / Double(limit))
        temperature = heat * pow(cold / heat, progress)
      }
      rounds += 1
      replan(temperature)
    }
  }

  /// Plans some people anew, on all days or a stretch of them.
  private mutating func replan(_ temperature: Double) {
    let people = model.people.count
    var window = 0..<model.days
    var size = 2 + generator.below(2)
    if generator.below(2) == 0 {
      let length = min(model.days, 5 + generator.below(10))
      let first = generator.below(model.days - length + 1)
      window = first..<(first + length)
      size = 2 + generator.below(5)
    }
    size = min(size, people)
    for i in 0..<size { order.swapAt(i, i + generator.below(people - i)) }
    let before = cost
    saved.removeAll(keepingCapacity: true)
    for person in order[..<size] {
      saved += lines[(person * model.days)..<((person + 1) * model.days)]
      remove(person)
    }
    let noise = generator.below(3) == 0 ? 256 : 32
    var done = 0
    // Who goes first sees gaps that are meant for those who follow; the dual prices tell which gaps are dear.
    let mixed = prices.isEmpty || generator.below(2) == 0 ? 0 : generator.unit()
    while done < size {
      share = mixed * Double(size - 1 - done) / Double(size)
      guard insert(order[done], noise: noise, window: window) else { break }
      done += 1
    }
    share = 0
    if done == size {
      remove(order[0])
      _ = insert(order[0], noise: 8, window: window)
      if cost < bestCost {
        bestCost = cost
        best = lines
      }
      let worse = Double(cost - before)
      if worse <= 0 || generator.unit() < exp(-worse / temperature) { return }
    }
    for person in order[..<done] { remove(person) }
    for (index, person) in order[..<size].enumerated() {
      put(person, saved[(index * model.days)..<((index + 1) * model.days)])
    }
  }

  /// Takes a person's line out of the counts and the cost; `lines` still holds it.
  private mutating func remove(_ person: Int) {
    let kinds = model.kinds.count
    for day in 0..<model.days {
      let code = Int(lines[person * model.days + day])
      cost -= Int(model.wishes[(person * model.days + day) * model.codes + code])
      guard code > 0 else { continue }
      let cell = day * kinds + code - 1
      counts[cell] -= 1
      cost -= model.cover[cell].growth(at: counts[cell])
    }
  }

  private mutating func put(_ person: Int, _ line: ArraySlice<UInt8>) {
    let kinds = model.kinds.count
    for (day, byte) in line.enumerated() {
      let code = Int(byte)
      lines[person * model.days + day] = byte
      cost += Int(model.wishes[(person * model.days + day) * model.codes + code])
      guard code > 0 else { continue }
      let cell = day * kinds + code - 1
      cost += model.cover[cell].growth(at: counts[cell])
      counts[cell] += 1
    }
  }

  /// Gives a person who is out the cheapest line, with up to `noise` / 64 of chance on every code; outside the
  /// window the line stays.
  private mutating func insert(_ person: Int, noise: Int, window: Range<Int>) -> Bool {
    let codes = model.codes
    for day in 0..<model.days {
      let old = Int(lines[person * model.days + day])
      for code in 0..<codes {
        let wish = model.wishes[(person * model.days + day) * codes + code]
        guard wish < RosterModel.never, window.contains(day) || code == old else {
          costs[day * codes + code] = LinePlanner.infinity
          continue
        }
        var value = Float(wish)
        if code > 0 {
          let cell = day * (codes - 1) + code - 1
          value += Float(model.cover[cell].growth(at: counts[cell]))
          if share > 0 { value += Float((share * (prices[cell] - Double(value)) * 64).rounded()) / 64 }
        }
        let chance = noise > 0 && window.contains(day) ? generator.below(noise) : 0
        costs[day * codes + code] = value + Float(chance) / 64
      }
    }
    guard planner.keeping(person, costs: costs, prices: &kindPrices[person], into: &line) != nil
    else { return false }
    put(person, line[...])
    return true
  }
}
