import Geometry
import VectorFiles

/// Cuts pieces along lines that units should not cross, such as roads and rivers.
struct BarrierCutter {
  /// Every barrier, cut where barriers meet or cross.
  private let segments: [EdgeSplits.Edge]
  private let index: BoxIndex

  /// Halves along barriers are taken up to this far from round; 4 pi is a circle, 16 a square.
  private static let leastRound = 60.0
  /// How many cuts of a piece are tried, the roundest first.
  private static let tries = 48

  var isEmpty: Bool { segments.isEmpty }

  init(_ lines: LineSet) {
    let given = (0..<lines.count).flatMap { line in
      zip(lines[line], lines[line].dropFirst()).map { LatticeSegment($0, $1) }
    }
    segments = SnapRounding.pieces(of: given)
    index = BoxIndex(segments.map { Box([$0.low, $0.high]) })
  }

  /// The cuts along barriers from border to border, the roundest halves first.
  func cuts(_ piece: DividedLand, _ splits: EdgeSplits, _ scale: LocalScale) -> [PieceCut] {
    let near = index.meeting(Box(piece.rings[0])).map { segments[$0] }
    if near.isEmpty { return [] }
    var cuts: [(cut: PieceCut, score: Double)] = []
    for path in BarrierGraph(near, in: piece, splits, scale).paths {
      guard let cut = Self.cut(piece, along: path) else { continue }
      let score = max(cut.left.roundness(scale), cut.right.roundness(scale))
      if score < Self.leastRound { cuts.append((cut, score)) }
    }
    return cuts.enumerated().sorted { ($0.element.score, $0.offset) < ($1.element.score, $1.offset) }
      .prefix(Self.tries).map(\.element.cut)
  }

  private static func cut(_ piece: DividedLand, along path: BarrierGraph.Path) -> PieceCut? {
    let (start, end) = (path.start, path.end)
    var exterior = piece.rings[0]
    var insertions: [PieceCut.Insertion] = []
    // The later edge first, so that the earlier one keeps its index.
    for meeting in [start, end].sorted(by: { $0.edge > $1.edge }) where !exterior.contains(meeting.place) {
      guard start.edge != end.edge else { return nil }
      let a = exterior[meeting.edge]
      let b = exterior[(meeting.edge + 1) % exterior.count]
      insertions.append(PieceCut.Insertion(from: a, to: b, vertex: meeting.place))
      exterior.insert(meeting.place, at: meeting.edge + 1)
    }
    guard let from = exterior.firstIndex(of: start.place), let to = exterior.firstIndex(of: end.place) else {
      return nil
    }
    return piece.cut(exterior, from: from, to: to, along: path.inner, inserting: insertions)
  }
}
