import Grid

/// The land that crews show themselves on in their spare time.
public struct PresenceGround: Sendable {
  public var areas: [PatrolArea]
  /// Of the lowest level, unit by unit.
  public var codes: [String]
  public var anchors: [Coordinate]
  public var households: [Int]
  /// The plane in which nearness is measured.
  public var plane: LocalPlane
  /// Least seconds at each unit.
  public var dwell: Int
  /// How often each unit was visited in plans before this one: units seen less come first.
  public var visits: [Int]
  /// The most units in one run.
  public var maxStops = 20

  public init(
    areas: [PatrolArea], codes: [String], anchors: [Coordinate], households: [Int], plane: LocalPlane,
    dwell: Int,
    visits: [Int]? = nil
  ) {
    let visits = visits ?? [Int](repeating: 0, count: codes.count)
    precondition(
      anchors.count == codes.count && households.count == codes.count && visits.count == codes.count,
      "one value per unit")
    self.areas = areas
    self.codes = codes
    self.anchors = anchors
    self.households = households
    self.plane = plane
    self.dwell = dwell
    self.visits = visits
  }
}

/// Fills the spare time of runs with stops at units of the crew's own patrol area.
///
/// Required visits keep their times: units are taken in between, the most households per second of detour first,
/// each counted less the more often it was seen before, so that runs spread over the land.
struct PresencePlanner {
  let ground: PresenceGround
  let travel: any Travel
  private let points: [PlanePoint]
  private let areaOfCrew: [String: Int]
  private(set) var visits: [Int]

  /// Units looked at around the least seen place of the area, and beside the run's own stops.
  private static let candidatesAround = 20

  /// A stop of a run, and how long it may take to get there from the one before.
  private struct Node {
    var location: Int
    /// Seconds there at least.
    var stay: Int
    /// The unit; -1 for the run's own stops.
    var unit: Int
  }

  init(ground: PresenceGround, travel: any Travel) {
    self.ground = ground
    self.travel = travel
    points = ground.plane.project(ground.anchors)
    visits = ground.visits
    var areaOfCrew: [String: Int] = [:]
    for (index, area) in ground.areas.enumerated() {
      for crew in area.crewIDs { areaOfCrew[crew] = index }
    }
    self.areaOfCrew = areaOfCrew
  }

