import Grid
import Scenario
import Words

/// What follows from a plan over the roads: how soon help comes, what stays uncovered, and why each unit has its room.
///
/// `basis` is the fingerprint of all that it follows from (`Plan.basisOfFindings`): where that of the plan is another one, the plan
/// was changed since, and `Plan.settled(by:)` works them out anew.
package struct Findings: Sendable, Equatable {
  package var basis: Fingerprint
  package var coverage: Coverage
  package var gaps: [CoverageGap]
  /// By day type.
  package var reach: [DayReach]
  /// Why each unit of the assignment level has its room.
  package var explanations: [RoomReason]
  /// By rule, village and number.
  package var rounds: [Round]

  package init(
    basis: Fingerprint = Fingerprint(), coverage: Coverage, gaps: [CoverageGap] = [], reach: [DayReach] = [],
    explanations: [RoomReason] = [], rounds: [Round] = []
  ) {
    self.basis = basis
    self.coverage = coverage
    self.gaps = gaps
    self.reach = reach
    self.explanations = explanations
    self.rounds = rounds
  }
}

/// How soon help reaches the lowest level through a day of one type: crews where they are just then, and rooms while
/// they are staffed.
package struct DayReach: Sendable, Equatable {
  package var dayType: String
  /// Seconds from one look to the next; the first is at midnight.
  package var step: Int
  /// For each look and each unit a class: class c means within `Policy.responseBreaks[c]` seconds and no sooner, the last
  /// one later, or never.
  package var classes: [[UInt8]]

  package init(dayType: String, step: Int, classes: [[UInt8]]) {
    self.dayType = dayType
    self.step = step
    self.classes = classes
  }

  init(dayType: String, _ response: DayResponse, breaks: [Int]) {
    self.init(
      dayType: dayType, step: response.step,
      classes: response.crews.indices.map { look in
        response.times.map { times in UInt8(breaks.firstIndex { times[look] <= $0 } ?? breaks.count) }
      })
  }
}

/// Why a unit has its room, as `explanations.csv` tells it.
package struct RoomReason: Sendable, Equatable {
  package var unitCode: String
  package var roomID: String
  /// Whole seconds; `nil` where there is no way.
  package var seconds: Int?
  package var nearestRoomID: String
  package var nearestSeconds: Int?
  /// That it is the nearest, or what stands against each nearer room.
  package var reasons: [Message]
  /// The nearest other room that may serve the unit and is no nearer.
  package var nextRoomID: String?
  package var nextSeconds: Int?
  /// The units that would change rooms so that the nearest one serves it, and what that costs.
  package var exchange: String?
  package var exchangeHouseholdSeconds: Int?

  package init(
    unitCode: String, roomID: String, seconds: Int? = nil, nearestRoomID: String, nearestSeconds: Int? = nil,
    reasons: [Message], nextRoomID: String? = nil, nextSeconds: Int? = nil, exchange: String? = nil,
    exchangeHouseholdSeconds: Int? = nil
  ) {
    self.unitCode = unitCode
    self.roomID = roomID
    self.seconds = seconds
    self.nearestRoomID = nearestRoomID
    self.nearestSeconds = nearestSeconds
    self.reasons = reasons
    self.nextRoomID = nextRoomID
    self.nextSeconds = nextSeconds
    self.exchange = exchange
    self.exchangeHouseholdSeconds = exchangeHouseholdSeconds
  }
}

extension RoomReason {
  package init(_ explanation: Explanation, units: Level, rooms: [Room]) {
    func whole(_ seconds: Double?) -> Int? { seconds.flatMap { Int(exactly: $0.rounded()) } }
    unitCode = units.codes[explanation.unit]
    roomID = rooms[explanation.room].id
    seconds = whole(explanation.seconds)
    nearestRoomID = rooms[explanation.nearest].id
    nearestSeconds = whole(explanation.nearer.first?.seconds ?? explanation.seconds)
    reasons =
      explanation.nearer.isEmpty
      ? [Message("nearest", "nearest")]
      : explanation.nearer.map { Message("against_nearer", "\(rooms[$0.room].id): \($0.reason)") }
    nextRoomID = explanation.next.map { rooms[$0.room].id }
    nextSeconds = whole(explanation.next?.seconds)
    exchange = explanation.exchange?.moves.map { "\(units.codes[$0.unit]) to \(rooms[$0.to].id)" }
      .joined(separator: ";")
    exchangeHouseholdSeconds = whole(explanation.exchange?.change)
  }
}

extension Explanation.Reason: Worded {
  package var message: Message {
    switch self {
    case .otherTownship(let code): Message("other_township", "serves township \(code) only")
    case .fullInUnits(let most): Message("full_in_units", "full: serves \(most) of \(most) units")
    case .fullInHouseholds(let most, let with):
      Message("full_in_households", "full: would serve \(with) of \(most) households")
    case .cutsOffLand: Message("cuts_off_land", "would cut off land from its room")
    case .hasRoom: Message("has_room", "has room; the plan leaves it")
    }
  }
}
