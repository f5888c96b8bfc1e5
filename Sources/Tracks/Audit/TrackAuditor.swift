import Geometry
import Grid
import Planner
import Roads
import Scenario
import VectorFiles

/// Compares tracks with the rounds of a plan, drive by drive as they come.
public struct TrackAuditor {
  private let problem: Problem
  private let dates: Range<Int>
  private let rounds: [PlannedRound]
  private let codes: [String]
  private let policy: TrackPolicy
  private let plane: LocalPlane
  private let index: UnitIndex
  private let matcher: TrackMatcher?
  private let crews: [String: Int]
  /// The rounds of each crew, by time.
  private let roundsOfCrew: [Range<Int>]
  /// For each edge its street; -1 for one without a name.
  private let streetOfEdge: [Int32]

  private var log: PresenceLog
  private var doubt = DatumDoubt()
  private var driven: [Double]
  private var fixesOfRound: [Int]
  private var units: [TrackAudit.Unit]
  private var unitOfCrew: [Int32]
  private var streets: [TrackAudit.Street]
  private var matching = TrackAudit.Matching()
  private var unknown: [String: Int] = [:]
  private var first = Int64.max
  private var last = Int64.min

  /// - Parameters:
  ///   - problem: with its crews and checkpoints.
  ///   - routes: as planned.
  ///   - dates: whose rounds are judged, as days since the start of the horizon.
  ///   - units: the lowest level.
  ///   - plane: of the county.
  ///   - matcher: over the plan's roads; `nil` where it has none.
  ///   - policy: what counts as late, short and near.
  public init(
    _ problem: Problem, routes: [Route], dates: Range<Int>, units: Level, plane: LocalPlane,
    matcher: TrackMatcher?, policy: TrackPolicy = TrackPolicy()
  ) {
    self.problem = problem
    self.dates = dates
    self.policy = policy
    self.plane = plane
    self.matcher = matcher
    codes = units.codes
    let rounds = PlannedRound.all(problem, routes)
    self.rounds = rounds
    index = UnitIndex(units.shapes)
    crews = Dictionary(
      problem.crews.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    roundsOfCrew = problem.crews.indices.map { crew in
      let start = rounds.firstIndex { $0.crew >= crew } ?? rounds.count
      return start..<(rounds[start...].firstIndex { $0.crew > crew } ?? rounds.count)
    }
    let places = plane.project(problem.checkpoints.map(\.coordinate))
    let reaches = places.map { place in
      policy.near
        + (matcher.flatMap { $0.index.nearest(to: place, in: $0.network)?.distance }.map { min($0, 1000) }
          ?? 0)
    }
    log = PresenceLog(
      crews: problem.crews.count, places: places, reaches: reaches, absence: policy.absence)
    driven = Array(repeating: 0, count: rounds.count)
    fixesOfRound = Array(repeating: 0, count: rounds.count)
    self.units = Array(repeating: TrackAudit.Unit(), count: units.count)
    unitOfCrew = Array(repeating: -1, count: problem.crews.count)
    var numbers: [String: Int32] = [:]
    var streets: [TrackAudit.Street] = []
    streetOfEdge = (0..<(matcher?.network.edgeCount ?? 0)).map { edge in
      let name = matcher?.network.name(ofEdge: edge) ?? ""
      guard !name.isEmpty else { return -1 }
      if let number = numbers[name] { return number }
      numbers[name] = Int32(streets.count)
      streets.append(TrackAudit.Street(name: name, metres: 0, passes: 0))
      return Int32(streets.count - 1)
    }
    self.streets = streets
  }

  /// Takes a drive; those of a crew come in the order of time.
  public mutating func add(_ drive: TrackReplay.Drive, _ matched: MatchedTrack?) {
    doubt.add(drive.fixes)
    guard let crew = crews[drive.crew] else {
      unknown[drive.crew, default: 0] += drive.fixes.count
      return
    }
    guard let begin = drive.fixes.first?.time, let end = drive.fixes.last?.time else { return }
    first = min(first, begin)
    last = max(last, end)
    let positions = plane.project(drive.fixes.map(\.coordinate))
    log.add(drive.fixes, at: positions, of: crew)
    addUnits(drive.fixes, of: crew)
    if let matched { addStreets(matched) }
    let metres = metres(positions, matched)
    for (number, fix) in drive.fixes.enumerated() {
      guard let round = round(of: crew, at: fix.time) else { continue }
      driven[round] += metres[number]
      fixesOfRound[round] += 1
    }
  }

  // MARK: Drives

  /// Between two fixes half the time belongs to the land of each.
  private mutating func addUnits(_ fixes: [Fix], of crew: Int) {
    let found = index.units(at: fixes.map(\.coordinate))
    for (number, unit) in found.enumerated() {
      if unit >= 0 {
        if unit != unitOfCrew[crew] { units[Int(unit)].visits += 1 }
        let before = number > 0 ? fixes[number].time - fixes[number - 1].time : 0
        let after = number + 1 < fixes.count ? fixes[number + 1].time - fixes[number].time : 0
        units[Int(unit)].seconds += Double(before + after) / 2000
      }
      unitOfCrew[crew] = unit
    }
  }

  private mutating func addStreets(_ matched: MatchedTrack) {
    var street: Int32 = -1
    for step in matched.steps {
      let next = streetOfEdge[step.edge]
      if next >= 0 {
        streets[Int(next)].metres += step.length
        if next != street { streets[Int(next)].passes += 1 }
      } else {
        matching.namelessMetres += step.length
      }
      street = next
    }
  }

  /// For each fix the metres from the one before: along the roads where a way joins them, else straight.
  private mutating func metres(_ positions: [PlanePoint], _ matched: MatchedTrack?) -> [Double] {
    var metres = [Double](repeating: 0, count: positions.count)
    var isOnRoad = [Bool](repeating: false, count: positions.count)
    if let matched {
      for piece in matched.pieces {
        for fix in piece.fixes.dropFirst() { isOnRoad[fix] = true }
      }
      for step in matched.steps { metres[step.fix] += step.length }
      matching.matchedFixes += matched.matchedCount
      if let reason = matched.reason {
        matching.reasons["\(reason)", default: 0] += 1
      } else {
        matching.matchedDrives += 1
      }
    }
    matching.drives += 1
    matching.fixes += positions.count
    matching.roadMetres += matched?.length ?? 0
    for fix in positions.indices.dropFirst() where !isOnRoad[fix] {
      metres[fix] = positions[fix - 1].distance(to: positions[fix])
      matching.otherMetres += metres[fix]
    }
    return metres
  }

  /// The round that holds a moment, or else the nearest within the slack.
  private func round(of crew: Int, at time: Int64) -> Int? {
    let slack = Int64(policy.slack) * 1000
    var (low, high) = (roundsOfCrew[crew].lowerBound, roundsOfCrew[crew].upperBound)
    while low < high {
      let middle = (low + high) / 2
      if rounds[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    let since = low > roundsOfCrew[crew].lowerBound ? max(0, time - rounds[low - 1].end) : Int64.max
    let until = low < roundsOfCrew[crew].upperBound ? rounds[low].start - time : Int64.max
    guard min(since, until) <= slack else { return nil }
    return since <= until ? low - 1 : low
  }

  // MARK: The end

  /// What came of it, once every drive was taken.
  ///
  /// - Throws: where the tracks cannot be of this plan as they stand.
  public consuming func finish(_ reading: TrackReplay.Reading) throws(TrackError) -> TrackAudit {
    let file = reading.files.map(\.path).joined(separator: ", ")
    if let matcher, let stated = reading.files.first?.datum,
      let other = doubt.datum(statedAs: stated, matcher)
    {
      throw .otherDatum(
        file: file, metres: other.metres, datum: other.datum, metresThere: other.metresThere)
    }
    guard doubt.isInside(index) else { throw .otherPlace(file: file) }
    guard first <= last else {
      throw .unknownCrews(file: file, crews: reading.crews, known: problem.crews.map(\.id))
    }
    if let clock = ClockDoubt.hours(rounds, log.stays, policy) {
      throw .otherClock(
        file: file, hours: clock.hours, met: clock.met, metThere: clock.metThere, stops: clock.stops)
    }
    let recorded = first...last
    let judged = rounds.indices.filter {
      recorded.overlaps(rounds[$0].start...rounds[$0].end)
        && dates.contains(rounds[$0].date - problem.horizon.start)
    }
    guard !judged.isEmpty else { throw otherDays(file, recorded) }
    var isTaken = log.stays.map { Array(repeating: false, count: $0.count) }
    let units = Dictionary(
      codes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var audited: [TrackAudit.Round] = []
    for round in judged {
      let plan = rounds[round]
      let stops = StopCheck.all(
        of: plan, log.stays[plan.crew], isTaken: &isTaken[plan.crew], recorded: recorded, policy)
      for code in plan.units { if let unit = units[code] { self.units[unit].planned += 1 } }
      audited.append(
        TrackAudit.Round(
          plan: plan, stops: stops, outOfOrder: StopCheck.outOfOrder(stops), drivenMetres: driven[round],
          fixes: fixesOfRound[round]))
    }
    return TrackAudit(
      reading: reading, recorded: recorded, rounds: audited, units: self.units,
      streets: streets.filter { $0.passes > 0 }.sorted { ($1.metres, $0.name) < ($0.metres, $1.name) },
      matching: matching,
      unknownCrews: unknown.sorted { $0.key < $1.key }.map { (name: $0.key, fixes: $0.value) },
      assumed: policy.assumed + (matcher?.rules.assumed ?? []))
  }

  private func otherDays(_ file: String, _ recorded: ClosedRange<Int64>) -> TrackError {
    let horizon = problem.horizon
    func date(_ time: Int64) -> String {
      let seconds = Double(time) / 1000 + Double(horizon.clock.offset)
      return CivilDate(days: Int((seconds / 86_400).rounded(.down))).text
    }
    return .otherDays(
      file: file, from: date(recorded.lowerBound), to: date(recorded.upperBound),
      planned: "\(horizon.start.text) to \((horizon.start + (horizon.days - 1)).text)")
  }
}
