import Words

/// The rules of a scenario, and who must be on duty.
extension ScenarioReader {
  mutating func readPolicy(_ shifts: [Shift]) throws(ScenarioError) -> Policy {
    var policy = Policy()
    let section = try root["policy"]?.section([
      "rooms_within_township", "min_auxiliaries_per_unit", "households_per_extra_auxiliary",
      "officer_balance", "staffing", "response_s", "gap_response_s", "readiness_s", "roster",
    ])
    if let node = section?["rooms_within_township"] { policy.roomsWithinTownship = try node.flag() }
    if let node = section?["min_auxiliaries_per_unit"] {
      policy.minAuxiliariesPerUnit = try node.integer(atLeast: 0, atMost: Measure.people)
    }
    if let node = section?["households_per_extra_auxiliary"] {
      policy.householdsPerExtraAuxiliary = try node.integer(atLeast: 1)
    } else {
      assumed.append(
        Message(
          "no_extra_auxiliaries",
          "no unit needs more than the least number of auxiliaries, however many its households"))
    }
    if let node = section?["officer_balance"] {
      policy.officerTolerance = try node.share()
    } else {
      assumed.append(
        Message(
          "officer_balance",
          "the workloads of a room's officers may differ by \(policy.officerTolerance) of their mean"))
    }
    policy.staffing = try readStaffing(section?["staffing"])
    if let node = section?["response_s"] {
      var limits: [Int] = []
      for item in try node.list() { limits.append(try item.integer(atLeast: 1, atMost: Measure.seconds)) }
      guard !limits.isEmpty else { throw node.wrong(Message("one limit in seconds or more")) }
      policy.responseLimits = limits.sorted()
    } else {
      assumed.append(
        Message(
          "response_limits",
          "response is judged against \(policy.responseLimits.map { Message("\($0) s") }.joined(separator: ", "))"
        ))
    }
    policy.gapResponseLimit =
      try section?["gap_response_s"]?.integer(atLeast: 1, atMost: Measure.seconds)
      ?? policy.responseLimits[policy.responseLimits.count - 1]
    if section?["gap_response_s"] == nil {
      assumed.append(
        Message("gap_response", "land reached later than \(policy.gapResponseLimit) s is a coverage gap"))
    }
    if let node = section?["readiness_s"] {
      policy.readiness = try node.integer(atLeast: 0, atMost: Measure.seconds)
    } else {
      assumed.append(Message("no_readiness", "help sets off at once"))
    }
    policy.roster = try RosterPolicy(reading: section?["roster"], shifts)
    if section?["roster"] == nil {
      let usual = policy.roster
      assumed.append(
        Message(
          "roster_rules",
          "at least \(Int(usual.minRestHours)) h of rest, at most \(usual.maxConsecutiveDays) days in a row and "
            + "\(Int(usual.maxHoursPerWeek)) h a week"))
    }
    return policy
  }

  private mutating func readStaffing(_ node: ScenarioNode?) throws(ScenarioError) -> StaffingPolicy {
    var staffing = StaffingPolicy()
    let section = try node?.section([
      "station_share", "community_share", "community_time", "max_households_per_officer",
      "max_households_per_auxiliary",
    ])
    if let node = section?["station_share"] { staffing.stationShare = try node.share() }
    if let node = section?["community_share"] { staffing.communityShare = try node.share() }
    if let node = section?["community_time"] { staffing.communityTime = try node.share() }
    staffing.maxHouseholdsPerOfficer = try section?["max_households_per_officer"]?.integer(atLeast: 1)
    staffing.maxHouseholdsPerAuxiliary = try section?["max_households_per_auxiliary"]?.integer(atLeast: 1)
    if section?["station_share"] == nil || section?["community_share"] == nil {
      assumed.append(
        Message(
          "station_shares",
          "at least \(staffing.stationShare) of the county's police are to serve at stations, and at least "
            + "\(staffing.communityShare) of a station's in its rooms"))
    }
    return staffing
  }

  mutating func readPosts(
    _ shifts: [Shift], usual: Scenario.PostRules
  ) throws(ScenarioError) -> Scenario.PostRules {
    let section = try root["posts"]?.section(["crew", "room", "station"])
    let room = try section?["room"]?.section(["shift", "needs", "weekdays", "holidays"])
    if section?["crew"] == nil {
      assumed.append(Message("crew_needs", "a crew is 1 officer and 3 auxiliaries"))
    }
    if room == nil {
      assumed.append(
        Message("room_desk", "a room's desk is 1 officer on weekdays in shift \(usual.roomShift)"))
    }
    var rules = usual
    if let node = room?["shift"] {
      rules.roomShift = try node.text()
      guard shifts.contains(where: { $0.id == rules.roomShift }) else {
        throw node.wrong(Message("one of the shifts \(Message(list: shifts.map(\.id)))"))
      }
    }
    if let node = room?["holidays"] {
      guard ["open", "closed"].contains(try node.text()) else { throw node.wrong(Message("open or closed")) }
      rules.roomClosedOnHolidays = try node.text() == "closed"
    }
    if let node = section?["crew"] { rules.crew = try needs(node) }
    if let node = room?["needs"] { rules.room = try needs(node) }
    if let node = room?["weekdays"] { rules.roomWeekdays = try weekdays(node) }
    rules.stations = try stationDesks(section?["station"], shifts)
    return rules
  }

  private func stationDesks(
    _ node: ScenarioNode?, _ shifts: [Shift]
  ) throws(ScenarioError) -> Scenario.StationDesks? {
    guard let section = try node?.section(["shifts", "needs", "weekdays"]) else { return nil }
    var names: [String] = []
    for item in try section.required("shifts").list() {
      let name = try item.text()
      guard shifts.contains(where: { $0.id == name }) else {
        throw item.wrong(Message("one of the shifts \(Message(list: shifts.map(\.id)))"))
      }
      names.append(name)
    }
    return Scenario.StationDesks(
      shiftIDs: names, needs: try section["needs"].map(needs) ?? [.officer: 1],
      weekdays: try section["weekdays"].map(weekdays) ?? Array(1...7))
  }

  private func needs(_ node: ScenarioNode) throws(ScenarioError) -> [Role: Int] {
    let section = try node.section(Role.allCases.map(\.rawValue))
    var result: [Role: Int] = [:]
    for role in Role.allCases {
      if let count = section[role.rawValue] {
        result[role] = try count.integer(atLeast: 0, atMost: Measure.people)
      }
    }
    return result
  }
}
