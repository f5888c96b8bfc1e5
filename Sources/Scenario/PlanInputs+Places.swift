import Geometry
import Grid
import Words

extension PlanInputs {
  /// Where new rooms may open: the candidates or else the anchors of units, but for those that are forbidden; `nil`
  /// where the scenario says nothing of it. Existing rooms in forbidden places are refused.
  static func places(
    _ scenario: Scenario, _ hierarchy: Hierarchy, rooms: [Room]
  ) throws(ScenarioError) -> [Place]? {
    let siting = scenario.siting
    guard siting.candidates != nil || siting.forbidden != nil else { return nil }
    let level = hierarchy.index(of: scenario.assignLevel) ?? 0
    let units = hierarchy.levels[level]
    let index = UnitIndex(units.shapes)
    var places = units.codes.indices.map {
      Place(id: units.codes[$0], name: "\(units.names[$0])警务室", coordinate: units.anchors[$0], unit: $0)
    }
    if let source = siting.candidates { places = try candidates(source, index) }
    guard let forbidden = siting.forbidden else { return places }

    let isForbidden = try test(forbidden, scenario, hierarchy)
    for room in rooms where isForbidden(room.coordinate, index.unit(at: room.coordinate)) {
      throw .forbiddenRoom(file: scenario.file, room: room.id)
    }
    places.removeAll { isForbidden($0.coordinate, $0.unit) }
    return places
  }

  private static func candidates(
    _ source: Scenario.Source, _ index: UnitIndex
  ) throws(ScenarioError) -> [Place] {
    let table = try ScenarioTable(source, required: ["id"], optional: ["name"], as: .point)
    let ids = try table.identifiers()
    let names = table.texts("name")
    guard !ids.isEmpty else { throw .noCandidates(file: source.vector.path) }
    var places: [Place] = []
    for row in ids.indices {
      guard let unit = index.unit(at: table.points[row]) else { throw table.outside(row) }
      places.append(
        Place(id: ids[row], name: names[row] ?? ids[row], coordinate: table.points[row], unit: unit))
    }
    return places
  }

  /// Tells of a place, and the unit of the assignment level it lies in, whether it is forbidden.
  private static func test(
    _ forbidden: Scenario.Forbidden, _ scenario: Scenario, _ hierarchy: Hierarchy
  ) throws(ScenarioError) -> (Coordinate, Int?) -> Bool {
    switch forbidden {
    case .areas(let source):
      let areas = UnitIndex(try ScenarioTable(source, required: [], optional: [], as: .polygon).shapes)
      return { place, _ in areas.unit(at: place) != nil }
    case .units(let named):
      let level = hierarchy.index(of: scenario.assignLevel) ?? 0
      var isForbidden = [Bool](repeating: false, count: hierarchy.levels[level].count)
      for (code, line) in named {
        var isKnown = false
        for upper in 0...level {
          guard let unit = hierarchy.levels[upper].codes.firstIndex(of: code) else { continue }
          isKnown = true
          for (below, ancestor) in hierarchy.ancestors(of: level, at: upper).enumerated()
          where ancestor == unit {
            isForbidden[below] = true
          }
        }
        guard isKnown else {
          throw .wrongValue(
            file: scenario.file, line: line, key: "forbidden",
            wanted: Message(
              "codes of units of level \(scenario.assignLevel) or above it ('\(code)' is none)"))
        }
      }
      return { [isForbidden] _, unit in unit.map { isForbidden[$0] } ?? false }
    }
  }
}
