/// How often each label winds about each face of a planar graph.
struct FaceWindings {
  private typealias Winding = PlanarSubdivision.Winding

  private var values: [PlanarSubdivision.Winding] = []
  private var ranges: [Range<Int32>]

  @inline(__always)
  subscript(face: Int) -> ArraySlice<PlanarSubdivision.Winding> {
    values[Int(ranges[face].lowerBound)..<Int(ranges[face].upperBound)]
  }

  /// `nil` where crossing two edges from one face to another gives two answers.
  init?(_ graph: PlanarGraph, _ edges: LatticeEdges) {
    ranges = [Range<Int32>](repeating: 0..<0, count: graph.faceCount)
    var isKnown = [Bool](repeating: false, count: graph.faceCount)
    isKnown[PlanarSubdivision.outside] = true
    var reached = [PlanarSubdivision.outside]
    var next = 0
    while next < reached.count {
      let face = reached[next]
      next += 1
      for start in graph.cycles[face] {
        var half = start
        repeat {
          let other = Int(graph.faces[Int(half) ^ 1])
          if !isKnown[other] {
            isKnown[other] = true
            cross(edges.windings[Int(half) >> 1], half & 1 == 0 ? -1 : 1, from: face, to: other)
            reached.append(other)
          }
          half = graph.nexts[Int(half)]
        } while half != start
      }
    }
    for edge in edges.low.indices where !agree(edges.windings[edge], graph, edge) { return nil }
  }

  /// What winds about the face beyond an edge.
  private mutating func cross(
    _ gained: ArraySlice<PlanarSubdivision.Winding>, _ sign: Int32, from face: Int, to other: Int
  ) {
    let start = Int32(values.count)
    var here = Int(ranges[face].lowerBound)
    let end = Int(ranges[face].upperBound)
    for gain in gained {
      while here < end, values[here].label < gain.label {
        values.append(values[here])
        here += 1
      }
      var turns = sign * gain.turns
      if here < end, values[here].label == gain.label {
        turns += values[here].turns
        here += 1
      }
      if turns != 0 { values.append(Winding(label: gain.label, turns: turns)) }
    }
    while here < end {
      values.append(values[here])
      here += 1
    }
    ranges[other] = start..<Int32(values.count)
  }

  /// Whether the left of an edge has what its right has and the edge adds.
  private func agree(
    _ gained: ArraySlice<PlanarSubdivision.Winding>, _ graph: PlanarGraph, _ edge: Int
  ) -> Bool {
    let (left, right) = (self[Int(graph.faces[2 * edge])], self[Int(graph.faces[2 * edge + 1])])
    var (l, r, g) = (left.startIndex, right.startIndex, gained.startIndex)
    while l < left.endIndex || r < right.endIndex || g < gained.endIndex {
      let label = min(
        l < left.endIndex ? left[l].label : .max, r < right.endIndex ? right[r].label : .max,
        g < gained.endIndex ? gained[g].label : .max)
      var balance: Int32 = 0
      if l < left.endIndex, left[l].label == label {
        balance -= left[l].turns
        l += 1
      }
      if r < right.endIndex, right[r].label == label {
        balance += right[r].turns
        r += 1
      }
      if g < gained.endIndex, gained[g].label == label {
        balance += gained[g].turns
        g += 1
      }
      if balance != 0 { return false }
    }
    return true
  }
}
