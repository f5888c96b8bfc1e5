import Foundation
import Planner
import Solvers

/// A published routing instance, as a problem and with what it takes to write the answer down.
struct RouteInstance {
  var problem: RoutingProblem
  /// Cost in the instance's own units is the problem's divided by this.
  var scale: Double
  /// A solution in the form that the instance's checker reads.
  var text: (RoutingAnswer) -> String

  /// Reads VRPLIB text (`.vrp`), Solomon's or Cordeau's text (`.txt`), and what `solve patrol` writes (`.json`).
  init(path: String) throws(RouteFault) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadable }
    if path.hasSuffix(".json") {
      self = try WrittenRouting(text).instance
      return
    }
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let rows = lines.map(Self.numbers).filter { !$0.isEmpty }
    if path.hasSuffix(".vrp") {
      self = try VRPLIB(lines).instance()
    } else if lines.contains(where: { $0.hasPrefix("VEHICLE") }) {
      self = try Self.solomon(rows)
    } else if rows.first?.count == 4, rows[0][0] == 1 {
      self = try Self.periodic(rows)
    } else {
      throw .unknownForm
    }
  }

  init(problem: RoutingProblem, scale: Double, text: @escaping (RoutingAnswer) -> String) {
    self.problem = problem
    self.scale = scale
    self.text = text
  }

  /// The numbers of a line; none when it is a heading.
  static func numbers(_ line: String) -> [Double] {
    let words = line.split(whereSeparator: \.isWhitespace)
    let numbers = words.compactMap { Double($0) }
    return numbers.count < words.count ? [] : numbers
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
  fileprivate static func solomon(_ rows: [[Double]]) throws(RouteFault) -> RouteInstance {
    let fleet = try RouteRows("VEHICLE", Array(rows.prefix(1)), count: 1, width: 2)
    let nodes = try RouteRows("CUSTOMER", Array(rows.dropFirst()), width: 7)
    guard nodes.count > 0 else { throw .missing("CUSTOMER") }
    let points = try nodes.points(1, scale: decimals)
    let windows = try nodes.windows(4, scale: decimals)
    let (demands, service) = (try nodes.amounts(3), try nodes.amounts(6, scale: decimals))
    let vehicle = RoutingProblem.Vehicle(
      start: 0, end: 0, shift: windows[0], capacity: [try fleet.amount(0, 1)])
    let problem = RoutingProblem(
      places: nodes.count, matrices: [realMatrix(points)],
      vehicles: Array(repeating: vehicle, count: try fleet.amount(0, 0)),
      clients: (1..<max(1, nodes.count)).map { node in
        RoutingProblem.Client(
          RoutingProblem.Visit(
            place: node, window: windows[node], service: service[node], demand: [demands[node]]))
      })
    let nodeOf = Array(1..<max(1, nodes.count))
    return RouteInstance(problem: problem, scale: decimals) { routes($0, nodeOf: nodeOf, all: false) }
  }

  /// Cordeau's text: `1 vehicles customers days`, a line `duration load` for each day, then
  /// `number x y service demand frequency count combinations…`, the depot first; day 1 is the highest bit.
  fileprivate static func periodic(_ rows: [[Double]]) throws(RouteFault) -> RouteInstance {
    let head = try RouteRows("head", Array(rows.prefix(1)), width: 4)
    let (fleet, days) = (try head.amount(0, 1), try head.amount(0, 3))
    guard (1...31).contains(days) else { throw .badNumber("head", row: 1) }
    let limits = try RouteRows("days", Array(rows[1...].prefix(days)), count: days, width: 2)
    let nodes = try RouteRows("nodes", Array(rows.dropFirst(1 + days)), width: 5)
    guard nodes.count > 0 else { throw .missing("the depot") }
    let (lengths, loads) = (try limits.amounts(0, scale: decimals), try limits.amounts(1))
    let forever = 0...(RoutingProblem.unreachable - 1)
    let vehicles = (0..<days).flatMap { day in
      let vehicle = RoutingProblem.Vehicle(
        start: 0, end: 0, shift: forever, capacity: [loads[day] > 0 ? loads[day] : .max / 2],
        maxDuration: lengths[day] > 0 ? lengths[day] : nil, skills: 1 << UInt64(day))
      return Array(repeating: vehicle, count: fleet)
    }
    let points = try nodes.points(1, scale: decimals)
    let (service, demands) = (try nodes.amounts(3, scale: decimals), try nodes.amounts(4))
    var clients: [RoutingProblem.Client] = []
    for node in 1..<max(1, nodes.count) {
      let row = nodes[node]
      guard row.count > 7, row.count >= 7 + (try nodes.amount(node, 6)) else {
        throw .shortRow("nodes", row: node + 1, needed: 8)
      }
      var options: [[Int]] = []
      for column in 7..<(7 + (try nodes.amount(node, 6))) {
        let mask = try nodes.amount(node, column)
        options.append((0..<days).filter { mask & (1 << (days - 1 - $0)) != 0 })
      }
      clients.append(
        RoutingProblem.Client(
          visits: (0..<days).map { day in
            RoutingProblem.Visit(
              place: node, window: forever, service: service[node], demand: [demands[node]],
              needs: 1 << UInt64(day))
          },
          options: options))
    }
    let problem = RoutingProblem(
      places: nodes.count, matrices: [realMatrix(points)], vehicles: vehicles, clients: clients)
    let names = (1..<max(1, nodes.count)).map { Int(nodes[$0][0]) }
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
