import ArgumentParser
import Foundation
import Geometry
import Planner
import Roads
import Solvers

struct Calls: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run calls against queues whose mean wait is known exactly (M/M/c).",
    discussion: """
      Calls come at random, crews take them in order and need a time from an exponential distribution; nobody drives. \
      Prints a line of JSON for each number of crews and load: the mean wait over the replications with half its 95 % \
      interval, the exact one (Erlang C), and of how many experiments with other seeds the interval holds the exact \
      value.

      Example: solve calls --experiments 20
      """)

  @Option(help: "Crews.")
  var crews = [1, 4, 12]

  @Option(help: "Shares of the crews' time that calls take.")
  var loads = [0.3, 0.6, 0.9]

  @Option(help: "Runs whose means make one interval.")
  var replications = 30

  @Option(help: "Calls that count in each run.")
  var calls = 20_000

  @Option(help: "Calls before them, until the queue has forgotten that it was empty.")
  var warmUp = 5_000

  @Option(help: "Experiments with a seed each.")
  var experiments = 1

  @Option(help: "The first seed.")
  var seed: UInt64 = 1

  private struct Line: Encodable {
    var crews: Int
    var load: Double
    var wait: Double
    var halfWidth: Double
    var exact: Double
    var isInside: Bool
    var experiments: Int
    var inside: Int
    var seconds: Double
  }

  func run() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    for count in crews {
      for load in loads {
        let start = ContinuousClock.now
        let queue = ExactQueue(crews: count, load: load)
        let estimates = (0..<experiments).map { experiment in
          let values = concurrentMap(Array(0..<replications)) { replication in
            queue.meanWait(
              calls: calls, warmUp: warmUp,
              seed: seed &+ UInt64(experiment) &* 1_000_003 &+ UInt64(replication) &* 7919)
          }
          return Estimate(values)
        }
        let line = Line(
          crews: count, load: load, wait: estimates[0].mean, halfWidth: estimates[0].halfWidth,
          exact: queue.exactWait, isInside: estimates[0].holds(queue.exactWait), experiments: experiments,
          inside: estimates.count { $0.holds(queue.exactWait) }, seconds: seconds(since: start))
        print(String(decoding: try encoder.encode(line), as: UTF8.self))
      }
    }
  }
}

/// A queue with a known mean wait, of calls that take a second on average.
struct ExactQueue: Sendable {
  let crews: Int
  let load: Double

  /// Erlang's C over the rate at which a full house gets through its queue.
  var exactWait: Double {
    let offered = Double(crews) * load
    var blocking = 1.0
    for n in 1...crews { blocking = offered * blocking / (Double(n) + offered * blocking) }
    let waits = blocking / (1 - load * (1 - blocking))
    return waits / (Double(crews) * (1 - load))
  }

  /// The mean wait of the calls after the warm-up.
  func meanWait(calls count: Int, warmUp: Int, seed: UInt64) -> Double {
    var generator = SeededGenerator(seed: seed)
    let place = Coordinate(x: 0, y: 0)
    var time = 0.0
    let calls = (0..<warmUp + count).map { _ in
      time -= log1p(-generator.unit()) / (Double(crews) * load)
      return Call(id: "", time: time, place: place, unit: 0, onScene: -log1p(-generator.unit()))
    }
    let servers = (0..<crews).map {
      CallCrew(id: String($0), duties: [.init(start: 0, end: .infinity, base: place)])
    }
    let run = CallSimulation(crews: servers, readiness: 0, travel: NoTravel()).run(calls)
    return CallFigures(
      run, of: calls, counting: warmUp..<calls.count, limits: [], duty: []
    ).meanWait
  }
}

/// Everybody is everywhere.
private struct NoTravel: Travel {
  func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    let zeros = [Float](repeating: 0, count: origins.count * destinations.count)
    return TravelTable(rows: origins.count, columns: destinations.count, seconds: zeros, metres: zeros)
  }

  func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] { [origin, destination] }
}
