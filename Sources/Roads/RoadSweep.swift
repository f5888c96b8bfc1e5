/// The part of a hierarchy that leads down to given junctions (RPHAST: Delling, Goldberg, Werneck 2011).
///
/// Its rows are the positions from which one of those junctions is reached by descending, the most important first:
/// one pass over them completes what a climb began.
struct RoadSweep: Sendable {
  let slopes: RoadHierarchy.Slopes
  /// For each position its row; -1 outside.
  let rows: [Int32]
  /// The arcs into row r, all from earlier rows, are `sources[offsets[r] ..< offsets[r + 1]]`.
  let offsets: [Int32]
  let sources: [Int32]
  let costs: [RoadCost]

  init(_ slopes: RoadHierarchy.Slopes, to junctions: some Sequence<Int32>) {
    self.slopes = slopes
    let down = slopes.down
    var rows = [Int32](repeating: -1, count: slopes.positions.count)
    for junction in junctions { rows[Int(slopes.positions[Int(junction)])] = 0 }
    for position in rows.indices.reversed() where rows[position] == 0 {
      for a in down.range(position) { rows[Int(down.arcs[a].other)] = 0 }
    }
    var offsets: [Int32] = [0]
    var sources: [Int32] = []
    var costs: [RoadCost] = []
    for position in rows.indices where rows[position] == 0 {
      rows[position] = Int32(offsets.count - 1)
      for a in down.range(position) {
        sources.append(rows[Int(down.arcs[a].other)])
        costs.append(down.arcs[a].cost)
      }
      offsets.append(Int32(sources.count))
    }
    self.rows = rows
    self.offsets = offsets
    self.sources = sources
    self.costs = costs
  }
}

/// Sweeps for eight origins at a time.
struct SweepSearch: RoadBatchSearch {
  private let sweep: RoadSweep
  private var climb: RoadClimb
  private(set) var labels: [RoadCosts]

  init(_ sweep: RoadSweep) {
    self.sweep = sweep
    climb = RoadClimb(count: sweep.slopes.positions.count)
    labels = [RoadCosts](repeating: .never, count: sweep.offsets.count - 1)
  }

  func row(of junction: Int32) -> Int { Int(sweep.rows[Int(sweep.slopes.positions[Int(junction)])]) }

  mutating func run(from roots: ArraySlice<[RoadLink]>) {
    labels.withUnsafeMutableBufferPointer { $0.update(repeating: .never) }
    for (lane, root) in roots.enumerated() {
      climb.run(sweep.slopes, from: root)
      for position in climb.touched {
        let row = Int(sweep.rows[Int(position)])
        if row >= 0 { labels[row][lane] = climb.costs[Int(position)].raw }
      }
    }
    let rowCount = sweep.offsets.count - 1
    labels.withUnsafeMutableBufferPointer { labels in
      sweep.offsets.withUnsafeBufferPointer { offsets in
        sweep.sources.withUnsafeBufferPointer { sources in
          sweep.costs.withUnsafeBufferPointer { costs in
            for row in 0..<rowCount {
              var best = labels[row]
              for a in Int(offsets[row])..<Int(offsets[row + 1]) {
                best.improve(labels[Int(sources[a])] &+ costs[a].raw)
              }
              labels[row] = best
            }
          }
        }
      }
    }
  }
}
