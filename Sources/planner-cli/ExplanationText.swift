import Foundation
import Planner

/// Why a unit has its room, in a few lines.
struct ExplanationText {
  private let explanation: Explanation
  private let study: AssignmentStudy

  init(_ explanation: Explanation, _ study: AssignmentStudy) {
    self.explanation = explanation
    self.study = study
  }

  var lines: [String] {
    let units = study.units
    let unit = explanation.unit
    var lines = [
      "\(units.codes[unit]) \(units.names[unit]), \(units.households[unit]) households: room "
        + "\(study.rooms[explanation.room].id), \(seconds(explanation.seconds))"
    ]
    if explanation.nearer.isEmpty { lines.append("  it is the nearest room") }
    for nearer in explanation.nearer {
      lines.append("  nearer: \(way(nearer)): \(nearer.reason.text)")
    }
    if let exchange = explanation.exchange {
      let to = study.rooms[explanation.nearestAllowed].id
      lines.append("  to serve it from \(to) \(price(exchange.change)):")
      for move in exchange.moves {
        lines.append(
          "    \(units.codes[move.unit]) (\(units.households[move.unit]) households) from "
            + "\(study.rooms[move.from].id) to \(study.rooms[move.to].id): \(signed(move.change))")
      }
    } else if explanation.nearestAllowed != explanation.room {
      lines.append(
        "  no exchange of three units makes room at \(study.rooms[explanation.nearestAllowed].id)")
    }
    if let next = explanation.next {
      let more = Double(units.households[unit]) * (next.seconds - explanation.seconds)
      let full =
        switch next.reason {
        case .fullInUnits, .fullInHouseholds: ", \(next.reason.text)"
        default: ""
        }
      lines.append(
        "  next: \(way(next)), \(signed(more)) for its households\(full)")
    }
    return lines
  }

  private func way(_ nearer: Explanation.Nearer) -> String {
    "\(study.rooms[nearer.room].id), \(seconds(nearer.seconds))"
  }

  private func price(_ change: Double) -> String {
    change >= 0
      ? "costs \(String(format: "%.0f", change)) household-seconds"
      : "would save \(String(format: "%.0f", -change)) household-seconds"
  }

  private func signed(_ change: Double) -> String { String(format: "%+.0f household-seconds", change) }
  private func seconds(_ value: Double) -> String {
    value.isFinite ? String(format: "%.0f s", value) : "no way"
  }
}
