/// A graph to be divided: a problem, or a part of it that some of its districts cover.
struct DistrictTask: Sendable {
  let graph: DistrictGraph
  let count: Int
  /// What each district weighs.
  let range: ClosedRange<Int>
  /// What districts around nodes of their own have beside; `nil` where one is as good as another.
  var rooted: Rooted?

  /// Districts that differ: each has a root, which it keeps, and may weigh what is right for it.
  struct Rooted: Sendable {
    /// For each district what it may weigh.
    var ranges: ContiguousArray<ClosedRange<Int>>
    /// For each node whether it is a root.
    var isRoot: ContiguousArray<Bool>
    /// For each node the district that it should stay in, -1 where it may be anywhere; `nil` where all may.
    var homes: ContiguousArray<Int32>?
    /// What each node that is not at home costs.
    var leaving = 0
  }

  /// What a district weighs beyond its range, or short of it.
  @inline(__always) func excess(_ weight: Int, of district: Int32) -> Int {
    let range = rooted.map { $0.ranges[Int(district)] } ?? range
    return max(0, max(range.lowerBound - weight, weight - range.upperBound))
  }

  @inline(__always) func isRoot(_ node: Int) -> Bool { rooted.map { $0.isRoot[node] } ?? false }

  /// What it costs that a node is in a district, whatever edges are cut.
  @inline(__always) func cost(of node: Int, in district: Int32) -> Int {
    guard let rooted, let homes = rooted.homes, homes[node] >= 0, homes[node] != district else { return 0 }
    return rooted.leaving
  }
}
