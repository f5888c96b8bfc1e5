import Foundation
import Solvers

/// A routing problem as JSON: seconds between places for each kind of vehicle, vehicles with their shifts, and clients with
/// one visit each. Limits of load and distance are not written.
struct WrittenRouting: Codable {
  struct Vehicle: Codable {
    var start: Int
    var end: Int
    var shift: [Int]
    var matrix: Int
    var skills: UInt64
  }

  struct Client: Codable {
    var place: Int
    var window: [Int]
    var service: Int
    var needs: UInt64
  }

  var places: Int
  /// Row by row; 2^29 where there is no way.
  var seconds: [[Int32]]
  var vehicles: [Vehicle]
  var clients: [Client]

  init(_ problem: RoutingProblem) {
    places = problem.places
    seconds = problem.matrices.map(\.times)
    vehicles = problem.vehicles.map {
      Vehicle(
        start: $0.start, end: $0.end, shift: [$0.shift.lowerBound, $0.shift.upperBound], matrix: $0.matrix,
        skills: $0.skills)
    }
    clients = problem.clients.flatMap(\.visits).map {
      Client(
        place: $0.place, window: [$0.window.lowerBound, $0.window.upperBound], service: $0.service,
        needs: $0.needs)
    }
  }

  init(_ text: String) throws(RouteFault) {
    guard let written = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
      throw .unknownForm
    }
    self = written
  }

  /// The problem, or what is wrong with its numbers.
  var instance: RouteInstance {
    get throws(RouteFault) {
      func check(_ name: String, _ row: Int, _ places: [Int], _ span: [Int]) throws(RouteFault) {
        guard places.allSatisfy({ (0..<self.places).contains($0) }) else { throw .noSuchNode(name, row: row) }
        guard span.count == 2 else { throw .shortRow(name, row: row, needed: 2) }
        guard span.allSatisfy({ (0..<RoutingProblem.unreachable).contains($0) }) else {
          throw .badNumber(name, row: row)
        }
        guard span[0] <= span[1] else { throw .windowEndsFirst(name, row: row) }
      }
      guard !seconds.isEmpty else { throw .missing("seconds") }
      for (row, one) in seconds.enumerated() {
        guard one.count == places * places else {
          throw .shortRow("seconds", row: row + 1, needed: places * places)
        }
        guard one.allSatisfy({ $0 >= 0 }) else { throw .badNumber("seconds", row: row + 1) }
      }
      for (row, vehicle) in vehicles.enumerated() {
        try check("vehicles", row + 1, [vehicle.start, vehicle.end], vehicle.shift)
        guard seconds.indices.contains(vehicle.matrix) else { throw .noSuchNode("vehicles", row: row + 1) }
      }
      for (row, client) in clients.enumerated() {
        try check("clients", row + 1, [client.place], client.window)
        guard (0..<RoutingProblem.unreachable).contains(client.service) else {
          throw .badNumber("clients", row: row + 1)
        }
      }
      let problem = RoutingProblem(
        places: places, matrices: seconds.map { RoutingProblem.Matrix(costs: $0, times: $0) },
        vehicles: vehicles.map {
          RoutingProblem.Vehicle(
            start: $0.start, end: $0.end, shift: $0.shift[0]...$0.shift[1], matrix: $0.matrix,
            skills: $0.skills)
        },
        clients: clients.map {
          RoutingProblem.Client(
            RoutingProblem.Visit(
              place: $0.place, window: $0.window[0]...$0.window[1], service: $0.service, needs: $0.needs))
        })
      let nodeOf = clients.indices.map { $0 + 1 }
      return RouteInstance(problem: problem, scale: 1) { RouteInstance.routes($0, nodeOf: nodeOf, all: true) }
    }
  }
}
