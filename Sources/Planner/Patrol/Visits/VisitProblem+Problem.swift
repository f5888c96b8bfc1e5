import Geometry
import Roads
import Scenario

/// Where crews start, end, rest and visit, and the ways between all those places.
struct PatrolPlaces: Sendable {
  /// Of the travel tables.
  let coordinates: [Coordinate]
  /// For each way of moving that some crew has.
  private let tables: [Profile?: TravelTable]
  let places: [VisitProblem.Place]
  /// The places of each crew's base, of where it ends and of where it rests, and those at which each checkpoint can be entered.
  let bases: [Int]
  let homes: [Int]
  let rests: [Int]
  let checkpoints: [[Int]]
  let besides: [Int]

  /// Asks `travel` for one table between all of them, and other places, for each way of moving.
  init(_ problem: Problem, besides others: [Coordinate] = [], travel: any Travel) {
    var coordinates: [Coordinate] = []
    var places: [VisitProblem.Place] = []
    func add(_ coordinate: Coordinate) -> Int {
      coordinates.append(coordinate)
      return coordinates.count - 1
    }
    func place(_ into: Int, _ from: Int, metres: Double = 0) -> Int {
      places.append(VisitProblem.Place(into: into, from: from, metres: metres))
      return places.count - 1
    }
    var placeOfBase: [Coordinate: Int] = [:]
    func base(_ coordinate: Coordinate) -> Int {
      if let known = placeOfBase[coordinate] { return known }
      let index = add(coordinate)
      placeOfBase[coordinate] = place(index, index)
      return places.count - 1
    }
    bases = problem.crews.map { base($0.base) }
    homes = problem.crews.map { base($0.end) }
    rests = problem.crews.map { base($0.rest) }
    checkpoints = problem.checkpoints.map { checkpoint in
      let start = add(checkpoint.coordinate)
      guard let last = checkpoint.way.last else { return [place(start, start)] }
      let (end, metres) = (add(last), GreatCircle.metres(along: checkpoint.way))
      let forward = place(start, end, metres: metres)
      return checkpoint.isOneWay ? [forward] : [forward, place(end, start, metres: metres)]
    }
    besides = others.map { coordinate in
      let index = add(coordinate)
      return place(index, index)
    }
    self.coordinates = coordinates
    self.places = places
    let all = coordinates
    let profiles = Set(problem.crews.map(\.profile))
    tables = Dictionary(
      uniqueKeysWithValues: profiles.map { ($0, travel.by($0).table(from: all, to: all)) })
    precondition(
      tables.values.allSatisfy { $0.rows == all.count && $0.columns == all.count }, "tables of all pairs")
  }

  /// The ways of a crew.
  func table(of profile: Profile?) -> TravelTable {
    tables[profile] ?? TravelTable(rows: 0, columns: 0, seconds: [], metres: [])
  }
}

/// How the vehicles of crews go.
struct VehicleKind: Hashable, Comparable {
  var profile: Profile?
  /// Km/h at most.
  var maxSpeed: Double

  static func < (a: Self, b: Self) -> Bool {
    (a.profile?.rawValue ?? "", a.maxSpeed) < (b.profile?.rawValue ?? "", b.maxSpeed)
  }
}

extension Crew {
  var vehicleKind: VehicleKind { VehicleKind(profile: profile, maxSpeed: maxSpeed) }
}

extension VisitProblem {
  /// What is to be driven on the example day of a day type.
  init(_ problem: Problem, dayType: String, at places: PatrolPlaces) {
    let kinds = Set(problem.crews.map(\.vehicleKind)).sorted()
    let skills = Set(problem.checkpoints.flatMap(\.skills)).sorted()
    func bits(_ names: [String]) -> UInt64 {
      names.reduce(0) { set, name in skills.firstIndex(of: name).map { set | 1 << $0 } ?? set }
    }
    var runs: [Run] = []
    for (index, crew) in problem.crews.enumerated() {
      var used = Set<String>()
      for id in crew.shiftIDs where used.insert(id).inserted {
        guard let shift = problem.shifts.first(where: { $0.id == id }) else { continue }
        let start = shift.window.start.seconds
        let end = start + shift.window.duration
        runs.append(
          Run(
            crew: index, shiftID: id, base: places.bases[index], home: places.homes[index],
            rest: places.rests[index], start: start,
            end: end, kind: kinds.firstIndex(of: crew.vehicleKind) ?? 0, skills: bits(crew.skills),
            range: crew.range.map { Int($0) },
            breaks: crew.breaks.compactMap { Self.fitted($0, from: start, to: end) }))
      }
    }
    var points: [Point] = []
    for (index, checkpoint) in problem.checkpoints.enumerated()
    where (checkpoint.dayTypes.isEmpty || checkpoint.dayTypes.contains(dayType))
      && checkpoint.visitsPerDay > 0
    {
      points.append(
        Point(
          checkpoint: index, places: places.checkpoints[index],
          tier: Checkpoint.Tier.allCases.firstIndex(of: checkpoint.tier) ?? 0,
          dwell: max(0, checkpoint.dwell), minGap: max(checkpoint.crews > 1 ? 1 : 0, checkpoint.minGap),
          maxGap: checkpoint.maxGap,
          visits: checkpoint.visitsPerDay, crews: checkpoint.crews, windows: checkpoint.openSpans,
          skills: bits(checkpoint.skills)))
    }
    let (seconds, metres) = Self.matrices(places, kinds, problem.patrol)
    self.init(runs: runs, points: points, places: places.places, seconds: seconds, metres: metres)
  }

  /// The break of a shift, if its window lets it begin and end within.
  static func fitted(_ rule: Crew.Break, from start: Int, to end: Int) -> Break? {
    let window = rule.window.beginnings
    for offset in [-day, 0, day] {
      let low = max(start, window.lowerBound + offset)
      let high = min(end - rule.duration, window.upperBound + offset)
      if low <= high { return Break(window: low...high, duration: rule.duration) }
    }
    return nil
  }

  /// Seconds and metres by kind of vehicle. Leaving a street takes the drive along it.
  private static func matrices(
    _ places: PatrolPlaces, _ kinds: [VehicleKind], _ policy: PatrolPolicy
  ) -> (seconds: [Int32], metres: [Int32]) {
    let all = places.places
    var metres: [Int32] = []
    var seconds: [Int32] = []
    for kind in kinds {
      let table = places.table(of: kind.profile)
      for a in all {
        let drive = Int32(policy.streetSeconds(a.metres, maxSpeed: kind.maxSpeed))
        for b in all {
          let isHere = a.from == b.into
          let way = isHere ? 0 : table.metres(a.from, b.into)
          let time =
            isHere ? 0 : Self.seconds(table.seconds(a.from, b.into), metres: way, maxSpeed: kind.maxSpeed)
          seconds.append(time < never ? min(never, time + drive) : never)
          metres.append(
            way.isFinite ? Int32(min(Double(never), (Double(way) + a.metres).rounded(.up))) : never)
        }
      }
    }
    return (seconds, metres)
  }
}
