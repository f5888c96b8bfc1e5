import Geometry
import Grid
import Scenario
import Words

/// Why no plan can be made.
public enum PlanError: Error, Sendable, Worded, CustomStringConvertible {
  /// The levels cannot be planned on.
  case hierarchy(HierarchyError)
  /// GEOS cannot work on the land.
  case geometry(GEOSError)
  /// No rooms can be chosen.
  case assignment(AssignmentError)
  /// The plan that is taken up says nothing of a unit of the scenario.
  case unitWithoutRoom(code: String)
  /// The plan that is taken up has a unit that the scenario has not.
  case unitElsewhere(code: String)

  /// The plan that is taken up has other units of the lowest level than its scenario.
  case otherLand
  /// So many that are wanted, and whose there are none given.
  case tooManyPeople(Int, Message)
  /// No crew or no checkpoint is given, and areas and routes alone are wanted.
  case nothingToPatrol
  /// More visits are required on a day than can be routed.
  case tooManyVisits(dayType: String, visits: Int, most: Int)
  /// Checkpoints ask for more skills than can be told apart.
  case tooManySkills(skills: Int, most: Int)
  /// A table would take more memory than there is.
  case tooLarge(what: Message, bytes: Double)
  /// The date is not among those of the plan.
  case noSuchDate(CivilDate, first: CivilDate, last: CivilDate)
  /// A base that is to change is none of the scenario's.
  case unknownBase(String)
  /// No way leads from a base to its area.
  case unreachableArea(base: String, area: String)

  public var message: Message {
    switch self {
    case .hierarchy(let error): error.message
    case .geometry(let error): error.message
    case .assignment(let error): error.message
    case .unitWithoutRoom(let code): Message("the plan gives no room to unit \(code) of its scenario")
    case .otherLand: Message("the plan has other units than its scenario: make the plan anew")
    case .tooManyPeople(let count, let whose):
      Message("\(count) \(whose) are asked for, and none are given: as many cannot be made up")
    case .tooManySkills(let skills, let most):
      Message("checkpoints and streets ask for \(skills) different skills; at most \(most) can be told apart")
    case .tooManyVisits(let dayType, let visits, let most):
      Message("\(visits) visits are required on a day of type \(dayType): at most \(most) can be routed")
    case .tooLarge(let what, let bytes):
      Message("\(what) would take \(Memory.text(bytes)) of memory, more than this machine can give")
    case .nothingToPatrol:
      Message(
        "the scenario names no crews or no checkpoints: 'plan' makes up what is missing, 'patrol' does not")
    case .noSuchDate(let date, let first, let last):
      Message("\(date.text): the scenario plans from \(first.text) to \(last.text)")
    case .unknownBase(let id): Message("base \(id): the scenario has none of that name")
    case .unreachableArea(let base, let area):
      Message("base \(base): no way leads from it to any unit of its patrol area \(area)")
    case .unitElsewhere(let code): Message("the plan has unit \(code), but its scenario has not")
    }
  }
}
