extension OfficerDivision {
  /// The most equal of all contiguous divisions, by dynamic programming over sets of units: the best division of a
  /// set among k officers is some connected area with its first unit, and the best of the rest among k - 1.
  func exact() -> [Int] {
    let sets = 1 << units.count
    let isConnected = connected(sets)
    let mean = mean
    var away = [Double](repeating: abs(mean), count: sets)
    for set in 1..<sets {
      away[set] = abs(units.indices.reduce(0) { set >> $1 & 1 == 1 ? $0 + loads[$1] : $0 } - mean)
    }
    // For each number of officers and each set: the greatest distance from the mean, and the first area.
    var best = [[Double]](repeating: [Double](repeating: .infinity, count: sets), count: officers + 1)
    var first = [[Int]](repeating: [Int](repeating: 0, count: sets), count: officers + 1)
    best[0][0] = 0
    for k in 1...officers {
      for set in 1..<sets {
        let least = set & -set
        let rest = set ^ least
        // Every part of the rest, the rest itself first, joined with the first unit.
        var part = rest
        while true {
          let area = part | least
          if isConnected[area] {
            let worst = max(best[k - 1][set ^ area], away[area])
            if worst < best[k][set] {
              best[k][set] = worst
              first[k][set] = area
            }
          }
          if part == 0 { break }
          part = (part - 1) & rest
        }
      }
    }
    var areas = [Int](repeating: 0, count: units.count)
    var set = sets - 1
    for k in stride(from: officers, to: 0, by: -1) {
      let area = first[k][set]
      for unit in units.indices where area >> unit & 1 == 1 { areas[unit] = officers - k }
      set ^= area
    }
    return areas
  }

  private func connected(_ sets: Int) -> [Bool] {
    let around = neighbours.map { $0.reduce(0) { $0 | 1 << $1 } }
    return (0..<sets).map { set in
      var reached = set & -set
      while true {
        let more = units.indices.reduce(reached) { reached >> $1 & 1 == 1 ? $0 | around[$1] & set : $0 }
        if more == reached { return set != 0 && reached == set }
        reached = more
      }
    }
  }
}
