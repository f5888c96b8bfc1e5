import Scenario
import VectorFiles

extension Roster {
  /// `roster`: a row per duty.
  func dutyTable(_ problem: Problem) -> VectorLayer {
    let clock = problem.horizon.clock
    let windows = Dictionary(
      problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    func time(_ duty: Duty, end: Bool) -> String? {
      windows[duty.shiftID].map { clock.text(duty.date, seconds: $0.start.seconds + (end ? $0.duration : 0)) }
    }
    return VectorLayer(
      name: "roster",
      fields: [
        VectorField("date", .text(duties.map(\.date.text))),
        VectorField("shift_id", .text(duties.map(\.shiftID))),
        VectorField("start", .text(duties.map { time($0, end: false) })),
        VectorField("end", .text(duties.map { time($0, end: true) })),
        VectorField("post_id", .text(duties.map(\.postID))),
        VectorField("role", .text(duties.map(\.role.rawValue))),
        VectorField("staff_id", .text(duties.map(\.staffID))),
      ], geometry: .none)
  }

  /// The places that stay empty because a holiday closes their posts, which are no shortage.
  static func closed(_ problem: Problem) -> [Unfilled] {
    var closed: [Unfilled] = []
    for date in problem.horizon.dates {
      for post in problem.posts where post.isClosedForHoliday(on: date, problem.policy.roster) {
        for role in Role.allCases {
          guard let need = post.needs[role], need > 0 else { continue }
          closed.append(
            Unfilled(
              date: date, shiftID: post.shiftID, postID: post.id, role: role, missing: need,
              reason: "Closed: \(date.text) is a public holiday."))
        }
      }
    }
    return closed
  }

  /// `unfilled`: a row per role of a post on a date, those that a holiday closes last.
  func unfilledTable(_ problem: Problem) -> VectorLayer {
    let unfilled = unfilled + Self.closed(problem)
    return VectorLayer(
      name: "unfilled",
      fields: [
        VectorField("date", .text(unfilled.map(\.date.text))),
        VectorField("shift_id", .text(unfilled.map(\.shiftID))),
        VectorField("post_id", .text(unfilled.map(\.postID))),
        VectorField("role", .text(unfilled.map(\.role.rawValue))),
        VectorField("missing", .integer(unfilled.map(\.missing))),
        VectorField("reason", .text(unfilled.map(\.reason))),
      ], geometry: .none)
  }
}
