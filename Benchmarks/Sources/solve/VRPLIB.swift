import Foundation
import Solvers

/// VRPLIB text: `KEY: value` lines, then sections of numbers that begin with the node's or vehicle's number.
struct VRPLIB {
  private var head: [String: String] = [:]
  private var sections: [String: [[Double]]] = [:]

  init(_ lines: [String]) {
    var section: String?
    for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) where line != "EOF" && !line.isEmpty {
      if line.hasSuffix("_SECTION") {
        let name = String(line.dropLast(8))
        sections[name] = []
        section = name
      } else if let section {
        sections[section, default: []].append(RouteInstance.numbers(line))
      } else if let colon = line.firstIndex(of: ":") {
        head[line[..<colon].trimmingCharacters(in: .whitespaces)] =
          line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// A number of the head, as a section of its own.
  private func number(_ key: String, scale: Double = 1) throws(RouteFault) -> Int {
    guard let text = head[key] else { throw .missing(key) }
    return try RouteRows(key, [RouteInstance.numbers(text)], width: 1).amount(0, 0, scale: scale)
  }

  private func rows(_ section: String, count: Int? = nil, width: Int = 2) throws(RouteFault) -> RouteRows {
    guard let rows = sections[section] else { throw .missing("\(section)_SECTION") }
    return try RouteRows("\(section)_SECTION", rows, count: count, width: width)
  }

  /// Distances in tenths, rounded down, or with several depots in thousandths, rounded to the nearest.
  func instance() throws(RouteFault) -> RouteInstance {
    let isMultiDepot = head["TYPE"] == "MDVRPTW"
    let scale = isMultiDepot ? 1000.0 : 10
    let distance: (Double) -> Double =
      isMultiDepot ? { ($0 * scale).rounded() } : { ($0 * scale).rounded(.down) }
    let points = try rows("NODE_COORD", width: 3).points(1, scale: scale)
    let n = points.count
    let demands = try rows("DEMAND", count: n).amounts(1)
    let windows = try rows("TIME_WINDOW", count: n, width: 3).windows(1, scale: scale)
    let service =
      sections["SERVICE_TIME"] == nil
      ? Array(repeating: try number("SERVICE_TIME", scale: scale), count: n)
      : try rows("SERVICE_TIME", count: n).amounts(1, scale: scale)
    let prizes = sections["PRIZE"] == nil ? nil : try rows("PRIZE", count: n).amounts(1, scale: scale)
    // The list of depots ends with -1.
    let listed = (sections["DEPOT"] ?? []).filter { $0.first ?? 0 >= 0 }
    let depots = try RouteRows("DEPOT_SECTION", listed, width: 1).nodes(0, of: n)
    guard let depot = depots.first else { throw .missing("DEPOT_SECTION") }
    let count = try number("VEHICLES")
    let homes =
      sections["VEHICLES_DEPOT"] == nil
      ? Array(repeating: depot, count: count) : try rows("VEHICLES_DEPOT", count: count).nodes(1, of: n)
    let capacity = try number("CAPACITY")
    let longest =
      head["VEHICLES_MAX_DURATION"] == nil ? nil : try number("VEHICLES_MAX_DURATION", scale: scale)

    let nodeOf = points.indices.filter { !depots.contains($0) }
    let problem = RoutingProblem(
      places: n, matrices: [RouteInstance.matrix(points, cost: distance, time: distance)],
      vehicles: homes.map {
        RoutingProblem.Vehicle(
          start: $0, end: $0, shift: windows[$0], capacity: [capacity], maxDuration: longest)
      },
      clients: nodeOf.map { node in
        RoutingProblem.Client(
          RoutingProblem.Visit(
            place: node, window: windows[node], service: service[node], demand: [demands[node]]),
          prize: prizes?[node])
      })
    return RouteInstance(problem: problem, scale: isMultiDepot ? 1 : scale) {
      RouteInstance.routes($0, nodeOf: nodeOf, all: isMultiDepot)
    }
  }
}
