import Planner
import Scenario
import Words

/// The roster in numbers: what stays empty, and what the rest costs whom. Part of `summary.json`.
package struct RosterDocument: Codable, Sendable {
  struct Rule: Codable {
    let rule: String
    let cost: Double
    /// Absent where no bound above 0 is known.
    let lowerBound: Double?
  }

  struct Person: Codable {
    let rule: String
    let siteId: String
    let role: String
    let staffId: String
    let amount: Double
    let share: Double?
    let cost: Double
  }

  struct Unpinned: Codable {
    let staffId: String
    let date: String
    let postId: String
    let reason: String
    /// An earlier planner did not write the two.
    let reasonCode: String?
    let reasonParams: [Message.Value]?
  }

  let dutiesNeeded: Int
  let dutiesUnfilled: Int
  /// Duties that fill no place; absent where there are none.
  let dutiesSurplus: Int?
  /// No roster leaves fewer empty.
  let unfilledLowerBound: Int
  /// Absent, with the reason, where the roster has duties that no post asks for.
  let softCost: Double?
  let softLowerBound: Double?
  let uncosted: String?
  let rules: [Rule]
  let people: [Person]
  let unpinned: [Unpinned]

  package init(_ roster: Roster, _ figures: PlanFigures) {
    dutiesUnfilled = roster.missing
    dutiesNeeded = figures.places.needed
    dutiesSurplus = figures.places.surplus.isEmpty ? nil : figures.places.surplus.count
    unfilledLowerBound = figures.rosterBound.unfilled
    let cost: RosterCost?
    (cost, uncosted) =
      switch figures.rosterCost {
      case .success(let cost): (cost, nil)
      case .failure(let error): (nil, error.description)
      }
    softCost = cost.map { Self.rounded($0.total) }
    softLowerBound = cost.map { Self.rounded($0.lowerBound) }
    rules = cost.map(Self.rules) ?? []
    people = cost.map(Self.people) ?? []
    unpinned = roster.unpinned.map {
      Unpinned(
        staffId: $0.pinned.staffID, date: $0.pinned.date.text, postId: $0.pinned.postID,
        reason: $0.reason.english, reasonCode: $0.reason.coded?.code, reasonParams: $0.reason.coded?.values)
    }
  }

  private static func rules(_ cost: RosterCost) -> [Rule] {
    RosterCost.Rule.allCases.map {
      Rule(
        rule: $0.rawValue, cost: Self.rounded(cost.total(of: $0)),
        lowerBound: cost.lowerBounds[$0].map(Self.rounded))
    }
  }

  private static func people(_ cost: RosterCost) -> [Person] {
    cost.items.filter { Self.rounded($0.cost) > 0 }.map {
      Person(
        rule: $0.rule.rawValue, siteId: $0.siteID, role: $0.role.rawValue, staffId: $0.staffID,
        amount: Self.rounded($0.amount), share: $0.share.map(Self.rounded), cost: Self.rounded($0.cost))
    }
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

extension RosterDocument {
  /// Whether it says what the roster costs, or why that is not told.
  var isWhole: Bool { uncosted == nil ? softCost != nil && softLowerBound != nil : softCost == nil }

  /// The pinned duties that could not be given; `nil` where a date is none.
  var refused: [Roster.Unpinned]? {
    var result: [Roster.Unpinned] = []
    for item in unpinned {
      guard let date = CivilDate(item.date) else { return nil }
      result.append(
        Roster.Unpinned(
          pinned: PinnedDuty(staffID: item.staffId, date: date, postID: item.postId),
          reason: Message(item.reason, code: item.reasonCode, params: item.reasonParams)))
    }
    return result
  }
}
