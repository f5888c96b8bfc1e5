/// What was driven beside what was planned.
public struct TrackAudit: Sendable {
  /// A planned round of the time that was recorded.
  public struct Round: Sendable {
    public var plan: PlannedRound
    /// The part of it of which the file tells; the rest is not judged.
    public var recorded: ClosedRange<Int64>
    public var stops: [StopCheck]
    /// How many of the stops made were out of the planned order.
    public var outOfOrder: Int
    public var drivenMetres: Double
    public var fixes: Int

    /// Of the part that was recorded.
    public var plannedMetres: Double { plan.metres(within: recorded) }
  }

  /// A unit of the lowest level.
  public struct Unit: Sendable, Equatable {
    /// Visits planned in the rounds, times that a crew came, and seconds it was there.
    public var planned = 0
    public var visits = 0
    public var seconds = 0.0
  }

  public struct Street: Sendable, Equatable {
    public var name: String
    public var metres: Double
    /// How often a crew turned into it.
    public var passes: Int
  }

  /// What became of the drives on the roads.
  public struct Matching: Sendable, Equatable {
    public var drives = 0
    public var matchedDrives = 0
    public var fixes = 0
    public var matchedFixes = 0
    /// Metres along the roads, of those on streets without a name, and beside the roads from fix to fix.
    public var roadMetres = 0.0
    public var namelessMetres = 0.0
    public var otherMetres = 0.0
    /// Drives without a way, by reason.
    public var reasons: [String: Int] = [:]
  }

  public var reading: TrackReplay.Reading
  /// From the first fix of a crew of the plan to the last, milliseconds since 1970-01-01 UTC.
  public var recorded: ClosedRange<Int64>
  public var rounds: [Round]
  /// Beside the units of the lowest level.
  public var units: [Unit]
  /// The longest way driven first.
  public var streets: [Street]
  public var matching: Matching
  /// Crews of the file that the plan does not know, with their fixes.
  public var unknownCrews: [(name: String, fixes: Int)]
  /// Crews whose fixes are too far apart in time to tell what they drove; nothing is judged of them.
  public var sparseCrews: [(name: String, fixes: Int, seconds: Double)]
  public var assumed: [String]

  /// How many planned stops got a verdict; a stop that is late and short counts for both.
  public func count(_ verdict: StopCheck.Verdict) -> Int {
    rounds.reduce(0) { $0 + $1.stops.count { $0.verdicts.contains(verdict) } }
  }

  /// Planned stops of the time that was recorded.
  public var stopCount: Int { rounds.reduce(0) { $0 + $1.stops.count } - count(.notRecorded) }
  public var madeCount: Int { rounds.reduce(0) { $0 + $1.stops.count { $0.isMade } } }
  public var plannedMetres: Double { rounds.reduce(0) { $0 + $1.plannedMetres } }
  public var drivenMetres: Double { rounds.reduce(0) { $0 + $1.drivenMetres } }
}
