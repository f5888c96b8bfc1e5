import Planner
import VectorFiles

/// An assignment by itself as layers and tables: what `assign` writes.
package struct StudyLayers: Sendable {
  private let study: AssignmentStudy
  private let townshipNames: [String]
  private let limit: Int

  /// - Parameters:
  ///   - study: of which the layers are made.
  ///   - townshipNames: in the order of the level.
  ///   - limit: seconds, for the households within.
  package init(_ study: AssignmentStudy, townshipNames: [String], within limit: Int) {
    self.study = study
    self.townshipNames = townshipNames
    self.limit = limit
  }

  /// Every room with what it serves.
  package var rooms: VectorLayer {
    let rooms = study.rooms
    let served = study.unitsOfRoom
    let households = served.map { $0.reduce(0) { $0 + study.units.households[$1] } }
    let travel = served.indices.map { room in
      TravelEquity(
        travel: served[room].map { study.seconds(room, $0) },
        households: served[room].map { study.units.households[$0] })
    }
    return VectorLayer(
      name: "rooms",
      fields: [
        VectorField("id", .text(rooms.map(\.id))), VectorField("name", .text(rooms.map(\.name))),
        VectorField("status", .text(rooms.map(\.status.rawValue))),
        VectorField("township_code", .text(rooms.map(\.townshipCode))),
        VectorField("units", .integer(served.map(\.count))),
        VectorField("households", .integer(households)),
        VectorField("mean_travel_s", .real(travel.map { Self.tenths($0.mean) })),
        VectorField("max_travel_s", .integer(travel.map { Int($0.worst.rounded()) })),
      ], geometry: .points(rooms.map(\.coordinate)))
  }

  package var assignments: VectorLayer {
    VectorLayer(
      name: "assignments",
      fields: [
        VectorField("unit_code", .text(study.units.codes)),
        VectorField(
          "township_code", .text(study.townshipOfUnit.map { $0 < 0 ? nil : study.townshipCodes[$0] })),
        VectorField("room_id", .text(study.roomOfUnit.map { study.rooms[$0].id })),
        VectorField(
          "travel_s", .integer(study.travelOfUnit.map { $0.isFinite ? Int($0.rounded()) : nil })),
      ], geometry: .none)
  }

  package var explanations: VectorLayer {
    PlanTables.explanations.layer(
      study.explanations().map { RoomReason($0, units: study.units, rooms: study.rooms) })
  }

  package var townships: VectorLayer {
    let figures = study.townshipFigures(within: limit)
    return VectorLayer(
      name: "townships",
      fields: [
        VectorField("code", .text(study.townshipCodes)), VectorField("name", .text(townshipNames)),
        VectorField("rooms", .integer(figures.map(\.rooms))),
        VectorField("households", .integer(figures.map(\.households))),
        VectorField("mean_travel_s", .real(figures.map { Self.tenths($0.travel.mean) })),
        VectorField("travel_90_s", .real(figures.map { Self.tenths($0.travel.percentile90) })),
        VectorField("max_travel_s", .real(figures.map { Self.tenths($0.travel.worst) })),
        VectorField("within_\(limit)_s", .integer(figures.map(\.within))),
      ], geometry: .none)
  }

  package func moves(_ replan: Replan) -> VectorLayer {
    PlanTables.moves.layer(
      replan.moves.map { RoomMove($0, units: study.units, rooms: study.rooms) })
  }

  package func curve(_ points: [RoomCurvePoint]) -> VectorLayer {
    VectorLayer(
      name: "curve",
      fields: [
        VectorField("rooms", .integer(points.map(\.rooms))),
        VectorField("mean_travel_s", .real(points.map { Self.tenths($0.travel.mean) })),
        VectorField("mean_bound_s", .real(points.map { Self.tenths($0.meanBound) })),
        VectorField("travel_90_s", .real(points.map { Self.tenths($0.travel.percentile90) })),
        VectorField("max_travel_s", .real(points.map { Self.tenths($0.travel.worst) })),
        VectorField("within_\(limit)_s", .integer(points.map(\.within))),
        VectorField("new_rooms", .text(points.map { $0.new.map(\.id).joined(separator: ";") })),
      ], geometry: .none)
  }

  private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
