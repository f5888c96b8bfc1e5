import Foundation
import Geometry
import Grid
import Roads
import Scenario
import Solvers

/// Divides the units of each village into as few rounds as can be, finds the shortest way of each, and spends what is left of
/// its time at its units, so that all rounds of a rule are of one length.
///
/// A routing problem for each village: every round is a vehicle with a price above all travel, its time is limited, and a unit
/// to which the way and back takes longer is left out. The routes are found by the engine of `Solvers`.
struct RoundPlanner {
  let rule: RoundRule
  let travel: any Travel

  /// Steps of the search for each unit of a village.
  private static let stepsPerUnit = 60

  /// - Parameters:
  ///   - village: its code and middle.
  ///   - units: the codes and anchors of its units of the lowest level.
  func rounds(of village: (code: String, anchor: Coordinate), units: [(code: String, anchor: Coordinate)])
    -> [Round]
  {
    let places = [village.anchor] + units.map(\.anchor)
    let table = travel.table(from: places, to: places)
    let times = (0..<places.count).flatMap { from in
      (0..<places.count).map { Self.seconds(table.seconds(from, $0)) }
    }
    func time(_ from: Int, _ to: Int) -> Int { Int(times[from * places.count + to]) }
    let metres = (0..<places.count).flatMap { from in
      (0..<places.count).map { from == $0 ? 0 : Self.seconds(table.metres(from, $0)) }
    }
    let held = (1..<places.count).filter {
      let way = Int(metres[$0]) + Int(metres[$0 * places.count])
      return time(0, $0) + rule.dwell + time($0, 0) <= rule.longest && Double(way) <= rule.range ?? .infinity
    }
    guard !held.isEmpty else { return [] }

    let routes = routes(through: held, places: places.count, times, metres)
    let least = leastRounds(through: held, time)
    return routes.enumerated().map { index, route in
      // The time that is left is spent at the units alike.
      let way = zip([0] + route, route + [0]).reduce(0) { $0 + time($1.0, $1.1) }
      let dwell = max(rule.dwell, (rule.longest - way) / max(1, route.count))
      var stops: [Round.Stop] = []
      var (clock, place) = (0, 0)
      for next in route + [0] {
        clock += time(place, next)
        stops.append(
          Round.Stop(
            unitCode: next == 0 ? village.code : units[next - 1].code, arrive: clock,
            travel: time(place, next),
            distance: place == next ? 0 : Double(table.metres(place, next)).rounded()))
        clock += next == 0 ? 0 : dwell
        place = next
      }
      return Round(
        ruleID: rule.id, unitCode: village.code, number: index + 1, least: least,
        stops: stops)
    }
  }

  /// The places of each round in order, the rounds by their first places.
  private func routes(through held: [Int], places: Int, _ times: [Int32], _ metres: [Int32]) -> [[Int]] {
    // What a limit of distance adds up are the costs.
    let costs = rule.range == nil ? times : metres
    let price = Int(rule.range ?? Double(rule.longest)) + 1
    let most = held.count
    let problem = RoutingProblem(
      places: places, matrices: [RoutingProblem.Matrix(costs: costs, times: times)],
      vehicles: (0..<most).map { _ in
        RoutingProblem.Vehicle(
          start: 0, end: 0, shift: 0...rule.longest, maxDistance: rule.range.map { Int($0) },
          fixedCost: price * 4)
      },
      clients: held.map {
        RoutingProblem.Client(.init(place: $0, window: 0...rule.longest, service: rule.dwell))
      })
    let answer = RoutingEngine.solve(
      problem, seed: 1, budget: SearchBudget(rounds: most * Self.stepsPerUnit))
    // What the search left out, though a round of its own holds it, has one.
    let found = answer.routes.map { $0.map { held[$0.client] } } + answer.unserved.map { [held[$0]] }
    return found.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }
  }

  /// A bound from below: every unit takes its stay and at least the shortest way to it, and every round a way home.
  private func leastRounds(through held: [Int], _ time: (Int, Int) -> Int) -> Int {
    let all = [0] + held
    let work = held.reduce(0) { sum, unit in
      sum + rule.dwell + (all.filter { $0 != unit }.map { time($0, unit) }.min() ?? 0)
    }
    let home = held.map { time($0, 0) }.min() ?? 0
    return max(1, (work + rule.longest - home - 1) / max(1, rule.longest - home))
  }

  /// Whole seconds or metres, rounded up.
  private static func seconds(_ seconds: Float) -> Int32 {
    guard seconds.isFinite, seconds < Float(RoutingProblem.unreachable) else {
      return Int32(RoutingProblem.unreachable)
    }
    return Int32(seconds.rounded(.up))
  }
}

extension Plan {
  /// The rounds of every rule in every village that has an auxiliary, and a team where the rule wants one.
  ///
  /// - Parameter travel: of all ways of moving.
  func rounds(by travel: any Travel) -> [Round] {
    let unitsOfVillage = hierarchy.children(of: assignLevel)
    let lowest = hierarchy.lowest
    return problem.rounds.flatMap { rule in
      let planner = RoundPlanner(rule: rule, travel: travel.by(rule.profile))
      return concurrentMap(villages(of: rule)) { village in
        planner.rounds(
          of: (assignedUnits.codes[village], assignedUnits.anchors[village]),
          units: unitsOfVillage[village].map { (lowest.codes[$0], lowest.anchors[$0]) })
      }.flatMap(\.self)
    }
  }
}

extension Hierarchy {
  /// For each unit of a level the units of the lowest level in it, ascending.
  func children(of level: Int) -> [[Int]] {
    var children = [[Int]](repeating: [], count: levels[level].count)
    for (unit, ancestor) in ancestors(of: levels.count - 1, at: level).enumerated() where ancestor >= 0 {
      children[ancestor].append(unit)
    }
    return children
  }
}
