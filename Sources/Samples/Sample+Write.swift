import Foundation
import Geometry
import PlanCodec
import Scenario
import VectorFiles

extension Sample {
  /// Writes the scenario folder: a GeoJSON file (RFC 7946) per level and layer, the tables, `scenario.yaml`
  /// and `policy.yaml`.
  ///
  /// The folder takes its place when it is complete. It replaces an earlier sample that holds nothing else.
  public func write(to folder: String) throws(SampleError) {
    let places = [roadLayer, waterLayer, stationLayer, layer("bases", of: bases), checkpointLayer]
    let maps = levels.indices.map(layer(ofLevel:)) + places
    let files: [(layer: VectorLayer, format: VectorFormat, name: String)] =
      maps.map { ($0, .geoJSON, $0.name + ".geojson") }
      + [crewTable, staffTable, volunteerTable, workerTable].map { ($0, .csv, $0.name + ".csv") }
    let texts = [("scenario.yaml", scenario), ("policy.yaml", Self.policy)]
    do throws(PlanFolderError) {
      let draft = try FolderDraft(for: folder, as: .sample)
      for file in files { try draft.write([file.layer], as: file.format, to: file.name) }
      for (name, text) in texts { try draft.write(Data(text.utf8), to: name) }
      try draft.commit()
    } catch { throw .folder(error) }
  }

  private func layer(ofLevel index: Int) -> VectorLayer {
    let level = levels[index]
    var fields = [VectorField("code", .text(level.codes)), VectorField("name", .text(level.names))]
    if index > 0 {
      let above = levels[index - 1].codes
      fields.append(VectorField("parent", .text(level.parents.map { above[$0] })))
    }
    fields.append(VectorField("households", .integer(level.households)))
    if level.name == "village" {
      fields.append(VectorField("town", .text(level.names.map { $0.hasSuffix("社区") ? "true" : "false" })))
    }
    return VectorLayer(name: "units.\(level.name)", fields: fields, geometry: .polygons(level.shapes))
  }

  private var roadLayer: VectorLayer {
    var lines = LineSet()
    for road in roads { lines.append(road.line) }
    return VectorLayer(
      name: "roads",
      fields: [
        VectorField("class", .text(roads.map(\.roadClass.rawValue))),
        VectorField("maxspeed", .integer(roads.map(\.maxSpeed))),
        VectorField("oneway", .text(roads.map { $0.isOneway ? "yes" : "no" })),
        VectorField("name", .text(roads.map(\.name))),
      ], geometry: .lines(lines))
  }

  private var waterLayer: VectorLayer {
    var shapes = PolygonSet()
    for bank in rivers.banks { shapes.appendUnit([[bank]]) }
    return VectorLayer(
      name: "water", fields: [VectorField("name", .text(rivers.names))], geometry: .polygons(shapes))
  }

  private var stationLayer: VectorLayer {
    var layer = layer("stations", of: stations)
    layer.fields.append(VectorField("police", .integer(policeOfStation)))
    return layer
  }

  private func layer(_ name: String, of places: [Place]) -> VectorLayer {
    VectorLayer(
      name: name,
      fields: [VectorField("id", .text(places.map(\.id))), VectorField("name", .text(places.map(\.name)))],
      geometry: .points(places.map(\.coordinate)))
  }

  private var checkpointLayer: VectorLayer {
    VectorLayer(
      name: "checkpoints",
      fields: [
        VectorField("id", .text(checkpoints.map(\.id))),
        VectorField("name", .text(checkpoints.map(\.name))),
        VectorField("tier", .text(checkpoints.map(\.tier.rawValue))),
        VectorField("visits_per_day", .integer(checkpoints.map(\.visitsPerDay))),
        VectorField("dwell_s", .integer(checkpoints.map(\.dwell))),
        VectorField("windows", .text(checkpoints.map { Self.joined($0.windows.map(Self.text)) })),
        VectorField("min_gap_s", .integer(checkpoints.map(\.minGap))),
        VectorField("day_types", .text(checkpoints.map { Self.joined($0.dayTypes) })),
      ], geometry: .points(checkpoints.map(\.coordinate)))
  }

  private var crewTable: VectorLayer {
    VectorLayer(
      name: "crews",
      fields: [
        VectorField("id", .text(crews.map(\.id))),
        VectorField("base", .text(crews.map(\.baseID))),
        VectorField("shifts", .text(crews.map { Self.joined($0.shiftIDs) })),
        VectorField("max_speed_kmh", .integer(crews.map { Int($0.maxSpeed) })),
      ], geometry: .none)
  }

  private var staffTable: VectorLayer {
    VectorLayer(
      name: "staff",
      fields: [
        VectorField("id", .text(staff.map(\.id))),
        VectorField("role", .text(staff.map(\.role.rawValue))),
        VectorField("home_unit", .text(staff.map(\.homeUnit))),
        VectorField("full_time", .text(staff.map { $0.isFullTime ? "true" : "false" })),
        VectorField("site", .text(staff.map(\.site))),
        VectorField("unavailable", .text(staff.map { Self.joined($0.unavailable.map(\.text)) })),
      ], geometry: .none)
  }

  /// A team of volunteers for each village.
  private var volunteerTable: VectorLayer {
    let villages = levels.first { $0.name == "village" }?.codes ?? []
    return VectorLayer(
      name: "volunteers",
      fields: [
        VectorField("id", .text(villages.indices.map { "V" + padded($0 + 1, 4) })),
        VectorField("unit", .text(villages)),
      ], geometry: .none)
  }

  /// A grid worker for each micro-grid.
  private var workerTable: VectorLayer {
    let cells = levels[levels.count - 1].codes
    return VectorLayer(
      name: "grid_workers",
      fields: [
        VectorField("id", .text(cells.indices.map { "G" + padded($0 + 1, 5) })),
        VectorField("unit", .text(cells)),
      ], geometry: .none)
  }

  private static func joined(_ parts: [String]) -> String { parts.joined(separator: ";") }

  private static func text(_ window: DailyWindow) -> String { "\(window.start.text)-\(window.end.text)" }
}
