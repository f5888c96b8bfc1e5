import ArgumentParser
import Foundation
import Planner

/// VRPLIB text: `KEY: value` lines, then sections of numbers that begin with the node's or vehicle's number.
struct VRPLIB {
  private var head: [String: String] = [:]
  private var sections: [String: [[Double]]] = [:]

  init(_ lines: [String]) {
    var section: String?
    for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) where line != "EOF" {
      if line.hasSuffix("_SECTION") {
        section = String(line.dropLast(8))
      } else if let section {
        sections[section, default: []].append(
          line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) })
      } else if let colon = line.firstIndex(of: ":") {
        head[line[..<colon].trimmingCharacters(in: .whitespaces)] =
          line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
    }
  }

  private func number(_ key: String) throws -> Double {
    guard let value = head[key].flatMap({ Double($0) }) else { throw ValidationError("\(key) is missing") }
    return value
  }

  private func column(_ section: String, _ index: Int = 1) -> [Double]? {
    sections[section].map { rows in rows.map { $0[index] } }
  }

  /// Distances in tenths, rounded down, or with several depots in thousandths, rounded to the nearest.
  func instance() throws -> RouteInstance {
    guard let x = column("NODE_COORD"), let y = column("NODE_COORD", 2), let demands = column("DEMAND"),
      let ready = column("TIME_WINDOW"), let due = column("TIME_WINDOW", 2),
      let depots = column("DEPOT", 0)?.filter({ $0 > 0 }).map({ Int($0) - 1 }), let depot = depots.first
    else { throw ValidationError("coordinates, demands, time windows or depots are missing") }
    let isMultiDepot = head["TYPE"] == "MDVRPTW"
    let scale = isMultiDepot ? 1000.0 : 10
    func time(_ value: Double) -> Int { Int((value * scale).rounded()) }
    let distance: (Double) -> Double =
      isMultiDepot ? { ($0 * scale).rounded() } : { ($0 * scale).rounded(.down) }
    let service = try column("SERVICE_TIME") ?? Array(repeating: number("SERVICE_TIME"), count: x.count)
    let prizes = column("PRIZE")
    let count = Int(try number("VEHICLES"))
    let homes = column("VEHICLES_DEPOT")?.map { Int($0) - 1 } ?? Array(repeating: depot, count: count)
    let capacity = Int(try number("CAPACITY"))
    let longest = (try? number("VEHICLES_MAX_DURATION")).map(time)

    let nodeOf = x.indices.filter { !depots.contains($0) }
    let problem = RoutingProblem(
      places: x.count, matrices: [RouteInstance.matrix(Array(zip(x, y)), cost: distance, time: distance)],
      vehicles: homes.map {
        RoutingProblem.Vehicle(
          start: $0, end: $0, shift: time(ready[$0])...time(due[$0]), capacity: [capacity],
          maxDuration: longest)
      },
      clients: nodeOf.map { node in
        RoutingProblem.Client(
          RoutingProblem.Visit(
            place: node, window: time(ready[node])...time(due[node]), service: time(service[node]),
            demand: [Int(demands[node])]),
          prize: prizes.map { time($0[node]) })
      })
    return RouteInstance(problem: problem, scale: isMultiDepot ? 1 : scale) {
      RouteInstance.routes($0, nodeOf: nodeOf, all: isMultiDepot)
    }
  }
}
