/// Groups of units of which crews are to come by one each within some days: a village's micro-grids, say.
package struct PresenceStandard: Sendable {
  /// For each unit of the ground its group; -1 for none.
  private let groupOfUnit: [Int]
  private let days: Int
  /// By group, whether a crew comes by on some day of the rotation that is near enough.
  private var isSeen: [Bool]

  /// - Parameters:
  ///   - groupOfUnit: for each unit of the ground its group, from 0; -1 for none.
  ///   - days: within which a crew is to come by again.
  package init(groupOfUnit: [Int], days: Int) {
    self.groupOfUnit = groupOfUnit
    self.days = days
    isSeen = Array(repeating: false, count: (groupOfUnit.max() ?? -1) + 1)
  }

  mutating func see(_ unit: Int) {
    if groupOfUnit[unit] >= 0 { isSeen[groupOfUnit[unit]] = true }
  }

  /// Begins a day of a rotation: what was seen so many days of it before is to be seen again.
  ///
  /// - Parameters:
  ///   - turn: the number of the day, from 0.
  ///   - share: of the dates of the horizon that are of its type.
  mutating func begin(turn: Int, share: Double) {
    if turn % max(1, Int(Double(days) * share)) == 0 {
      isSeen = Array(repeating: false, count: isSeen.count)
    }
  }

  /// Of each group that is not seen yet the unit with the most households, among those given.
  func wanted(of units: [Int], households: [Int]) -> Set<Int> {
    var best: [Int: Int] = [:]
    for unit in units where groupOfUnit[unit] >= 0 && !isSeen[groupOfUnit[unit]] {
      let group = groupOfUnit[unit]
      if let known = best[group], households[known] >= households[unit] { continue }
      best[group] = unit
    }
    return Set(best.values)
  }
}
