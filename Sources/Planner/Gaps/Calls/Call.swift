import Geometry
import Roads
import Scenario

/// A call for help at a place and time.
package struct Call: Sendable {
  package var id: String
  /// Seconds since the midnight from which a run counts.
  package var time: Double
  package var place: Coordinate
  /// The unit of the lowest level that holds the place; -1 outside the county.
  package var unit: Int
  /// Seconds at the scene.
  package var onScene: Double

  package init(id: String, time: Double, place: Coordinate, unit: Int, onScene: Double) {
    self.id = id
    self.time = time
    self.place = place
    self.unit = unit
    self.onScene = onScene
  }
}

/// A crew that answers calls: on patrol while it has none.
package struct CallCrew: Sendable {
  /// A stretch of duty.
  package struct Duty: Sendable {
    /// Seconds since the midnight from which a run counts.
    package var start: Double
    package var end: Double
    /// The drive, and the midnight from which its times count; `nil` waits at `base`.
    var route: Route?
    var timeline: CrewTimeline?
    var midnight: Double
    package var base: Coordinate

    /// Duty that waits for calls at a place.
    package init(start: Double, end: Double, base: Coordinate) {
      self.start = start
      self.end = end
      self.base = base
      midnight = 0
    }

    /// Duty along a drive of one stop or more.
    ///
    /// - Parameters:
    ///   - route: the drive.
    ///   - timeline: where the crew is when on that drive.
    ///   - midnight: of the date on which it is driven.
    package init(_ route: Route, _ timeline: CrewTimeline, midnight: Double) {
      self.init(
        start: midnight + Double(timeline.duty.lowerBound), end: midnight + Double(timeline.duty.upperBound),
        base: route.stops[0].coordinate)
      self.route = route
      self.timeline = timeline
      self.midnight = midnight
    }
  }

  package var id: String
  /// How it moves; `nil` is as everybody.
  package var profile: Profile?
  /// One after another.
  package var duties: [Duty]

  package init(id: String, profile: Profile? = nil, duties: [Duty]) {
    self.id = id
    self.profile = profile
    self.duties = duties
  }
}
