/// What the turn rules of a road layer forbid on a network: sequences of arcs that may not be driven one after the
/// other. An arc is an edge in one direction: twice its number along its vertices, one more against them.
struct RoadTurnSequences {
  private(set) var forbidden = Set<[Int32]>()
  /// Rules that are kept.
  private(set) var keptCount = 0
  /// Rules that forbid what cannot be driven anyway.
  private(set) var idleCount = 0
  /// Rules that fit no way through the network, or more than one.
  private(set) var unclearCount = 0

  private let geometry: RoadGeometry

  init(_ lines: RoadLines, _ geometry: RoadGeometry, profile: Profile) {
    self.geometry = geometry
    let rules = lines.turns.filter { $0.profiles.contains(profile) }
    var mandatory: [[Int32]] = []
    for rule in rules { add(rule, &mandatory) }
    // Where one turn must be made, every other is forbidden.
    let leaving = geometry.arcs(leaving: Set(mandatory.map { geometry.tail(of: $0[$0.count - 1]) }))
    for way in mandatory {
      let turn = way[way.count - 1]
      for arc in leaving[geometry.tail(of: turn)] ?? [] where arc != turn {
        forbidden.insert(way.dropLast() + [arc])
      }
    }
  }

  private mutating func add(_ rule: RoadTurn, _ mandatory: inout [[Int32]]) {
    let ways = ways(rule)
    guard let way = ways.first else {
      if rule.isMandatory { unclearCount += 1 } else { idleCount += 1 }
      return
    }
    guard ways.count == 1 else {
      unclearCount += 1
      return
    }
    keptCount += 1
    if rule.isMandatory { mandatory.append(way) } else { forbidden.insert(way) }
  }

  /// The ways through the lines of a rule in their order, no junction twice; a few at most.
  private func ways(_ rule: RoadTurn) -> [[Int32]] {
    guard let first = rule.lines.first, let last = rule.lines.last, rule.lines.count > 1 else { return [] }
    let between = rule.lines.dropFirst().dropLast()
    var found: [[Int32]] = []

    func follow(_ way: [Int32], _ passed: [Int32], in place: Int) {
      guard found.count < 2, let arc = way.last else { return }
      let junction = geometry.head(of: arc)
      let isComplete = place == between.endIndex - 1 || between.isEmpty
      if isComplete, rule.place.map({ $0 == geometry.place(ofHead: arc) }) ?? true {
        for next in geometry.arcs(of: last) where geometry.tail(of: next) == junction {
          found.append(way + [next])
        }
      }
      for line in between.indices where line == place || line == place + 1 {
        for next in geometry.arcs(of: between[line])
        where geometry.tail(of: next) == junction && !passed.contains(geometry.head(of: next)) {
          follow(way + [next], passed + [geometry.head(of: next)], in: line)
        }
      }
    }

    for arc in geometry.arcs(of: first) {
      follow([arc], [geometry.head(of: arc)], in: between.startIndex - 1)
    }
    return found
  }
}
