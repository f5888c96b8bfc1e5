import Planner
import Roads
import Scenario
import Tracks
import Words

/// A plan judged by a policy: each rule with its limit, its value and a verdict.
package struct PolicyAudit: Sendable {
  package let plan: Plan
  /// The dates judged, as days since the start of the horizon.
  package let dates: Range<Int>
  /// In the order of the policy.
  package let findings: [AuditFinding]
  package let summaries: [PeriodSummary]
  package let scorecard: [ScorecardRow]

  package var breaches: [AuditFinding] { findings.filter { $0.verdict == .breach } }

  /// The run of calls, where some were given.
  package let calls: CallStudy?
  /// What was driven, where that is known.
  package let tracks: TrackAudit?

  /// - Parameters:
  ///   - plan: to be judged.
  ///   - policy: by what.
  ///   - dates: of the horizon; not empty.
  ///   - calls: what a run of calls with the limits of `policy` came to; `nil` leaves its rules unjudged.
  ///   - tracks: what was driven on those dates; `nil` leaves its rules unjudged.
  ///   - travel: between places.
  package init(
    _ plan: Plan, by policy: AuditPolicy, dates: Range<Int>, calls: CallStudy? = nil,
    tracks: TrackAudit? = nil, travel: any Travel
  ) {
    let facts = AuditFacts(plan, policy, dates: dates, calls: calls, tracks: tracks, travel: travel)
    self.calls = calls
    self.tracks = tracks
    self.plan = plan
    self.dates = dates
    findings = policy.rules.map { facts.judge($0) }
    summaries = PeriodSummary.all(plan, facts.visits)
    scorecard = ScorecardRow.all(plan, policy.scorecard, dates: dates)
  }
}

/// What rules are judged from.
struct AuditFacts {
  let plan: Plan
  let dates: Range<Int>
  let calls: CallStudy?
  let space: SpatialAudit
  let visits: VisitCalendar
  let hours: WorkingHours
  let tracks: TrackAudit?
  /// For each day type that the dates use: response through the day, where a rule asks for it.
  private let days: [(dates: Int, coverage: DayCoverage)]

  init(
    _ plan: Plan, _ policy: AuditPolicy, dates: Range<Int>, calls: CallStudy?, tracks: TrackAudit?,
    travel: any Travel
  ) {
    self.plan = plan
    self.tracks = tracks
    self.dates = dates
    self.calls = calls
    let limits = policy.responseLimits
    space = plan.spatialAudit(limits: limits, travel: travel)
    visits = VisitCalendar(plan, dates: dates, unitOfStop: plan.unitOfStop)
    hours = WorkingHours(plan, dates: dates)
    guard policy.rules.contains(where: { $0.name == .dayResponse }) else {
      days = []
      return
    }
    let types = dates.map { plan.problem.horizon.dayTypeOfDate[$0] }
    days = Set(types).sorted().map { type in
      (
        types.count { $0 == type },
        plan.dayCoverage(of: plan.problem.dayTypes[type], limits: limits, travel: travel)
      )
    }
  }

  func judge(_ rule: AuditPolicy.Rule) -> AuditFinding {
    switch rule.name {
    case .levelsProved: levelsProved(rule)
    case .response, .secondResponse, .worstResponse, .responseGini, .dayResponse: response(rule)
    case .requiredVisits, .checkpointGap, .checkpointIdleness, .unitsSeen: patrol(rule)
    case .unitsWithoutOfficer, .unitsWithoutAuxiliary, .gridsWithoutWorker, .roomsWithoutOfficer,
      .stationShare, .communityShare:
      staffing(rule)
    case .communityTime: finding(rule, StaffingAudit.communityTime(plan.officerTimes(on: dates), rule.limit))
    case .dutiesFilled, .rest, .daysInARow, .hoursPerWeek: hours.judge(rule)
    case .callResponse, .callWait, .crewUtilisation:
      calls?.judge(rule)
        ?? AuditFinding(rule, notJudged: Message("no_calls", "no calls are given: say --calls or --demand"))
    case .trackStopsMade, .trackLate, .trackShort, .trackOrder, .trackKilometres:
      tracks.map { driven(rule, $0) }
        ?? AuditFinding(rule, notJudged: Message("no_tracks", "no tracks are given: say --tracks"))
    }
  }

  // MARK: Land and response

  private func levelsProved(_ rule: AuditPolicy.Rule) -> AuditFinding {
    guard let proof = try? plan.hierarchy.prove() else {
      return AuditFinding(rule, notJudged: Message("not_measured", "its polygons cannot be measured"))
    }
    let open = proof.levels.filter { !$0.proved }.map(\.level)
    return AuditFinding(rule, Double(open.count), places: open)
  }

