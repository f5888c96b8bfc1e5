/// How evenly the way from the rooms falls on households, each of which counts once; on places where no household is
/// reached, since then a mean over households would be one of nothing.
public struct TravelEquity: Sendable, Equatable {
  /// Households that a room reaches; the figures are theirs.
  public var reached: Int
  /// Households to which no way leads.
  public var unreached: Int
  /// Seconds. All are 0 where no place is reached.
  public var mean = 0.0
  /// The least time within which at least nine tenths of them are reached (the nearest rank).
  public var percentile90 = 0.0
  /// The longest travel, in seconds.
  public var worst = 0.0
  /// The mean difference between two households, drawn with replacement, over twice the mean (Gini 1912): 0 where
  /// all have the same way, near 1 where one household has all of it.
  public var gini = 0.0

  /// - Parameters:
  ///   - travel: seconds from the room, by unit; infinite where there is no way.
  ///   - households: beside `travel`.
  public init(travel: [Double], households: [Int]) {
    let places = travel.indices.filter { travel[$0].isFinite }
    reached = places.reduce(0) { $0 + households[$1] }
    unreached = households.reduce(0, +) - reached
    let households = reached > 0 ? households : households.map { _ in 1 }
    let order = places.filter { households[$0] > 0 }.sorted { (travel[$0], $0) < (travel[$1], $1) }
    let count = order.reduce(0) { $0 + households[$1] }
    guard let last = order.last else { return }
    let total = order.reduce(0) { $0 + Double(households[$1]) * travel[$1] }
    mean = total / Double(count)
    worst = travel[last]
    percentile90 = worst
    var below = 0
    var spread = 0.0
    for unit in order {
      let upTo = below + households[unit]
      // Those with a shorter way less those with a longer one: the sign of each difference is known in order.
      spread += Double(households[unit]) * travel[unit] * Double(below + upTo - count)
      if 10 * upTo >= 9 * count { percentile90 = min(percentile90, travel[unit]) }
      below = upTo
    }
    gini = total > 0 ? max(0, spread / (Double(count) * total)) : 0
  }
}

/// The equity of one place: the whole county, or a township.
public struct PlaceEquity: Sendable {
  /// The code of the place.
  public var code: String
  /// The name of the place.
  public var name: String
  /// How evenly travel falls in it.
  public var travel: TravelEquity
}

extension PlaceEquity {
  /// The county first, then its townships in their order.
  ///
  /// - Parameters:
  ///   - townshipOfUnit: for each unit of the assignment level; -1 for none.
  static func places(
    county: (code: String, name: String), townships: (codes: [String], names: [String]),
    townshipOfUnit: [Int], households: [Int], travel: [Double]
  ) -> [PlaceEquity] {
    var units = [[Int]](repeating: [], count: townships.codes.count)
    for (unit, township) in townshipOfUnit.enumerated() where township >= 0 { units[township].append(unit) }
    func equity(_ units: some Collection<Int>) -> TravelEquity {
      TravelEquity(travel: units.map { travel[$0] }, households: units.map { households[$0] })
    }
    return [PlaceEquity(code: county.code, name: county.name, travel: equity(travel.indices))]
      + units.indices.map {
        PlaceEquity(code: townships.codes[$0], name: townships.names[$0], travel: equity(units[$0]))
      }
  }
}
