import Grid

extension RoadLines {
  /// Reads a line layer, or the ways of an OpenStreetMap file; columns that are not there leave speed to the class,
  /// and both ways open to all.
  public init(reading source: Scenario.Source) throws(ScenarioError) {
    var source = source
    let isOSM = source.vector.isOSM
    if isOSM {
      source.vector.layer = source.vector.layer ?? "lines"
      source.columns.merge(["class": "highway", "speed": "maxspeed"]) { own, _ in own }
    }
    let meanings = ["class", "speed", "oneway", "name"] + RoadTags.keys + (isOSM ? ["area"] : [])
    let table = try ScenarioTable(source, required: [], optional: meanings, as: .line)
    self.init()
    let columns = Dictionary(uniqueKeysWithValues: meanings.map { ($0, table.texts($0)) })
    // An OpenStreetMap file has rivers and railways among its lines; any line of a road layer is a road.
    for row in 0..<table.lines.count {
      let tags = RoadTags { columns[$0]?[row] }
      let roadClass = tags.value("class")
      if isOSM, roadClass == nil || tags.value("area") == "yes" { continue }
      append(
        table.lines[row], class: roadClass ?? "", speed: tags.value("speed").flatMap(RoadTags.speed),
        direction: tags.direction, name: tags.value("name") ?? "", access: tags.access, layer: tags.layer)
    }
  }
}
