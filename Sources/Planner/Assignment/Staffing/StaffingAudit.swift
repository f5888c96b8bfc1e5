import Grid
import Scenario

/// Judges who serves where by the province's rules, and says what it lacks to judge the rest.
public struct StaffingAudit: Sendable {
  /// The people of one township.
  public struct Township: Sendable {
    /// The code of the township.
    public var code: String
    /// The name of the township.
    public var name: String
    /// How many households it has.
    public var households: Int
    /// Those who answer for some of its units.
    public var officers: Int
    /// How many auxiliaries serve in it.
    public var auxiliaries: Int

    /// `nil` without an officer.
    public var householdsPerOfficer: Double? { officers > 0 ? Double(households) / Double(officers) : nil }
    /// How many households there are for each auxiliary; `nil` where there is none.
    public var householdsPerAuxiliary: Double? {
      auxiliaries > 0 ? Double(households) / Double(auxiliaries) : nil
    }
  }

  /// A station: all its police, and the township where it stands, which is its jurisdiction.
  public struct Station: Sendable {
    /// The id of the station.
    public var id: String
    /// The name of the station.
    public var name: String
    /// `nil` where not known.
    public var police: Int?
    /// -1 outside all.
    public var township: Int

    /// A station with its police and its township, an index; -1 for none.
    public init(id: String, name: String, police: Int?, township: Int) {
      self.id = id
      self.name = name
      self.police = police
      self.township = township
    }
  }

  /// What an officer who answers for units is rostered for, in seconds.
  public struct OfficerTime: Sendable {
    /// The id of the officer.
    public var id: String
    /// At rooms that serve his units.
    public var inCommunity: Int
    /// Seconds of duty in all.
    public var all: Int

    /// Seconds of duty of an officer, in the community and in all.
    public init(id: String, inCommunity: Int, all: Int) {
      self.id = id
      self.inCommunity = inCommunity
      self.all = all
    }
  }

  /// In the order of `StaffingRule.Name`.
  public var rules: [StaffingRule] = []
  /// By the order of the level.
  public var townships: [Township] = []

  /// An audit without findings.
  public init() {}

  /// - Parameters:
  ///   - policy: what is judged against.
  ///   - assignment: who answers for which of `units`.
  ///   - units: the assignment level.
  ///   - grids: the level below it, whose parents are `units`; `nil` where there is none.
  ///   - townships: the level of townships.
  ///   - townshipOfUnit: for each unit its township; -1 for none.
  ///   - stations: each with its police and its township.
  ///   - countyPolice: all police of the county; `nil` where not known.
  ///   - officerTimes: of those who have duties.
  public init(
    policy: Policy, assignment: Assignment, units: Level, grids: Level?, townships: Level,
    townshipOfUnit: [Int], stations: [Station], countyPolice: Int?, officerTimes: [OfficerTime]
  ) {
    self.townships = Self.townships(assignment, units, townships, townshipOfUnit)
    let officersAt = Self.officersOfRooms(assignment, townships)
    rules = [
      Self.officers(assignment, units), Self.auxiliaries(assignment, units, policy),
      Self.grids(assignment, grids, below: units),
      Self.stationShare(stations, countyPolice, policy.staffing.stationShare),
      communityShare(stations, officersAt, policy.staffing.communityShare),
      ratio(.householdsPerOfficer, policy.staffing.maxHouseholdsPerOfficer, \.householdsPerOfficer),
      ratio(.householdsPerAuxiliary, policy.staffing.maxHouseholdsPerAuxiliary, \.householdsPerAuxiliary),
      Self.communityTime(officerTimes, policy.staffing.communityTime),
    ]
  }

  private static func townships(
    _ assignment: Assignment, _ units: Level, _ townships: Level, _ townshipOfUnit: [Int]
  ) -> [Township] {
    var households = [Int](repeating: 0, count: townships.count)
    var officers = [Set<String>](repeating: [], count: townships.count)
    var auxiliaries = officers
    for (unit, township) in townshipOfUnit.enumerated() where township >= 0 {
      households[township] += units.households[unit]
      if !assignment.officerOfUnit[unit].isEmpty { officers[township].insert(assignment.officerOfUnit[unit]) }
      auxiliaries[township].formUnion(assignment.auxiliariesOfUnit[unit])
    }
    return townships.codes.indices.map {
      Township(
        code: townships.codes[$0], name: townships.names[$0], households: households[$0],
        officers: officers[$0].count, auxiliaries: auxiliaries[$0].count)
    }
  }

  /// Officers of the rooms that stand in each township.
  private static func officersOfRooms(_ assignment: Assignment, _ townships: Level) -> [Int] {
    var count = [String: Int]()
    for room in assignment.rooms { count[room.room.townshipCode, default: 0] += room.officerIDs.count }
    return townships.codes.map { count[$0] ?? 0 }
  }
}
