import Geometry
import Roads
import Scenario
import Words

/// What would close each of some gaps: a room in the village from which the most of its households are reached in
/// time, and the crew that can be there with the least detour.
struct GapFixes {
  struct Fix {
    var ways: [Message]
    /// Households that the room would bring within the limit.
    var closed: Int
  }

  private(set) var fixes: [Fix] = []

  /// Places that bring a gap's households within the limit.
  private struct Site {
    var village: Int
    var households: Int
    /// Beyond the gap, in the other ones.
    var elsewhere: Int
  }

  /// - Parameter pieces: the units of each gap.
  init(_ analysis: CoverageAnalysis, pieces: [[Int]], routes: [Route], travel: any Travel) {
    let limit = analysis.policy.gapResponseLimit
    let sites = Self.sites(analysis, pieces, travel)
    let detours = CrewDetours(
      routes, analysis.profileOfCrew,
      to: sites.compactMap { $0.map { analysis.villages.anchors[$0.village] } }, travel: travel)
    var number = 0
    for (piece, site) in zip(pieces, sites) {
      let total = piece.reduce(0) { $0 + analysis.units.households[$1] }
      guard let site else {
        fixes.append(
          Fix(
            ways: [
              Message(
                "base_or_road",
                "a patrol base or a road: no room in its villages would reach it in time")
            ], closed: 0))
        continue
      }
      let (name, code) = (analysis.villages.names[site.village], analysis.villages.codes[site.village])
      var ways = [
        site.elsewhere > 0
          ? Message(
            "room_helps_elsewhere",
            "a room in \(name) (\(code)) would bring \(site.households) of \(total) households within \(limit) s, "
              + "and \(site.elsewhere) elsewhere")
          : Message(
            "room_helps",
            "a room in \(name) (\(code)) would bring \(site.households) of \(total) households within \(limit) s"
          )
      ]
      if let detour = detours.best[number] {
        ways.append(
          Message(
            "crew_passes",
            "crew \(detour.crewID) could pass there at \(TimeOfDay(seconds: detour.time % 86_400).text), "
              + "\(detour.seconds) s out of its way"))
      }
      number += 1
      fixes.append(Fix(ways: ways, closed: site.households))
    }
  }

  /// For each gap the village where a room would reach the most of its households; `nil` where none reaches any unit.
  private static func sites(
    _ analysis: CoverageAnalysis, _ pieces: [[Int]], _ travel: any Travel
  ) -> [Site?] {
    let (units, villages) = (analysis.units, analysis.villages)
    let limit = analysis.policy.gapResponseLimit
    let late = pieces.flatMap(\.self)
    let table = travel.table(from: villages.anchors, to: late.map { units.anchors[$0] })
    var gapOf: [Int] = []
    for (gap, piece) in pieces.enumerated() { gapOf += Array(repeating: gap, count: piece.count) }
    var best = [Site?](repeating: nil, count: pieces.count)
    var bestCount = [Int](repeating: 0, count: pieces.count)
    for village in villages.codes.indices {
      var households: [Int: Int] = [:]
      var count: [Int: Int] = [:]
      for (column, unit) in late.enumerated()
      where (analysis.responseTime(table.seconds(village, column)) ?? .max) <= limit {
        households[gapOf[column], default: 0] += units.households[unit]
        count[gapOf[column], default: 0] += 1
      }
      let all = households.values.reduce(0, +)
      for (gap, number) in count {
        let own = households[gap] ?? 0
        let other = all - own
        if let known = best[gap],
          (known.households, bestCount[gap], known.elsewhere) >= (own, number, other)
        {
          continue
        }
        best[gap] = Site(village: village, households: own, elsewhere: other)
        bestCount[gap] = number
      }
    }
    return best
  }
}

/// The crew that could come by each of some places with the least detour, in time it would otherwise wait or spend
/// at a unit of its own choice; required visits keep their times.
private struct CrewDetours {
  struct Detour {
    var crewID: String
    /// Seconds after midnight at which it would be there.
    var time: Int
    var seconds: Int
  }

  /// For each place; `nil` where no crew has the time.
  private(set) var best: [Detour?]

  init(
    _ routes: [Route], _ profileOfCrew: [String: Profile], to places: [Coordinate], travel: any Travel
  ) {
    best = Array(repeating: nil, count: places.count)
    // In the order of the routes, so that of equal detours the first is told.
    for (profile, some) in routes.runs(by: { profileOfCrew[$0.crewID] }) {
      add(some, to: places, travel.by(profile))
    }
  }

  private mutating func add(_ routes: [Route], to places: [Coordinate], _ travel: any Travel) {
    let stops = GroupedPlaces(routes.map { $0.stops.map(\.coordinate) })
    guard !places.isEmpty, !stops.distinct.isEmpty else { return }
    let out = travel.table(from: stops.distinct, to: places)
    let back = travel.table(from: places, to: stops.distinct)
    for (route, at) in zip(routes, stops.members) {
      for (leg, (from, to)) in zip(route.stops, route.stops.dropFirst()).enumerated() {
        // Of a stay at a unit all may be given up.
        let (early, late) = (Self.spare(from), Self.spare(to))
        let slack = early + late + (to.start - to.arrive)
        guard slack > 0 else { continue }
        for place in places.indices {
          let way = out.seconds(at[leg], place)
          let detour = way + back.seconds(place, at[leg + 1]) - Float(to.travel)
          guard detour.isFinite, detour <= Float(slack) else { continue }
          let seconds = max(0, Int(detour.rounded()))
          if let known = best[place], known.seconds <= seconds { continue }
          let left = from.depart - min(early, max(0, seconds - (to.start - to.arrive) - late))
          best[place] = Detour(crewID: route.crewID, time: left + Int(way.rounded()), seconds: seconds)
        }
      }
    }
  }

  private static func spare(_ stop: Route.Stop) -> Int {
    stop.kind == .unit ? stop.depart - stop.start : 0
  }
}
