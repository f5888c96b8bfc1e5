import Foundation
import Planner
import Scenario
import Tracks
import Words

/// What was driven beside what was planned, as text.
struct TrackReport {
  private static let named = 12
  private let audit: TrackAudit
  private let plan: Plan
  private let times: TrackTimes

  init(_ audit: TrackAudit, _ plan: Plan) {
    self.audit = audit
    self.plan = plan
    times = TrackTimes(plan.problem.horizon.clock)
  }

  var lines: [String] {
    [head, cleaned] + matched + [""] + crewLines + [""] + stopLines + landLines
  }

  private var head: String {
    words(
      "tracks: \(audit.reading.tally.fixes) fixes from \(times.text(audit.recorded.lowerBound)) to "
        + "\(times.text(audit.recorded.upperBound)); \(audit.madeCount) of \(audit.stopCount) planned stops made"
    )
  }

  private var cleaned: String {
    let tally = audit.reading.tally
    let unread = audit.reading.files.reduce(0) { $0 + $1.unread }
    return words(
      "cleaned: \(unread) rows without a place or time, \(tally.duplicates) duplicates, \(tally.jumps) jumps, "
        + "\(tally.drift) of drift while standing, \(tally.alone) alone, \(tally.reordered) put in order, "
        + "\(tally.tooLate) too late for that; \(tally.gaps) gaps of \(Int((tally.gapSeconds / 60).rounded())) min in all"
    )
  }

  private var matched: [String] {
    let matching = audit.matching
    guard matching.roadMetres > 0 || !matching.reasons.isEmpty else {
      return [words("driven: \(kilometres(matching.otherMetres)) km from fix to fix; the plan has no roads")]
    }
    let reasons = matching.reasons.sorted { $0.key.english < $1.key.english }.map {
      words("; \($0.value) not, as \($0.key)")
    }
    return [
      words(
        "matched: \(matching.matchedDrives) of \(matching.drives) drives and \(matching.matchedFixes) of "
          + "\(matching.fixes) fixes, \(kilometres(matching.roadMetres)) km on roads and "
          + "\(kilometres(matching.otherMetres)) km beside them") + reasons.joined()
    ]
  }

  private var crewLines: [String] {
    var table = TextTable(
      words(
        "crew | rounds | stops | made | late | early | short | missed | out of order | planned km | driven km"
      ))
    for crew in plan.problem.crews.indices {
      let rounds = audit.rounds.filter { $0.plan.crew == crew }
      guard !rounds.isEmpty else { continue }
      let stops = rounds.flatMap(\.stops)
      func count(_ verdict: StopCheck.Verdict) -> Int { stops.count { $0.verdicts.contains(verdict) } }
      let counts = [
        rounds.count, stops.count - count(.notRecorded), stops.count { $0.isMade }, count(.late),
        count(.early),
        count(.short), count(.missed), rounds.reduce(0) { $0 + $1.outOfOrder },
      ]
      table.add(
        [plan.problem.crews[crew].id] + counts.map(String.init) + [
          kilometres(rounds.reduce(0) { $0 + $1.plannedMetres }),
          kilometres(rounds.reduce(0) { $0 + $1.drivenMetres }),
        ])
    }
    return table.lines
  }

  /// The stops that were not made as planned, the first of them.
  private var stopLines: [String] {
    var table = TextTable(
      words("planned | crew | checkpoint | was | arrived | stayed | of"), left: 5)
    let wrong = audit.rounds.flatMap { round in
      round.stops.filter { $0.verdicts != [.made] && $0.verdicts != [.notRecorded] }.map { (round.plan, $0) }
    }
    guard !wrong.isEmpty else { return [] }
    for (round, stop) in wrong.prefix(Self.named) {
      table.add([
        times.text(stop.planned), plan.problem.crews[round.crew].id,
        plan.problem.checkpoints[stop.checkpoint].id,
        words(stop.verdicts.map { Message(term: $0.rawValue) }.joined(separator: ", ")),
        stop.arrived.map(times.text) ?? "-",
        stop.stayed.map { words("\($0) s") } ?? "-", words("\(stop.dwell) s"),
      ])
    }
    let more = wrong.count - Self.named
    return table.lines + (more > 0 ? [words("and \(more) more")] : []) + [""]
  }

  private var landLines: [String] {
    let seen = audit.units.count { $0.visits > 0 }
    let planned = audit.units.count { $0.planned > 0 }
    let kept = audit.units.count { $0.planned > 0 && $0.visits > 0 }
    var lines = [
      words(
        "\(Message(term: plan.hierarchy.lowest.name)): crews were in \(seen) of \(audit.units.count); "
          + "of \(planned) with a planned presence in \(kept)")
    ]
    let streets = audit.streets.prefix(5).map {
      $0.passes == 1
        ? Message("\($0.name) \(kilometres($0.metres)) km in \($0.passes) pass")
        : Message("\($0.name) \(kilometres($0.metres)) km in \($0.passes) passes")
    }
    if !streets.isEmpty {
      lines.append(words("\(audit.streets.count) streets, most of all \(streets.joined(separator: ", "))"))
    }
    return lines
  }

