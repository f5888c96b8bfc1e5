/// A division under change: districts stay connected, and may be out of their range.
struct DistrictState: ~Copyable {
  let task: DistrictTask
  let districtOf: Column<Int32>
  /// Of each district.
  let weights: Column<Int>
  let sizes: Column<Int32>
  /// For each node how many of its neighbours are in other districts.
  private let foreign: Column<Int32>
  /// Nodes with neighbours in other districts in no order, and where each stands among them, -1 for all others.
  private let border: Column<Int32>
  private let placeInBorder: Column<Int32>
  private(set) var borderCount = 0
  /// Stamps of the last search that saw a node, or wanted to.
  private let seen: Column<Int32>
  private let wanted: Column<Int32>
  private let queue: Column<Int32>
  private var stamp: Int32 = 0
  /// Of the cut edges, and of nodes that are not at home.
  private(set) var cost = 0
  /// By how much the districts miss their range, all together.
  private(set) var excess = 0

  init(_ task: DistrictTask, districts: [Int]) {
    self.task = task
    let n = task.graph.count
    districtOf = Column(districts.map { Int32($0) })
    weights = Column(repeating: 0, count: task.count)
    sizes = Column(repeating: 0, count: task.count)
    foreign = Column(repeating: 0, count: n)
    border = Column(repeating: -1, count: n)
    placeInBorder = Column(repeating: -1, count: n)
    seen = Column(repeating: 0, count: n)
    wanted = Column(repeating: 0, count: n)
    queue = Column(repeating: 0, count: n)
    for node in 0..<n {
      weights[districts[node]] += task.graph.weights[node]
      sizes[districts[node]] += 1
      cost += task.cost(of: node, in: Int32(districts[node]))
      for place in task.graph.places(of: node) {
        let next = Int(task.graph.neighbours[place])
        if districts[next] != districts[node] {
          foreign[node] += 1
          if next > node { cost += task.graph.costs[place] }
        }
      }
      if foreign[node] > 0 { enterBorder(node) }
    }
    for district in 0..<task.count { excess += task.excess(weights[district], of: Int32(district)) }
  }

  /// The district of each node.
  var districts: [Int] { (0..<task.graph.count).map { Int(districtOf[$0]) } }

  /// A node of the border.
  @inline(__always) func borderNode(_ index: Int) -> Int { Int(border[index]) }

  /// What the division costs more when a node changes its district.
  @inline(__always) func costOfMoving(_ node: Int, to district: Int32) -> Int {
    let own = districtOf[node]
    var change = task.cost(of: node, in: district) - task.cost(of: node, in: own)
    for place in task.graph.places(of: node) {
      let other = districtOf[task.graph.neighbours[place]]
      if other == own {
        change += task.graph.costs[place]
      } else if other == district {
        change -= task.graph.costs[place]
      }
    }
    return change
  }

  /// By how much more the districts miss their range when weight goes from one to another.
  @inline(__always) func excessOfMoving(_ weight: Int, from: Int32, to: Int32) -> Int {
    task.excess(weights[from] - weight, of: from) - task.excess(weights[from], of: from)
      + task.excess(weights[to] + weight, of: to) - task.excess(weights[to], of: to)
  }

  /// Whether the rest of a node's district is there and in one piece: a search from one of its neighbours in the
  /// district for the others, which nearly always ends next door.
  mutating func canLeave(_ node: Int) -> Bool {
    let own = districtOf[node]
    guard sizes[own] > 1 else { return false }
    stamp += 1
    var missing = -1
    var first: Int32 = -1
    for place in task.graph.places(of: node) {
      let next = task.graph.neighbours[place]
      guard districtOf[next] == own else { continue }
      first = next
      wanted[next] = stamp
      missing += 1
    }
    guard missing > 0 else { return true }
    seen[node] = stamp
    seen[first] = stamp
    queue[0] = first
    var (head, tail) = (0, 1)
    while head < tail {
      for place in task.graph.places(of: Int(queue[head])) {
        let next = task.graph.neighbours[place]
        guard districtOf[next] == own, seen[next] != stamp else { continue }
        seen[next] = stamp
        queue[tail] = next
        tail += 1
        if wanted[next] == stamp {
          missing -= 1
          if missing == 0 { return true }
        }
      }
      head += 1
    }
    return false
  }

  /// Moves a node to a district beside it.
  mutating func move(_ node: Int, to district: Int32) {
    let own = districtOf[node]
    let weight = task.graph.weights[node]
    excess += excessOfMoving(weight, from: own, to: district)
    cost += costOfMoving(node, to: district)
    weights[own] -= weight
    weights[district] += weight
    sizes[own] -= 1
    sizes[district] += 1
    districtOf[node] = district
    for place in task.graph.places(of: node) {
      let next = Int(task.graph.neighbours[place])
      let other = districtOf[next]
      if other == own {
        foreign[node] += 1
        foreign[next] += 1
        if foreign[next] == 1 { enterBorder(next) }
      } else if other == district {
        foreign[node] -= 1
        foreign[next] -= 1
        if foreign[next] == 0 { leaveBorder(next) }
      }
    }
    let isInside = placeInBorder[node] < 0
    if foreign[node] > 0, isInside { enterBorder(node) }
    if foreign[node] == 0, !isInside { leaveBorder(node) }
  }

  private mutating func enterBorder(_ node: Int) {
    border[borderCount] = Int32(node)
    placeInBorder[node] = Int32(borderCount)
    borderCount += 1
  }

  private mutating func leaveBorder(_ node: Int) {
    borderCount -= 1
    let (hole, last) = (placeInBorder[node], border[borderCount])
    border[hole] = last
    placeInBorder[last] = hole
    placeInBorder[node] = -1
  }
}
