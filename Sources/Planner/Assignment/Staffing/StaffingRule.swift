import Words

/// One rule of staffing and what came of it.
public struct StaffingRule: Sendable {
  /// What is asked.
  public enum Name: String, Sendable, CaseIterable {
    /// Units of the assignment level in which no officer answers.
    case officerInEveryUnit = "officer_in_every_unit"
    /// Units with fewer auxiliaries than they need.
    case auxiliariesInEveryUnit = "auxiliaries_in_every_unit"
    /// Units of the level below for which no auxiliary answers.
    case personInEveryGrid = "person_in_every_grid"
    /// Of the county's police, those at its stations.
    case stationShare = "station_share"
    /// Of a station's police, the officers of its rooms; the lowest of all stations.
    case communityShare = "community_share"
    /// Of a township; the highest of all.
    case householdsPerOfficer = "households_per_officer"
    /// At most so many households for each auxiliary of a township.
    case householdsPerAuxiliary = "households_per_auxiliary"
    /// Of the hours for which an officer who answers for units is rostered, those at his rooms; the lowest of all.
    case communityTime = "community_time"
  }

  /// Whether it is kept.
  public enum Verdict: Sendable, Equatable {
    /// It is kept.
    case pass
    /// It is broken.
    case breach
    /// What is missing for a judgement.
    case notJudged(Message)
  }

  /// A unit, station or township that breaks the rule.
  public struct Place: Sendable, Equatable {
    /// The code of a unit or township, the id of a station, or ids of people.
    public var code: String
    /// Its name.
    public var name: String
    /// Its own value; `nil` where it has none, such as households per officer without an officer.
    public var value: Double?
  }

  /// What is asked.
  public var name: Name
  /// The most, or for shares the least, that the rule allows; `nil` where no limit is set.
  public var limit: Double?
  /// `nil` where it is not known, or not finite.
  public var value: Double?
  /// Whether it is kept.
  public var verdict: Verdict
  /// The places that break it, in the order of their level.
  public var places: [Place] = []
  /// What of it could not be judged although the rest was.
  public var remark: Message?
}

extension StaffingRule.Verdict {
  /// `pass`, `breach` or `not judged`.
  package var word: String {
    switch self {
    case .pass: "pass"
    case .breach: "breach"
    case .notJudged: "not judged"
    }
  }
}

extension StaffingRule {
  /// Why it, or part of it, is not judged.
  public var reason: Message? {
    if case .notJudged(let reason) = verdict { return reason }
    return remark
  }
}
