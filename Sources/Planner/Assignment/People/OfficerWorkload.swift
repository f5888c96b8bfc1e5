/// How much work each unit makes for the officer who answers for it.
enum OfficerWorkload {
  /// Seconds with a household, besides the way to it.
  static let visit = 600.0

  /// Household-seconds: households x risk x (visit + way from the room). A way that does not exist counts as much
  /// as the longest one that does, and a unit without households as one with a single household.
  static func workloads(households: [Int], travel: [Double], risk: [Double]) -> [Double] {
    let longest = travel.reduce(0) { $1.isFinite ? max($0, $1) : $0 }
    return households.indices.map { unit in
      let way = travel[unit].isFinite ? travel[unit] : longest
      return Double(max(1, households[unit])) * risk[unit] * (visit + way)
    }
  }
}
