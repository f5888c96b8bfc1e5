import Grid
import Planner
import Scenario
import Words

/// Two plans of the same land, side by side: who moved, what got better or worse, and for whom.
///
/// Households are those of each plan; whoever gains or loses is counted as the second plan counts.
package struct PlanComparison: Sendable {
  /// A figure of the first plan and of the second.
  package struct Pair<Value: Sendable>: Sendable {
    package var before: Value
    package var after: Value

    package init(before: Value, after: Value) {
      self.before = before
      self.after = after
    }
  }

  /// A unit whose room, officer or auxiliaries are others.
  package struct Move: Sendable {
    package var unit: Int
    package var room: Pair<String>
    package var officer: Pair<String>
    package var auxiliaries: Pair<[String]>
    /// Seconds; `nil` where no way leads.
    package var travel: Pair<Double?>
    package var changesRoom: Bool
  }

  package struct Place: Sendable {
    package var code: String
    package var name: String
    package var travel: Pair<TravelEquity>
    /// Households of the second plan whose way got shorter, longer, by a second or more.
    package var gaining: Int
    package var losing: Int
    /// Household-seconds that they gain and lose.
    package var gained: Double
    package var lost: Double
  }

  package struct RoomLoad: Sendable {
    package var id: String
    /// `nil` where the plan has no such room.
    package var units: Pair<Int?>
    package var households: Pair<Int?>
  }

  package struct Response: Sendable {
    /// Seconds.
    package var limit: Int
    /// Of all households, 0 to 1.
    package var share: Pair<Double>
  }

  package var moves: [Move]
  /// The county first, then its townships.
  package var places: [Place]
  /// Every room of either plan, in their order.
  package var rooms: [RoomLoad]
  package var response: [Response]
  /// Households that help reaches sooner, later, and by how much more or less than nothing.
  package var sooner: Int
  package var later: Int
  package let units: Level
  package let coverage: CoverageComparison

  /// - Throws: `differentLand` when the plans' units are not the same.
  package init(_ a: Plan, _ b: Plan, named names: Pair<String>) throws(PlanComparisonError) {
    let levels = [
      (a.townships, b.townships), (a.assignedUnits, b.assignedUnits),
      (a.hierarchy.lowest, b.hierarchy.lowest),
    ]
    for (first, second) in levels {
      if let difference = LandDifference(first, second) {
        throw .differentLand(names.before, names.after, difference.text)
      }
    }
    units = b.assignedUnits
    let counterpart = Self.counterparts(a.rooms, b.rooms)
    let rowsBefore = a.assignedUnits.codes.indices.map { Row($0, a.assignment) }
    let rowsAfter = b.assignedUnits.codes.indices.map { Row($0, b.assignment) }
    moves = b.assignedUnits.codes.indices.compactMap { unit in
      let (before, after) = (rowsBefore[unit], rowsAfter[unit])
      let changesRoom = counterpart[before.room] != after.room
      guard changesRoom || before.officer != after.officer || before.auxiliaries != after.auxiliaries
      else { return nil }
      return Move(
        unit: unit,
        room: Pair(before: a.rooms[before.room].id, after: b.rooms[after.room].id),
        officer: Pair(before: before.officer, after: after.officer),
        auxiliaries: Pair(before: before.auxiliaries, after: after.auxiliaries),
        travel: Pair(before: before.travel, after: after.travel), changesRoom: changesRoom)
    }
    places = Self.places(a, b, rowsBefore, rowsAfter)
    rooms = Self.rooms(a, b, counterpart, rowsBefore, rowsAfter)
    response = Set(a.problem.policy.responseLimits + b.problem.policy.responseLimits).sorted().map { limit in
      Response(limit: limit, share: Pair(before: a.share(within: limit), after: b.share(within: limit)))
    }
    coverage = CoverageComparison(a, b)
    sooner = 0
    later = 0
    for unit in b.hierarchy.lowest.codes.indices {
      let (before, after) = (a.coverage.response[unit] ?? .max, b.coverage.response[unit] ?? .max)
      if after < before { sooner += b.hierarchy.lowest.households[unit] }
      if after > before { later += b.hierarchy.lowest.households[unit] }
    }
  }

  /// What the tables say of a unit.
  private struct Row {
    var room: Int
    var officer: String
    var auxiliaries: [String]
    var travel: Double?

    init(_ unit: Int, _ assignment: Assignment) {
      room = assignment.roomOfUnit[unit]
      officer = assignment.officerOfUnit[unit]
      auxiliaries = assignment.auxiliariesOfUnit[unit]
      let seconds = assignment.travelOfUnit[unit]
      travel = seconds.isFinite ? seconds : nil
    }
  }

  /// For each room of the first plan the room of the second that is the same; -1 for none.
  private static func counterparts(_ a: [Room], _ b: [Room]) -> [Int] {
    a.map { room in b.firstIndex { $0.isSame(as: room) } ?? -1 }
  }

  private static func places(
    _ a: Plan, _ b: Plan, _ before: [Row], _ after: [Row]
  ) -> [Place] {
    func place(_ code: String, _ name: String, _ some: [Int]) -> Place {
      func equity(_ rows: [Row], _ level: Level) -> TravelEquity {
        TravelEquity(
          travel: some.map { rows[$0].travel ?? .infinity }, households: some.map { level.households[$0] })
      }
      var place = Place(
        code: code, name: name,
        travel: Pair(before: equity(before, a.assignedUnits), after: equity(after, b.assignedUnits)),
        gaining: 0, losing: 0, gained: 0, lost: 0)
      for unit in some {
        let households = b.assignedUnits.households[unit]
        let (old, new) = (before[unit].travel ?? .infinity, after[unit].travel ?? .infinity)
        guard old != new else { continue }
        let change = old.isFinite && new.isFinite ? abs(new - old) * Double(households) : 0
        if new < old {
          place.gaining += households
          place.gained += change
        } else {
          place.losing += households
          place.lost += change
        }
      }
      return place
    }
    let townshipOfUnit = b.hierarchy.ancestors(of: b.assignLevel, at: b.townshipLevel)
    return [place("", "all", Array(b.assignedUnits.codes.indices))]
      + b.townships.codes.indices.map { township in
        place(
          b.townships.codes[township], b.townships.names[township],
          townshipOfUnit.indices.filter { townshipOfUnit[$0] == township })
      }
  }

  private static func rooms(
    _ a: Plan, _ b: Plan, _ counterpart: [Int], _ before: [Row], _ after: [Row]
  ) -> [RoomLoad] {
    func loads(_ plan: Plan, _ rows: [Row]) -> [(units: Int, households: Int)] {
      var result = [(units: Int, households: Int)](repeating: (0, 0), count: plan.assignment.rooms.count)
      for (unit, row) in rows.enumerated() {
        result[row.room].units += 1
        result[row.room].households += plan.assignedUnits.households[unit]
      }
      return result
    }
    let (old, new) = (loads(a, before), loads(b, after))
    let both = a.assignment.rooms.indices.map { room in
      let same = counterpart[room] >= 0 ? new[counterpart[room]] : nil
      return RoomLoad(
        id: a.rooms[room].id, units: Pair(before: old[room].units, after: same?.units),
        households: Pair(before: old[room].households, after: same?.households))
    }
    let opened = b.assignment.rooms.indices.filter { !counterpart.contains($0) }
    return both
      + opened.map { room in
        RoomLoad(
          id: b.rooms[room].id, units: Pair(before: nil, after: new[room].units),
          households: Pair(before: nil, after: new[room].households))
      }
  }
}

