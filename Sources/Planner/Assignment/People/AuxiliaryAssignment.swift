import Grid
import Roads
import Scenario
import Solvers

/// Gives auxiliaries to units.
///
/// A part-timer serves in his home unit, whatever it needs. Full-timers fill what is then still needed: those with a
/// home anywhere on the land of the room that serves it, those without anywhere. Who goes where is a transport
/// problem, solved to the optimum by a flow of least cost: as many places as can be are filled; then as many as can
/// be of the least number that every unit needs; then as many as can be in towns; then those with the most
/// households; then with the least way from home. Full-timers whom nobody needs stay at home; without
/// one they go where, with one more, an auxiliary still answers for the most households, in towns if there are any.
struct AuxiliaryAssignment {
  /// Ids per unit, each list in the order given.
  private(set) var ofUnit: [[String]]
  /// Those who were given nowhere, because their home is none of the units; part-timers only.
  private(set) var unplaced: [String] = []

  private let units: Level
  private let isTown: [Bool]

  /// - Parameters:
  ///   - roomOfUnit: for each unit the room that serves it.
  ///   - needs: auxiliaries that each unit needs.
  ///   - leastNeed: the part of them that every unit needs first.
  init(
    _ auxiliaries: [StaffMember], units: Level, roomOfUnit: [Int], isTown: [Bool], needs: [Int],
    leastNeed: Int
  ) {
    self.units = units
    self.isTown = isTown
    ofUnit = [[String]](repeating: [], count: units.count)
    let unitOfCode = Dictionary(zip(units.codes, units.codes.indices), uniquingKeysWith: { a, _ in a })
    // Positions in the list given, so that the order of each unit's ids follows from it.
    var placed = [[Int]](repeating: [], count: units.count)
    var waiting: [Int?: [Int]] = [:]
    for (index, person) in auxiliaries.enumerated() {
      let home = unitOfCode[person.homeUnit]
      if person.fullTime {
        waiting[home, default: []].append(index)
      } else if let home {
        placed[home].append(index)
      } else {
        unplaced.append(person.id)
      }
    }
    guard units.count > 0 else { return }

    let gaps = units.codes.indices.map { unit in
      let first = max(0, min(leastNeed, needs[unit]) - placed[unit].count)
      return (first: first, more: max(0, needs[unit] - placed[unit].count) - first)
    }
    let sources = waiting.keys.sorted { ($0 ?? units.count) < ($1 ?? units.count) }
    let moves = transport(
      sources.map { (home: $0, count: waiting[$0]?.count ?? 0) }, gaps: gaps, roomOfUnit: roomOfUnit)
    for (source, home) in sources.enumerated() {
      var people = (waiting[home] ?? [])[...]
      for move in moves[source] {
        placed[move.unit] += people.prefix(move.count)
        people = people.dropFirst(move.count)
      }
      for person in people { placed[home ?? mostBurdened(placed)].append(person) }
    }
    ofUnit = placed.map { $0.sorted().map { auxiliaries[$0].id } }
  }

  /// For each source how many of its people go to which unit.
  private func transport(
    _ sources: [(home: Int?, count: Int)], gaps: [(first: Int, more: Int)], roomOfUnit: [Int]
  ) -> [[(unit: Int, count: Int)]] {
    let people = Int128(sources.reduce(0) { $0 + $1.count })
    let directions = units.anchors.map(GreatCircle.direction)
    func metres(_ home: Int?, _ unit: Int) -> Int128 {
      home.map { Int128(GreatCircle.metres(directions[$0], directions[unit]).rounded()) } ?? 0
    }
    // Each criterion counts more than all that follow can add up to.
    let most = Int128(units.households.max() ?? 0)
    let household = people * 20_100_000 + 1
    let village = household * (people * most + 1)
    let more = village * (people + 1)

    let (source, sink) = (sources.count + units.count, sources.count + units.count + 1)
    var flow = MinimumCostFlow(nodes: sink + 1)
    var arcs: [[(unit: Int, arc: Int)]] = []
    for (index, group) in sources.enumerated() {
      _ = flow.connect(source, index, capacity: group.count, cost: 0)
      let reach = units.codes.indices.filter { unit in
        gaps[unit].first + gaps[unit].more > 0
          && (group.home.map { roomOfUnit[$0] == roomOfUnit[unit] } ?? true)
      }
      arcs.append(
        reach.map { unit in
          let arc = flow.connect(
            index, sources.count + unit, capacity: group.count, cost: metres(group.home, unit))
          return (unit, arc)
        })
    }
    for unit in units.codes.indices {
      let cost = (isTown[unit] ? 0 : village) + household * (most - Int128(units.households[unit]))
      _ = flow.connect(sources.count + unit, sink, capacity: gaps[unit].first, cost: cost)
      _ = flow.connect(sources.count + unit, sink, capacity: gaps[unit].more, cost: more + cost)
    }
    flow.send(from: source, to: sink)
    return arcs.map { $0.map { ($0.unit, flow.flow(on: $0.arc)) }.filter { $0.1 > 0 } }
  }

  /// The unit, in town if there is one, with the most households for each auxiliary once it has one more.
  private func mostBurdened(_ placed: [[Int]]) -> Int {
    let towns = units.codes.indices.filter { isTown[$0] }
    return (towns.isEmpty ? Array(units.codes.indices) : towns).max { a, b in
      (units.households[a] * (placed[b].count + 1), b) < (units.households[b] * (placed[a].count + 1), a)
    } ?? 0
  }
}
