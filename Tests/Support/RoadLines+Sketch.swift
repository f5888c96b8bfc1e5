import Geometry
import Roads

extension RoadLines {
  /// Adds a line that is given by what is usually known of it.
  package mutating func append(
    _ line: some Sequence<Coordinate>, class roadClass: String = "", speed: Double? = nil,
    direction: Direction = .both, name: String = "", access: RoadAccess = RoadAccess(), layer: Int = 0
  ) {
    var road = RoadAttributes(name: name, level: RoadLevel(layer: layer))
    road.roadClass = roadClass
    (road.speed, road.speedBackward) = (speed, speed)
    road.direction = direction
    road.access = access
    append(line, road)
  }

  package var classes: [String] { attributes.map(\.roadClass) }
  package var speeds: [Double?] { attributes.map(\.speed) }
  package var directions: [Direction] { attributes.map(\.direction) }
  package var names: [String] { attributes.map(\.name) }
}
