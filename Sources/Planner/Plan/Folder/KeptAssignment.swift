import Foundation
import Geometry
import Scenario
import VectorFiles

/// The assignment that a plan folder holds, edited by hand or not.
public struct KeptAssignment: Sendable {
  public var rooms: [Room]
  /// By code of the unit: an index into `rooms`, the officer, the auxiliaries, and the seconds of travel.
  public var roomOfUnit: [String: Int]
  public var officerOfUnit: [String: String]
  public var auxiliariesOfUnit: [String: [String]]
  /// Without those that no way leads to.
  public var travelOfUnit: [String: Double]
  /// What is missing, in words; without those that lack nothing.
  public var shortfallOfUnit: [String: String] = [:]

  /// As what a new plan is to change little of.
  public func earlier(changeSeconds: Double?) -> EarlierAssignment {
    EarlierAssignment(
      rooms: rooms, roomOfUnit: roomOfUnit,
      changeSeconds: changeSeconds ?? EarlierAssignment.usualChangeSeconds)
  }
}

extension PlanFolder {
  /// Reads `problem.json` and `assignments.csv`.
  public static func assignment(of folder: String) throws(PlanFolderError) -> KeptAssignment {
    let problem = try existingProblem(of: folder)
    let source = VectorSource(path: "\(folder)/assignments.csv")
    let table: VectorLayer
    do {
      table = try VectorLayer(
        reading: source, columns: ["unit_code", "room_id"],
        optional: ["officer_id", "auxiliary_ids", "travel_s", "shortfall"], as: .none)
    } catch { throw .format(error) }
    var kept = KeptAssignment(
      rooms: try problem.rooms.map { room throws(PlanFolderError) in try Self.room(room, of: folder) },
      roomOfUnit: [:], officerOfUnit: [:], auxiliariesOfUnit: [:], travelOfUnit: [:])
    let rooms = Dictionary(
      zip(kept.rooms.map(\.id), kept.rooms.indices), uniquingKeysWith: { first, _ in first })
    func texts(_ name: String) -> [String] {
      table[name]?.texts.map { $0 ?? "" } ?? Array(repeating: "", count: table.count)
    }
    let (codes, roomIDs, officers) = (texts("unit_code"), texts("room_id"), texts("officer_id"))
    let (auxiliaries, travel, shortfalls) = (texts("auxiliary_ids"), texts("travel_s"), texts("shortfall"))
    for row in codes.indices {
      let code = codes[row]
      func wrong(_ detail: String) -> PlanFolderError { .contradiction(file: source.path, detail: detail) }
      guard let room = rooms[roomIDs[row]] else {
        throw wrong("unit \(code) names room '\(roomIDs[row])', which problem.json has not")
      }
      guard kept.roomOfUnit.updateValue(room, forKey: code) == nil else {
        throw wrong("unit \(code) stands there twice")
      }
      if !officers[row].isEmpty { kept.officerOfUnit[code] = officers[row] }
      kept.auxiliariesOfUnit[code] = auxiliaries[row].split(separator: ";").map(String.init)
      if let seconds = Double(travel[row]) { kept.travelOfUnit[code] = seconds }
      if !shortfalls[row].isEmpty { kept.shortfallOfUnit[code] = shortfalls[row] }
    }
    return kept
  }

  /// The scenario file that a plan was made from.
  public static func scenario(of folder: String) throws(PlanFolderError) -> String {
    guard let relative = try existingProblem(of: folder).scenario else {
      throw .scenarioGone(file: "a scenario that problem.json does not name", plan: folder)
    }
    let base = URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath()
    let file = base.appendingPathComponent(relative).standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: file) else {
      throw .scenarioGone(file: relative, plan: folder)
    }
    return file
  }

  /// Whether a folder is a plan.
  public static func isPlan(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(mark)")
  }

  static func existingProblem(of folder: String) throws(PlanFolderError) -> ProblemDocument {
    guard FileManager.default.fileExists(atPath: folder) else { throw .format(.noSuchFile(folder)) }
    guard let problem = try problem(of: folder) else { throw .notAPlan(folder: folder) }
    return problem
  }

  private static func room(
    _ room: ProblemDocument.Room, of folder: String
  ) throws(PlanFolderError) -> Room {
    guard let coordinate = Coordinate(longitude: room.lon, latitude: room.lat),
      let status = Room.Status(rawValue: room.status)
    else {
      throw .contradiction(
        file: "\(folder)/\(mark)", detail: "room \(room.id) has no place on Earth, or an unknown status")
    }
    return Room(
      id: room.id, name: room.name, coordinate: coordinate, status: status, townshipCode: room.townshipCode,
      maxUnits: room.maxUnits, maxHouseholds: room.maxHouseholds)
  }
}
