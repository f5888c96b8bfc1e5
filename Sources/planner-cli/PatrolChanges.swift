import ArgumentParser
import Foundation
import Geometry
import PlanCodec
import Planner
import Scenario
import Words

/// What is to be changed of a patrol, and the changing of a day under way.
extension Patrol {
  func changes() throws -> (now: Int, changes: [PatrolChange]) {
    var changes: [PatrolChange] = []
    var times: [Int] = []
    for text in drop {
      let parts = text.parts(at: "@").map(String.init)
      guard parts.count == 2, let time = TimeOfDay(parts[1]) else {
        throw ValidationError(words("--drop \(text): not of the form C01@14:20"))
      }
      changes.append(.drop(crew: parts[0]))
      times.append(time.seconds)
    }
    for text in addCheckpoint {
      guard let (id, place) = Self.place(text) else {
        throw ValidationError(words("--add-checkpoint \(text): not of the form K900=114.91,33.72"))
      }
      changes.append(
        .add(
          Checkpoint(
            id: id, name: id, coordinate: place, tier: .red, visitsPerDay: 1, dwell: 300,
            windows: [], minGap: 0)))
    }
    if let at {
      guard let time = TimeOfDay(at) else {
        throw ValidationError(words("--at \(at): not a time such as 14:20"))
      }
      times.append(time.seconds)
    }
    guard changes.isEmpty || !times.isEmpty else {
      throw ValidationError(words("--add-checkpoint goes with --at"))
    }
    return (times.max() ?? 0, changes)
  }

  /// A name and where it is, of "K900=114.91,33.72".
  private static func place(_ text: String) -> (id: String, place: Coordinate)? {
    let parts = text.parts(at: "=").map(String.init)
    let degrees = parts.last?.parts(at: ",").compactMap { Double($0) } ?? []
    guard parts.count == 2, degrees.count == 2 else { return nil }
    return Coordinate(longitude: degrees[0], latitude: degrees[1]).map { (parts[0], $0) }
  }

  func baseChanges() throws -> [PatrolOption.Change] {
    try moveBase.map { text in
      guard let (id, place) = Self.place(text) else {
        throw ValidationError(words("--move-base \(text): not of the form B1=114.91,33.72"))
      }
      return .base(id: id, at: place)
    }
  }

  func change(_ changes: [PatrolChange], now: Int) throws {
    guard PlanFolder.isPlan(folder) else {
      throw InputError(Message("\(folder): is no plan folder, so that there are no routes to change"))
    }
    try PlanFolder.checkPlace(of: out ?? folder)
    let plan = PlanFolder.isWhole(folder) ? try Plan(folder) : nil
    let patrol = try plan?.patrol ?? PatrolPlan(folder)
    let scenario = try Scenario(path: patrol.scenario)
    let roads = try PlannedTravel(of: scenario, in: patrol.hierarchy)
    roads.slips.forEach(Console.note)
    let found = try patrol.changing(
      changes, dayType: dayType, now: now, seed: seed ?? scenario.seed, by: roads)
    let result = found.result
    var lines = result.moves.map { Self.line($0, found.patrol.problem) }
    lines.append(
      words(
        "\(result.moves.count) visits change, \(result.others.changed) of the \(result.others.all) of crews that go on; "
          + "\(result.moves.count { $0.after == nil }) are not made"))
    try Console.result(lines.joined(separator: "\n"))
    if let plan {
      try write(plan.with(found.patrol, by: roads))
    } else {
      try found.patrol.write(to: out ?? folder)
    }
  }

  private static func line(_ move: VisitMove, _ problem: Problem) -> String {
    func text(_ visit: VisitMove.Visit?) -> String {
      visit.map { "\($0.crewID) \(TimeOfDay(seconds: $0.begin).text)" } ?? words("not made")
    }
    let name = problem.checkpoints.first { $0.id == move.checkpointID }?.name ?? ""
    let before = move.before == nil ? words("new") : text(move.before)
    return "\(move.checkpointID) \(name): \(before) -> \(text(move.after))"
  }
}
