import Words

/// When a planned stop counts as made.
package struct TrackPolicy: Sendable {
  /// A crew is at a place within so many metres, and as many more as the place lies off the road.
  package var near = 100.0
  /// Seconds after the planned time from which a stop is late; as many before it, and it is early.
  package var lateAfter = 600
  /// Seconds that a stop may fall short of its dwell: about two fixes.
  package var shortBy = 60
  /// A crew that comes more than so many seconds before or after the planned time does not make that stop.
  package var tooFarOff = 7200
  /// Seconds before a round begins and after it ends that still belong to it.
  package var slack = 1800
  /// Seconds that a crew may be away from a place and still be on one visit.
  package var absence = 60

  package init() {}

  /// In sentences, for the list of what was assumed.
  package var assumed: [Message] {
    [
      Message(
        "at_place_within",
        "a crew is at a place within \(Int(near)) m of it, and as many more as it lies off the road"),
      Message(
        "stop_late_after",
        "a stop is late \(lateAfter / 60) min after its time, early as much before, and missed beyond \(tooFarOff / 60) min"
      ),
      Message(
        "stop_short_by",
        "a stop is short where it lacks more than \(shortBy) s of its dwell"),
    ]
  }
}
