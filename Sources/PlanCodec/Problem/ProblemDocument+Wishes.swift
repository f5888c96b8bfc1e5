import Scenario

/// What `problem.json` holds of requests, pinned duties and the months before; absent where there are none.
extension ProblemDocument {
  struct Request: Codable {
    var staff: String
    var date: String
    var shift: String?
    var wish: String
    var weight: Int

    init(_ request: RosterRequest) {
      staff = request.staffID
      date = request.date.text
      shift = request.shiftID
      wish = request.isOn ? "on" : "off"
      weight = request.weight
    }

    var request: RosterRequest? {
      guard let date = CivilDate(date), ["on", "off"].contains(wish) else { return nil }
      return RosterRequest(staffID: staff, date: date, shiftID: shift, isOn: wish == "on", weight: weight)
    }
  }

  struct Pinned: Codable {
    var staff: String
    var date: String
    var post: String
  }

  /// One person's duties before the horizon, each as "2026-11-30 0 28800 night": its seconds from the date's midnight.
  struct Past: Codable {
    var staff: String
    var duties: [String]
  }

  static func past(_ history: [PastDuty]) -> [Past]? {
    guard !history.isEmpty else { return nil }
    return Dictionary(grouping: history, by: \.staffID).sorted { $0.key < $1.key }.map { id, duties in
      Past(staff: id, duties: duties.map { "\($0.date.text) \($0.start) \($0.end) \($0.shiftID)" })
    }
  }

  /// `false` where something is no such thing.
  func readWishes(into problem: inout Problem) -> Bool {
    problem.requests = (requests ?? []).compactMap(\.request)
    problem.pinned = (pinned ?? []).compactMap { pin in
      CivilDate(pin.date).map { PinnedDuty(staffID: pin.staff, date: $0, postID: pin.post) }
    }
    var count = 0
    for person in history ?? [] {
      for text in person.duties {
        count += 1
        let parts = text.parts(at: " ", most: 3)
        guard parts.count == 4, let date = CivilDate(parts[0]), let start = Int(parts[1]),
          let end = Int(parts[2]),
          date < problem.horizon.start
        else { return false }
        problem.history.append(
          PastDuty(staffID: person.staff, date: date, shiftID: String(parts[3]), start: start, end: end))
      }
    }
    problem.history.sort { ($0.date, $0.start, $0.staffID) < ($1.date, $1.start, $1.staffID) }
    return problem.requests.count == requests?.count ?? 0 && problem.pinned.count == pinned?.count ?? 0
  }
}
