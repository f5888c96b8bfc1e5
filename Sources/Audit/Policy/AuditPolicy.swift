import Scenario

/// What a plan and its days are judged by, and the classes in which rooms and crews are put.
package struct AuditPolicy: Sendable {
  /// What a rule is about; the raw value is its key in the file.
  package enum Name: String, Sendable, CaseIterable {
    case levelsProved = "levels_proved"
    case response
    case secondResponse = "second_response"
    case worstResponse = "worst_response_s"
    case responseGini = "response_gini"
    case dayResponse = "day_response"
    case requiredVisits = "required_visits"
    case checkpointGap = "checkpoint_gap_s"
    case checkpointIdleness = "checkpoint_idleness_s"
    case unitsSeen = "units_seen"
    case unitsWithoutOfficer = "units_without_officer"
    case unitsWithoutAuxiliary = "units_without_auxiliary"
    case gridsWithoutWorker = "grids_without_worker"
    case roomsWithoutOfficer = "rooms_without_officer"
    case stationShare = "station_share"
    case communityShare = "community_share"
    case communityTime = "community_time_share"
    case dutiesFilled = "duties_filled"
    case rest = "min_rest_h"
    case daysInARow = "max_days_in_a_row"
    case hoursPerWeek = "max_hours_per_week"
    case callResponse = "call_response"
    case callWait = "call_wait_s"
    case crewUtilisation = "crew_utilisation"
    case trackStopsMade = "track_stops_made"
    case trackLate = "track_late_share"
    case trackShort = "track_short_share"
    case trackOrder = "track_out_of_order_share"
    case trackKilometres = "track_km_share"
  }

  /// How a limit is written, and in which direction it binds.
  package enum Form: Sendable {
    /// `true`: nothing may break it.
    case holds
    /// A number that the value may not exceed, or must reach.
    case atMost
    case atLeast
    /// A share from 0 to 1 that the value must reach, or may not exceed.
    case shareAtLeast
    case shareAtMost
    /// A list of `{within_s, share}`: at least the share within the seconds.
    case sharesWithin
    /// `{within_days, share}`.
    case shareWithinDays
    /// Numbers that the value may not exceed, by tier of checkpoint.
    case byTier
  }

  /// One limit.
  package struct Rule: Sendable {
    package var name: Name
    package var limit: Double
    /// Seconds or days, for the forms that have them.
    package var within = 0
    package var tier: Checkpoint.Tier?

    package init(_ name: Name, limit: Double, within: Int = 0, tier: Checkpoint.Tier? = nil) {
      self.name = name
      self.limit = limit
      self.within = within
      self.tier = tier
    }
  }

  /// In the order of the file.
  package var rules: [Rule]
  package var scorecard: ScorecardPolicy

  package init(rules: [Rule], scorecard: ScorecardPolicy = ScorecardPolicy()) {
    self.rules = rules
    self.scorecard = scorecard
  }
}

extension AuditPolicy.Name {
  package var form: AuditPolicy.Form {
    switch self {
    case .levelsProved: .holds
    case .response, .secondResponse, .dayResponse, .callResponse: .sharesWithin
    case .worstResponse, .unitsWithoutOfficer, .unitsWithoutAuxiliary, .gridsWithoutWorker,
      .roomsWithoutOfficer, .daysInARow, .hoursPerWeek, .callWait:
      .atMost
    case .rest: .atLeast
    case .responseGini, .crewUtilisation, .trackLate, .trackShort, .trackOrder: .shareAtMost
    case .requiredVisits, .stationShare, .communityShare, .communityTime, .dutiesFilled, .trackStopsMade,
      .trackKilometres:
      .shareAtLeast
    case .checkpointGap, .checkpointIdleness: .byTier
    case .unitsSeen: .shareWithinDays
    }
  }
}

extension AuditPolicy {
  /// Every limit of response that a rule names, seconds, ascending.
  package var responseLimits: [Int] {
    Set(rules.filter { $0.name.form == .sharesWithin }.map(\.within)).sorted()
  }
}

extension AuditPolicy.Rule {
  /// The rule with what it depends on, such as "response within 300 s".
  package var title: String {
    switch name.form {
    case .sharesWithin: "\(name.rawValue) within \(within) s"
    case .shareWithinDays: "\(name.rawValue) within \(within) \(within == 1 ? "day" : "days")"
    case .byTier: "\(name.rawValue) \(tier?.rawValue ?? "")"
    default: name.rawValue
    }
  }

  /// Whether the value must reach the limit; else it may not exceed it.
  package var isLeast: Bool {
    switch name.form {
    case .atLeast, .shareAtLeast, .sharesWithin, .shareWithinDays: true
    case .holds, .atMost, .shareAtMost, .byTier: false
    }
  }
}
