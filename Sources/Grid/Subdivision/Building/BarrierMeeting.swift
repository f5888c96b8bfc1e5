import Geometry

/// A place where a line meets the exterior of a piece.
struct BarrierMeeting {
  /// How far along the line, from 0 to 1.
  var share: Double
  /// The edge of the exterior.
  var edge: Int
  /// On the lattice; on an edge that takes no vertex, its nearer end.
  var place: Coordinate

  /// Where the line from `s` to `t` meets a ring, in order along the line.
  static func all(
    _ s: Coordinate, _ t: Coordinate, _ ring: [Coordinate], _ splits: EdgeSplits
  ) -> [BarrierMeeting] {
    let segment = Box([s, t])
    var result: [BarrierMeeting] = []
    for i in ring.indices {
      let a = ring[i]
      let b = ring[(i + 1) % ring.count]
      guard segment.intersects(Box([a, b])) else { continue }
      let (sa, ta) = (side(a, b, s), side(a, b, t))
      let (sideA, sideB) = (side(s, t, a), side(s, t, b))
      // A vertex belongs to the edge that begins there.
      guard sideB != 0 || sideA == 0, (sideA <= 0) != (sideB <= 0) || sideA == 0,
        (sa <= 0) != (ta <= 0) || sa == 0 || ta == 0,
        sa != ta
      else { continue }
      let share = sa / (sa - ta)
      var place = sideA == 0 ? a : Self.place(share, from: s, to: t)
      if splits.isFrozen(a, b) { place = nearer(to: place, a, b) }
      result.append(BarrierMeeting(share: share, edge: i, place: place))
    }
    return result.sorted { ($0.share, $0.edge) < ($1.share, $1.edge) }
  }

  /// The lattice point nearest to a share of the way.
  private static func place(_ share: Double, from a: Coordinate, to b: Coordinate) -> Coordinate {
    func between(_ a: Int32, _ b: Int32) -> Int32 {
      let value: Double = Double(a) + share * (Double(b) - Double(a))
      return Int32(clamping: Int(value.rounded()))
    }
    return Coordinate(x: between(a.x, b.x), y: between(a.y, b.y))
  }

  private static func nearer(to p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Coordinate {
    func away(_ end: Coordinate) -> Double {
      (Double(p.x) - Double(end.x)).magnitude + (Double(p.y) - Double(end.y)).magnitude
    }
    return away(a) <= away(b) ? a : b
  }

  /// The place of a ring that is nearest to a point inside it.
  static func nearest(
    to p: Coordinate, on ring: [Coordinate], _ splits: EdgeSplits, _ scale: LocalScale
  ) -> BarrierMeeting? {
    var best: (distance: Double, meeting: BarrierMeeting)?
    for i in ring.indices {
      let a = ring[i]
      let b = ring[(i + 1) % ring.count]
      let (ux, uy) = ((Double(b.x) - Double(a.x)) * scale.x, (Double(b.y) - Double(a.y)) * scale.y)
      let (vx, vy) = ((Double(p.x) - Double(a.x)) * scale.x, (Double(p.y) - Double(a.y)) * scale.y)
      let length = ux * ux + uy * uy
      let share = length > 0 ? min(1, max(0, (ux * vx + uy * vy) / length)) : 0
      var place = Self.place(share, from: a, to: b)
      if splits.isFrozen(a, b) { place = nearer(to: place, a, b) }
      let distance = scale.distance(p, place)
      if distance < best?.distance ?? .infinity {
        best = (distance, BarrierMeeting(share: 1, edge: i, place: place))
      }
    }
    return best?.meeting
  }

  /// Twice the area of a triangle; 0 when `p` lies on the line from `a` to `b`.
  private static func side(_ a: Coordinate, _ b: Coordinate, _ p: Coordinate) -> Double {
    Double(
      (Int64(b.x) - Int64(a.x)) * (Int64(p.y) - Int64(a.y))
        - (Int64(p.x) - Int64(a.x)) * (Int64(b.y) - Int64(a.y)))
  }
}
