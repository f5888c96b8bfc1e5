import ArgumentParser
import Foundation
import PlanCodec
import Planner
import Roads
import Scenario

struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time a plan's audit in space and through the day.",
    discussion: """
      Prints one line of JSON with the seconds of each step. With --out, writes the road graph, how sources and \
      micro-grids join it, and every response time, for peers/audit_dijkstra.py to compare.

      Example: solve audit plan --out graph
      """)

  @Argument(help: "A plan folder.")
  var folder: String

  @Option(help: "The scenario of the plan, where it is not where the plan was made from.")
  var scenario: String?

  @Option(help: "Seconds between two looks at the day.")
  var step = 60

  @Option(help: "Folder for arcs.csv, exits.csv, entries.csv, direct.csv and response.csv.")
  var out: String?

  private struct Timing: Encodable {
    var units: Int
    var sources: Int
    var crews: Int
    var junctions: Int
    var readSeconds: Double
    var roadsSeconds: Double
    var spaceSeconds: Double
    var gaps: Int
    var regionsSeconds: Double
    var prepareSeconds: Double
    var daySeconds: Double
    var looks: Int
  }

  func run() throws {
    let start = ContinuousClock.now
    let plan = try Plan(folder)
    let read = seconds(since: start)
    let beforeRoads = ContinuousClock.now
    let source = try Scenario(path: try scenario ?? plan.scenario)
    let travel = try PlannedTravel(of: source, in: plan.hierarchy).travel
    let roads = seconds(since: beforeRoads)
    let limits = plan.problem.policy.responseLimits + [plan.problem.policy.gapResponseLimit]
    let beforeSpace = ContinuousClock.now
    let space = plan.spatialAudit(limits: limits, travel: travel)
    let spaceSeconds = seconds(since: beforeSpace)
    let driven = travel.by(nil) as? RoadTravel
    let network = driven?.network
    if let out, let driven { try export(plan, driven, space, to: out) }
    let beforePreparing = ContinuousClock.now
    travel.prepare()
    let prepare = seconds(since: beforePreparing)
    let beforeDay = ContinuousClock.now
    let day = plan.dayCoverage(
      of: plan.problem.dayTypes[0], limits: limits, step: step, travel: travel)
    let daySeconds = seconds(since: beforeDay)
    let beforeRegions = ContinuousClock.now
    let gaps = plan.coverageAnalysis().responseGaps(space.response, routes: plan.routes, travel: travel)
    let regions = seconds(since: beforeRegions)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let timing = Timing(
      units: plan.hierarchy.lowest.count, sources: space.sources.count, crews: day.crews.max() ?? 0,
      junctions: network?.junctionCount ?? 0, readSeconds: read, roadsSeconds: roads,
      spaceSeconds: spaceSeconds, gaps: gaps.count, regionsSeconds: regions, prepareSeconds: prepare,
      daySeconds: daySeconds, looks: day.crews.count)
    print(String(decoding: try encoder.encode(timing), as: UTF8.self))
  }

  private func export(_ plan: Plan, _ travel: RoadTravel, _ space: SpatialAudit, to folder: String)
    throws
  {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ lines: [String]) throws {
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    let joins = travel.joins(
      from: space.sources.map(\.coordinate), to: plan.hierarchy.lowest.anchors)
    try write(
      "arcs.csv",
      ["tail,head,milliseconds"] + travel.network.arcList.map { "\($0.from),\($0.to),\($0.milliseconds)" })
    func links(_ links: [RoadJoins.Link]) -> [String] {
      ["place,junction,milliseconds"] + links.map { "\($0.place),\($0.junction),\($0.milliseconds)" }
    }
    try write("exits.csv", links(joins.exits))
    try write("entries.csv", links(joins.entries))
    try write(
      "direct.csv",
      ["source,unit,milliseconds"] + joins.direct.map { "\($0.source),\($0.destination),\($0.milliseconds)" })
    let readiness = plan.problem.policy.readiness
    func text(_ value: Int?) -> String { value.map(String.init) ?? "" }
    try write(
      "response.csv",
      ["nearest,response_s,second,second_response_s,readiness_s"]
        + space.response.indices.map {
          "\(space.nearest[$0]),\(text(space.response[$0])),\(space.second[$0]),\(text(space.secondResponse[$0])),"
            + "\(readiness)"
        })
  }
}
