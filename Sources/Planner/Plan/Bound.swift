import Words

/// How good an optimised answer is: no answer to the same question can be below `lowerBound`.
///
/// It says so of one plan, that of which `basis` is the fingerprint; of a plan that was changed since it says nothing,
/// and is left out.
public struct Bound: Sendable, Equatable {
  /// What was made as small as could be.
  public enum Subject: Sendable, Hashable {
    /// What a model of siting makes least, where that is not the sum of travel.
    case siting(model: String)
    /// The travel of all households to their rooms.
    case rooms
    /// The same, with a price on every unit that changes rooms.
    case changedRooms
    /// The greatest work of a crew's area over the mean.
    case patrolAreas
    /// The length of the borders between areas, among divisions that are as equal.
    case areaBorders
    /// Required visits of a day type that are not made.
    case visits(dayType: String)
    /// The crews' travel on a day type.
    case travel(dayType: String)
    /// Duties that nobody fills.
    case duties
    /// What the roster costs by its soft rules.
    case rosterCost
  }

  /// What was made as small as could be.
  public var subject: Subject
  /// Of both numbers, in words.
  public var unit: String
  /// What the plan has.
  public var objective: Double
  /// What no plan can be below.
  public var lowerBound: Double
  /// Of what it holds for.
  public var basis: Fingerprint
  /// What it follows from; `nil` where that is not told in whole numbers.
  package var certificate: Certificate?

  /// A bound on what a plan has.
  public init(
    _ subject: Subject, unit: String, objective: Double, lowerBound: Double,
    basis: Fingerprint = Fingerprint()
  ) {
    self.subject = subject
    self.unit = unit
    self.objective = objective
    self.lowerBound = lowerBound
    self.basis = basis
  }

  /// The bound with what it follows from.
  package func proved(by certificate: Certificate?) -> Bound {
    var bound = self
    bound.certificate = certificate
    return bound
  }

  package func holding(for basis: Fingerprint) -> Bound {
    var bound = self
    bound.basis = basis
    return bound
  }

  /// The share by which the objective may exceed the best possible one.
  public var gap: Double { objective > 0 ? (objective - lowerBound) / objective : 0 }
}

extension Bound.Subject {
  /// For people.
  public var name: Message {
    switch self {
    case .siting(let model): Self.name(ofSiting: model)
    case .rooms: Message("rooms")
    case .changedRooms: Message("rooms, with a price on change")
    case .patrolAreas: Message("patrol areas")
    case .areaBorders: Message("patrol areas, borders")
    case .visits(let dayType): Message("routes, \(Message(term: dayType)): visits not made")
    case .travel(let dayType): Message("routes, \(Message(term: dayType)): travel")
    case .duties: Message("roster")
    case .rosterCost: Message("roster, soft cost")
    }
  }

  /// A model of siting is known by its name, in which the seconds that it was asked for stand.
  private static func name(ofSiting model: String) -> Message {
    guard let seconds = model.firstMatch(of: /\d+/) else { return Message(term: model) }
    return Message(
      code: model.replacing(/\d+/, with: "{0}"), values: [.text(String(seconds.0))], english: model)
  }

  /// Whether it is of the routes of some day type.
  package var isOfRoutes: Bool {
    switch self {
    case .visits, .travel: true
    case .siting, .rooms, .changedRooms, .patrolAreas, .areaBorders, .duties, .rosterCost: false
    }
  }

  /// Whether it follows from the roster alone and is worked out anew with it.
  package var isOfRoster: Bool { self == .duties || self == .rosterCost }

  /// A word for the kind, and the model or day type where it has one, for files.
  package var code: (kind: String, of: String?) {
    switch self {
    case .siting(let model): ("siting", model)
    case .rooms: ("rooms", nil)
    case .changedRooms: ("changed_rooms", nil)
    case .patrolAreas: ("patrol_areas", nil)
    case .areaBorders: ("area_borders", nil)
    case .visits(let dayType): ("visits", dayType)
    case .travel(let dayType): ("travel", dayType)
    case .duties: ("duties", nil)
    case .rosterCost: ("roster_cost", nil)
    }
  }

  package init?(kind: String, of: String?) {
    switch (kind, of) {
    case ("siting", let model?): self = .siting(model: model)
    case ("rooms", nil): self = .rooms
    case ("changed_rooms", nil): self = .changedRooms
    case ("patrol_areas", nil): self = .patrolAreas
    case ("area_borders", nil): self = .areaBorders
    case ("visits", let dayType?): self = .visits(dayType: dayType)
    case ("travel", let dayType?): self = .travel(dayType: dayType)
    case ("duties", nil): self = .duties
    case ("roster_cost", nil): self = .rosterCost
    default: return nil
    }
  }
}
