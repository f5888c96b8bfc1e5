import Foundation
import PlanCodec
import Planner
import Scenario
import Words

/// A roster in words and as JSON: what changed, what stays empty, and what the rest costs whom.
struct RosterReport {
  let roster: Roster
  let figures: PlanFigures
  let change: RosterChange?
  let edits: RosterEditReport?
  /// So many of those whom a rule costs most are named, and so many empty places.
  private static let named = 3
  private static let shown = 10

  var text: String {
    ((edits?.lines ?? []) + changes + duties + empty + unpinned + costs).joined(separator: "\n")
  }

  var json: String {
    get throws {
      try PlanFolder.json(
        Document(changes: document, edits: edits?.document, roster: RosterDocument(roster, figures)))
    }
  }

  // MARK: Text

  private var changes: [String] {
    guard let change else { return [] }
    var lines = change.steps.map { step in
      let place =
        "\(step.date.text)  \(step.shiftID)  \(step.postID)  \(words(Message(term: step.role.rawValue)))"
      guard let to = step.to else {
        return words("\(place)  \(step.from) -> nobody: \(reason(step) ?? Message(verbatim: ""))")
      }
      return "\(place)  \(step.from) -> \(to)"
    }
    let empty = change.steps.count { $0.to == nil }
    lines.append(
      words("\(count(change.steps.count, "change")), \(empty) left empty; ")
        + (change.isFewest ? words("no roster does with fewer") : words("there may be a roster with fewer")))
    return lines
  }

  private func reason(_ step: RosterChange.Step) -> Message? {
    guard step.to == nil else { return nil }
    return roster.unfilled.first {
      $0.date == step.date && $0.postID == step.postID && $0.role == step.role
    }.map { Message("\($0.reason)") }
  }

  private var duties: [String] {
    let proof =
      roster.missing <= figures.rosterBound.unfilled
      ? Message("no roster fills more")
      : Message("no roster leaves fewer than \(figures.rosterBound.unfilled) empty")
    return [words("\(figures.places.filled) of \(figures.places.needed) duties filled; \(proof)")]
  }

  private var empty: [String] {
    let lines = roster.unfilled.map { place in
      words(
        "empty   \(place.date.text)  \(place.shiftID)  \(place.postID)  \(place.missing) "
          + "\(Message(term: place.role.rawValue)): \(place.reason)")
    }
    let rest = lines.count - Self.shown
    return lines.prefix(Self.shown)
      + (rest > 0 ? [words("        and \(rest) more, listed in unfilled.csv")] : [])
  }

  private var unpinned: [String] {
    roster.unpinned.map {
      words("not pinned  \($0.pinned.date.text)  \($0.pinned.postID)  \($0.pinned.staffID): \($0.reason)")
    }
  }

  private var costs: [String] {
    switch figures.rosterCost {
    case .success(let cost): costs(cost)
    case .failure(let error): [words("what it costs cannot be told: \(error)")]
    }
  }

  private func costs(_ cost: RosterCost) -> [String] {
    var table = TextTable(words("soft rule | cost | at least | people"))
    for rule in RosterCost.Rule.allCases {
      let people = Set(cost.items.filter { $0.rule == rule }.map(\.staffID))
      table.add([
        words(Message(term: rule.rawValue)), number(cost.total(of: rule)),
        number(cost.lowerBounds[rule] ?? 0), "\(people.count)",
      ])
    }
    table.add([words("all"), number(cost.total), number(cost.lowerBound), ""])
    var lines = table.lines
    for rule in RosterCost.Rule.allCases {
      // Equal costs stand in the order of site and person.
      let items = cost.items.filter { $0.rule == rule && $0.cost >= 0.05 }.enumerated()
        .sorted { ($1.element.cost, $0.offset) < ($0.element.cost, $1.offset) }.prefix(Self.named)
      guard !items.isEmpty else { continue }
      lines.append(
        words("\(Message(term: rule.rawValue)): \(items.map { told($0.element) }.joined(separator: ", "))"))
    }
    return lines
  }

  private func told(_ item: RosterCost.Item) -> Message {
    let amount = number(item.amount)
    let of = item.share.map { Message("\(amount), share \(number($0))") } ?? Message(verbatim: amount)
    return Message("\(item.staffID) \(number(item.cost)) (\(of))")
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }

  // MARK: JSON

  private struct Document: Encodable {
    let changes: Changes?
    let edits: RosterEditReport.Document?
    let roster: RosterDocument
  }

  private struct Changes: Encodable {
    struct Step: Encodable {
      let date: String
      let shiftId: String
      let postId: String
      let role: String
      let from: String
      let to: String?
      let reason: String?
    }

    let steps: [Step]
    let isFewest: Bool
  }

  private var document: Changes? {
    change.map { change in
      Changes(
        steps: change.steps.map { step in
          Changes.Step(
            date: step.date.text, shiftId: step.shiftID, postId: step.postID, role: step.role.rawValue,
            from: step.from, to: step.to, reason: reason(step)?.english)
        }, isFewest: change.isFewest)
    }
  }
}
