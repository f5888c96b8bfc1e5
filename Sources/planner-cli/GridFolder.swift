import Foundation
import Geometry
import Grid
import PlanCodec
import VectorFiles
import Words

/// The scenario folder that `grid` writes, and reads back as an earlier run.
enum GridFolder {
  /// - Parameter earlier: the folder of the run that these levels continue, which may be the same.
  static func write(
    _ levels: [GridBuild.Level], title: String, sizes: [String: ClosedRange<Int>], geoPackage: Bool,
    to folder: String, earlier: String?
  ) throws {
    let draft = try FolderDraft(
      for: folder, as: .grids,
      isChange: try earlier.map { try OutputPlace($0).path } == OutputPlace(folder).path)
    let layers = levels.enumerated().map { index, level in
      layer(level, parents: index == 0 ? nil : levels[index - 1].codes)
    }
    for layer in layers { try draft.write([layer], as: .geoJSON, to: "\(layer.name).geojson") }
    if geoPackage { try draft.write(layers, as: .geoPackage, to: "grids.gpkg") }
    // All but the lowest are joined from it.
    let scenario = LevelScenario.text(
      title: title,
      levels: levels.enumerated().map { index, level in
        LevelScenario.Entry(
          name: level.name, file: "units.\(level.name).geojson",
          parent: index == 0 ? nil : .column("parent"), size: sizes[level.name],
          isDissolved: index < levels.count - 1)
      })
    try draft.write(Data(scenario.utf8), to: "scenario.yaml")
    try draft.commit()
  }

  /// A level that an earlier run wrote.
  static func level(_ name: String, of folder: String) throws -> GridOrder.EarlierLevel {
    let source = VectorSource(path: "\(folder)/units.\(name).geojson")
    let layer = try VectorLayer(reading: source, columns: ["code", "name", "parent"], as: .polygon)
    guard case .polygons(let shapes) = layer.geometry else {
      throw InputError(Message("\(source.path): holds no polygons"))
    }
    func texts(_ column: String) -> [String] { (layer[column]?.texts ?? []).map { $0?.trimmed ?? "" } }
    return GridOrder.EarlierLevel(
      codes: texts("code"), names: texts("name"), parentCodes: texts("parent"), shapes: shapes)
  }

  private static func layer(_ level: GridBuild.Level, parents: [String]?) -> VectorLayer {
    var fields = [VectorField("code", .text(level.codes)), VectorField("name", .text(level.names))]
    if let parents { fields.append(VectorField("parent", .text(level.parents.map { parents[$0] }))) }
    fields.append(VectorField("households", .integer(level.households)))
    return VectorLayer(name: "units.\(level.name)", fields: fields, geometry: .polygons(level.shapes))
  }
}

extension GridBuild {
  /// The given units as one.
  func county(code: String, name: String) throws(GEOSError) -> Level {
    let all = Array(repeating: 0, count: levels[0].codes.count)
    return Level(
      name: "county", codes: [code], names: [name], parents: [0],
      households: [levels[0].households.reduce(0, +)],
      shapes: try levels[0].shapes.dissolved(into: all, groupCount: 1))
  }
}

extension [GridOrder.LevelOrder] {
  /// The fewest and most households of the units of each level that is made by them.
  var ranges: [String: ClosedRange<Int>] {
    var ranges: [String: ClosedRange<Int>] = [:]
    for order in self { if case .range(let range, _) = order.size { ranges[order.name] = range } }
    return ranges
  }
}
