import Grid
import Roads

/// How soon help from rooms and bases reaches each unit of the lowest level, from the nearest and from the nearest of
/// the others: readiness and travel, in whole seconds.
package struct SpatialAudit: Sendable {
  /// Households, land and units.
  package struct Extent: Sendable, Equatable {
    package var units = 0
    package var households = 0
    /// Square metres.
    package var area = 0.0
  }

  /// What is reached within a limit.
  package struct Reach: Sendable {
    /// Seconds.
    package var limit: Int
    /// By one source or more, and by two or more.
    package var once: Extent
    package var twice: Extent
  }

  /// The county or a township.
  package struct Place: Sendable {
    package var code: String
    package var name: String
    package var total: Extent
    package var reaches: [Reach]
    /// Of the response times, by household.
    package var equity: TravelEquity
  }

  package let sources: [CoverSource]
  /// For each unit its nearest source and the nearest of the others, as indices into `sources`; -1 for none.
  package let nearest: [Int]
  package let second: [Int]
  /// Seconds from each; `nil` for none.
  package let response: [Int?]
  package let secondResponse: [Int?]
  /// The county first, then its townships.
  package let places: [Place]

  /// - Parameters:
  ///   - sources: from which help comes.
  ///   - units: the lowest level.
  ///   - county: what the county is called.
  ///   - townships: the level of townships.
  ///   - townshipOfUnit: for each of `units`; -1 for none.
  ///   - readiness: seconds from the call to the wheels turning.
  ///   - limits: seconds.
  ///   - travel: between places.
  package init(
    sources: [CoverSource], units: Level, county: (code: String, name: String), townships: Level,
    townshipOfUnit: [Int], readiness: Int, limits: [Int], travel: any Travel
  ) {
    let found = travel.nearest(from: sources.map(\.coordinate), to: units.anchors)
    let times = ResponseTime(readiness: readiness)
    let response = found.nearestSeconds.map(times.whole)
    let secondResponse = found.secondSeconds.map(times.whole)
    self.sources = sources
    nearest = found.nearest
    second = found.second
    self.response = response
    self.secondResponse = secondResponse
    var unitsOfTownship = [[Int]](repeating: [], count: townships.count)
    for (unit, township) in townshipOfUnit.enumerated() where township >= 0 {
      unitsOfTownship[township].append(unit)
    }
    func place(_ code: String, _ name: String, _ some: some Collection<Int>) -> Place {
      Place(
        code: code, name: name, total: Extent(some, of: units),
        reaches: limits.map { limit in
          Reach(
            limit: limit, once: Extent(some.filter { (response[$0] ?? .max) <= limit }, of: units),
            twice: Extent(some.filter { (secondResponse[$0] ?? .max) <= limit }, of: units))
        },
        equity: TravelEquity(
          travel: some.map { response[$0].map(Double.init) ?? .infinity },
          households: some.map { units.households[$0] }))
    }
    places =
      [place(county.code, county.name, units.codes.indices)]
      + townships.codes.indices.map { place(townships.codes[$0], townships.names[$0], unitsOfTownship[$0]) }
  }

  /// Units by their response, those that nothing reaches first, then the latest.
  package func worst(_ count: Int) -> [Int] {
    Array(
      response.indices.sorted { ((response[$1] ?? .max), $0) < ((response[$0] ?? .max), $1) }.prefix(count))
  }
}

extension SpatialAudit.Extent {
  init(_ units: some Collection<Int>, of level: Level) {
    self.units = units.count
    for unit in units {
      households += level.households[unit]
      area += level.areas[unit]
    }
  }
}

/// Response times as plans tell them.
struct ResponseTime: Sendable {
  var readiness: Int

  /// Whole seconds from the call to the arrival; `nil` where there is no way.
  func whole(_ travel: Float) -> Int? {
    travel.isFinite ? Int((Double(readiness) + Double(travel)).rounded()) : nil
  }
}
