import Scenario
import Words

/// What happens to a patrol that is under way.
public enum PatrolChange: Sendable, Equatable {
  /// A crew drops out for the rest of the day.
  case drop(crew: String)
  /// A place is to be visited besides.
  case add(Checkpoint)

  public static func == (a: PatrolChange, b: PatrolChange) -> Bool {
    switch (a, b) {
    case (.drop(let a), .drop(let b)): a == b
    case (.add(let a), .add(let b)): a.id == b.id
    default: false
    }
  }
}

/// A visit that changes hands or time, finds no crew any more, or comes in.
public struct VisitMove: Sendable, Equatable {
  /// The id of the checkpoint.
  public var checkpointID: String
  /// Crew and beginning, in seconds after midnight of the day; `nil` where the visit was not, or is not, made.
  public var before: Visit?
  /// When it is visited now; `nil` where it is not.
  public var after: Visit?

  /// Who visits, and when.
  public struct Visit: Sendable, Equatable {
    /// The id of the crew.
    public var crewID: String
    /// Seconds since midnight.
    public var begin: Int

    /// A crew's visit at a time of day.
    public init(crewID: String, begin: Int) {
      self.crewID = crewID
      self.begin = begin
    }
  }

  /// A visit that changed.
  public init(checkpointID: String, before: Visit?, after: Visit?) {
    self.checkpointID = checkpointID
    self.before = before
    self.after = after
  }
}

/// Why a patrol cannot be changed as asked.
public enum PatrolChangeError: Error, Sendable, Worded, CustomStringConvertible {
  /// The plan has no such crew.
  case unknownCrew(String)
  /// The plan has no such day type.
  case unknownDayType(String, known: [String])
  /// A checkpoint of that id is there already.
  case repeatedCheckpoint(String)
  /// The plan has no routes on days of that type.
  case noRoutes(dayType: String)

  public var message: Message {
    switch self {
    case .unknownCrew(let id): Message("crew \(id): the plan has none of that name")
    case .unknownDayType(let name, let known):
      Message("day type \(name): the plan has \(known.joined(separator: ", "))")
    case .repeatedCheckpoint(let id): Message("checkpoint \(id): the plan has one of that name already")
    case .noRoutes(let dayType): Message("the plan has no routes for day type \(dayType)")
    }
  }
}
