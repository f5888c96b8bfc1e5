import Solvers

extension OfficerDivision {
  private static let starts = 24

  /// The most equal of some divisions that are each grown from officers set down by chance, the lightest area
  /// first, and then improved by handing units over or exchanging them along the borders.
  func searched() -> [Int] {
    var generator = SeededGenerator(seed: UInt64(units.count))
    var best: (areas: [Int], deviation: Double)?
    for _ in 0..<Self.starts {
      var areas = grown(&generator)
      improve(&areas)
      let deviation = deviation(areas)
      if deviation < best?.deviation ?? .infinity { best = (areas, deviation) }
    }
    return best?.areas ?? []
  }

  private func grown(_ generator: inout SeededGenerator) -> [Int] {
    var areas = [Int](repeating: -1, count: units.count)
    var load = [Double](repeating: 0, count: officers)
    for officer in 0..<officers {
      var unit = generator.below(units.count)
      while areas[unit] >= 0 { unit = (unit + 1) % units.count }
      areas[unit] = officer
      load[officer] = loads[unit]
    }
    for _ in officers..<units.count {
      let offers = units.indices.flatMap { unit in
        areas[unit] < 0 ? neighbours[unit].filter { areas[$0] >= 0 }.map { (unit, areas[$0]) } : []
      }
      let lightest = offers.min { (load[$0.1], $0.1) < (load[$1.1], $1.1) }?.1 ?? 0
      let near = offers.filter { $0.1 == lightest }
      let unit = near[generator.below(near.count)].0
      areas[unit] = lightest
      load[lightest] += loads[unit]
    }
    return areas
  }

  /// Hands over, or exchanges, what lowers the sum of squared workloads the most, until nothing does.
  private func improve(_ areas: inout [Int]) {
    var load = [Double](repeating: 0, count: officers)
    for (unit, officer) in areas.enumerated() { load[officer] += loads[unit] }
    let least = 1e-9 * mean * mean
    while true {
      var best = least
      var change: (unit: Int, other: Int?, to: Int)?
      for unit in units.indices {
        let from = areas[unit]
        for to in Set(neighbours[unit].map { areas[$0] }).subtracting([from]).sorted() {
          for other in [nil] + units.indices.filter({ areas[$0] == to }).map(Optional.some) {
            let moved = loads[unit] - (other.map { loads[$0] } ?? 0)
            let gain = 2 * moved * (load[from] - load[to] - moved)
            guard gain > best, stays(unit, other, from, to, areas) else { continue }
            best = gain
            change = (unit, other, to)
          }
        }
      }
      guard let change else { return }
      let from = areas[change.unit]
      let moved = loads[change.unit] - (change.other.map { loads[$0] } ?? 0)
      areas[change.unit] = change.to
      if let other = change.other { areas[other] = from }
      load[from] -= moved
      load[change.to] += moved
    }
  }

  /// Whether both areas still hang together, and hold something, after `unit` goes over and `other` comes back.
  private func stays(_ unit: Int, _ other: Int?, _ from: Int, _ to: Int, _ areas: [Int]) -> Bool {
    var after = areas
    after[unit] = to
    if let other { after[other] = from }
    return hangsTogether(from, after) && hangsTogether(to, after)
  }

  private func hangsTogether(_ officer: Int, _ areas: [Int]) -> Bool {
    guard let start = areas.firstIndex(of: officer) else { return false }
    var seen = [Bool](repeating: false, count: areas.count)
    seen[start] = true
    var reached = [start]
    var next = 0
    while next < reached.count {
      for unit in neighbours[reached[next]] where areas[unit] == officer && !seen[unit] {
        seen[unit] = true
        reached.append(unit)
      }
      next += 1
    }
    return reached.count == areas.count { $0 == officer }
  }
}
