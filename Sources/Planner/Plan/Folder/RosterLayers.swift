import Grid

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

  /// `unfilled`: a row per role of a post on a date.
  var unfilledTable: VectorLayer {
    VectorLayer(
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
