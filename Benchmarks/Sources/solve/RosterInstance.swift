import ArgumentParser
import Foundation
import Solvers

/// A published instance (schedulingbenchmarks.org) in the JSON form of the PyCSP3 collection.
struct RosterInstance: Decodable {
  struct Shift: Decodable {
    var id: String
    var length: Int
    var forbiddenFollowingShifts: [String]?
  }

  struct Request: Decodable {
    var day: Int
    var shift: String
    var weight: Int
  }

  struct Staff: Decodable {
    var id: String
    var maxShifts: [Int]
    var minTotalMinutes: Int
    var maxTotalMinutes: Int
    var minConsecutiveShifts: Int
    var maxConsecutiveShifts: Int
    var minConsecutiveDaysOff: Int
    var maxWeekends: Int
    var daysOff: [Int]?
    var onRequests: [Request]?
    var offRequests: [Request]?
  }

  struct Cover: Decodable {
    var requirement: Int
    var weightIfUnder: Int
    var weightIfOver: Int
  }

  var nDays: Int
  var shifts: [Shift]
  var staffs: [Staff]
  var covers: [[Cover]]

  init(path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    self = try JSONDecoder().decode(RosterInstance.self, from: data)
  }

  func model() throws -> RosterModel {
    let kindOf = Dictionary(shifts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func kind(_ id: String) throws -> Int {
      guard let kind = kindOf[id] else { throw ValidationError("no shift is called \(id)") }
      return kind
    }
    var model = RosterModel(
      days: nDays,
      kinds: try shifts.map {
        .init(
          id: $0.id, minutes: $0.length, forbiddenNext: try ($0.forbiddenFollowingShifts ?? []).map(kind))
      },
      people: staffs.map {
        .init(
          id: $0.id, maxOfKind: $0.maxShifts, minutes: $0.minTotalMinutes...$0.maxTotalMinutes,
          minRun: $0.minConsecutiveShifts, maxRun: $0.maxConsecutiveShifts, minOff: $0.minConsecutiveDaysOff,
          maxWeekends: $0.maxWeekends)
      },
      cover: covers.flatMap { $0 }.map {
        .init(need: $0.requirement, under: $0.weightIfUnder, over: $0.weightIfOver)
      })
    for (person, staff) in staffs.enumerated() {
      for day in staff.daysOff ?? [] {
        for kind in shifts.indices { model.forbid(person: person, day: day, kind: kind) }
      }
      for request in staff.onRequests ?? [] {
        model.wish(person: person, day: request.day, kind: try kind(request.shift), weight: request.weight)
      }
      for request in staff.offRequests ?? [] {
        model.avoid(person: person, day: request.day, kind: try kind(request.shift), weight: request.weight)
      }
    }
    return model
  }
}
