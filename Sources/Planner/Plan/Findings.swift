import Grid
import Scenario

/// What follows from a plan over the roads: how soon help comes, what stays uncovered, and why each unit has its room.
///
/// `basis` is the fingerprint of all that it follows from (`Plan.basisOfFindings`): where that of the plan is another one, the plan
/// was changed since, and `Plan.settled(by:)` works them out anew.
public struct Findings: Sendable, Equatable {
  public var basis: Fingerprint
  public var coverage: Coverage
  public var gaps: [CoverageGap]
  /// By day type.
  public var reach: [DayReach]
  /// Why each unit of the assignment level has its room.
  public var explanations: [RoomReason]

  public init(
    basis: Fingerprint = Fingerprint(), coverage: Coverage, gaps: [CoverageGap] = [], reach: [DayReach] = [],
    explanations: [RoomReason] = []
  ) {
    self.basis = basis
    self.coverage = coverage
    self.gaps = gaps
    self.reach = reach
    self.explanations = explanations
  }
}

/// How soon help reaches the lowest level through a day of one type: crews where they are just then, and rooms while
/// they are staffed.
public struct DayReach: Sendable, Equatable {
  public var dayType: String
  /// Seconds from one look to the next; the first is at midnight.
  public var step: Int
  /// For each look and each unit a class: class c means within `Policy.responseBreaks[c]` seconds and no sooner, the last
  /// one later, or never.
  public var classes: [[UInt8]]

  public init(dayType: String, step: Int, classes: [[UInt8]]) {
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
public struct RoomReason: Sendable, Equatable {
  public var unitCode: String
  public var roomID: String
  /// Whole seconds; `nil` where there is no way.
  public var seconds: Int?
  public var nearestRoomID: String
  public var nearestSeconds: Int?
  /// "nearest", or what stands against each nearer room.
  public var reason: String
  /// The nearest other room that may serve the unit and is no nearer.
  public var nextRoomID: String?
  public var nextSeconds: Int?
  /// The units that would change rooms so that the nearest one serves it, and what that costs.
  public var exchange: String?
  public var exchangeHouseholdSeconds: Int?

  package init(
    unitCode: String, roomID: String, seconds: Int? = nil, nearestRoomID: String, nearestSeconds: Int? = nil,
    reason: String, nextRoomID: String? = nil, nextSeconds: Int? = nil, exchange: String? = nil,
    exchangeHouseholdSeconds: Int? = nil
  ) {
    self.unitCode = unitCode
    self.roomID = roomID
    self.seconds = seconds
    self.nearestRoomID = nearestRoomID
    self.nearestSeconds = nearestSeconds
    self.reason = reason
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
    reason =
      explanation.nearer.isEmpty
      ? "nearest"
      : explanation.nearer.map { "\(rooms[$0.room].id): \($0.reason.text)" }.joined(separator: ";")
    nextRoomID = explanation.next.map { rooms[$0.room].id }
    nextSeconds = whole(explanation.next?.seconds)
    exchange = explanation.exchange?.moves.map { "\(units.codes[$0.unit]) to \(rooms[$0.to].id)" }
      .joined(separator: ";")
    exchangeHouseholdSeconds = whole(explanation.exchange?.change)
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
