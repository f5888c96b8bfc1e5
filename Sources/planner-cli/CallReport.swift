import Audit
import Foundation
import Planner
import Scenario
import Words

/// A run of calls as text.
struct CallReport {
  private let study: CallStudy

  init(_ study: CallStudy) {
    self.study = study
  }

  var lines: [String] {
    let count = study.estimate { Double($0.calls) }
    let head =
      study.isDrawn
      ? words(
        "calls drawn \(study.figures.count) times, \(text(count)) each; ± is half the 95 % interval of the mean"
      )
      : words("\(study.calls.count) calls as they came in")
    return [head, ""] + figures + [""] + crews
  }

  private var figures: [String] {
    var table = TextTable([words("calls"), study.isDrawn ? words("mean") : ""])
    func add(_ name: String, _ figure: (CallFigures) -> Double) {
      table.add([name, text(study.estimate(figure))])
    }
    add(words("wait for a crew, mean s"), \.meanWait)
    add(words("calls that wait, %")) { $0.waiting * 100 }
    add(words("unanswered"), { Double($0.unanswered) })
    add(words("response, mean s"), \.meanResponse)
    add(words("response, median s"), \.medianResponse)
    add(words("response, 90 % s"), \.response90)
    add(words("response, worst s"), \.worstResponse)
    for (index, limit) in study.limits.enumerated() {
      add(words("within \(limit) s, %")) { $0.shares[index] * 100 }
    }
    let longest = Estimate(study.runs.map { Double($0.longestQueue) })
    table.add([words("longest queue"), text(longest)])
    return table.lines
  }

  private var crews: [String] {
    var table = TextTable(
      words("crew | answered | busy % | patrol broken off | hours away | visits missed | cut short"))
    for crew in study.crews.indices {
      func mean(_ value: (CallRun) -> Double) -> String {
        tenths(study.runs.reduce(0) { $0 + value($1) } / Double(study.runs.count))
      }
      table.add([
        study.crews[crew], tenths(study.estimate { Double($0.answered[crew]) }.mean),
        tenths(study.estimate { $0.utilisation[crew] * 100 }.mean), mean { Double($0.interruptions[crew]) },
        mean { $0.away[crew] / 3600 }, mean { Double($0.missed[crew]) }, mean { Double($0.cutShort[crew]) },
      ])
    }
    return table.lines
  }

  private func text(_ estimate: Estimate) -> String {
    estimate.halfWidth.isFinite && study.isDrawn
      ? "\(tenths(estimate.mean)) ± \(tenths(estimate.halfWidth))" : tenths(estimate.mean)
  }

  private func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}

/// What `gaps --json` and `audit --json` print of a run of calls.
struct CallDocument: Encodable {
  struct Value: Encodable {
    let mean: Double
    /// `null` of one run.
    let halfWidth95: Double?

    init(_ estimate: Estimate) {
      mean = estimate.mean
      halfWidth95 = estimate.halfWidth.isFinite ? estimate.halfWidth : nil
    }
  }

  struct Share: Encodable {
    let responseS: Int
    let share: Value
  }

  struct Crew: Encodable {
    let id: String
    let dutyS: Double
    let answered: Value
    let utilisation: Value
    let interruptions: Value
    let awayS: Value
    let visitsMissed: Value
    let visitsCutShort: Value
    let overtimeS: Value
  }

  struct Answer: Encodable {
    let id: String
    let crew: String?
    let fromLon: Double?
    let fromLat: Double?
    let waitS: Double?
    let responseS: Double?
  }

  let replications: Int
  let calls: Value
  let unanswered: Value
  let meanWaitS: Value
  let waiting: Value
  let meanResponseS: Value
  let medianResponseS: Value
  let response90S: Value
  let worstResponseS: Value
  let within: [Share]
  let longestQueue: Value
  let crews: [Crew]
  let answers: [Answer]

  /// What the figures rest on, in sentences.
  static func assumed(_ study: CallStudy) -> [Message] {
    [
      study.isDrawn
        ? Message(
          "calls are drawn hour by hour as a Poisson process; the time at the scene is exponential with a mean of "
            + "\(study.onScene) s")
        : Message("a call takes \(study.onScene) s at the scene where the file does not say"),
      Message("where no road leads to a call, the way takes an hour"),
    ]
  }

  init(_ study: CallStudy) {
    func value(_ figure: (CallFigures) -> Double) -> Value { Value(study.estimate(figure)) }
    func run(_ figure: (CallRun) -> Double) -> Value { Value(Estimate(study.runs.map(figure))) }
    replications = study.isDrawn ? study.figures.count : 0
    calls = value { Double($0.calls) }
    unanswered = value { Double($0.unanswered) }
    meanWaitS = value(\.meanWait)
    waiting = value(\.waiting)
    meanResponseS = value(\.meanResponse)
    medianResponseS = value(\.medianResponse)
    response90S = value(\.response90)
    worstResponseS = value(\.worstResponse)
    within = study.limits.enumerated().map { index, limit in
      Share(responseS: limit, share: value { $0.shares[index] })
    }
    longestQueue = run { Double($0.longestQueue) }
    crews = study.crews.indices.map { crew in
      Crew(
        id: study.crews[crew], dutyS: study.duty[crew], answered: value { Double($0.answered[crew]) },
        utilisation: value { $0.utilisation[crew] }, interruptions: run { Double($0.interruptions[crew]) },
        awayS: run { $0.away[crew] }, visitsMissed: run { Double($0.missed[crew]) },
        visitsCutShort: run { Double($0.cutShort[crew]) }, overtimeS: run { $0.overtime[crew] })
    }
    answers = study.calls.enumerated().map { index, call in
      let answer = study.runs[0].answers[index]
      return Answer(
        id: call.id, crew: answer.map { study.crews[$0.crew] }, fromLon: answer?.from.longitude,
        fromLat: answer?.from.latitude, waitS: answer.map { $0.dispatched - call.time },
        responseS: answer.map { $0.arrived - call.time })
    }
  }
}
