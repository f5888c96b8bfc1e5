import Roads
import Words

extension CoverageAnalysis {
  /// Connected land that no room or base reaches in time, those first whose fix helps the most households.
  ///
  /// - Parameters:
  ///   - response: for each unit; `nil` where nothing reaches it.
  ///   - routes: of one day type, whose crews may come by.
  ///   - travel: between places.
  public func responseGaps(_ response: [Int?], routes: [Route], travel: any Travel) -> [CoverageGap] {
    let limit = policy.gapResponseLimit
    let late = units.codes.indices.filter { (response[$0] ?? .max) > limit }
    let found = travel.nearest(from: sources.map(\.coordinate), to: late.map { units.anchors[$0] })
    let place = Dictionary(uniqueKeysWithValues: zip(late, late.indices))
    return gaps(of: late, times: response, routes: routes, travel: travel) { piece in
      causes(piece, response, found, place)
    }
  }

  /// Connected land that one room or base reaches in time and no second one; such land is covered, but by one alone.
  public func singleCoverGaps(
    _ response: [Int?], second: [Int?], routes: [Route] = [], travel: any Travel
  ) -> [CoverageGap] {
    let limit = policy.gapResponseLimit
    let single = units.codes.indices.filter {
      (response[$0] ?? .max) <= limit && (second[$0] ?? .max) > limit
    }
    return gaps(of: single, times: second, routes: routes, travel: travel) { _ in
      [Message("single_cover", "one room or base alone reaches it within \(limit) s")]
    }
  }

  /// The connected pieces of some units as gaps without ids, with their fixes, the most helpful first.
  private func gaps(
    of some: [Int], times: [Int?], routes: [Route], travel: any Travel,
    why: ([Int]) -> [Message]
  ) -> [CoverageGap] {
    let pieces = adjacency.pieces(of: some)
    let fixes = GapFixes(self, pieces: pieces, routes: routes, travel: travel)
    return zip(pieces, fixes.fixes).map { piece, fix in
      let times = piece.map { times[$0] }
      var gap = CoverageGap(
        id: "", kind: .response, threshold: policy.gapResponseLimit, units: piece,
        households: piece.reduce(0) { $0 + units.households[$1] },
        worst: times.contains(nil) ? nil : times.compactMap(\.self).max(),
        causes: why(piece), fixes: fix.ways)
      gap.closed = fix.closed
      return gap
    }.sorted { ($1.closed, $1.households, $0.units[0]) < ($0.closed, $0.households, $1.units[0]) }
  }

  /// Why the land is not reached in time.
  private func causes(
    _ piece: [Int], _ response: [Int?], _ found: NearestSources, _ place: [Int: Int]
  ) -> [Message] {
    let limit = policy.gapResponseLimit
    if sources.isEmpty { return [Message("no_source", "there is no room and no base")] }
    let reached = piece.filter { response[$0] != nil }
    guard let nearest = reached.min(by: { (response[$0] ?? 0) < (response[$1] ?? 0) }),
      let at = place[nearest], let best = response[nearest]
    else { return [Message("no_road", "no road leads there from any room or base")] }
    if policy.readiness > limit {
      return [
        Message("not_ready", "getting ready alone takes \(policy.readiness) s of the \(limit) s allowed")
      ]
    }
    let source = sources[found.nearest[at]]
    var parts = [
      Message(
        "far",
        "far from any room: \(Message(term: source.kind.rawValue)) \(source.id) is the nearest, \(best) s away at best"
      )
    ]
    // Straight there it would be quick, and the way round takes twice as long and more: it is the way that is missing.
    let line = GreatCircle.metres(
      GreatCircle.direction(source.coordinate), GreatCircle.direction(units.anchors[nearest]))
    let direct = line / Self.roadSpeed
    let way = Double(best - policy.readiness)
    if direct + Double(policy.readiness) <= Double(limit), way > 2 * direct {
      parts.append(
        Message(
          "barrier",
          "though only \(Int(line.rounded())) m off in a straight line: a river or another barrier lies between"
        ))
    }
    if reached.count < piece.count {
      parts.append(
        Message("no_road_to_some", "no road leads to \(piece.count - reached.count) of \(piece.count) units"))
    }
    if responseTime(found.secondSeconds[at]).map({ $0 > 2 * limit }) ?? true {
      parts.append(Message("no_second", "single cover: no second one within \(2 * limit) s"))
    }
    return parts
  }

  /// Metres per second on an ordinary road.
  private static let roadSpeed = StraightLineTravel.usualSpeed / 3.6
}
