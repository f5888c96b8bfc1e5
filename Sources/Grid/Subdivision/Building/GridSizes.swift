/// How many units of which households each unit of the level above is divided into.
struct GridSizes {
  private let size: GridOrder.Size
  /// The range of the level below, which bounds the units of a level that is only counted.
  private let below: (range: ClosedRange<Int>, target: Int)?

  init(_ levels: [GridOrder.LevelOrder], at index: Int) {
    size = levels[index].size
    if index + 1 < levels.count, case .range(let range, let target) = levels[index + 1].size {
      below = (range, target)
    } else {
      below = nil
    }
  }

  func targets(for households: [Int]) -> [[UnitTarget]] {
    switch size {
    case .range(let range, let target):
      let total = households.reduce(0, +)
      let wanted = max(households.count, Int((Double(total) / Double(target)).rounded()))
      let counts = apportion(
        wanted, over: households, limits: households.map { max(1, $0 / range.lowerBound) })
      return zip(counts, households).map { count, sum in
        // At least so many that none is too large, where none is too small then.
        let least = min((sum + range.upperBound - 1) / range.upperBound, max(1, sum / range.lowerBound))
        return Array(repeating: UnitTarget(share: 1, range: range), count: max(count, least))
      }
    case .children(let counts, _):
      return zip(counts, households).map { count, sum in targets(count, of: sum) }
    }
  }

  /// Whether units of a parent may stay as they are with the households they hold today.
  ///
  /// Units that are only counted must each be divisible into units of the range below. How many of those the targets
  /// give to each does not matter: that follows from the parent's households, and would shift without need.
  func fit(_ households: [Int], _ targets: [UnitTarget]) -> Bool {
    switch size {
    case .range(let range, _): households.allSatisfy(range.contains)
    case .children:
      households.count == targets.count
        && zip(households, targets).allSatisfy { sum, target in
          guard let range = below?.range else { return target.range.contains(sum) }
          let least = (sum + range.upperBound - 1) / range.upperBound
          return least > 0 && least * range.lowerBound <= sum
        }
    }
  }

  /// So many units that each can be divided into units of the range below.
  private func targets(_ count: Int, of households: Int) -> [UnitTarget] {
    guard let below else {
      let mean = Double(households) / Double(max(1, count))
      return Array(
        repeating: UnitTarget(share: 1, range: Int(mean * 0.8)...max(Int(mean * 1.2), Int(mean * 0.8))),
        count: max(1, count))
    }
    let least = (households + below.range.upperBound - 1) / below.range.upperBound
    let most = max(1, households / below.range.lowerBound)
    let wanted = Int((Double(households) / Double(below.target)).rounded())
    let parts = max(count, min(max(wanted, least), most))
    return apportion(parts, over: Array(repeating: 1, count: max(1, count))).map { n in
      UnitTarget(share: Double(n), range: (n * below.range.lowerBound)...(n * below.range.upperBound))
    }
  }
}