  private func kilometres(_ metres: Double) -> String { String(format: "%.1f", metres / 1000) }
}

/// Moments by the plan's clock.
struct TrackTimes {
  private let clock: Clock

  init(_ clock: Clock) {
    self.clock = clock
  }

  /// ISO 8601 with offset; milliseconds are dropped.
  func text(_ milliseconds: Int64) -> String {
    clock.text(CivilDate(days: 0), seconds: Int(milliseconds / 1000) + clock.offset)
  }
}

/// What was driven, as JSON.
struct TrackDocument: Encodable {
  struct File: Encodable {
    let path: String
    let columns: String
    let datum: String
    let fixes: Int
    let unread: Int
  }

  struct Cleaning: Encodable {
    let crew: String
    let fixes: Int
    let duplicates: Int
    let jumps: Int
    let drift: Int
    let alone: Int
    let reordered: Int
    let tooLate: Int
    let gaps: Int
    let gapS: Int
  }

  struct Matching: Encodable {
    let drives: Int
    let matchedDrives: Int
    let fixes: Int
    let matchedFixes: Int
    let roadM: Int
    let otherM: Int
    let reasons: [String: Int]
  }

  struct Stop: Encodable {
    let checkpointId: String
    let planned: String
    let arrived: String?
    let latenessS: Int?
    let dwellS: Int
    let stayedS: Int?
    let verdicts: [String]
  }

  struct Round: Encodable {
    let crewId: String
    let shiftId: String
    let date: String
    let fixes: Int
    let plannedM: Int
    let drivenM: Int
    let outOfOrder: Int
    let stops: [Stop]
  }

  struct Unit: Encodable {
    let code: String
    let planned: Int
    let visits: Int
    let presenceS: Int
  }

  struct Street: Encodable {
    let name: String
    let drivenM: Int
    let passes: Int
  }

  let since: String
  let until: String
  let files: [File]
  let cleaning: [Cleaning]
  let matching: Matching
  let unknownCrews: [String]
  let sparseCrews: [String]
  let stopsPlanned: Int
  let stopsMade: Int
  let rounds: [Round]
  let units: [Unit]
  let streets: [Street]
  let assumed: [String]

  init(_ audit: TrackAudit, _ plan: Plan) {
    let times = TrackTimes(plan.problem.horizon.clock)
    func whole(_ value: Double) -> Int { Int(value.rounded()) }
    since = times.text(audit.recorded.lowerBound)
    until = times.text(audit.recorded.upperBound)
    files = audit.reading.files.map {
      File(path: $0.path, columns: "\($0.columns)", datum: $0.datum.title, fixes: $0.fixes, unread: $0.unread)
    }
    cleaning = zip(audit.reading.crews, audit.reading.tallies).map { crew, tally in
      Cleaning(
        crew: crew, fixes: tally.fixes, duplicates: tally.duplicates, jumps: tally.jumps, drift: tally.drift,
        alone: tally.alone, reordered: tally.reordered, tooLate: tally.tooLate, gaps: tally.gaps,
        gapS: whole(tally.gapSeconds))
    }
    let found = audit.matching
    matching = Matching(
      drives: found.drives, matchedDrives: found.matchedDrives, fixes: found.fixes,
      matchedFixes: found.matchedFixes, roadM: whole(found.roadMetres), otherM: whole(found.otherMetres),
      reasons: Dictionary(uniqueKeysWithValues: found.reasons.map { ($0.key.english, $0.value) }))
    unknownCrews = audit.unknownCrews.map(\.name)
    sparseCrews = audit.sparseCrews.map(\.name)
    stopsPlanned = audit.stopCount
    stopsMade = audit.madeCount
    rounds = audit.rounds.map { round in
      Round(
        crewId: plan.problem.crews[round.plan.crew].id, shiftId: round.plan.shiftID,
        date: round.plan.date.text,
        fixes: round.fixes, plannedM: whole(round.plannedMetres), drivenM: whole(round.drivenMetres),
        outOfOrder: round.outOfOrder,
        stops: round.stops.map { stop in
          Stop(
            checkpointId: plan.problem.checkpoints[stop.checkpoint].id, planned: times.text(stop.planned),
            arrived: stop.arrived.map(times.text), latenessS: stop.lateness, dwellS: stop.dwell,
            stayedS: stop.stayed, verdicts: stop.verdicts.map(\.rawValue))
        })
    }
    units = zip(plan.hierarchy.lowest.codes, audit.units).filter { $1.planned + $1.visits > 0 }.map {
      Unit(code: $0, planned: $1.planned, visits: $1.visits, presenceS: whole($1.seconds))
    }
    streets = audit.streets.map { Street(name: $0.name, drivenM: whole($0.metres), passes: $0.passes) }
    assumed = audit.assumed.map(\.english)
  }
}
