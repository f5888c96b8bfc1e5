import Scenario
import Tracks
import Words

extension AuditFacts {
  /// Judges what was driven; a rule on the stops of rounds of which nothing was recorded is not judged.
  func driven(_ rule: AuditPolicy.Rule, _ tracks: TrackAudit) -> AuditFinding {
    func share(_ part: Int, _ all: Int, _ places: [String]) -> AuditFinding {
      all > 0
        ? AuditFinding(rule, Double(part) / Double(all), places: places)
        : AuditFinding(
          rule, notJudged: Message("no_stop_planned", "no stop is planned while the tracks were recorded"))
    }
    func checkpoints(_ verdict: StopCheck.Verdict) -> [String] {
      let stops = tracks.rounds.flatMap(\.stops).filter { $0.verdicts.contains(verdict) }
      let counts = Dictionary(grouping: stops, by: \.checkpoint).mapValues(\.count)
      return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { plan.problem.checkpoints[$0.key].id }
    }
    switch rule.name {
    case .trackStopsMade: return share(tracks.madeCount, tracks.stopCount, checkpoints(.missed))
    case .trackLate: return share(tracks.count(.late), tracks.stopCount, checkpoints(.late))
    case .trackShort: return share(tracks.count(.short), tracks.stopCount, checkpoints(.short))
    case .trackOrder:
      let rounds = tracks.rounds.filter { $0.outOfOrder > 0 }.sorted { $0.outOfOrder > $1.outOfOrder }
      return share(
        tracks.rounds.reduce(0) { $0 + $1.outOfOrder }, tracks.madeCount, rounds.map { name($0.plan) })
    default:
      guard tracks.plannedMetres > 0 else {
        return AuditFinding(
          rule, notJudged: Message("no_way_planned", "no way is planned while the tracks were recorded"))
      }
      let rounds = tracks.rounds.filter { $0.drivenMetres < rule.limit * $0.plannedMetres }
        .sorted { $0.drivenMetres - $0.plannedMetres < $1.drivenMetres - $1.plannedMetres }
      return AuditFinding(
        rule, tracks.drivenMetres / tracks.plannedMetres, places: rounds.map { name($0.plan) })
    }
  }

  /// Such as "2026-12-01/C01/day".
  private func name(_ round: PlannedRound) -> String {
    "\(round.date.text)/\(plan.problem.crews[round.crew].id)/\(round.shiftID)"
  }
}