  private func response(_ rule: AuditPolicy.Rule) -> AuditFinding {
    let county = space.places[0]
    let codes = plan.hierarchy.lowest.codes
    func share(_ extent: KeyPath<SpatialAudit.Reach, SpatialAudit.Extent>, _ place: SpatialAudit.Place)
      -> Double
    {
      let inside = place.reaches.first { $0.limit == rule.within }?[keyPath: extent].households ?? 0
      return place.total.households > 0 ? Double(inside) / Double(place.total.households) : 0
    }
    func townships(_ extent: KeyPath<SpatialAudit.Reach, SpatialAudit.Extent>) -> [String] {
      space.places.dropFirst().filter { $0.total.households > 0 && share(extent, $0) < rule.limit }
        .sorted { (share(extent, $0), $0.code) < (share(extent, $1), $1.code) }.map(\.code)
    }
    switch rule.name {
    case .response: return AuditFinding(rule, share(\.once, county), places: townships(\.once))
    case .secondResponse: return AuditFinding(rule, share(\.twice, county), places: townships(\.twice))
    case .worstResponse:
      let late = space.worst(codes.count).prefix { Double(space.response[$0] ?? .max) > rule.limit }
      let worst =
        space.response.contains(nil) ? nil : space.response.compactMap(\.self).max().map(Double.init)
      return AuditFinding(rule, worst, places: late.map { codes[$0] })
    case .responseGini:
      let townships = space.places.dropFirst().sorted { $0.equity.gini > $1.equity.gini }
      return AuditFinding(rule, county.equity.gini, places: townships.map(\.code))
    default:
      let index = days.first?.coverage.limits.firstIndex(of: rule.within) ?? 0
      let sum = days.reduce(0.0) { $0 + Double($1.dates) * $1.coverage.all.shares[index] }
      return AuditFinding(rule, sum / Double(dates.count))
    }
  }

  // MARK: Patrol

  private func patrol(_ rule: AuditPolicy.Rule) -> AuditFinding {
    let problem = plan.problem
    switch rule.name {
    case .requiredVisits:
      let (made, required) = (visits.made.reduce(0, +), visits.required.reduce(0, +))
      let types = Set(dates.map { problem.dayTypes[problem.horizon.dayTypeOfDate[$0]] })
      let missed = Set(plan.unserved.filter { types.contains($0.dayType) }.map(\.checkpointID))
      return AuditFinding(rule, required > 0 ? Double(made) / Double(required) : 1, places: missed.sorted())
    case .unitsSeen:
      let unseen = visits.datesOfUnit.indices.filter { visits.datesOfUnit[$0].isEmpty }
      return AuditFinding(
        rule, visits.leastSeen(within: rule.within), places: unseen.map { plan.hierarchy.lowest.codes[$0] })
    default:
      let values = problem.checkpoints.indices.filter { problem.checkpoints[$0].tier == rule.tier }
        .map { (id: problem.checkpoints[$0].id, value: value(rule, ofCheckpoint: $0)) }
        .sorted { ($1.value, $0.id) < ($0.value, $1.id) }
      guard let worst = values.first else {
        return AuditFinding(
          rule, notJudged: Message("no_checkpoint_of_tier", "there is no checkpoint of that tier"))
      }
      return AuditFinding(
        rule, worst.value.isFinite ? worst.value : nil,
        places: values.filter { $0.value > rule.limit }.map(\.id))
    }
  }

  /// The greatest interval or idleness of a checkpoint; infinite where it is not visited.
  private func value(_ rule: AuditPolicy.Rule, ofCheckpoint index: Int) -> Double {
    visits.revisits(index, of: plan.problem).map { revisits in
      (rule.name == .checkpointGap ? revisits.greatest.map(Double.init) : revisits.idleness) ?? .infinity
    }.max() ?? 0
  }

  // MARK: Staffing

  private func staffing(_ rule: AuditPolicy.Rule) -> AuditFinding {
    let lack = StaffingLack(plan)
    switch rule.name {
    case .unitsWithoutOfficer: return count(rule, lack.unitsWithoutOfficer)
    case .unitsWithoutAuxiliary: return count(rule, lack.unitsWithoutAuxiliary)
    case .roomsWithoutOfficer: return count(rule, lack.roomsWithoutOfficer)
    case .gridsWithoutWorker:
      guard let grids = lack.gridsWithoutWorker else {
        return AuditFinding(
          rule,
          notJudged: Message(
            "no_level_below", "there is no level below \(Message(term: plan.problem.assignLevel))"))
      }
      return count(rule, grids)
    default:
      let rules = plan.staffingAudit.rules
      return rules.first { $0.name.rawValue == rule.name.rawValue }.map { finding(rule, $0) }
        ?? AuditFinding(rule, notJudged: Message("no_such_rule", "the staffing of a plan has no such rule"))
    }
  }

  /// What the rule of the same name finds in the staffing, by this policy's limit.
  private func finding(_ rule: AuditPolicy.Rule, _ judged: StaffingRule) -> AuditFinding {
    guard let value = judged.value else {
      return AuditFinding(rule, notJudged: judged.reason ?? Message("nothing_known", "nothing is known"))
    }
    return AuditFinding(rule, value, places: judged.places.map(\.code))
  }

  private func count(_ rule: AuditPolicy.Rule, _ places: [String]) -> AuditFinding {
    AuditFinding(rule, Double(places.count), places: places)
  }
}
