import Roads

/// Who answers which call, and when: one event after another (Law, Simulation Modeling and Analysis, chapter 1).
///
/// A call goes at once to that crew on duty and free which reaches it first, else it waits; a crew that is free again
/// takes the call that waits longest. A crew breaks off its patrol for a call, and afterwards drives to the first of
/// its further stops that it reaches before it was to leave it. A call that is begun is finished, even past the end of
/// duty.
package struct CallSimulation: Sendable {
  package let crews: [CallCrew]
  let travel: any Travel
  let readiness: Double

  /// Seconds that a way counts where the roads have none.
  static let withoutRoad = 3600.0

  /// - Parameters:
  ///   - crews: with their duties.
  ///   - readiness: seconds from the call to the wheels turning.
  ///   - travel: between places.
  package init(crews: [CallCrew], readiness: Int, travel: any Travel) {
    self.crews = crews
    self.readiness = Double(readiness)
    self.travel = travel
  }

  /// Answers calls, which stand in the order of their times.
  package func run(_ calls: [Call]) -> CallRun {
    precondition(zip(calls, calls.dropFirst()).allSatisfy { $0.time <= $1.time }, "calls in order")
    var state = CallState(self, calls)
    let starts = crews.indices.flatMap { crew in crews[crew].duties.map { (time: $0.start, crew: crew) } }
      .sorted { $0 < $1 }
    var (nextCall, nextStart) = (0, 0)
    while nextCall < calls.count || !state.isIdle {
      let call = nextCall < calls.count ? calls[nextCall].time : .infinity
      let start = nextStart < starts.count ? starts[nextStart].time : .infinity
      let done = state.nextDone
      if done.time < .infinity, done.time <= min(start, call) {
        state.finish(done.crew, at: done.time)
      } else if start < .infinity, start <= call {
        state.begin(starts[nextStart].crew, at: start)
        nextStart += 1
      } else if call < .infinity {
        state.take(nextCall)
        nextCall += 1
      } else {
        // Nobody comes on duty any more: what waits stays unanswered.
        break
      }
    }
    return state.closed()
  }
}
