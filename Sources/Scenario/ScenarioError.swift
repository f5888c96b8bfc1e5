import Grid
import VectorFiles

/// What is wrong with a scenario; each case reads as one sentence.
public enum ScenarioError: Error, Sendable, CustomStringConvertible {
  case noScenario(String)
  case notYAML(file: String, detail: String)
  case unknownKey(file: String, line: Int, key: String, known: [String])
  case missingKey(file: String, line: Int, key: String)
  case wrongValue(file: String, line: Int, key: String, wanted: String)
  case format(FormatError)
  case hierarchy(HierarchyError)
  case wrongField(file: String, layer: String, feature: String, field: String, wanted: String)
  /// The lowest level names no column of households, without which there is nothing to plan for.
  case noHouseholds(file: String, level: String)
  case noCandidates(file: String)
  case forbiddenRoom(file: String, room: String)
  case outside(file: String, layer: String, feature: String)
  case repeatedID(file: String, layer: String, id: String)
  case noRoad(file: String, profile: String)
  case noRoads(file: String)
  case unreadOpenStreetMap(file: String, reason: String)
  case systemOfOpenStreetMap(file: String, stated: String)
  case roadsElsewhere(file: String, near: Int, units: Int)
  case unknownReference(
    file: String, layer: String, feature: String, field: String, value: String, among: String)

  public var description: String {
    switch self {
    case .noScenario(let folder): "\(folder): has no scenario.yaml"
    case .notYAML(let file, let detail): "\(file): is not YAML (\(detail))"
    case .unknownKey(let file, let line, let key, let known):
      "\(file), line \(line): unknown key '\(key)'; known are \(known.joined(separator: ", "))"
    case .missingKey(let file, let line, let key): "\(file), line \(line): '\(key)' is missing"
    case .wrongValue(let file, let line, let key, let wanted):
      "\(file), line \(line): '\(key)' must be \(wanted)"
    case .format(let error): error.description
    case .hierarchy(let error): error.description
    case .wrongField(let file, let layer, let feature, let field, let wanted):
      "\(file), layer \(layer), feature \(feature): column '\(field)' must be \(wanted)"
    case .outside(let file, let layer, let feature):
      "\(file), layer \(layer), feature \(feature): lies outside the county"
    case .noHouseholds(let file, let level):
      "\(file): level '\(level)' names no 'households' column, and a plan needs one on the lowest level"
    case .noCandidates(let file): "\(file): holds no place where a room may open"
    case .forbiddenRoom(let file, let room):
      "\(file): room '\(room)' exists, but stands where 'siting: forbidden' wants none"
    case .noRoad(let file, let profile): "\(file): has no road that a \(profile) may use"
    case .noRoads(let file): "\(file): holds no roads: none of its ways is a highway or a ferry"
    case .unreadOpenStreetMap(let file, let reason):
      "\(file): cannot be read as OpenStreetMap data: \(reason)"
    case .systemOfOpenStreetMap(let file, let stated):
      "\(file): OpenStreetMap files are in WGS 84, and 'crs' says \(stated): leave it out"
    case .roadsElsewhere(let file, let near, let units):
      "\(file): the roads lie elsewhere than the county: \(near) of its \(units) lowest units have one within 5 km"
    case .repeatedID(let file, let layer, let id): "\(file), layer \(layer): id '\(id)' repeats"
    case .unknownReference(let file, let layer, let feature, let field, let value, let among):
      "\(file), layer \(layer), feature \(feature): column '\(field)' names '\(value)', which is none of the \(among)"
    }
  }
}
