import Geometry
import Scenario

extension ProblemDocument {
  /// What the roster needs of the problem; `nil` where a date, time, role or place is no such thing.
  var rosterProblem: Problem? {
    guard let start = CivilDate(horizon.start.prefix(10)), let clock = Clock(String(horizon.start.suffix(6)))
    else { return nil }
    var rules = ProblemPolicy()
    rules.roster.minRestHours = policy.roster.minRestH
    rules.roster.maxConsecutiveDays = policy.roster.maxConsecutiveDays
    rules.roster.maxHoursPerWeek = policy.roster.maxHoursPerWeek
    rules.roster.maxHoursPerMonth = policy.roster.maxHoursPerMonth
    rules.roster.maxNights = policy.roster.maxNights
    rules.roster.maxConsecutiveNights = policy.roster.maxConsecutiveNights
    for pair in policy.roster.forbiddenSuccessions ?? [] {
      guard pair.count == 2 else { return nil }
      rules.roster.forbiddenSuccessions.append(.init(shiftID: pair[0], nextID: pair[1]))
    }
    rules.roster.holidays = Set((policy.roster.holidays ?? []).compactMap { CivilDate($0) })
    rules.roster.workdays = Set((policy.roster.workdays ?? []).compactMap { CivilDate($0) })
    rules.roster.cycle = (policy.roster.cycle ?? []).map { $0 == "off" ? nil : $0 }
    for (name, weight) in RosterWeights.names {
      if let value = policy.roster.weights?[name] { rules.roster.weights[keyPath: weight] = value }
    }
    var problem = Problem(
      levels: levels, assignLevel: assignLevel, townshipLevel: townshipLevel,
      horizon: ProblemHorizon(
        start: start, days: horizon.days, clock: clock,
        dayTypeOfDate: Array(repeating: 0, count: max(0, horizon.days))),
      dayTypes: dayTypes, policy: rules)
    for room in rooms {
      guard let status = ProblemRoom.Status(rawValue: room.status),
        let place = Coordinate(longitude: room.lon, latitude: room.lat)
      else { return nil }
      problem.rooms.append(
        ProblemRoom(
          id: room.id, name: room.name, coordinate: place, status: status, townshipCode: room.townshipCode,
          maxUnits: room.maxUnits, maxHouseholds: room.maxHouseholds))
    }
    for person in staff {
      let dates = person.unavailable.compactMap { CivilDate($0) }
      guard let role = Role(rawValue: person.role), dates.count == person.unavailable.count else {
        return nil
      }
      var member = StaffMember(
        id: person.id, role: role, homeUnit: person.homeUnit, fullTime: person.fullTime, unavailable: dates)
      member.siteIDs = person.siteIds ?? []
      member.isMadeUp = person.madeUp ?? false
      member.team = person.team ?? ""
      if let contact = person.contact { member.contact = contact.value }
      problem.staff.append(member)
    }
    for shift in shifts {
      guard let start = TimeOfDay(shift.start), let end = TimeOfDay(shift.end) else { return nil }
      problem.shifts.append(ProblemShift(id: shift.id, window: DailyWindow(start: start, end: end)))
    }
    for post in posts {
      var needs: [Role: Int] = [:]
      for (name, count) in post.needs {
        guard let role = Role(rawValue: name) else { return nil }
        needs[role] = count
      }
      var place = ProblemPost(
        id: post.id, shiftID: post.shiftId, needs: needs, weekdays: post.weekdays, siteID: post.siteId)
      place.isClosedOnHolidays = post.holidays == "closed"
      problem.posts.append(place)
    }
    return readWishes(into: &problem) ? problem : nil
  }
}
