/// A network prepared for tables between its junctions.
package struct PreparedRoads: Sendable {
  private let hierarchy: RoadHierarchy

  package init(_ network: RoadNetwork) {
    hierarchy = RoadHierarchy(network.outward)
  }

  /// How many arcs the hierarchy has, shortcuts included.
  package var arcCount: Int { hierarchy.up.arcs.count + hierarchy.down.arcs.count }

  /// Milliseconds from each of some junctions to each of others, row by row; `nil` where there is no way.
  package func milliseconds(from origins: [Int], to destinations: [Int], threads: Int = 2) -> [UInt64?] {
    func links(_ junctions: [Int]) -> [[RoadLink]] {
      junctions.map { [RoadLink(junction: Int32($0), cost: .zero)] }
    }
    let table = RoadTable(roots: links(origins), leaves: links(destinations), threads: threads)
    let sweep = RoadSweep(hierarchy.slopes(reversed: false), to: destinations.map { Int32($0) })
    return [UInt64?](unsafeUninitializedCapacity: origins.count * destinations.count) { cells, count in
      // Every cell is written once.
      nonisolated(unsafe) let cells = cells
      table.forEachCost(by: { SweepSearch(sweep) }) { root, leaf, cost in
        cells[root * destinations.count + leaf] = cost < .never ? cost.milliseconds : nil
      }
      count = origins.count * destinations.count
    }
  }
}

extension RoadNetwork {
  /// The ways from junction to junction, in the order of the junctions they leave.
  package var arcList: [(from: Int, to: Int, milliseconds: UInt64)] {
    (0..<outward.junctionCount).flatMap { junction in
      outward.arcs[Int(outward.offsets[junction])..<Int(outward.offsets[junction + 1])].map {
        (junction, Int($0.target), $0.cost.milliseconds)
      }
    }
  }
}
