import Geometry

/// What a run of calls came to.
package struct CallRun: Sendable {
  package struct Answer: Sendable {
    package var crew: Int
    package var from: Coordinate
    /// Seconds, as the calls' own times.
    package var dispatched: Double
    package var arrived: Double
    package var done: Double
  }

  /// Beside the calls; `nil` for one that nobody answered.
  package var answers: [Answer?]
  /// For each crew: seconds on calls, past the end of duty, and off the patrol, ways back included.
  package var busy: [Double]
  package var overtime: [Double]
  package var away: [Double]
  /// How often each broke off its patrol, and the visits to checkpoints that it missed or cut short by it.
  package var interruptions: [Int]
  package var missed: [Int]
  package var cutShort: [Int]
  package var longestQueue = 0

  init(calls: Int, crews: Int) {
    answers = Array(repeating: nil, count: calls)
    busy = Array(repeating: 0, count: crews)
    overtime = busy
    away = busy
    interruptions = Array(repeating: 0, count: crews)
    missed = interruptions
    cutShort = interruptions
  }
}

/// A run in figures.
package struct CallFigures: Sendable {
  package var calls = 0
  package var unanswered = 0
  /// Seconds from the call to the moment a crew sets about it, over all that are answered.
  package var meanWait = 0.0
  /// The share of calls that wait.
  package var waiting = 0.0
  /// Seconds from the call to the arrival.
  package var meanResponse = 0.0
  package var medianResponse = 0.0
  package var response90 = 0.0
  package var worstResponse = 0.0
  /// For each limit the share of all calls, 0 to 1; those unanswered are beyond it.
  package var shares: [Double]
  /// For each crew the share of its duty spent on calls, 0 to 1; above with overtime.
  package var utilisation: [Double]
  package var answered: [Int]

  /// - Parameters:
  ///   - run: what became of each call.
  ///   - calls: all of the run.
  ///   - range: those of `calls` that count, as indices; `nil` counts all.
  ///   - limits: seconds.
  ///   - duty: seconds of duty of each crew.
  package init(
    _ run: CallRun, of calls: [Call], counting range: Range<Int>? = nil, limits: [Int], duty: [Double]
  ) {
    let range = range ?? calls.indices
    var responses: [Double] = []
    var waits = 0.0
    var answered = [Int](repeating: 0, count: run.busy.count)
    for index in range {
      guard let answer = run.answers[index] else { continue }
      responses.append(answer.arrived - calls[index].time)
      waits += answer.dispatched - calls[index].time
      if answer.dispatched > calls[index].time { waiting += 1 }
      answered[answer.crew] += 1
    }
    responses.sort()
    let count = Double(max(1, responses.count))
    self.calls = range.count
    unanswered = range.count - responses.count
    meanWait = waits / count
    waiting /= count
    meanResponse = responses.reduce(0, +) / count
    if !responses.isEmpty {
      medianResponse = responses[(responses.count + 1) / 2 - 1]
      response90 = responses[(responses.count * 9 + 9) / 10 - 1]
      worstResponse = responses[responses.count - 1]
    }
    shares = limits.map { limit in
      Double(responses.count { $0 <= Double(limit) }) / Double(max(1, range.count))
    }
    utilisation = zip(run.busy, duty).map { $1 > 0 ? $0 / $1 : 0 }
    self.answered = answered
  }
}
