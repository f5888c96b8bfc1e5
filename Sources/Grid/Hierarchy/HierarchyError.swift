import Geometry
import VectorFiles

/// What is wrong with the levels of a county; each case reads as one sentence.
public enum HierarchyError: Error, Sendable, CustomStringConvertible {
  case format(FormatError)
  case geometry(level: String, GEOSError)
  case lowestHasNoLayer(level: String)
  case noCode(file: String, layer: String, feature: Int, field: String)
  case repeatedCode(file: String, layer: String, code: String, field: String, features: [Int])
  case noNumber(file: String, layer: String, code: String, field: String)
  case negative(file: String, layer: String, code: String, field: String, value: Int)
  case noParent(level: String, code: String, field: String)
  case unknownParent(level: String, code: String, parent: String, above: String)
  case foreignCode(level: String, code: String, parent: String)
  case shortCode(level: String, code: String, prefix: Int)
  case nowhere(level: String, code: String, above: String)
  case childless(level: String, code: String, below: String)
  case invalidUnit(level: String, code: String, reason: String, place: String)

  public var description: String {
    switch self {
    case .format(let error): error.description
    case .geometry(let level, let error): "level \(level): \(error)"
    case .lowestHasNoLayer(let level): "level \(level) is the lowest and must name a 'source'"
    case .noCode(let file, let layer, let feature, let field):
      "\(file), layer \(layer), feature \(feature): column '\(field)' holds no code"
    case .repeatedCode(let file, let layer, let code, let field, let features):
      "\(file), layer \(layer): code '\(code)' in column '\(field)' repeats (features "
        + "\(features.map(String.init).joined(separator: ", ")))"
    case .noNumber(let file, let layer, let code, let field):
      "\(file), layer \(layer), unit \(code): column '\(field)' holds no whole number of households"
    case .negative(let file, let layer, let code, let field, let value):
      "\(file), layer \(layer), unit \(code): column '\(field)' holds \(value) households, which is below zero"
    case .noParent(let level, let code, let field):
      "level \(level), unit \(code): column '\(field)' names no parent"
    case .unknownParent(let level, let code, let parent, let above):
      "level \(level), unit \(code): its parent '\(parent)' is not in level \(above)"
    case .foreignCode(let level, let code, let parent):
      "level \(level), unit \(code): its code does not begin with that of its parent \(parent), as others do"
    case .shortCode(let level, let code, let prefix):
      "level \(level), unit \(code): its code is shorter than the \(prefix) characters that name its parent"
    case .nowhere(let level, let code, let above):
      "level \(level), unit \(code): shares no land with any unit of level \(above)"
    case .childless(let level, let code, let below):
      "level \(level), unit \(code): has no unit of level \(below) in it"
    case .invalidUnit(let level, let code, let reason, let place):
      "level \(level), unit \(code): is not a valid polygon (\(reason) at \(place))"
    }
  }
}
