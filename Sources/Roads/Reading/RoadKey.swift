/// What is asked of a line of a road layer: a key of OpenStreetMap, and for most a column that a line layer may have.
package enum RoadKey: Int, CaseIterable, Sendable {
  case roadClass
  case speed, speedForward, speedBackward, speedRule, speedSource, speedZone, trafficZone
  case oneway, onewayMotor, onewayBicycle, cycleway
  case name, junction
  case access, vehicle, motorVehicle, motorcar, bicycle, foot, motorroad
  case layer, bridge, tunnel, covered
  case area, route, duration
  case construction, proposed, abandoned, disused, razed, demolished, impassable, status, smoothness
  case barrier, bollard, locked
  case type, restriction, restrictionMotorcar, restrictionMotorVehicle, restrictionBicycle, except
  case accessConditional, vehicleConditional, motorVehicleConditional, motorcarConditional
  case bicycleConditional, footConditional, onewayConditional, speedConditional, restrictionConditional

  /// The key of OpenStreetMap.
  var tag: String {
    switch self {
    case .roadClass: "highway"
    case .speed: "maxspeed"
    case .speedForward: "maxspeed:forward"
    case .speedBackward: "maxspeed:backward"
    case .speedRule: "maxspeed:type"
    case .speedSource: "source:maxspeed"
    case .speedZone: "zone:maxspeed"
    case .trafficZone: "zone:traffic"
    case .onewayMotor: "oneway:motor_vehicle"
    case .onewayBicycle: "oneway:bicycle"
    case .motorVehicle: "motor_vehicle"
    case .restrictionMotorcar: "restriction:motorcar"
    case .restrictionMotorVehicle: "restriction:motor_vehicle"
    case .restrictionBicycle: "restriction:bicycle"
    case .accessConditional: "access:conditional"
    case .vehicleConditional: "vehicle:conditional"
    case .motorVehicleConditional: "motor_vehicle:conditional"
    case .motorcarConditional: "motorcar:conditional"
    case .bicycleConditional: "bicycle:conditional"
    case .footConditional: "foot:conditional"
    case .onewayConditional: "oneway:conditional"
    case .speedConditional: "maxspeed:conditional"
    case .restrictionConditional: "restriction:conditional"
    default: "\(self)"
    }
  }

  /// The column of a line layer; `nil` where it has none.
  package var column: String? {
    switch self {
    case .roadClass: "class"
    case .speed: "speed"
    case .speedForward: "speed_forward"
    case .speedBackward: "speed_backward"
    case .onewayBicycle: "oneway_bicycle"
    case .motorVehicle: "motor_vehicle"
    case .oneway, .name, .junction, .access, .vehicle, .motorcar, .bicycle, .foot, .motorroad, .layer,
      .bridge,
      .tunnel, .covered, .duration:
      tag
    default: nil
    }
  }

  /// What may stand under `columns` of a scenario's roads.
  package static let columns = allCases.compactMap(\.column)

  /// Rules that hold at some times only.
  static let conditional: [RoadKey] = [
    .accessConditional, .vehicleConditional, .motorVehicleConditional, .motorcarConditional,
    .bicycleConditional, .footConditional, .onewayConditional, .speedConditional,
  ]
}
