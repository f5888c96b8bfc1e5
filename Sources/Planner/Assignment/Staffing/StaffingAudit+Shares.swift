import Scenario
import Words

/// Shares of the police, and households for each of them.
extension StaffingAudit {
  static func stationShare(_ stations: [Station], _ countyPolice: Int?, _ limit: Double) -> StaffingRule {
    var rule = StaffingRule(name: .stationShare, limit: limit, verdict: .pass)
    let unknown = stations.filter { $0.police == nil }
    let police = stations.reduce(0) { $0 + ($1.police ?? 0) }
    guard let countyPolice else {
      rule.verdict = .notJudged(
        Message("no_county_police", "the number of the county's police is not given"))
      return rule
    }
    guard !stations.isEmpty, unknown.isEmpty else {
      rule.verdict = .notJudged(
        stations.isEmpty
          ? Message("no_station", "no station is given")
          : Message(
            "no_police_of_stations",
            "the police are not given of \(Self.list(unknown.map { Message(verbatim: $0.id) }))"))
      return rule
    }
    guard police <= countyPolice else {
      rule.verdict = .notJudged(
        Message(
          "more_police_than_county",
          "the stations have \(police) police, but the county only \(countyPolice)"))
      return rule
    }
    let share = Double(police) / Double(countyPolice)
    rule.value = share
    rule.verdict = share >= limit ? .pass : .breach
    return rule
  }

  /// - Parameter officersAt: for each township the officers of the rooms that stand in it. They are its station's;
  ///   stations of one township are judged as one.
  func communityShare(
    _ stations: [Station], _ officersAt: [Int], _ limit: Double
  ) -> StaffingRule {
    var rule = StaffingRule(name: .communityShare, limit: limit, verdict: .pass)
    var unjudged = stations.filter { $0.township < 0 }.map {
      Message("station_in_no_township", "\($0.id) stands in no township")
    }
    var judged = 0
    for (township, officers) in officersAt.enumerated() {
      let here = stations.filter { $0.township == township }
      guard !here.isEmpty else {
        if officers > 0 {
          unjudged.append(
            Message("township_without_station", "no station stands in \(townships[township].code)"))
        }
        continue
      }
      let ids = here.map(\.id).joined(separator: ";")
      let known = here.compactMap(\.police)
      let police = known.reduce(0, +)
      guard known.count == here.count else {
        unjudged.append(Message("no_police_of_station", "the police of \(ids) are not given"))
        continue
      }
      // More officers than police is a slip in what was given, not a share.
      guard police > 0, officers <= police else {
        unjudged.append(
          Message(
            "more_officers_than_police", "\(ids) has \(police) police, but \(officers) officers in its rooms")
        )
        continue
      }
      judged += 1
      let share = Double(officers) / Double(police)
      rule.value = min(rule.value ?? .infinity, share)
      if share < limit {
        rule.places.append(
          StaffingRule.Place(code: ids, name: here.map(\.name).joined(separator: ";"), value: share))
      }
    }
    let reasons = Self.list(unjudged)
    if stations.isEmpty {
      rule.verdict = .notJudged(Message("no_station", "no station is given"))
    } else if judged == 0 {
      rule.verdict = .notJudged(reasons)
    } else {
      rule.verdict = rule.places.isEmpty ? .pass : .breach
      if !unjudged.isEmpty { rule.remark = Message("judged_in_part", "in part: \(reasons)") }
    }
    return rule
  }

  package static func communityTime(_ officers: [OfficerTime], _ limit: Double) -> StaffingRule {
    var rule = StaffingRule(name: .communityTime, limit: limit, verdict: .pass)
    for officer in officers where officer.all > 0 {
      let share = Double(officer.inCommunity) / Double(officer.all)
      rule.value = min(rule.value ?? .infinity, share)
      if share < limit { rule.places.append(StaffingRule.Place(code: officer.id, name: "", value: share)) }
    }
    if rule.value == nil {
      rule.verdict = .notJudged(Message("no_officer_on_duty", "no officer of a room has a duty"))
    }
    if !rule.places.isEmpty { rule.verdict = .breach }
    return rule
  }

  /// Households of each township for each of its people; townships without households need nobody.
  func ratio(
    _ name: StaffingRule.Name, _ limit: Int?, _ value: (Township) -> Double?
  ) -> StaffingRule {
    let inhabited = townships.filter { $0.households > 0 }
    let values = inhabited.map(value)
    var rule = StaffingRule(name: name, limit: limit.map(Double.init), verdict: .pass)
    rule.value = values.contains(nil) ? nil : values.compactMap(\.self).max()
    guard let limit else {
      rule.verdict = .notJudged(Message("no_limit", "no limit is set"))
      return rule
    }
    rule.places = zip(inhabited, values).compactMap { township, value in
      value.map { $0 <= Double(limit) } ?? false
        ? nil : StaffingRule.Place(code: township.code, name: township.name, value: value)
    }
    rule.verdict = rule.places.isEmpty ? .pass : .breach
    return rule
  }

  /// The first few of a list.
  private static func list(_ all: [Message]) -> Message {
    let first = all.prefix(5).map(\.self).joined(separator: "; ")
    return all.count > 5 ? Message("\(first) and \(all.count - 5) more") : first
  }
}
