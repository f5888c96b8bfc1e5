/// Cuts pieces along lines that units should not cross, such as roads and rivers.
struct BarrierCutter {
  private let lines: [[Coordinate]]
  private let boxes: [Box]

  var isEmpty: Bool { lines.isEmpty }

  /// - Parameter lines: lines that meet end to end are followed as one.
  init(_ lines: LineSet) {
    let joined = Self.joined((0..<lines.count).map { Array(lines[$0]) })
    self.lines = joined
    boxes = joined.map { Box($0) }
  }

  /// Lines joined where exactly two of them end.
  private static func joined(_ lines: [[Coordinate]]) -> [[Coordinate]] {
    var open = lines.filter { $0.count > 1 }
    var ends: [Coordinate: [Int]] = [:]
    for (i, line) in open.enumerated() where line[0] != line[line.count - 1] {
      ends[line[0], default: []].append(i)
      ends[line[line.count - 1], default: []].append(i)
    }
    var movedTo = Array(open.indices)
    func current(_ i: Int) -> Int { movedTo[i] == i ? i : current(movedTo[i]) }
    for place in ends.keys.sorted() {
      guard let two = ends[place], two.count == 2 else { continue }
      let (i, j) = (current(two[0]), current(two[1]))
      guard i != j else { continue }
      let first = open[i].last == place ? open[i] : open[i].reversed()
      let second = open[j].first == place ? open[j] : open[j].reversed()
      open[i] = first + second.dropFirst()
      open[j] = []
      movedTo[j] = i
    }
    return open.filter { !$0.isEmpty }
  }

  /// The cuts along every run of a barrier from border to border.
  func cuts(_ piece: DividedLand, _ splits: EdgeSplits) -> [PieceCut] {
    let box = Box(piece.rings[0])
    return lines.indices.filter { boxes[$0].intersects(box) }.flatMap {
      cuts(piece, along: lines[$0], splits)
    }
  }

  /// A place where a barrier meets the exterior: on edge `edge`, `share` of the way along the barrier's segment.
  private struct Meeting {
    var share: Double
    var edge: Int
    var place: Coordinate
  }

  private func cuts(_ piece: DividedLand, along line: [Coordinate], _ splits: EdgeSplits) -> [PieceCut] {
    var result: [PieceCut] = []
    var start: Meeting?
    var path: [Coordinate] = []
    for (s, t) in zip(line, line.dropFirst()) {
      for end in meetings(s, t, piece.rings[0], splits) {
        if let start, let cut = cut(piece, from: start, to: end, along: path) { result.append(cut) }
        start = end
        path = []
      }
      if start?.place != t { path.append(t) }
    }
    return result
  }

  private func meetings(_ s: Coordinate, _ t: Coordinate, _ ring: [Coordinate], _ splits: EdgeSplits)
    -> [Meeting]
  {
    let segment = Box([s, t])
    var result: [Meeting] = []
    for i in ring.indices {
      let a = ring[i]
      let b = ring[(i + 1) % ring.count]
      guard segment.intersects(Box([a, b])) else { continue }
      let (sa, ta) = (Self.side(a, b, s), Self.side(a, b, t))
      let (sideA, sideB) = (Self.side(s, t, a), Self.side(s, t, b))
      // A vertex belongs to the edge that begins there.
      guard sideB != 0 || sideA == 0, (sideA <= 0) != (sideB <= 0) || sideA == 0,
        (sa <= 0) != (ta <= 0) || sa == 0 || ta == 0,
        sa != ta
      else { continue }
      let share = sa / (sa - ta)
      var place =
        sideA == 0
        ? a
        : Coordinate(
          x: Int32(clamping: Int((Double(s.x) + share * (Double(t.x) - Double(s.x))).rounded())),
          y: Int32(clamping: Int((Double(s.y) + share * (Double(t.y) - Double(s.y))).rounded())))
      if splits.isFrozen(a, b), place != a {
        let toA = (Double(place.x) - Double(a.x)).magnitude + (Double(place.y) - Double(a.y)).magnitude
        let toB = (Double(place.x) - Double(b.x)).magnitude + (Double(place.y) - Double(b.y)).magnitude
        place = toA <= toB ? a : b
      }
      result.append(Meeting(share: share, edge: i, place: place))
    }
    return result.sorted { ($0.share, $0.edge) < ($1.share, $1.edge) }
  }

  /// Twice the area of a triangle; 0 when `p` lies on the line from `a` to `b`.
  private static func side(_ a: Coordinate, _ b: Coordinate, _ p: Coordinate) -> Double {
    Double(
      (Int64(b.x) - Int64(a.x)) * (Int64(p.y) - Int64(a.y))
        - (Int64(p.x) - Int64(a.x)) * (Int64(b.y) - Int64(a.y)))
  }

  private func cut(
    _ piece: DividedLand, from start: Meeting, to end: Meeting, along path: [Coordinate]
  ) -> PieceCut? {
    guard start.place != end.place else { return nil }
    let middle =
      path.first
      ?? Coordinate(
        x: Int32((Int64(start.place.x) + Int64(end.place.x)) / 2),
        y: Int32((Int64(start.place.y) + Int64(end.place.y)) / 2))
    guard piece.holds(middle), start.edge != end.edge || path.count > 0 else { return nil }
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
    return piece.cut(exterior, from: from, to: to, along: path, inserting: insertions)
  }
}
