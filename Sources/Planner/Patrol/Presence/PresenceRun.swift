import Scenario

/// A run with what it has to do, between which there may be time to spare.
struct PresenceRun: Sendable {
  var crewID: String
  var kind: VehicleKind
  /// Metres that it may drive in all.
  var range: Double?
  /// From its start to its end; a street is entered by one stop and left by the next.
  var stops: [Route.Stop]
  /// When each stop may begin; nothing is asked of the first, the last and where a street is left.
  var windows: [TimeSpans]
  /// By when it is back.
  var end: Int

  var start: Int { stops[0].depart }

  /// A thing to do: one stop, or both ends of a street.
  struct Task {
    var stops: [Route.Stop]
    var windows: TimeSpans

    var duration: Int { stops[stops.count - 1].depart - stops[0].start }
  }

  var tasks: [Task] {
    var tasks: [Task] = []
    for (stop, windows) in zip(stops, windows).dropFirst().dropLast() {
      if stop.kind == .street, let last = tasks.last, last.stops.count == 1, last.stops[0].kind == .street,
        last.stops[0].id == stop.id
      {
        tasks[tasks.count - 1].stops.append(stop)
      } else {
        tasks.append(Task(stops: [stop], windows: windows))
      }
    }
    return tasks
  }
}
