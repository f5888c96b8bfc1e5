import ArgumentParser
import Foundation
import Planner

/// A published routing instance, as a problem and with what it takes to write the answer down.
struct RouteInstance {
  var problem: RoutingProblem
  /// Cost in the instance's own units is the problem's divided by this.
  var scale: Double
  /// A solution in the form that the instance's checker reads.
  var text: (RoutingAnswer) -> String

  /// Reads VRPLIB text (`.vrp`), Solomon's or Cordeau's text (`.txt`).
  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    if path.hasSuffix(".vrp") {
      self = try VRPLIB(lines).instance()
      return
    }
    let rows = Self.rows(lines)
    if lines.contains(where: { $0.hasPrefix("VEHICLE") }) {
      guard rows.count > 1, rows[0].count == 2, rows.dropFirst().allSatisfy({ $0.count == 7 }) else {
        throw ValidationError("\(path): no instance in Solomon's form")
      }
      self = Self.solomon(rows)
    } else {
      guard rows.count > 1, rows[0].count == 4, rows[0][0] == 1, rows.count > 1 + Int(rows[0][3]) else {
        throw ValidationError("\(path): no periodic instance in Cordeau's form")
      }
      self = Self.periodic(rows)
    }
  }

  init(problem: RoutingProblem, scale: Double, text: @escaping (RoutingAnswer) -> String) {
    self.problem = problem
    self.scale = scale
    self.text = text
  }

  /// Lines of numbers; others are headings.
  static func rows(_ lines: [String]) -> [[Double]] {
    lines.compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      let numbers = words.compactMap { Double($0) }
      return numbers.isEmpty || numbers.count < words.count ? nil : numbers
    }
  }

  /// Costs and times between points, each made whole in its own way.
  static func matrix(
    _ points: [(x: Double, y: Double)], cost: (Double) -> Double, time: (Double) -> Double
  ) -> RoutingProblem.Matrix {
    var matrix = RoutingProblem.Matrix(costs: [], times: [])
    for a in points {
      for b in points {
        let distance = ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
        matrix.costs.append(Int32(cost(distance)))
        matrix.times.append(Int32(time(distance)))
      }
    }
    return matrix
  }

  /// `Route #k: a b c`, a line for each vehicle, or only for those that are used.
  static func routes(_ answer: RoutingAnswer, nodeOf: [Int], all: Bool) -> String {
    var lines: [String] = []
    for route in answer.routes where all || !route.isEmpty {
      let nodes = route.map { " \(nodeOf[$0.client])" }.joined()
      lines.append("Route #\(lines.count + 1):\(nodes)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RouteInstance {
  /// Real distances are kept to four decimals; times are rounded up, so that what is feasible here is feasible there.
  private static let decimals = 1e4

  private static func realMatrix(_ points: [(x: Double, y: Double)]) -> RoutingProblem.Matrix {
    matrix(points, cost: { ($0 * decimals).rounded() }, time: { ($0 * decimals - 1e-6).rounded(.up) })
  }

  /// Solomon's text: vehicles and capacity, then `number x y demand ready due service`, the depot first.
  fileprivate static func solomon(_ rows: [[Double]]) -> RouteInstance {
    let nodes = rows.dropFirst()
    func time(_ value: Double) -> Int { Int(value * decimals) }
    let depot = nodes.first ?? []
    let vehicle = RoutingProblem.Vehicle(
      start: 0, end: 0, shift: time(depot[4])...time(depot[5]), capacity: [Int(rows[0][1])])
    let problem = RoutingProblem(
      places: nodes.count, matrices: [realMatrix(nodes.map { ($0[1], $0[2]) })],
      vehicles: Array(repeating: vehicle, count: Int(rows[0][0])),
      clients: nodes.dropFirst().enumerated().map { index, row in
        RoutingProblem.Client(
          RoutingProblem.Visit(
            place: index + 1, window: time(row[4])...time(row[5]), service: time(row[6]),
            demand: [Int(row[3])]))
      })
    let nodeOf = Array(1..<nodes.count)
    return RouteInstance(problem: problem, scale: decimals) { routes($0, nodeOf: nodeOf, all: false) }
  }

  /// Cordeau's text: `1 vehicles customers days`, a line `duration load` for each day, then
  /// `number x y service demand frequency count combinations…`, the depot first; day 1 is the highest bit.
  fileprivate static func periodic(_ rows: [[Double]]) -> RouteInstance {
    let (fleet, days) = (Int(rows[0][1]), Int(rows[0][3]))
    let limits = rows[1...days]
    let nodes = rows.dropFirst(1 + days)
    let forever = 0...(RoutingProblem.unreachable - 1)
    let vehicles = limits.enumerated().flatMap { day, limit in
      let vehicle = RoutingProblem.Vehicle(
        start: 0, end: 0, shift: forever, capacity: [limit[1] > 0 ? Int(limit[1]) : .max / 2],
        maxDuration: limit[0] > 0 ? Int(limit[0] * decimals) : nil, skills: 1 << UInt64(day))
      return Array(repeating: vehicle, count: fleet)
    }
    let clients = nodes.dropFirst().enumerated().map { index, row in
      RoutingProblem.Client(
        visits: (0..<days).map { day in
          RoutingProblem.Visit(
            place: index + 1, window: forever, service: Int(row[3] * decimals), demand: [Int(row[4])],
            needs: 1 << UInt64(day))
        },
        options: row[7..<(7 + Int(row[6]))].map { mask in
          (0..<days).filter { Int(mask) & (1 << (days - 1 - $0)) != 0 }
        })
    }
    let problem = RoutingProblem(
      places: nodes.count, matrices: [realMatrix(nodes.map { ($0[1], $0[2]) })], vehicles: vehicles,
      clients: clients)
    let names = nodes.dropFirst().map { Int($0[0]) }
    return RouteInstance(problem: problem, scale: decimals) { answer in
      var lines: [String] = []
      for (vehicle, route) in answer.routes.enumerated() where !route.isEmpty {
        let stops = route.map { " \(names[$0.client])" }.joined()
        lines.append("\(vehicle / fleet + 1) \(vehicle % fleet + 1) 0 0 0\(stops) 0")
      }
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
