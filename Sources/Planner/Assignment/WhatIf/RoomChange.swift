import Geometry
import Grid
import Roads
import Scenario
import Words

/// A change of the rooms that are open.
package enum RoomChange: Sendable {
  case add(Place)
  case remove(room: String)
  case move(room: String, to: Place)

  /// Where a room is to stand.
  package enum Place: Sendable {
    /// At the anchor of the unit with this code.
    case unit(String)
    case point(Coordinate)
  }
}

/// Why rooms cannot be changed so.
package enum RoomChangeError: Error, Sendable, Equatable, Worded, CustomStringConvertible {
  case noSuchRoom(String)
  case noSuchUnit(String, level: String)
  case outside(longitude: Double, latitude: Double)
  /// A room stands in that very place.
  case occupied(place: String, room: String)
  case noneLeft
  /// Rooms serve their own township only, and some would have none.
  case townshipsWithoutRoom([String])
  case assignment(AssignmentError)

  package var message: Message {
    switch self {
    case .noSuchRoom(let id): Message("the plan has no room '\(id)'")
    case .noSuchUnit(let code, let level): Message("level \(level) has no unit '\(code)'")
    case .outside(let longitude, let latitude): Message("\(longitude),\(latitude) lies outside the county")
    case .occupied(let place, let room): Message("at \(place) stands room \(room) already")
    case .noneLeft: Message("no room would be left")
    case .townshipsWithoutRoom(let codes):
      Message(
        "a room serves its own township only, and these would have none: \(codes.joined(separator: ", "))")
    case .assignment(let error): error.message
    }
  }
}

extension AssignmentStudy {
  /// The rooms after some changes, in order; a new one is named after its unit.
  package func rooms(after changes: [RoomChange]) throws(RoomChangeError) -> [Room] {
    var rooms = rooms
    var ids = Set(rooms.map(\.id))
    func index(_ id: String) throws(RoomChangeError) -> Int {
      guard let index = rooms.firstIndex(where: { $0.id == id }) else { throw .noSuchRoom(id) }
      return index
    }
    for change in changes {
      switch change {
      case .remove(let id): rooms.remove(at: try index(id))
      case .add(let place): rooms.append(try newRoom(at: place, besides: rooms, &ids))
      case .move(let id, let place):
        let old = rooms.remove(at: try index(id))
        var room = try newRoom(at: place, besides: rooms, &ids)
        room.maxUnits = old.maxUnits
        room.maxHouseholds = old.maxHouseholds
        rooms.append(room)
      }
    }
    guard !rooms.isEmpty else { throw .noneLeft }
    if planner.problem.policy.roomsWithinTownship {
      let without = Set(townshipOfUnit.filter { $0 >= 0 }.map { townshipCodes[$0] })
        .subtracting(rooms.map(\.townshipCode))
      guard without.isEmpty else { throw .townshipsWithoutRoom(without.sorted()) }
    }
    return rooms
  }

  private func newRoom(
    at place: RoomChange.Place, besides rooms: [Room], _ ids: inout Set<String>
  ) throws(RoomChangeError) -> Room {
    let coordinate: Coordinate
    let unit: Int
    switch place {
    case .unit(let code):
      guard let found = units.codes.firstIndex(of: code) else {
        throw .noSuchUnit(code, level: units.name)
      }
      unit = found
      coordinate = units.anchors[found]
    case .point(let point):
      guard let found = UnitIndex(units.shapes).unit(at: point) else {
        throw .outside(longitude: point.longitude, latitude: point.latitude)
      }
      unit = found
      coordinate = point
    }
    if let other = rooms.first(where: { $0.coordinate == coordinate }) {
      throw .occupied(place: units.codes[unit], room: other.id)
    }
    return planner.newRoom(at: PlanInputs.Place(in: unit, of: units, at: coordinate), besides: &ids)
  }

  /// The best assignment that is found once the rooms have changed.
  package func study(
    after changes: [RoomChange], seed: UInt64, travel: some Travel
  ) throws(RoomChangeError) -> AssignmentStudy {
    let rooms = try rooms(after: changes)
    do throws(AssignmentError) {
      return try AssignmentStudy(planner, rooms: rooms, seed: seed, travel: travel)
    } catch { throw .assignment(error) }
  }
}
