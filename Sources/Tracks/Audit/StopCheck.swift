/// What became of a planned stop.
package struct StopCheck: Sendable, Equatable {
  package enum Verdict: String, Sendable, CaseIterable {
    case made, late, early, short, missed
    /// Planned for a time of which the file says nothing of the crew.
    case notRecorded = "not recorded"
  }

  /// An index into the problem's checkpoints.
  package var checkpoint: Int
  /// Milliseconds since 1970-01-01 UTC.
  package var planned: Int64
  package var arrived: Int64?
  /// Seconds: planned, and as driven.
  package var dwell: Int
  package var stayed: Int?
  /// Several may hold of one stop: late and short.
  package var verdicts: [Verdict]

  package var isMade: Bool { arrived != nil }
  /// Seconds after the planned time; negative before it.
  package var lateness: Int? { arrived.map { Int(($0 - planned) / 1000) } }
}

extension StopCheck {
  /// Gives the stays of a crew to the stops of one round.
  ///
  /// A stay at the planned time and for the dwell makes every stop that it covers. The other stays go to the other stops
  /// in the order of time for each checkpoint, so that times and dwells are off the least in all: who only drives past
  /// has not made a stop that is made properly later.
  ///
  /// - Parameters:
  ///   - stays: of the crew; those that are taken are marked in `isTaken`.
  ///   - recorded: the time of which the file tells where the crew was.
  static func all(
    of round: PlannedRound, _ stays: [Presence], isTaken: inout [Bool], recorded: ClosedRange<Int64>,
    _ policy: TrackPolicy
  ) -> [StopCheck] {
    // A crew that is not there when a record ends may yet come in time.
    let grace = Int64(policy.lateAfter) * 1000
    var checks = round.stops.map { stop in
      let isTold =
        recorded.contains(stop.start) && stop.start + Int64(stop.dwell) * 1000 + grace <= recorded.upperBound
      return StopCheck(
        checkpoint: stop.checkpoint, planned: stop.start, arrived: nil, dwell: stop.dwell, stayed: nil,
        verdicts: [isTold ? .missed : .notRecorded])
    }
    let slack = Int64(policy.slack) * 1000
    let span = (round.start - slack)...(round.end + slack)
    for checkpoint in Set(round.stops.map(\.checkpoint)).sorted() {
      let near = stays.indices.filter {
        !isTaken[$0] && Int(stays[$0].checkpoint) == checkpoint && span.contains(stays[$0].from)
      }
      let told = checks.indices.filter {
        checks[$0].checkpoint == checkpoint && recorded.contains(checks[$0].planned)
      }
      for stop in told {
        guard let stay = near.first(where: { checks[stop].isCovered(by: stays[$0], policy) }) else {
          continue
        }
        isTaken[stay] = true
        checks[stop].take(stays[stay], recorded, policy)
      }
      let stops = told.filter { !checks[$0].isMade }
        .sorted { (checks[$0].planned, $0) < (checks[$1].planned, $1) }
      let seen = near.filter { !isTaken[$0] }
      for (stop, stay) in pairs(stops.map { checks[$0] }, seen.map { stays[$0] }, policy) {
        isTaken[seen[stay]] = true
        checks[stops[stop]].take(stays[seen[stay]], recorded, policy)
      }
    }
    return checks
  }

  private func isCovered(by stay: Presence, _ policy: TrackPolicy) -> Bool {
    let least = Int64(max(0, dwell - policy.shortBy)) * 1000
    return stay.from <= planned && stay.to >= planned + least
  }

  /// A second that a stay lacks of the dwell weighs as much as so many that it is off the planned time.
  private static let weightOfDwell: Int64 = 5

  private mutating func take(_ stay: Presence, _ recorded: ClosedRange<Int64>, _ policy: TrackPolicy) {
    // Who came before the time and waited arrived in time.
    arrived = stay.from
    let stayed = Int((stay.to - stay.from) / 1000)
    self.stayed = stayed
    // Where a record begins or ends, a stay may have begun before or gone on.
    let edge = Int64(policy.absence) * 1000
    let beganBefore = stay.from - recorded.lowerBound <= edge
    let wentOn = recorded.upperBound - stay.to <= edge
    verdicts = []
    let tolerance = Int64(policy.lateAfter) * 1000
    if stay.from - planned > tolerance, !beganBefore { verdicts.append(.late) }
    // Who comes before the time and waits for it was not early: only a stay that begins and ends too soon is.
    if planned - stay.from > tolerance, planned + Int64(dwell) * 1000 - stay.to > tolerance, !wentOn {
      verdicts.append(.early)
    }
    if stayed + policy.shortBy < dwell, !beganBefore, !wentOn { verdicts.append(.short) }
    if verdicts.isEmpty { verdicts = [.made] }
  }

  /// Pairs of a planned stop and a stay, in order, with the least milliseconds off in all; a stop that is left out
  /// counts as one that is made as far off as can be.
  private static func pairs(
    _ planned: [StopCheck], _ stays: [Presence], _ policy: TrackPolicy
  ) -> [(stop: Int, stay: Int)] {
    let limit = Int64(policy.tooFarOff) * 1000
    func off(_ stop: Int, _ stay: Int) -> Int64? {
      let away = max(0, stays[stay].from - planned[stop].planned, planned[stop].planned - stays[stay].to)
      guard away <= limit else { return nil }
      return away
        + weightOfDwell * max(0, Int64(planned[stop].dwell) * 1000 - (stays[stay].to - stays[stay].from))
    }
    // least[i][j]: of the stops and stays from i and j on.
    var least = Array(repeating: Array(repeating: Int64(0), count: stays.count + 1), count: planned.count + 1)
    for i in planned.indices.reversed() {
      least[i][stays.count] = least[i + 1][stays.count] + limit
      for j in stays.indices.reversed() {
        least[i][j] = min(least[i + 1][j] + limit, least[i][j + 1])
        if let off = off(i, j) { least[i][j] = min(least[i][j], least[i + 1][j + 1] + off) }
      }
    }
    var pairs: [(stop: Int, stay: Int)] = []
    var (i, j) = (0, 0)
    while i < planned.count, j < stays.count {
      if let off = off(i, j), least[i][j] == least[i + 1][j + 1] + off {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if least[i][j] == least[i][j + 1] {
        j += 1
      } else {
        i += 1
      }
    }
    return pairs
  }

  /// How many stops that were made would have to be taken out for the rest to be in the order of the plan.
  static func outOfOrder(_ checks: [StopCheck]) -> Int {
    // The longest sequence that does not descend (patience sorting).
    var tails: [Int64] = []
    for time in checks.compactMap(\.arrived) {
      let place = tails.firstIndex { $0 > time } ?? tails.count
      if place == tails.count { tails.append(time) } else { tails[place] = time }
    }
    return checks.count { $0.isMade } - tails.count
  }
}
