import Words

/// A track and the roads it was driven on.
package struct MatchedTrack: Sendable {
  /// A place on a road: metres from the start of an edge.
  package struct Place: Sendable, Equatable {
    package var edge: Int
    package var along: Double
    /// Metres from the fix.
    package var distance: Double
  }

  /// What became of one fix.
  package enum FixMatch: Sendable, Equatable {
    case on(Place)
    /// No road is within the radius.
    case noRoadNear
    /// There are roads, but no way to them from the fixes before.
    case noWay
  }

  /// A stretch of one edge, driven from one distance from its start to another.
  package struct Step: Sendable, Equatable {
    package var edge: Int
    package var from: Double
    package var to: Double
    /// The fix towards which it was driven.
    package var fix: Int

    package var length: Double { abs(to - from) }
  }

  /// Fixes that one way joins.
  package struct Piece: Sendable, Equatable {
    /// From the first to the last matched fix.
    package var fixes: ClosedRange<Int>
    /// Its steps among those of the track.
    package var steps: Range<Int>
    /// Metres.
    package var length: Double
  }

  /// Why a track has no way along the roads.
  package enum Reason: Sendable, Equatable {
    case tooFewFixes(Int)
    /// Every fix is more than this many metres outside the box around the roads.
    case outsideRoads
    case noRoadNear
    case noWay
  }

  package var fixes: [FixMatch] = []
  package var steps: [Step] = []
  package var pieces: [Piece] = []
  /// `nil` where at least one way joins two fixes.
  package var reason: Reason?

  /// Metres along the roads.
  package var length: Double { pieces.reduce(0) { $0 + $1.length } }

  package var matchedCount: Int {
    fixes.count { if case .on = $0 { true } else { false } }
  }
}

extension MatchedTrack.Reason: Worded, CustomStringConvertible {
  package var message: Message {
    switch self {
    case .tooFewFixes(let count): count == 1 ? Message("it has only 1 fix") : Message("it has \(count) fixes")
    case .outsideRoads: Message("it lies outside the roads' extract")
    case .noRoadNear: Message("no road is near its fixes")
    case .noWay: Message("no way along the roads joins its fixes")
    }
  }
}
