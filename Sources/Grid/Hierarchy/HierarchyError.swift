import Geometry
import VectorFiles
import Words

/// What is wrong with the levels of a county; each case reads as one sentence.
public enum HierarchyError: Error, Sendable, Worded, CustomStringConvertible {
  /// A layer cannot be read.
  case format(FormatError)
  /// GEOS cannot work on a level.
  case geometry(level: String, GEOSError)
  /// The lowest level is to be joined from a level below it.
  case lowestHasNoLayer(level: String)
  /// A feature has no code.
  case noCode(file: String, layer: String, feature: Int, field: String)
  /// Features, by their numbers from 1, have the same code.
  case repeatedCode(file: String, layer: String, code: String, field: String, features: [Int])
  /// The households of a unit are no number.
  case noNumber(file: String, layer: String, code: String, field: String)
  /// The households of a unit are below zero.
  case negative(file: String, layer: String, code: String, field: String, value: Int)
  /// A unit names no parent.
  case noParent(level: String, code: String, field: String)
  /// A unit names a parent that is not there.
  case unknownParent(level: String, code: String, parent: String, above: String)
  /// A code does not begin with that of its parent, as others of its level do.
  case foreignCode(level: String, code: String, parent: String)
  /// A code is no longer than the prefix that names its parent.
  case shortCode(level: String, code: String, prefix: Int)
  /// A unit lies in no unit of the level above.
  case nowhere(level: String, code: String, above: String)
  /// Land further apart than half the earth, in degrees: on both sides of the 180th meridian, or with a wrong coordinate.
  case overTheDateLine(level: String, codes: [String])
  /// A unit has none of the level below.
  case childless(level: String, code: String, below: String)
  /// `place` is `nil` where there is nothing to point at.
  case invalidUnit(level: String, code: String, reason: Message, place: String?)

  /// Whether a check of the same input names what is wrong, all of it and with its places.
  public var isNamedByCheck: Bool {
    switch self {
    case .noCode, .repeatedCode, .noParent, .unknownParent, .foreignCode, .shortCode, .nowhere, .childless,
      .invalidUnit:
      true
    default: false
    }
  }

  public var message: Message {
    switch self {
    case .format(let error): error.message
    case .geometry(let level, let error): Message("level \(level): \(error)")
    case .lowestHasNoLayer(let level): Message("level \(level) is the lowest and must name a 'source'")
    case .noCode(let file, let layer, let feature, let field):
      Message("\(file), layer \(layer), feature \(feature): column '\(field)' holds no code")
    case .repeatedCode(let file, let layer, let code, let field, let features):
      Message(
        "\(file), layer \(layer): code '\(code)' in column '\(field)' repeats (features "
          + "\(Message(list: features.map(String.init))))")
    case .noNumber(let file, let layer, let code, let field):
      Message("\(file), layer \(layer), unit \(code): column '\(field)' holds no whole number of households")
    case .negative(let file, let layer, let code, let field, let value):
      Message(
        "\(file), layer \(layer), unit \(code): column '\(field)' holds \(value) households, which is below zero"
      )
    case .noParent(let level, let code, let field):
      Message("level \(level), unit \(code): column '\(field)' names no parent")
    case .unknownParent(let level, let code, let parent, let above):
      Message("level \(level), unit \(code): its parent '\(parent)' is not in level \(above)")
    case .foreignCode(let level, let code, let parent):
      Message(
        "level \(level), unit \(code): its code does not begin with that of its parent \(parent), as others do"
      )
    case .shortCode(let level, let code, let prefix):
      Message(
        "level \(level), unit \(code): its code is shorter than the \(prefix) characters that name its parent"
      )
    case .nowhere(let level, let code, let above):
      Message("level \(level), unit \(code): shares no land with any unit of level \(above)")
    case .overTheDateLine(let level, let codes):
      Message(
        "level \(level), units \(Message(list: codes, separator: " and ")): are more than 180 degrees of longitude apart; a county "
          + "on both sides of the 180th meridian cannot be worked on, unless a coordinate is wrong")
    case .childless(let level, let code, let below):
      Message("level \(level), unit \(code): has no unit of level \(below) in it")
    case .invalidUnit(let level, let code, let reason, let place?):
      Message("level \(level), unit \(code): is not a valid polygon (\(reason) at \(place))")
    case .invalidUnit(let level, let code, let reason, nil):
      Message("level \(level), unit \(code): is not a valid polygon (\(reason))")
    }
  }
}

extension HierarchyError {
  /// Land on both sides of the 180th meridian has no plane in which it could be measured.
  static func overTheDateLine(_ drafts: [LevelDraft]) -> HierarchyError? {
    for draft in drafts {
      let boxes = (0..<draft.shapes.count).map { draft.shapes.box(of: $0) }
      let landed = boxes.indices.filter { !boxes[$0].isEmpty }
      guard let west = landed.min(by: { boxes[$0].minX < boxes[$1].minX }),
        let east = landed.max(by: { boxes[$0].maxX < boxes[$1].maxX })
      else { continue }
      if Int64(boxes[east].maxX) - Int64(boxes[west].minX) > 180 * Int64(Coordinate.unitsPerDegree) {
        return .overTheDateLine(level: draft.name, codes: [draft.codes[west], draft.codes[east]])
      }
    }
    return nil
  }
}
