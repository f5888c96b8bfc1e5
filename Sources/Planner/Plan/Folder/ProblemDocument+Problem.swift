import Grid

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
    problem.policy.responseLimits = policy.responseS
    problem.policy.gapResponseLimit = policy.gapResponseS
    problem.policy.readiness = policy.readinessS
    for crew in crews {
      guard let base = Coordinate(longitude: crew.lon, latitude: crew.lat) else { return nil }
      problem.crews.append(
        Planner.Crew(
          id: crew.id, baseID: crew.baseId, base: base, shiftIDs: crew.shifts, maxSpeed: crew.maxSpeedKmh))
    }
    for point in checkpoints {
      guard let place = Coordinate(longitude: point.lon, latitude: point.lat),
        let tier = Planner.Checkpoint.Tier(rawValue: point.tier)
      else { return nil }
      var windows: [DailyWindow] = []
      for pair in point.windows {
        guard pair.count == 2, let start = TimeOfDay(pair[0]), let end = TimeOfDay(pair[1]) else {
          return nil
        }
        windows.append(DailyWindow(start: start, end: end))
      }
      problem.checkpoints.append(
        Planner.Checkpoint(
          id: point.id, name: point.name, coordinate: place, tier: tier, visitsPerDay: point.visitsPerDay,
          dwell: point.dwellS, windows: windows, minGap: point.minGapS, dayTypes: point.dayTypes ?? []))
    }
    return problem
  }
}
