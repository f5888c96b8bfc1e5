import Grid
import Scenario
import VectorFiles

/// Why each unit has its room, as a table with a row for each.
public struct ExplanationTable: Sendable {
  private let explanations: [Explanation]
  private let units: Level
  private let rooms: [Room]

  public init(_ explanations: [Explanation], units: Level, rooms: [Room]) {
    self.explanations = explanations
    self.units = units
    self.rooms = rooms
  }

  public var layer: VectorLayer {
    func text(_ value: (Explanation) -> String?) -> VectorField.Values { .text(explanations.map(value)) }
    func whole(_ value: (Explanation) -> Double?) -> VectorField.Values {
      .integer(explanations.map { value($0).flatMap { $0.isFinite ? Int($0.rounded()) : nil } })
    }
    return VectorLayer(
      name: "explanations",
      fields: [
        VectorField("unit_code", text { units.codes[$0.unit] }),
        VectorField("room_id", text { rooms[$0.room].id }),
        VectorField("travel_s", whole { $0.seconds }),
        VectorField("nearest_room_id", text { rooms[$0.nearest].id }),
        VectorField("nearest_travel_s", whole { $0.nearer.first?.seconds ?? $0.seconds }),
        VectorField("reason", text { reason($0) }),
        VectorField("next_room_id", text { $0.next.map { rooms[$0.room].id } }),
        VectorField("next_travel_s", whole { $0.next?.seconds }),
        VectorField("exchange", text { $0.exchange.map(moves) }),
        VectorField("exchange_household_s", whole { $0.exchange?.change }),
      ], geometry: .none)
  }

  /// "nearest", or what stands against each nearer room.
  private func reason(_ explanation: Explanation) -> String {
    if explanation.nearer.isEmpty { return "nearest" }
    return explanation.nearer.map { "\(rooms[$0.room].id): \($0.reason.text)" }.joined(separator: ";")
  }

  private func moves(_ exchange: Explanation.Exchange) -> String {
    exchange.moves.map { "\(units.codes[$0.unit]) to \(rooms[$0.to].id)" }.joined(separator: ";")
  }
}

extension Explanation.Reason {
  /// The reason in words.
  public var text: String {
    switch self {
    case .otherTownship(let code): "serves township \(code) only"
    case .fullInUnits(let most): "full: serves \(most) of \(most) units"
    case .fullInHouseholds(let most, let with): "full: would serve \(with) of \(most) households"
    case .cutsOffLand: "would cut off land from its room"
    case .hasRoom: "has room; the plan leaves it"
    }
  }
}

/// Who changed hands since an earlier plan, as a table with a row for each.
struct MovesTable {
  let replan: Replan
  let units: Level
  let rooms: [Room]

  init(_ replan: Replan, units: Level, rooms: [Room]) {
    self.replan = replan
    self.units = units
    self.rooms = rooms
  }

  var layer: VectorLayer {
    let moves = replan.moves
    func seconds(_ value: Double) -> Int? { value.isFinite ? Int(value.rounded()) : nil }
    return VectorLayer(
      name: "moves",
      fields: [
        VectorField("unit_code", .text(moves.map { units.codes[$0.unit] })),
        VectorField("households", .integer(moves.map { units.households[$0.unit] })),
        VectorField("from_room_id", .text(moves.map(\.from.id))),
        VectorField("to_room_id", .text(moves.map { rooms[$0.to].id })),
        VectorField("before_s", .integer(moves.map { seconds($0.before) })),
        VectorField("after_s", .integer(moves.map { seconds($0.after) })),
        VectorField("reason", .text(moves.map(\.reason.rawValue))),
      ], geometry: .none)
  }
}