  /// The run with stops at units wherever `stops` leaves time before `end`, and with its waiting spent at them.
  ///
  /// - Parameter range: metres that the run may drive in all.
  mutating func fill(
    _ stops: [Route.Stop], crewID: String, maxSpeed: Double, end: Int, range: Double? = nil
  ) -> [Route.Stop] {
    guard let area = areaOfCrew[crewID], !ground.areas[area].units.isEmpty, ground.maxStops > 0 else {
      return stops
    }
    // The time in which the next stop must begin; the last one, at the base, by the end of the shift.
    var due = stops.map(\.start)
    due[due.count - 1] = end
    let gaps = (1..<stops.count).filter { due[$0] - stops[$0 - 1].depart >= stops[$0].travel + ground.dwell }
    guard !gaps.isEmpty else { return stops }

    let units = candidates(ground.areas[area].units, stops: stops, gaps: gaps, due: due)
    let locations = stops.map(\.coordinate) + units.map { ground.anchors[$0] }
    let table = travel.table(from: locations, to: locations)
    func seconds(_ a: Int, _ b: Int) -> Int {
      if locations[a] == locations[b] { return 0 }
      return Int(VisitProblem.seconds(table.seconds(a, b), metres: table.metres(a, b), maxSpeed: maxSpeed))
    }

    func metres(_ a: Int, _ b: Int) -> Double {
      locations[a] == locations[b] ? 0 : Double(table.metres(a, b))
    }
    var metresLeft = (range ?? .infinity) - stops.reduce(0) { $0 + $1.distance }

    var chains = [[Node]](repeating: [], count: stops.count)
    var spare = [Int](repeating: 0, count: stops.count)
    for gap in gaps { spare[gap] = due[gap] - stops[gap - 1].depart - stops[gap].travel }
    var waiting = Array(units.indices)
    for _ in 0..<ground.maxStops {
      var best: (worth: Double, index: Int, gap: Int, position: Int, detour: Int, metres: Double)?
      for (index, candidate) in waiting.enumerated() {
        let here = stops.count + candidate
        let prize =
          Double(1 + max(0, ground.households[units[candidate]])) / Double(1 + visits[units[candidate]])
        for gap in gaps where spare[gap] >= ground.dwell {
          for position in 0...chains[gap].count {
            let before = position > 0 ? chains[gap][position - 1].location : gap - 1
            let after = position < chains[gap].count ? chains[gap][position].location : gap
            let direct = before == gap - 1 && after == gap ? stops[gap].travel : seconds(before, after)
            let detour = seconds(before, here) + seconds(here, after) - direct + ground.dwell
            guard detour <= spare[gap] else { continue }
            let straight = before == gap - 1 && after == gap ? stops[gap].distance : metres(before, after)
            let longer = metres(before, here) + metres(here, after) - straight
            guard longer <= metresLeft else { continue }
            let worth = prize / Double(max(1, detour))
            if worth > best?.worth ?? 0 { best = (worth, index, gap, position, detour, longer) }
          }
        }
      }
      guard let best else { break }
      let candidate = waiting.remove(at: best.index)
      chains[best.gap].insert(
        Node(location: stops.count + candidate, stay: ground.dwell, unit: units[candidate]), at: best.position
      )
      spare[best.gap] -= best.detour
      metresLeft -= best.metres
      visits[units[candidate]] += 1
    }

    var result = [stops[0]]
    for gap in 1..<stops.count {
      var place = gap - 1
      for (index, node) in chains[gap].enumerated() {
        let count = chains[gap].count
        let stay = node.stay + spare[gap] / count + (index < spare[gap] % count ? 1 : 0)
        let way = seconds(place, node.location)
        let arrive = result[result.count - 1].depart + way
        result.append(
          Route.Stop(
            kind: .unit, id: ground.codes[node.unit], coordinate: ground.anchors[node.unit], arrive: arrive,
            start: arrive, depart: arrive + stay, travel: way,
            distance: metres(place, node.location)))
        place = node.location
      }
      var stop = stops[gap]
      if place != gap - 1 {
        stop.travel = seconds(place, gap)
        stop.distance = metres(place, gap)
        stop.arrive = result[result.count - 1].depart + stop.travel
        if stop.kind == .end {
          stop.start = stop.arrive
          stop.depart = stop.arrive
        }
      }
      result.append(stop)
    }
    return result
  }

  /// Units worth a look: those around the place least seen, and those beside the stops before spare time.
  private func candidates(_ units: [Int], stops: [Route.Stop], gaps: [Int], due: [Int]) -> [Int] {
    func rank(_ unit: Int) -> (Int, Int, Int) { (visits[unit], -ground.households[unit], unit) }
    guard let centre = units.min(by: { rank($0) < rank($1) }) else { return [] }
    var chosen: [Int] = []
    var taken = Set<Int>()
    func take(_ count: Int, near point: PlanePoint) {
      // Half a kilometre is added so that a unit next door that was seen counts as further than a new one beyond it.
      let ranked = units.filter { !taken.contains($0) }.map { unit in
        (key: (point.distance(to: points[unit]) + 500) * Double(1 + visits[unit]), unit: unit)
      }
      for next in ranked.sorted(by: { $0 < $1 }).prefix(count) {
        chosen.append(next.unit)
        taken.insert(next.unit)
      }
    }
    take(Self.candidatesAround, near: points[centre])
    let longest = gaps.sorted { (stops[$0 - 1].depart - due[$0], $0) < (stops[$1 - 1].depart - due[$1], $1) }
      .prefix(8)
    let places = ground.plane.project(longest.map { stops[$0 - 1].coordinate })
    for place in places { take(Self.candidatesAround / places.count, near: place) }
    return chosen
  }
}
