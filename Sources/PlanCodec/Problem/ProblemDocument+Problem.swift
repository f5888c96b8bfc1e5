import Scenario

extension ProblemDocument {
  /// The whole problem; `nil` where a date, time, role, tier or place is no such thing.
  ///
  /// - Parameter dayTypeOfDate: for each date of the horizon an index into `dayTypes`.
  func problem(dayTypeOfDate: [Int]) -> Problem? {
    guard var problem = rosterProblem else { return nil }
    problem.horizon.dayTypeOfDate = dayTypeOfDate
    problem.policy.roomsWithinTownship = policy.room.within != nil
    problem.policy.minAuxiliariesPerUnit = policy.auxiliary.minPerUnit
    problem.policy.householdsPerExtraAuxiliary = policy.auxiliary.householdsPerExtra
    if let officer = policy.officer { problem.policy.officerTolerance = officer.balance }
    if let given = policy.staffing {
      problem.policy.staffing.stationShare = given.stationShare
      problem.policy.staffing.communityShare = given.communityShare
      if let time = given.communityTime { problem.policy.staffing.communityTime = time }
      problem.policy.staffing.maxHouseholdsPerOfficer = given.maxHouseholdsPerOfficer
      problem.policy.staffing.maxHouseholdsPerAuxiliary = given.maxHouseholdsPerAuxiliary
    }
    problem.policy.responseLimits = policy.responseS
    problem.policy.gapResponseLimit = policy.gapResponseS
    problem.policy.readiness = policy.readinessS
    problem.gridWorkers = workers
    for crew in crews {
      guard let crew = crew.value else { return nil }
      problem.crews.append(crew)
    }
    for checkpoint in checkpoints + (streets ?? []) {
      guard let checkpoint = checkpoint.value else { return nil }
      problem.checkpoints.append(checkpoint)
    }
    if let patrol { problem.patrol = patrol.policy }
    for rule in rounds ?? [] {
      guard let rule = rule.value else { return nil }
      problem.rounds.append(rule)
    }
    for standard in seen ?? [] {
      guard let standard = standard.value else { return nil }
      problem.seen.append(standard)
    }
    guard let sights = sights else { return nil }
    problem.lastSeen = sights
    for place in bases ?? [] {
      guard let site = place.site else { return nil }
      problem.bases.append(site)
    }
    for place in stations ?? [] {
      guard let site = place.site else { return nil }
      problem.stations.append(Station(site: site, police: place.police))
    }
    problem.countyPolice = countyPolice
    if let unitAttributes {
      guard unitAttributes.town.count == unitAttributes.risk.count,
        unitAttributes.tier.map({ $0.count == unitAttributes.risk.count }) ?? true
      else { return nil }
      problem.attributes = UnitAttributes(
        isTown: unitAttributes.town, risk: unitAttributes.risk, tier: unitAttributes.tier)
    }
    return problem
  }

  /// `nil` where a date is none.
  private var sights: [LastSight]? {
    var sights: [LastSight] = []
    for (whom, levels) in lastSeen ?? [:] {
      for (level, dates) in levels {
        for (code, text) in dates {
          guard let date = CivilDate(text) else { return nil }
          sights.append(
            LastSight(level: level, unitCode: code, date: date, isOfCrews: whom == "crews"))
        }
      }
    }
    return sights.sorted()
  }

  var workers: [GridWorker] {
    (gridWorkers ?? []).map {
      var worker = GridWorker(id: $0.id, unitCode: $0.unitCode)
      if let contact = $0.contact { worker.contact = contact.value }
      return worker
    }
  }
}
