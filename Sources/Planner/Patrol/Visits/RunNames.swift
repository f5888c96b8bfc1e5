/// Runs as sets of skills, so that a visit can be for one run only, for another crew than a given one, or for two crews at once.
///
/// Skills proper are the lower half of the bits. In the upper half stand pairs of bits, of which each run has one: as many
/// pairs as tell crews apart, and the others for the runs of a crew. Where those are too few, two runs of one crew bear one
/// name, which is no harm: they are at different times.
struct RunNames {
  private let runs: [(crew: Int, turn: Int)]
  private let crewPairs: Int

  private static let first = 32
  private static let pairs = 16

  init(_ runs: [VisitProblem.Run]) {
    var turns: [Int: Int] = [:]
    self.runs = runs.map { run in
      defer { turns[run.crew, default: 0] += 1 }
      return (run.crew, turns[run.crew, default: 0])
    }
    let most = runs.map(\.crew).max() ?? 0
    crewPairs = min(Self.pairs, Int.bitWidth - most.leadingZeroBitCount)
  }

  /// What a run has, and only that one of all.
  func name(of run: Int) -> UInt64 {
    let (crew, turn) = runs[run]
    return (0..<Self.pairs).reduce(0) { bits, pair in
      bits | Self.bit(pair, is: pair < crewPairs ? crew >> pair & 1 : turn >> (pair - crewPairs) & 1)
    }
  }

  /// Of any two crews, one has the one and the other the other of some of these.
  var sides: [(UInt64, UInt64)] { (0..<crewPairs).map { (Self.bit($0, is: 0), Self.bit($0, is: 1)) } }

  /// Every other crew has some of these, and that one none.
  func others(than crew: Int) -> [UInt64] { (0..<crewPairs).map { Self.bit($0, is: 1 - crew >> $0 & 1) } }

  private static func bit(_ pair: Int, is value: Int) -> UInt64 { 1 << UInt64(first + 2 * pair + value) }
}
