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
    if let patrol {
      problem.patrol.presence = patrol.presenceS
      problem.patrol.streetSpeed = patrol.streetKmh
    }
    return problem
  }

  var workers: [GridWorker] {
    (gridWorkers ?? []).map { GridWorker(id: $0.id, unitCode: $0.unitCode) }
  }
}
