import Foundation
import Planner
import Words

/// Why a unit has its room, in a few lines.
struct ExplanationText {
  private let explanation: Explanation
  private let study: AssignmentStudy

  init(_ explanation: Explanation, _ study: AssignmentStudy) {
    self.explanation = explanation
    self.study = study
  }

  /// In one line.
  var answer: String {
    let (code, name) = (study.units.codes[explanation.unit], study.units.names[explanation.unit])
    let room = study.rooms[explanation.room].id
    let time = seconds(explanation.seconds)
    guard let nearest = explanation.nearer.first else {
      return words("\(code) \(name) belongs to \(room), \(time), because it is the nearest room")
    }
    return words(
      "\(code) \(name) belongs to \(room), \(time), and not to the nearest, \(study.rooms[nearest.room].id), "
        + "\(seconds(nearest.seconds)): \(nearest.reason)")
  }

  var lines: [String] {
    let units = study.units
    let unit = explanation.unit
    var lines = [
      words(
        "\(units.codes[unit]) \(units.names[unit]), \(units.households[unit]) households: room "
          + "\(study.rooms[explanation.room].id), \(seconds(explanation.seconds))")
    ]
    if explanation.nearer.isEmpty { lines.append(words("  it is the nearest room")) }
    for nearer in explanation.nearer {
      lines.append(words("  nearer: \(way(nearer)): \(nearer.reason)"))
    }
    if let exchange = explanation.exchange {
      let to = study.rooms[explanation.nearestAllowed].id
      lines.append(words("  to serve it from \(to) \(price(exchange.change)):"))
      for move in exchange.moves {
        lines.append(
          words(
            "    \(units.codes[move.unit]) (\(units.households[move.unit]) households) from "
              + "\(study.rooms[move.from].id) to \(study.rooms[move.to].id): \(signed(move.change))"))
      }
    } else if explanation.nearestAllowed != explanation.room {
      lines.append(
        words("  no exchange of three units makes room at \(study.rooms[explanation.nearestAllowed].id)"))
    }
    if let next = explanation.next {
      let more = Double(units.households[unit]) * (next.seconds - explanation.seconds)
      let full =
        switch next.reason {
        case .fullInUnits, .fullInHouseholds: words(", \(next.reason)")
        default: ""
        }
      lines.append(
        words("  next: \(way(next)), \(signed(more)) for its households\(full)"))
    }
    return lines
  }

  private func way(_ nearer: Explanation.Nearer) -> String {
    words("\(study.rooms[nearer.room].id), \(seconds(nearer.seconds))")
  }

  private func price(_ change: Double) -> String {
    change >= 0
      ? words("costs \(String(format: "%.0f", change)) household-seconds")
      : words("would save \(String(format: "%.0f", -change)) household-seconds")
  }

  private func signed(_ change: Double) -> String {
    words("\(String(format: "%+.0f", change)) household-seconds")
  }
  private func seconds(_ value: Double) -> String {
    value.isFinite ? words("\(String(format: "%.0f", value)) s") : words("no way")
  }
}
