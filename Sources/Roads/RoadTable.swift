import Dispatch

/// The raw values of eight costs.
typealias RoadCosts = SIMD8<UInt64>

extension RoadCosts {
  static let never = RoadCosts(repeating: RoadCost.never.raw)

  @inline(__always)
  mutating func improve(_ other: RoadCosts) { replace(with: other, where: other .< self) }
}

/// Searches from several roots at once, in memory of its own.
protocol RoadBatchSearch: SendableMetatype {
  /// Costs by row and lane: root l of the last run reaches row r at `labels[r][l]`.
  var labels: [RoadCosts] { get }

  /// The row of a junction that is searched for.
  func row(of junction: Int32) -> Int

  /// Searches from up to `lanes` roots, each given by its ways to the next junctions.
  mutating func run(from roots: ArraySlice<[RoadLink]>)
}

extension RoadBatchSearch {
  static var lanes: Int { RoadCosts.scalarCount }
}

/// Single searches behind the face of batches: for networks that are not prepared.
struct PlainSearch: RoadBatchSearch {
  private let search: RoadSearch
  private var rows: [Int32]
  private var isTarget: [Bool]
  private let targets: [Int32]
  private(set) var labels: [RoadCosts]

  init(_ arcs: RoadArcs, to junctions: [Int32]) {
    search = RoadSearch(arcs)
    rows = [Int32](repeating: -1, count: arcs.junctionCount)
    isTarget = [Bool](repeating: false, count: arcs.junctionCount)
    var targets: [Int32] = []
    for junction in junctions where !isTarget[Int(junction)] {
      isTarget[Int(junction)] = true
      rows[Int(junction)] = Int32(targets.count)
      targets.append(junction)
    }
    self.targets = targets
    labels = [RoadCosts](repeating: .never, count: targets.count)
  }

  func row(of junction: Int32) -> Int { Int(rows[Int(junction)]) }

  mutating func run(from roots: ArraySlice<[RoadLink]>) {
    for (lane, root) in roots.enumerated() {
      search.run(from: root, isTarget: isTarget, targetCount: targets.count)
      for (row, junction) in targets.enumerated() {
        labels[row][lane] = search.reached[Int(junction)].cost.raw
      }
    }
  }
}

/// The costs from every root to every leaf.
struct RoadTable {
  let roots: [[RoadLink]]
  let leaves: [[RoadLink]]
  /// Workers that search at once; the result does not depend on it.
  let threads: Int

  /// Calls `body` once per root and leaf, for different roots at the same time.
  func forEachCost<Search: RoadBatchSearch>(
    by makeSearch: @Sendable () -> Search, _ body: @Sendable (Int, Int, RoadCost) -> Void
  ) {
    let lanes = Search.lanes
    let batches = (roots.count + lanes - 1) / lanes
    let workers = max(1, min(threads, batches))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var search = makeSearch()
      var offsets = [0]
      var rows: [Int] = []
      var costs: [UInt64] = []
      for link in leaves {
        rows += link.map { search.row(of: $0.junction) }
        costs += link.map(\.cost.raw)
        offsets.append(rows.count)
      }
      for batch in stride(from: worker, to: batches, by: workers) {
        let range = (batch * lanes)..<min((batch + 1) * lanes, roots.count)
        search.run(from: roots[range])
        let labels = search.labels
        for leaf in leaves.indices {
          var best = RoadCosts.never
          for i in offsets[leaf]..<offsets[leaf + 1] { best.improve(labels[rows[i]] &+ costs[i]) }
          for root in range { body(root, leaf, RoadCost(raw: best[root - range.lowerBound])) }
        }
      }
    }
  }
}
