import Geometry
import Roads
import Scenario
import Solvers

/// How soon help reaches each unit at even steps through a day: from the crews where they are just then, and from the rooms
/// that are staffed.
///
/// The day is a ring: a drive that runs past midnight counts in the small hours, as the same drive did the day before.
package struct DayResponse: Sendable {
  package static let day = 86_400
  /// Stands for a time that never comes.
  static let never = Int32.max
  /// Seconds between two looks at the day; the first is at midnight.
  package let step: Int
  /// For each look how many crews are on duty.
  package let crews: [Int]
  /// For each unit and each look seconds from the call to the arrival; `never` where nobody comes.
  let times: [[Int32]]

  init(step: Int, crews: [Int], times: [[Int32]]) {
    self.step = step
    self.crews = crews
    self.times = times
  }

  /// - Parameters:
  ///   - timelines: of the drives of one day type.
  ///   - rooms: each with the stretches of the day in which it is staffed.
  ///   - anchors: of the units.
  ///   - readiness: seconds from the call to the wheels turning.
  ///   - step: seconds between two looks; divides a day.
  ///   - travel: between places.
  package init(
    timelines: [CrewTimeline], rooms: [(place: Coordinate, staffed: [DailyWindow])] = [],
    anchors: [Coordinate], readiness: Int, step: Int, travel: any Travel
  ) {
    precondition(step > 0 && Self.day % step == 0, "looks divide the day")
    let looks = Self.day / step
    let ofProfile = Dictionary(grouping: timelines, by: \.profile)
    var crews = [Int](repeating: 0, count: looks)
    var fromCrews = [Float](repeating: .infinity, count: anchors.count * looks)
    for (profile, timelines) in ofProfile {
      let groups = (0..<looks).map { look in
        timelines.flatMap { line in
          [look * step, look * step + Self.day].compactMap { line.place(at: $0) }
        }
      }
      for (look, group) in groups.enumerated() { crews[look] += group.count }
      let own = travel.by(profile).leastSeconds(from: groups, to: anchors)
      for index in own.indices { fromCrews[index] = min(fromCrews[index], own[index]) }
    }
    // Rooms change only with their shifts, so each set of them is searched from once.
    var setOfRooms: [[Coordinate]: Int] = [:]
    var roomGroups: [[Coordinate]] = []
    let roomGroup = (0..<looks).map { look in
      let open = rooms.filter { $0.staffed.contains { $0.holds(look * step) } }.map(\.place)
      if let known = setOfRooms[open] { return known }
      setOfRooms[open] = roomGroups.count
      roomGroups.append(open)
      return roomGroups.count - 1
    }
    let setCount = roomGroups.count
    let fromRooms = travel.leastSeconds(from: roomGroups, to: anchors)
    let response = ResponseTime(readiness: readiness)
    let least = fromCrews
    let times = concurrentMap(Array(anchors.indices)) { unit in
      (0..<looks).map { look in
        let soonest = min(least[unit * looks + look], fromRooms[unit * setCount + roomGroup[look]])
        return response.whole(soonest).map { Int32(clamping: $0) } ?? Self.never
      }
    }
    self.init(step: step, crews: crews, times: times)
  }
}

extension DailyWindow {
  /// Whether a time of day, in seconds since midnight, lies in it.
  func holds(_ time: Int) -> Bool {
    (time - start.seconds + 2 * 86_400) % 86_400 < duration
  }
}
