import Grid
import Planner
import Scenario
import VectorFiles
import Words

/// Reads who answers for which unit: `assignments.csv`, and the rooms' people from `rooms.geojson`.
struct AssignmentReader {
  private let reader: PlanReader
  private let units: Level
  private let file: String

  init(_ reader: PlanReader) {
    self.reader = reader
    units = reader.hierarchy.levels[reader.hierarchy.index(of: reader.document.assignLevel) ?? 0]
    file = "\(reader.folder)/assignments.csv"
  }

  private func wrong(_ detail: Message) -> PlanFolderError { .contradiction(file: file, detail: detail) }

  func assignment(_ staffing: StaffingDocument) throws(PlanFolderError) -> Assignment {
    let rooms = reader.problem.rooms
    let indexOfRoom = Dictionary(zip(rooms.map(\.id), rooms.indices), uniquingKeysWith: { a, _ in a })
    let indexOfUnit = Dictionary(zip(units.codes, units.codes.indices), uniquingKeysWith: { a, _ in a })
    let open = try openRooms(rooms, indexOfRoom, indexOfUnit)
    var result = Assignment(
      rooms: open.rooms,
      roomOfUnit: [Int](repeating: -1, count: units.count),
      officerOfUnit: [String](repeating: "", count: units.count),
      auxiliariesOfUnit: [[String]](repeating: [], count: units.count),
      travelOfUnit: [Double](repeating: .infinity, count: units.count),
      shortfallOfUnit: [[Message]](repeating: [], count: units.count), objective: 0, lowerBound: 0)
    for row in try PlanTables.assignments.rows(in: reader.held) {
      guard let unit = indexOfUnit[row.unitCode] else {
        throw wrong(Message("unit \(row.unitCode) is none of level \(Message(term: units.name))"))
      }
      guard let room = indexOfRoom[row.roomID] else {
        throw wrong(Message("unit \(row.unitCode) names room '\(row.roomID)', which problem.json has not"))
      }
      guard result.roomOfUnit[unit] < 0 else {
        throw wrong(Message("unit \(row.unitCode) stands there twice"))
      }
      result.roomOfUnit[unit] = room
      result.officerOfUnit[unit] = row.officerID
      result.auxiliariesOfUnit[unit] = row.auxiliaryIDs
      if let seconds = row.seconds { result.travelOfUnit[unit] = Double(seconds) }
      result.shortfallOfUnit[unit] = row.shortfall
    }
    if let unit = result.roomOfUnit.firstIndex(of: -1) {
      throw wrong(Message("has no row for unit \(units.codes[unit])"))
    }
    if !open.namesOfficers {
      for room in result.rooms.indices {
        let served = units.codes.indices.filter { result.roomOfUnit[$0] == room }
        result.rooms[room].officerIDs = Set(served.map { result.officerOfUnit[$0] }).subtracting([""])
          .sorted()
      }
    }
    guard let shares = staffing.shares(rooms: indexOfRoom, units: indexOfUnit),
      let detached = staffing.detached(rooms: indexOfRoom, units: indexOfUnit)
    else {
      throw .contradiction(
        file: "\(reader.folder)/summary.json",
        detail: Message("its staffing names a room or unit that the plan has not"))
    }
    result.officerShares = shares
    result.detached = detached
    result.unplaced = staffing.unplacedAuxiliaries
    return result.told(of: units)
  }

  /// The rooms with their officers; a plan of an earlier planner names them by the units they answer for alone.
  private func openRooms(
    _ rooms: [Room], _ indexOfRoom: [String: Int], _ indexOfUnit: [String: Int]
  ) throws(PlanFolderError) -> (rooms: [Assignment.OpenRoom], namesOfficers: Bool) {
    let index = UnitIndex(units.shapes)
    var open = rooms.map { room in
      Assignment.OpenRoom(
        room: room, unit: index.unit(at: room.coordinate) ?? -1, officerIDs: [], units: [], households: 0,
        meanTravel: 0, maxTravel: 0)
    }
    let layer: VectorLayer
    do {
      layer = try VectorLayer(
        reading: reader.held.source("rooms.geojson"), columns: ["id", "kind"],
        optional: ["unit_code", "officer_ids"],
        as: .point)
    } catch { throw .format(error) }
    func texts(_ name: String) -> [String]? { layer[name]?.texts.map { $0 ?? "" } }
    let (ids, kinds, places) = (texts("id") ?? [], texts("kind") ?? [], texts("unit_code"))
    let officers = texts("officer_ids")
    for row in ids.indices where kinds[row] == "room" {
      guard let room = indexOfRoom[ids[row]] else { continue }
      if let unit = places.flatMap({ indexOfUnit[$0[row]] }) { open[room].unit = unit }
      if let officers { open[room].officerIDs = officers[row].parts(at: ";").map(String.init) }
    }
    return (open, officers != nil)
  }
}
