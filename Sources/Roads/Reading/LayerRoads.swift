import Geometry
import VectorFiles

extension RoadLines {
  /// Reads a line layer, all of whose lines are roads.
  ///
  /// - Parameter columns: a value for each line, for each key that the layer has a column for.
  package init(_ layer: LineSet, columns: [RoadKey: [String?]]) {
    self.init()
    var interpreter = RoadInterpreter(codes: OneWayCodes(column: columns[.oneway] ?? []))
    for row in 0..<layer.count {
      let tags = RoadTags { columns[$0]?[row] }
      var road = interpreter.attributes(of: tags)
      if road.roadClass == RoadClasses.ferry {
        road.setFerrySpeed(
          seconds: interpreter.ferrySeconds(tags), metres: GreatCircle.metres(along: layer[row]))
        if road.speed == nil { interpreter.add(.missingFerryDuration) }
      }
      append(layer[row], road)
    }
    remarks = interpreter.remarks
  }
}