/// Why two plans cannot be compared.
package enum PlanComparisonError: Error, Sendable, Worded, CustomStringConvertible {
  case differentLand(String, String, Message)

  package var message: Message {
    switch self {
    case .differentLand(let a, let b, let difference):
      Message("\(a) and \(b) are plans of different land: \(difference)")
    }
  }
}

extension Plan {
  /// The share of households that help reaches within a limit.
  fileprivate func share(within limit: Int) -> Double {
    coverage.share(of: hierarchy.lowest.households, within: limit)
  }
}

/// What two levels differ in; the same codes in the same order on the same polygons are the same land.
private struct LandDifference {
  let text: Message

  init?(_ a: Level, _ b: Level) {
    let (inFirst, inSecond) = (Set(a.codes), Set(b.codes))
    if a.name != b.name {
      text = Message(
        "level \(Message(term: a.name)) of the one is level \(Message(term: b.name)) of the other")
    } else if let code = a.codes.first(where: { !inSecond.contains($0) }) {
      text = Message("only the first has unit \(code) of level \(Message(term: a.name))")
    } else if let code = b.codes.first(where: { !inFirst.contains($0) }) {
      text = Message("only the second has unit \(code) of level \(Message(term: b.name))")
    } else if a.codes != b.codes || a.shapes != b.shapes {
      text = Message("the units of level \(Message(term: a.name)) have other borders or another order")
    } else {
      return nil
    }
  }
}
