/// A road network prepared for fast tables: a contraction hierarchy (Geisberger, Sanders, Schultes, Delling 2008).
///
/// Junctions are taken out one after another, the least important first; where the fastest way between two of the
/// remaining ones led over the junction taken out, a shortcut replaces it. Every fastest way then climbs towards
/// important junctions and descends again. Junctions stand at positions, the most important at 0, and an arc is
/// kept with its less important end.
struct RoadHierarchy: Sendable {
  struct Arc: Sendable {
    /// Position of the more important end.
    var other: Int32
    /// The position that a shortcut leads over; an arc of the network itself has the complement of its edge.
    var middle: Int32
    var cost: RoadCost
  }

  /// The arcs of position p are `arcs[offsets[p] ..< offsets[p + 1]]`.
  struct Rows: Sendable {
    var offsets: [Int32]
    var arcs: [Arc]
  }

  /// The position of each junction, and the other way round.
  let positions: [Int32]
  let junctions: [Int32]
  /// From each position the arcs to more important ones, and into it the arcs from more important ones.
  let up: Rows
  let down: Rows

  init(_ network: RoadArcs) {
    var contraction = RoadContraction(network)
    contraction.run()
    let count = network.junctionCount
    var positions = [Int32](repeating: 0, count: count)
    for (step, junction) in contraction.order.enumerated() {
      positions[Int(junction)] = Int32(count - 1 - step)
    }
    self.positions = positions
    junctions = contraction.order.reversed()
    up = Self.rows(contraction.up, ends: contraction.upEnds, positions)
    down = Self.rows(contraction.down, ends: contraction.downEnds, positions)
  }

  /// Rows in the order of contraction turned into rows by position.
  private static func rows(_ arcs: [Arc], ends: [Int32], _ positions: [Int32]) -> Rows {
    var rows = Rows(offsets: [0], arcs: [])
    rows.offsets.reserveCapacity(ends.count + 1)
    rows.arcs.reserveCapacity(arcs.count)
    for step in ends.indices.reversed() {
      for a in Int(step == 0 ? 0 : ends[step - 1])..<Int(ends[step]) {
        var arc = arcs[a]
        arc.other = positions[Int(arc.other)]
        if arc.middle >= 0 { arc.middle = positions[Int(arc.middle)] }
        rows.arcs.append(arc)
      }
      rows.offsets.append(Int32(rows.arcs.count))
    }
    return rows
  }
}
