import Geometry

/// Which roads places join: those of the piece of a network from which they lie least far, and nearer ones beside it.
///
/// Within a piece every junction reaches every other. A file of roads has many: the streets of the next county, yards
/// behind a gate, an island. The longest is not always the one that is wanted: where fewer than half of the places have
/// their nearest road in it, the least sum of metres from place to piece decides.
struct RoadPieces: Sendable {
  /// The piece that serves the places; -1 where there are no roads.
  let home: Int
  let homeIndex: SegmentIndex
  /// Of all other pieces.
  private let otherIndex: SegmentIndex

  /// How many pieces are tried, those with most places at them.
  private static let mostTried = 8
  /// Metres, so that one place in another county does not count more than all others.
  private static let farthest = 10_000.0

  /// - Parameter places: those that travel is wanted between; the longest piece serves where there are none.
  init(of network: RoadNetwork, for places: [PlanePoint]) {
    func index(_ piece: Int) -> SegmentIndex {
      SegmentIndex(network) { network.joinable[$0] && Int(network.pieceOfEdge[$0]) == piece }
    }
    func others(_ piece: Int) -> SegmentIndex {
      SegmentIndex(network) {
        network.joinable[$0] && network.pieceOfEdge[$0] >= 0 && Int(network.pieceOfEdge[$0]) != piece
      }
    }
    let longest = network.largestPiece
    let (longestIndex, besideLongest) = (index(longest), others(longest))
    // How many places have the nearest road in each piece.
    var votes: [Int: Int] = [:]
    for place in places {
      let near = longestIndex.nearest(to: place)
      let other = besideLongest.nearest(to: place)
      if let other, other.distance < near?.distance ?? .infinity {
        votes[Int(network.pieceOfEdge[other.edge]), default: 0] += 1
      } else {
        votes[longest, default: 0] += 1
      }
    }
    guard 2 * votes[longest, default: 0] < places.count else {
      (home, homeIndex, otherIndex) = (longest, longestIndex, besideLongest)
      return
    }
    func before(_ a: Int, _ b: Int) -> Bool {
      let (va, vb) = (votes[a, default: 0], votes[b, default: 0])
      return va != vb
        ? va > vb
        : network.pieceLengths[a] != network.pieceLengths[b]
          ? network.pieceLengths[a] > network.pieceLengths[b] : a < b
    }
    let tried = votes.keys.filter { $0 != longest }.sorted(by: before).prefix(Self.mostTried)
    var best = (
      piece: longest, index: longestIndex, metres: Self.metres(to: longestIndex, from: places)
    )
    for piece in tried {
      let index = index(piece)
      let metres = Self.metres(to: index, from: places)
      if metres < best.metres { best = (piece, index, metres) }
    }
    home = best.piece
    homeIndex = best.index
    otherIndex = best.piece == longest ? besideLongest : others(best.piece)
  }

  private static func metres(to index: SegmentIndex, from places: [PlanePoint]) -> Double {
    places.reduce(0) { $0 + min(farthest, index.nearest(to: $1)?.distance ?? farthest) }
  }

  /// Where a place joins: on a nearer road beside the home piece, if there is one, and on that.
  func feet(of place: PlanePoint) -> [SegmentIndex.Foot] {
    let home = homeIndex.nearest(to: place)
    let other = otherIndex.nearest(to: place)
    guard let other, other.distance < home?.distance ?? .infinity else { return home.map { [$0] } ?? [] }
    return home.map { [other, $0] } ?? [other]
  }
}
