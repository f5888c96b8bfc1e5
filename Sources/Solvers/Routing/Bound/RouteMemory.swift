/// What a partial route of one kind remembers of where it was: the neighbourhoods of ng-routes.
///
/// A route that stands at a visit remembers, of those behind it, what is in the neighbourhoods of every visit since;
/// that it does not visit again (Baldacci, Mingozzi and Roberti, "New route relaxation and pricing strategies for the
/// vehicle routing problem", 2011). Neighbourhoods may grow where a route comes round (Martinelli, Pecin and Poggi
/// 2014). What is remembered are tokens, one for all visits that stand for the same; each has a bit of a word, its own
/// within any neighbourhood.
struct RouteMemory: Sendable {
  /// By token of the problem its number here, -1 for those that the kind never meets.
  private let numberOf: [Int]
  /// By number here: its neighbourhood, itself included.
  private var neighbours: [Set<Int>]
  private var conflicts: [[Int]]
  private let replaced: [[Int]]
  private let count: Int
  private var marks: [UInt64] = []
  private var keeping: [UInt64] = []
  private var blocking: [UInt64] = []

  /// - Parameters:
  ///   - tokens: those that the kind can meet.
  ///   - nearest: for each token others, the nearest first.
  ///   - size: how many clients a neighbourhood has.
  init(_ visits: RouteVisits, tokens: Set<Int>, nearest: [[Int]], size: Int) {
    let own = tokens.sorted()
    var numberOf = [Int](repeating: -1, count: nearest.count)
    for (number, token) in own.enumerated() { numberOf[token] = number }
    func numbers(_ tokens: [Int]) -> [Int] { tokens.map { numberOf[$0] }.filter { $0 >= 0 } }
    count = own.count
    conflicts = own.map { numbers(visits.conflicts[$0]) }
    let replaced = own.map { numbers(visits.replaced[$0]) }
    self.replaced = replaced
    self.numberOf = numberOf
    neighbours = own.enumerated().map { number, token in
      // Tokens of one client count as one.
      var set = Set(replaced[number] + [number])
      var left = size
      for other in numbers(nearest[token]) where !set.contains(other) {
        guard left > 0 else { break }
        left -= 1
        set.formUnion(replaced[other] + [other])
      }
      return set
    }
    build()
  }

  /// The same for routes that are followed from their ends.
  var reversed: RouteMemory {
    var result = self
    result.conflicts = conflicts.map { _ in [] }
    for (token, others) in conflicts.enumerated() {
      for other in others { result.conflicts[other].append(token) }
    }
    result.build()
    return result
  }

  /// Adds tokens to neighbourhoods of at most so many; whether any is new.
  mutating func grow(_ pairs: [(token: Int, at: Int)], upTo size: Int) -> Bool {
    var isNew = false
    for pair in pairs {
      let (token, at) = (numberOf[pair.token], numberOf[pair.at])
      guard token >= 0, at >= 0, neighbours[at].count < size, !neighbours[at].contains(token) else {
        continue
      }
      neighbours[at].insert(token)
      isNew = true
    }
    if isNew { build() }
    return isNew
  }

  /// Gives out bits, first to those with most company; where none is left a token is forgotten where it is in the way.
  private mutating func build() {
    var company = [Set<Int>](repeating: [], count: count)
    for set in neighbours { for token in set { company[token].formUnion(set) } }
    let order = (0..<count).sorted { (-company[$0].count, $0) < (-company[$1].count, $1) }
    var colour = [Int](repeating: -1, count: count)
    func free(among others: Set<Int>, but token: Int) -> Int {
      let used = others.reduce(into: UInt64(0)) { bits, other in
        if other != token, colour[other] >= 0 { bits |= 1 << UInt64(colour[other]) }
      }
      return (~used).trailingZeroBitCount
    }
    for token in order {
      let any = free(among: company[token], but: token)
      if any < 64 {
        colour[token] = any
        continue
      }
      // Its own neighbourhood keeps it where it can; of the others those that have its colour do not.
      colour[token] = free(among: neighbours[token], but: token) & 63
      for at in neighbours.indices where neighbours[at].contains(token) {
        let isTaken = neighbours[at].contains { $0 != token && colour[$0] == colour[token] }
        if isTaken { neighbours[at].remove(token) }
      }
    }
    let bits = colour.map { UInt64(1) << UInt64($0) }
    keeping = [UInt64](repeating: 0, count: count * count)
    blocking = keeping
    marks = (0..<count).map { neighbours[$0].contains($0) ? bits[$0] : 0 }
    var holders = [[Int]](repeating: [], count: count)
    for (at, set) in neighbours.enumerated() { for token in set { holders[token].append(at) } }
    for (token, places) in holders.enumerated() {
      for a in places { for b in places { keeping[a * count + b] |= bits[token] } }
    }
    for b in 0..<count {
      let gone = replaced[b].reduce(UInt64(0)) { neighbours[b].contains($1) ? $0 | bits[$1] : $0 }
      if gone != 0 { for a in 0..<count { keeping[a * count + b] &= ~gone } }
      for token in conflicts[b] {
        for a in holders[token] { blocking[a * count + b] |= bits[token] }
      }
    }
  }

  /// What stays of a memory on the way from one token to another.
  func kept(from a: Int, to b: Int) -> UInt64 { keeping[numberOf[a] * count + numberOf[b]] }

  /// What in a memory at the first forbids the second.
  func blocking(at a: Int, to b: Int) -> UInt64 { blocking[numberOf[a] * count + numberOf[b]] }

  /// What visiting a token adds.
  func mark(of token: Int) -> UInt64 { marks[numberOf[token]] }

  /// Whether a route, as tokens in order, is one that the memory allows.
  func allows(_ route: [Int]) -> Bool {
    var memory: UInt64 = 0
    for (index, token) in route.enumerated() {
      if index > 0 {
        let last = route[index - 1]
        if memory & blocking(at: last, to: token) != 0 { return false }
        memory &= kept(from: last, to: token)
      }
      memory |= mark(of: token)
    }
    return true
  }
}
