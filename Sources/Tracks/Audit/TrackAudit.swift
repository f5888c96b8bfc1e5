import Words

/// What was driven beside what was planned.
package struct TrackAudit: Sendable {
  /// A planned round of the time that was recorded.
  package struct Round: Sendable {
    package var plan: PlannedRound
    /// The part of it of which the file tells; the rest is not judged.
    package var recorded: ClosedRange<Int64>
    package var stops: [StopCheck]
    /// How many of the stops made were out of the planned order.
    package var outOfOrder: Int
    package var drivenMetres: Double
    package var fixes: Int

    /// Of the part that was recorded.
    package var plannedMetres: Double { plan.metres(within: recorded) }
  }

  /// A unit of the lowest level.
  package struct Unit: Sendable, Equatable {
    /// Visits planned in the rounds, times that a crew came, and seconds it was there.
    package var planned = 0
    package var visits = 0
    package var seconds = 0.0
  }

  package struct Street: Sendable, Equatable {
    package var name: String
    package var metres: Double
    /// How often a crew turned into it.
    package var passes: Int
  }

  /// What became of the drives on the roads.
  package struct Matching: Sendable, Equatable {
    package var drives = 0
    package var matchedDrives = 0
    package var fixes = 0
    package var matchedFixes = 0
    /// Metres along the roads, of those on streets without a name, and beside the roads from fix to fix.
    package var roadMetres = 0.0
    package var namelessMetres = 0.0
    package var otherMetres = 0.0
    /// Drives without a way, by reason.
    package var reasons: [Message: Int] = [:]
  }

  package var reading: TrackReplay.Reading
  /// From the first fix of a crew of the plan to the last, milliseconds since 1970-01-01 UTC.
  package var recorded: ClosedRange<Int64>
  package var rounds: [Round]
  /// Beside the units of the lowest level.
  package var units: [Unit]
  /// The longest way driven first.
  package var streets: [Street]
  package var matching: Matching
  /// Crews of the file that the plan does not know, with their fixes.
  package var unknownCrews: [(name: String, fixes: Int)]
  /// Crews whose fixes are too far apart in time to tell what they drove; nothing is judged of them.
  package var sparseCrews: [(name: String, fixes: Int, seconds: Double)]
  package var assumed: [Message]

  /// How many planned stops got a verdict; a stop that is late and short counts for both.
  package func count(_ verdict: StopCheck.Verdict) -> Int {
    rounds.reduce(0) { $0 + $1.stops.count { $0.verdicts.contains(verdict) } }
  }

  /// Planned stops of the time that was recorded.
  package var stopCount: Int { rounds.reduce(0) { $0 + $1.stops.count } - count(.notRecorded) }
  package var madeCount: Int { rounds.reduce(0) { $0 + $1.stops.count { $0.isMade } } }
  package var plannedMetres: Double { rounds.reduce(0) { $0 + $1.plannedMetres } }
  package var drivenMetres: Double { rounds.reduce(0) { $0 + $1.drivenMetres } }
}
