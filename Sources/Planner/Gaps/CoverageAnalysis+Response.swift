import Grid

extension CoverageAnalysis {
  /// How many villages of a gap are tried as the place for a room that would close it.
  private static let candidates = 8

  /// Connected land that no room or base reaches in time; without ids.
  func responseGaps(_ coverage: Coverage, travel: some Travel) -> [CoverageGap] {
    let limit = policy.gapResponseLimit
    let uncovered = units.codes.indices.filter { coverage.isGap($0, limit) }
    let found = travel.nearest(
      from: sources.map(\.coordinate), to: uncovered.map { units.anchors[$0] })
    let place = Dictionary(uniqueKeysWithValues: zip(uncovered, uncovered.indices))
    return adjacency.pieces(of: uncovered).map { piece in
      let times = piece.map { coverage.response[$0] }
      return CoverageGap(
        id: "", kind: .response, threshold: limit, units: piece,
        households: piece.reduce(0) { $0 + units.households[$1] },
        worst: times.contains(nil) ? nil : times.compactMap(\.self).max(),
        cause: cause(piece, coverage, found, place), fix: fix(piece, travel))
    }
  }

  /// Why the land is not reached in time, in words.
  private func cause(
    _ piece: [Int], _ coverage: Coverage, _ found: NearestSources, _ place: [Int: Int]
  ) -> String {
    let limit = policy.gapResponseLimit
    if sources.isEmpty { return "there is no room and no base" }
    let reached = piece.filter { coverage.response[$0] != nil }
    guard let nearest = reached.min(by: { (coverage.response[$0] ?? 0) < (coverage.response[$1] ?? 0) }),
      let at = place[nearest], let best = coverage.response[nearest]
    else { return "no road leads there from any room or base" }
    if policy.readiness > limit {
      return "getting ready alone takes \(policy.readiness) s of the \(limit) s allowed"
    }
    let source = sources[found.nearest[at]]
    var parts = [
      "far from any room: \(source.isRoom ? "room" : "base") \(source.id) is the nearest, \(best) s away at best"
    ]
    // Straight there it would be quick: it is the way round that takes the time.
    let line = GreatCircle.metres(
      GreatCircle.direction(source.coordinate), GreatCircle.direction(units.anchors[nearest]))
    let direct = line / Self.roadSpeed + Double(policy.readiness)
    if direct <= Double(limit) {
      parts.append("though only \(Int(line.rounded())) m off in a straight line")
    }
    if reached.count < piece.count {
      parts.append("no road leads to \(piece.count - reached.count) of \(piece.count) units")
    }
    if responseTime(found.secondSeconds[at]).map({ $0 > 2 * limit }) ?? true {
      parts.append("single cover: no second one within \(2 * limit) s")
    }
    return parts.joined(separator: ", ")
  }

  /// Metres per second on an ordinary road (40 km/h).
  private static let roadSpeed = 40 / 3.6

  /// The village of the gap where a new room would bring the most households within the limit, in words.
  private func fix(_ piece: [Int], _ travel: some Travel) -> String {
    let limit = policy.gapResponseLimit
    var inVillage: [Int: Int] = [:]
    for unit in piece where villageOfUnit[unit] >= 0 {
      inVillage[villageOfUnit[unit], default: 0] += units.households[unit]
    }
    let candidates = inVillage.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(Self.candidates).map(\.key)
    let table = travel.table(
      from: candidates.map { villages.anchors[$0] }, to: piece.map { units.anchors[$0] })
    let total = piece.reduce(0) { $0 + units.households[$1] }
    var best: (village: Int, units: Int, households: Int)?
    for (row, village) in candidates.enumerated() {
      let closed = piece.indices.filter { (responseTime(table.seconds(row, $0)) ?? .max) <= limit }
      let households = closed.reduce(0) { $0 + units.households[piece[$1]] }
      guard (households, closed.count) > (best?.households ?? 0, best?.units ?? 0) else { continue }
      best = (village, closed.count, households)
    }
    guard let best else { return "a patrol base or a road: no room in its villages would reach it in time" }
    return "a room in \(villages.names[best.village]) (\(villages.codes[best.village])) would bring"
      + " \(best.households) of \(total) households within \(limit) s"
  }
}
