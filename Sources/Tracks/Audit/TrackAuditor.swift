import Geometry
import Grid
import Planner
import Roads
import Scenario
import VectorFiles
import Words

/// Compares tracks with the rounds of a plan, drive by drive as they come.
package struct TrackAuditor {
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
  /// For each crew from its first fix to its last.
  private var recorded: [ClosedRange<Int64>?]
  private let isClockKnown: Bool

  /// - Parameters:
  ///   - problem: with its crews and checkpoints.
  ///   - routes: as planned.
  ///   - dates: whose rounds are judged, as days since the start of the horizon.
  ///   - units: the lowest level.
  ///   - plane: of the county.
  ///   - matcher: over the plan's roads; `nil` where it has none.
  ///   - policy: what counts as late, short and near.
  ///   - isClockKnown: whether the times are right as they were read.
  package init(
    _ problem: Problem, routes: [Route], dates: Range<Int>, units: Level, plane: LocalPlane,
    matcher: TrackMatcher?, policy: TrackPolicy = TrackPolicy(), isClockKnown: Bool = false
  ) {
    self.isClockKnown = isClockKnown
    recorded = Array(repeating: nil, count: problem.crews.count)
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
        + (matcher.flatMap { $0.index.nearest(to: place)?.distance }.map { min($0, 1000) }
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
  package mutating func add(_ drive: TrackReplay.Drive, _ matched: MatchedTrack?) {
    doubt.add(drive.fixes)
    guard let crew = crews[drive.crew] else {
      unknown[drive.crew, default: 0] += drive.fixes.count
      return
    }
    guard let begin = drive.fixes.first?.time, let end = drive.fixes.last?.time else { return }
    recorded[crew] =
      min(begin, recorded[crew]?.lowerBound ?? begin)...max(end, recorded[crew]?.upperBound ?? end)
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

  /// For each fix the metres from the one before: along the roads where both lie on them, else what is longer of the
  /// straight lines between fixes and the way along the roads.
  ///
  /// Planned ways lead from place to place, off the road where a place is: so do these.
  private mutating func metres(_ positions: [PlanePoint], _ matched: MatchedTrack?) -> [Double] {
    var metres = [Double](repeating: 0, count: positions.count)
    var pieceOfFix = [Int](repeating: -1, count: positions.count)
    var isOnRoad = [Bool](repeating: false, count: positions.count)
    if let matched {
      for (number, piece) in matched.pieces.enumerated() {
        for fix in piece.fixes {
          pieceOfFix[fix] = number
          if case .on(let place) = matched.fixes[fix] { isOnRoad[fix] = place.distance <= offRoad }
        }
      }
      for step in matched.steps { metres[step.fix] += step.length }
      matching.matchedFixes += matched.matchedCount
      if let reason = matched.reason {
        matching.reasons[reason.message, default: 0] += 1
      } else {
        matching.matchedDrives += 1
      }
    }
    matching.drives += 1
    matching.fixes += positions.count
    matching.roadMetres += matched?.length ?? 0
    var last = 0
    for fix in positions.indices.dropFirst() where isOnRoad[fix] || fix == positions.count - 1 {
      let isAlongRoad =
        fix == last + 1 && isOnRoad[last] && isOnRoad[fix] && pieceOfFix[last] == pieceOfFix[fix]
      if !isAlongRoad { spread(over: (last + 1)...fix, positions, &metres) }
      last = fix
    }
    matching.otherMetres += max(0, metres.reduce(0, +) - (matched?.length ?? 0))
    return metres
  }

  /// Puts the straight lines in the place of a way along the roads where they are longer.
  private func spread(over fixes: ClosedRange<Int>, _ positions: [PlanePoint], _ metres: inout [Double]) {
    let straight = fixes.map { positions[$0 - 1].distance(to: positions[$0]) }
    let (sum, way) = (straight.reduce(0, +), metres[fixes].reduce(0, +))
    guard sum > 0 else { return }
    for (fix, length) in zip(fixes, straight) { metres[fix] = length * max(1, way / sum) }
  }

  /// A fix so many metres off the road is no error of its receiver: the crew has left the road.
  private var offRoad: Double { 3 * (matcher?.rules.noise ?? 0) }

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
  package consuming func finish(_ reading: TrackReplay.Reading) throws(TrackError) -> TrackAudit {
    let file = reading.files.map(\.path).joined(separator: ", ")
    if let matcher, let stated = reading.files.first?.datum,
      let other = doubt.datum(statedAs: stated, matcher)
    {
      throw .otherDatum(
        file: file, metres: other.metres, datum: other.datum, metresThere: other.metresThere)
    }
    let sparse = sparseCrews(reading)
    guard !doubt.isEmpty || sparse.isEmpty else {
      throw .tooSparse(file: file, seconds: sparse[0].seconds, most: CleaningRules().gap)
    }
    guard doubt.isInside(index) else { throw .otherPlace(file: file) }
    let known = recorded.compactMap(\.self)
    guard let first = known.map(\.lowerBound).min(), let last = known.map(\.upperBound).max() else {
      throw .unknownCrews(file: file, crews: reading.crews, known: problem.crews.map(\.id))
    }
    if !isClockKnown, let clock = ClockDoubt.hours(rounds, log.stays, recorded: recorded, policy) {
      throw .otherClock(
        file: file, hours: clock.hours, met: clock.met, metThere: clock.metThere, stops: clock.stops)
    }
    let judged = judged(first...last, besides: Set(sparse.map(\.name)))
    guard !judged.isEmpty else { throw otherDays(file, first...last) }
    var isTaken = log.stays.map { Array(repeating: false, count: $0.count) }
    let units = Dictionary(
      codes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    var audited: [TrackAudit.Round] = []
    for (round, recorded) in judged {
      let plan = rounds[round]
      let stops = StopCheck.all(
        of: plan, log.stays[plan.crew], isTaken: &isTaken[plan.crew], recorded: recorded, policy)
      for (code, start) in plan.units where recorded.contains(start) {
        if let unit = units[code] { self.units[unit].planned += 1 }
      }
      audited.append(
        TrackAudit.Round(
          plan: plan, recorded: recorded, stops: stops, outOfOrder: StopCheck.outOfOrder(stops),
          drivenMetres: driven[round],
          fixes: fixesOfRound[round]))
    }
    return TrackAudit(
      reading: reading, recorded: first...last, rounds: audited, units: self.units,
      streets: streets.filter { $0.passes > 0 }.sorted { ($1.metres, $0.name) < ($0.metres, $1.name) },
      matching: matching,
      unknownCrews: unknown.sorted { $0.key < $1.key }.map { (name: $0.key, fixes: $0.value) },
      sparseCrews: sparse, assumed: policy.assumed + (matcher?.rules.assumed ?? []))
  }

  /// The rounds of which the file tells something, with the time of which it does: that of the crew, or of all where it
  /// holds no fix of the crew.
  ///
  /// A round that a record only touches, as one begins before a shift or ends after it, is not judged by that.
  private func judged(
    _ all: ClosedRange<Int64>, besides sparse: Set<String>
  ) -> [(round: Int, recorded: ClosedRange<Int64>)] {
    var judged: [(round: Int, recorded: ClosedRange<Int64>)] = []
    for crew in problem.crews.indices where !sparse.contains(problem.crews[crew].id) {
      let told = recorded[crew] ?? all
      let own = roundsOfCrew[crew].filter { rounds[$0].overlap(told) > 0 }
      let most = own.map { rounds[$0].overlap(told) }.max() ?? 0
      let slack = Int64(policy.slack) * 1000
      judged += own.filter { round in
        let overlap = rounds[round].overlap(told)
        return (overlap > slack || overlap == most)
          && dates.contains(rounds[round].date - problem.horizon.start)
      }.map { ($0, told) }
    }
    return judged
  }

  /// Crews of the plan most of whose fixes stand alone, by their names in the file.
  private func sparseCrews(_ reading: TrackReplay.Reading) -> [(name: String, fixes: Int, seconds: Double)] {
    zip(reading.crews, reading.tallies).compactMap { name, tally in
      guard crews[name] != nil, 2 * tally.alone > tally.fixes else { return nil }
      return (name, tally.fixes, tally.gapSeconds / Double(max(1, tally.gaps)))
    }
  }

  private func otherDays(_ file: String, _ recorded: ClosedRange<Int64>) -> TrackError {
    let horizon = problem.horizon
    func date(_ time: Int64) -> String {
      let seconds = Double(time) / 1000 + Double(horizon.clock.offset)
      return CivilDate(days: Int((seconds / 86_400).rounded(.down))).text
    }
    return .otherDays(
      file: file, from: date(recorded.lowerBound), to: date(recorded.upperBound),
      planned: Message("\(horizon.start.text) to \((horizon.start + (horizon.days - 1)).text)"))
  }
}
