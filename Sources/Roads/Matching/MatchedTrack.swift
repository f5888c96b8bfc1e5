/// A track and the roads it was driven on.
public struct MatchedTrack: Sendable {
  /// A place on a road: metres from the start of an edge.
  public struct Place: Sendable, Equatable {
    public var edge: Int
    public var along: Double
    /// Metres from the fix.
    public var distance: Double
  }

  /// What became of one fix.
  public enum FixMatch: Sendable, Equatable {
    case on(Place)
    /// No road is within the radius.
    case noRoadNear
    /// There are roads, but no way to them from the fixes before.
    case noWay
  }

  /// A stretch of one edge, driven from one distance from its start to another.
  public struct Step: Sendable, Equatable {
    public var edge: Int
    public var from: Double
    public var to: Double
    /// The fix towards which it was driven.
    public var fix: Int

    public var length: Double { abs(to - from) }
  }

  /// Fixes that one way joins.
  public struct Piece: Sendable, Equatable {
    /// From the first to the last matched fix.
    public var fixes: ClosedRange<Int>
    /// Its steps among those of the track.
    public var steps: Range<Int>
    /// Metres.
    public var length: Double
  }

  /// Why a track has no way along the roads.
  public enum Reason: Sendable, Equatable {
    case tooFewFixes(Int)
    /// Every fix is more than this many metres outside the box around the roads.
    case outsideRoads
    case noRoadNear
    case noWay
  }

  public var fixes: [FixMatch] = []
  public var steps: [Step] = []
  public var pieces: [Piece] = []
  /// `nil` where at least one way joins two fixes.
  public var reason: Reason?

  /// Metres along the roads.
  public var length: Double { pieces.reduce(0) { $0 + $1.length } }

  public var matchedCount: Int {
    fixes.count { if case .on = $0 { true } else { false } }
  }
}

extension MatchedTrack.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewFixes(let count): count == 1 ? "it has only 1 fix" : "it has \(count) fixes"
    case .outsideRoads: "it lies outside the roads' extract"
    case .noRoadNear: "no road is near its fixes"
    case .noWay: "no way along the roads joins its fixes"
    }
  }
}
