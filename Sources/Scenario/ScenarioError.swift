import Grid
import VectorFiles
import Words

/// What is wrong with a scenario; each case reads as one sentence.
public enum ScenarioError: Error, Sendable, Worded, CustomStringConvertible {
  /// There is no scenario.yaml.
  case noScenario(String)
  /// The file is no YAML.
  case notYAML(file: String, detail: Message)
  /// A key is not known.
  case unknownKey(file: String, line: Int, key: String, known: [String])
  /// A key is missing.
  case missingKey(file: String, line: Int, key: String)
  /// The value of a key is not what is wanted.
  case wrongValue(file: String, line: Int, key: String, wanted: Message)
  /// A layer or table cannot be read.
  case format(FormatError)
  /// The levels cannot be planned on.
  case hierarchy(HierarchyError)
  /// A field of a table is not what is wanted.
  case wrongField(file: String, layer: String, feature: String, field: String, wanted: Message)
  /// The names of the levels cannot name files.
  case levelNames(file: String, detail: Message)
  /// The lowest level names no column of households, without which there is nothing to plan for.
  case noHouseholds(file: String, level: String)
  /// The layer of candidates is empty.
  case noCandidates(file: String)
  /// A room stands where none may.
  case forbiddenRoom(file: String, room: String)
  /// A place lies outside the county.
  case outside(file: String, layer: String, feature: String)
  /// Two rows have the same id.
  case repeatedID(file: String, layer: String, id: String)
  /// No road is open to whoever travels.
  case noRoad(file: String, profile: String)
  /// A standard is for a tier that no unit is of.
  case unknownTier(file: String, tier: String, known: [String])
  /// The file has no roads.
  case noRoads(file: String)
  /// A file of OpenStreetMap cannot be read.
  case unreadOpenStreetMap(file: String, reason: Message)
  /// OpenStreetMap's files are in WGS 84, and something else was said.
  case systemOfOpenStreetMap(file: String, stated: String)
  /// OpenStreetMap's files are no layers of features, and something was said that is for these.
  case layerOfOpenStreetMap(file: String, key: String)
  /// Few units have a road near them: the roads are of another place.
  case roadsElsewhere(file: String, near: Int, units: Int)
  /// A row names something that is not there.
  case unknownReference(
    file: String, layer: String, feature: String, field: String, value: String, among: Message)

  public var message: Message {
    switch self {
    case .noScenario(let folder): Message("\(folder): has no scenario.yaml")
    case .notYAML(let file, let detail): Message("\(file): is not YAML (\(detail))")
    case .unknownKey(let file, let line, let key, let known):
      Message("\(file), line \(line): unknown key '\(key)'; known are \(Message(list: known))")
    case .missingKey(let file, let line, let key): Message("\(file), line \(line): '\(key)' is missing")
    case .wrongValue(let file, let line, let key, let wanted):
      Message("\(file), line \(line): '\(key)' must be \(wanted)")
    case .format(let error): error.message
    case .hierarchy(let error): error.message
    case .levelNames(let file, let detail):
      Message(
        "\(file): the names of the levels cannot name files: \(detail)")
    case .wrongField(let file, let layer, let feature, let field, let wanted):
      Message("\(file), layer \(layer), feature \(feature): column '\(field)' must be \(wanted)")
    case .outside(let file, let layer, let feature):
      Message("\(file), layer \(layer), feature \(feature): lies outside the county")
    case .noHouseholds(let file, let level):
      Message(
        "\(file): level '\(level)' names no 'households' column, and a plan needs one on the lowest level")
    case .noCandidates(let file): Message("\(file): holds no place where a room may open")
    case .forbiddenRoom(let file, let room):
      Message("\(file): room '\(room)' exists, but stands where 'siting: forbidden' wants none")
    case .noRoad(let file, let profile):
      Message("\(file): has no road that a \(Message(term: profile)) may use")
    case .unknownTier(let file, let tier, let known):
      known.isEmpty
        ? Message(
          "no_tiers",
          "\(file): 'seen' asks for tier '\(tier)', but 'unit_attributes' has no column 'tier' that says which units are of it"
        )
        : Message("\(file): 'seen' asks for tier '\(tier)', and units are of \(Message(list: known))")
    case .noRoads(let file): Message("\(file): holds no roads: none of its ways is a highway or a ferry")
    case .unreadOpenStreetMap(let file, let reason):
      Message("\(file): cannot be read as OpenStreetMap data: \(reason)")
    case .systemOfOpenStreetMap(let file, let stated):
      Message("\(file): OpenStreetMap files are in WGS 84, and 'crs' says \(stated): leave it out")
    case .layerOfOpenStreetMap(let file, let key):
      Message(
        "\(file): an OpenStreetMap file has no layers or columns, and one encoding: leave '\(key)' out"
      )
    case .roadsElsewhere(let file, let near, let units):
      Message(
        "\(file): the roads lie elsewhere than the county: \(near) of its \(units) lowest units have one within 5 km"
      )
    case .repeatedID(let file, let layer, let id): Message("\(file), layer \(layer): id '\(id)' repeats")
    case .unknownReference(let file, let layer, let feature, let field, let value, let among):
      Message(
        "\(file), layer \(layer), feature \(feature): column '\(field)' names '\(value)', which is none of the \(among)"
      )
    }
  }
}
