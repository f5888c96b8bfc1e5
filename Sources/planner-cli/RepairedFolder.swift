import Foundation
import Grid
import PlanCodec
import Scenario
import VectorFiles
import Words

/// What a repair writes: the levels with all their columns, what moved, and a scenario around them.
struct RepairedFolder {
  private let repair: Grid.Repair
  private let sources: [LevelSource]
  /// Of the input, where that was a scenario.
  private let scenario: String?
  private let keepsSystems: Bool

  init(_ repair: Grid.Repair, _ sources: [LevelSource], scenario: String?, keepsSystems: Bool) {
    self.repair = repair
    self.sources = sources
    self.scenario = scenario
    self.keepsSystems = keepsSystems
  }

  /// Writes a scenario folder with `units.<level>.geojson` for each level, and `moved.csv`, or the layers into one
  /// GeoPackage. What stands there is replaced when the new is complete.
  func write(to path: String) throws {
    if (try? VectorFormat(path: path)) == .geoPackage { return try writeGeoPackage(to: path) }
    let draft = try FolderDraft(for: path, as: .repair)
    for (index, layer) in layers.enumerated() {
      try draft.write([layer], as: .geoJSON, to: file(index), in: try system(index))
    }
    try draft.write([moved], as: .csv, to: "moved.csv")
    try draft.write(Data(scenarioText(in: path).utf8), to: "scenario.yaml")
    try draft.commit()
  }

  private func writeGeoPackage(to path: String) throws {
    let systems = try Set(layers.indices.map(system))
    guard systems.count == 1, let system = systems.first else {
      throw InputError(
        Message("--keep-crs: the layers are in several coordinate systems; a GeoPackage is written in one"))
    }
    if scenario != nil {
      Console.note(
        words("\(path) holds the levels and moved; a folder would hold the scenario's other keys, too"))
    }
    let styles = LayerStyle.table(
      of: layers.map { ($0.name, .fill(colour: "255,255,255,0", outline: "60,60,60,255", width: 0.3)) })
    try VectorFormat.geoPackage.write(layers + [moved, styles], to: path, in: system)
  }

  // MARK: Layers

  private func system(_ index: Int) throws -> OutputSystem {
    // A level that was joined from the one below goes with it.
    let levels = repair.hierarchy.levels[index...]
    guard keepsSystems, let level = levels.first(where: { !$0.columns.isEmpty }) else { return .wgs84 }
    guard let system = level.system else {
      throw InputError(
        Message("--keep-crs: the coordinate system of level \(level.name) has no EPSG code to be stated by"))
    }
    return system
  }

  private func file(_ index: Int) throws -> String {
    try system(index).path("units.\(levelNames[index]).geojson")
  }

  private var layers: [VectorLayer] {
    zip(repair.hierarchy.levels.indices, levelNames).map { index, name in
      var layer = repair.hierarchy.layer(ofLevel: index)
      layer.name = "units.\(name)"
      let level = VectorField("level", .text(Array(repeating: name, count: layer.count)))
      layer.fields = layer.fields.map { $0.name == "level" ? level : $0 }
      return layer
    }
  }

  /// The land that each unit gained and lost.
  private var moved: VectorLayer {
    let levels = repair.hierarchy.levels
    let nameOf = Dictionary(zip(levels.map(\.name), levelNames), uniquingKeysWith: { first, _ in first })
    return VectorLayer(
      name: "moved",
      fields: [
        VectorField("level", .text(repair.changes.map { nameOf[$0.level] ?? $0.level })),
        VectorField("code", .text(repair.changes.map(\.code))),
        VectorField("gained_m2", .real(repair.changes.map { rounded($0.gained) })),
        VectorField("lost_m2", .real(repair.changes.map { rounded($0.lost) })),
      ], geometry: .none)
  }

  /// A name for each level: where it is named after a file, without what such files' names have around it; numbered
  /// where two are alike.
  private var levelNames: [String] {
    // A scenario's levels have names of their own.
    if scenario != nil { return repair.hierarchy.levels.map(\.name) }
    let stems = repair.hierarchy.levels.map { level in
      let stem = ((level.name as NSString).lastPathComponent as NSString).deletingPathExtension
      return stem.hasPrefix("units.") ? String(stem.dropFirst("units.".count)) : stem
    }
    return FileNames.parts(for: stems)
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  // MARK: Scenario

  /// The scenario that was given, with the repaired layers; around layers alone the least that every command takes.
  private func scenarioText(in folder: String) throws -> String {
    if let scenario {
      var layers: [String: MovedScenario.Layer] = [:]
      for (index, level) in repair.hierarchy.levels.enumerated() {
        layers[level.name] = MovedScenario.Layer(file: try file(index), system: try system(index))
      }
      return try MovedScenario(scenario, to: OutputPlace(folder).path, layers: layers).text
    }
    return LevelScenario.text(title: "repaired", levels: try repair.hierarchy.levels.indices.map(entry))
  }

  private func entry(_ index: Int) throws -> LevelScenario.Entry {
    let level = repair.hierarchy.levels[index]
    var entry = LevelScenario.Entry(
      name: levelNames[index], file: try file(index), size: level.size, isDissolved: level.isDissolved,
      system: try system(index))
    let kept = level.columns.map(\.name)
    if case .layer(_, let columns) = sources[index].origin {
      entry.code = columns.code
      entry.unitName = columns.name ?? (kept.contains("name") ? nil : "name")
      entry.households = columns.households ?? (kept.contains("households") ? nil : "households")
    }
    if index > 0 {
      // Parents that were found by place stand in a column, unless the layer has another of that name.
      let isFound = sources[index].parent == .place && !kept.contains("parent")
      entry.parent = isFound ? .column("parent") : sources[index].parent
    }
    return entry
  }
}
