import Planner

/// Of `summary.json`: what the crews do over the horizon.
struct CrewsDocument: Codable {
  struct Crew: Codable {
    let id: String
    /// On the way and at stops.
    let hours: Double
    let kilometres: Double
    let nights: Int
    let visits: Int
  }

  /// Crews that are alike.
  struct Kind: Codable {
    let baseId: String
    let crews: [String]
    let leastHours: Double
    let mostHours: Double
    let leastKilometres: Double
    let mostKilometres: Double
    let leastNights: Int
    let mostNights: Int
    let isEven: Bool
  }

  let crews: [Crew]
  let kinds: [Kind]
  /// By which it is open on a day when crews come by a unit.
  let entropyBits: Double
  /// The same of when they begin a place's required visits; plans of earlier versions do not tell it.
  let visitEntropyBits: Double?

  init(_ figures: CrewFigures, _ audit: SeenAudit) {
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    crews = figures.works.map {
      Crew(
        id: $0.crewID, hours: rounded(Double($0.seconds) / 3600), kilometres: rounded($0.metres / 1000),
        nights: $0.nights, visits: $0.visits)
    }
    kinds = figures.kinds.map { kind in
      Kind(
        baseId: kind.baseID, crews: kind.crews.map { figures.works[$0].crewID },
        leastHours: rounded(Double(kind.seconds.lowerBound) / 3600),
        mostHours: rounded(Double(kind.seconds.upperBound) / 3600),
        leastKilometres: rounded(kind.metres.lowerBound / 1000),
        mostKilometres: rounded(kind.metres.upperBound / 1000), leastNights: kind.nights.lowerBound,
        mostNights: kind.nights.upperBound, isEven: kind.isEven)
    }
    entropyBits = rounded(audit.crewEntropy)
    visitEntropyBits = rounded(audit.visitEntropy)
  }
}
