import ArgumentParser
import Audit
import Planner
import Roads
import Scenario
import VectorFiles
import Words

/// Calls for help, recorded or drawn.
struct CallOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("Recorded calls, any point layer: run as they came in, on the plan's days."),
      valueName: words("file")))
  var calls: String?

  @Option(
    help: ArgumentHelp(
      words(
        "A table with the columns unit (a code of the lowest level), hour (0 to 23) and calls (in that hour of a day): run as drawn from it."
      ),
      valueName: words("file")
    ))
  var demand: String?

  @Option(
    help: ArgumentHelp(
      words(
        "How columns are named: time, id, on_scene_s, and in a table lon and lat; of --demand unit, hour, calls."
      ),
      valueName: words("name=column,…")))
  var columns: String?

  @OptionGroup var files: FileOptions

  @Option(
    help: ArgumentHelp(
      words(
        "Draw so many times the plan's days of calls, by the hours and places of the calls given (20 with --demand)."
      ),
      valueName: words("times")))
  var replications: Int?

  @Option(
    help: ArgumentHelp(
      words("Seconds at the scene where no call says; the mean of those drawn."), valueName: words("seconds"))
  )
  var onScene = 1200

  @Option(help: ArgumentHelp(words("Another seed draws other calls."), valueName: words("seed")))
  var seed: UInt64 = 1

  private static let names = ["time", "id", "on_scene_s", "lon", "lat", "unit", "hour", "calls"]

  func validate() throws {
    if calls != nil && demand != nil {
      throw ValidationError(words("--calls and --demand exclude each other"))
    }
    if calls == nil && demand == nil && (replications != nil || columns != nil) {
      throw ValidationError(words("--replications and --columns go with --calls or --demand"))
    }
    if let replications, !(2...10_000).contains(replications) {
      throw ValidationError(words("--replications must be 2 to 10000"))
    }
    guard (0...Measure.seconds).contains(onScene) else {
      throw ValidationError(words("--on-scene must be 0 to \(Measure.seconds) seconds"))
    }
    for pair in pairs where pair.count != 2 || !Self.names.contains(pair[0]) {
      throw ValidationError(
        words(
          "--columns \(pair.joined(separator: "=")): write name=column; names are \(Self.names.joined(separator: ", "))"
        )
      )
    }
  }

  private var pairs: [[String]] {
    (columns ?? "").parts(at: ",").map { $0.parts(at: "=", most: 1).map(String.init) }
  }

  /// The sources of files beside those of calls.
  func sources(besides others: [String]) throws -> [VectorSource] {
    Array(try files.sources([calls ?? demand].compactMap(\.self), besides: others).suffix(others.count))
  }

  private func source(_ path: String) throws -> Scenario.Source {
    var columns = Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { _, last in last })
    let points = [columns.removeValue(forKey: "lon") ?? "", columns.removeValue(forKey: "lat") ?? ""]
    return Scenario.Source(
      vector: try files.sources([path], pointColumns: points)[0], columns: columns)
  }

  /// The run of the calls that are given; `nil` without any.
  func study(
    _ plan: Plan, of scenario: Scenario, dates: Range<Int>, limits: [Int], travel: any Travel
  ) throws -> CallStudy? {
    if let demand {
      Console.step("calls")
      return try drawn(
        CallDemand(reading: try source(demand), for: plan), replications ?? 20, plan, dates, limits, travel)
    }
    guard let calls else { return nil }
    Console.step("calls")
    let file = try CallFile(reading: try source(calls), for: plan, of: scenario, onScene: onScene)
    if !file.outside.isEmpty {
      Console.note(
        words(
          "\(file.outside.count) of \(file.calls.count) calls lie outside the county and are left out: "
            + "\(file.outside.joined(separator: " "))"))
    }
    guard let replications else {
      return try CallStudy(plan, dates: dates, calls: file, limits: limits, travel: travel)
    }
    return try drawn(CallDemand(file.calls), replications, plan, dates, limits, travel)
  }

  private func drawn(
    _ demand: CallDemand, _ replications: Int, _ plan: Plan, _ dates: Range<Int>, _ limits: [Int],
    _ travel: any Travel
  ) throws -> CallStudy {
    try CallStudy(
      plan, dates: dates, demand: demand, replications: replications, onScene: onScene, seed: seed,
      limits: limits, travel: travel)
  }
}
