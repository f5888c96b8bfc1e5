/// Makes a diagram of districts, layer by layer.
struct DistrictExpansion: ~Copyable {
  private typealias Arc = DistrictDiagram.Arc
  private typealias Steps = (out: FrontierSignature.Step, in: FrontierSignature.Step)

  /// The states of a layer, and the frontiers that they have.
  private struct Front {
    var signatures: ContiguousArray<FrontierSignature> = []
    /// Of each state the number of its signature, the weights that it stands for, the cost of the cheapest way to it,
    /// and the coarse state that bounds what is to come.
    var signature: ContiguousArray<Int32> = []
    var least: ContiguousArray<Int> = []
    var greatest: ContiguousArray<Int> = []
    var cost: ContiguousArray<Int> = []
    var coarse: ContiguousArray<Int32> = []
  }

  private let plan: FrontierPlan
  private let range: ClosedRange<Int>
  private let prices: DistrictDiagram.Prices
  private let width: Int
  private let limit: Int
  private let coarse: DistrictDiagram?
  /// By layer what the prices of all nodes from it on can make a district cheaper.
  private let bonus: [Int]
  private var keys = KeyTable()
  private var front = Front()
  private var next = Front()
  private var arcs: ContiguousArray<(out: DistrictDiagram.Arc, in: DistrictDiagram.Arc)> = []

  /// - Parameters:
  ///   - width: of a step of weights.
  ///   - limit: districts that cost more are left out.
  ///   - coarse: a diagram with the same prices, wider steps and no lower limit.
  init(
    _ plan: FrontierPlan, range: ClosedRange<Int>, prices: DistrictDiagram.Prices, width: Int, limit: Int,
    coarse: DistrictDiagram? = nil
  ) {
    self.plan = plan
    self.range = range
    self.prices = prices
    self.width = width
    self.limit = limit
    self.coarse = coarse
    var bonus = [Int](repeating: 0, count: plan.layers.count + 1)
    for (index, layer) in plan.layers.enumerated().reversed() {
      bonus[index] = bonus[index + 1] + max(0, prices.ofNode[layer.node])
    }
    self.bonus = bonus
  }

  /// The diagram; `nil` where it takes more states, or when the time is over.
  consuming func diagram(states: Int, until clock: SearchClock) -> DistrictDiagram? {
    front.signatures = [FrontierSignature()]
    front.signature = [0]
    (front.least, front.greatest, front.cost, front.coarse) = ([0], [0], [0], [0])
    for (index, layer) in plan.layers.enumerated() {
      guard arcs.count + front.signature.count <= states, !clock.isOver else { return nil }
      expand(layer, bonus: bonus[index + 1])
    }
    return DistrictDiagram(plan, arcs: arcs)
  }

  private mutating func expand(_ layer: FrontierPlan.Layer, bonus: Int) {
    let nextFirst = arcs.count + front.signature.count
    next = Front()
    keys.removeAll()
    // What deciding the node does to a frontier is the same for all weights.
    var numbers = KeyTable()
    var steps: ContiguousArray<(steps: Steps, numbers: (out: Int32, in: Int32))> = []
    steps.reserveCapacity(front.signatures.count)
    for signature in front.signatures {
      let out = signature.step(layer, inside: false, slots: plan.width)
      let inside = signature.step(layer, inside: true, slots: plan.width)
      steps.append(((out, inside), (number(out, &numbers), number(inside, &numbers))))
    }
    for state in front.signature.indices {
      let of = Int(front.signature[state])
      arcs.append(
        (
          arc(
            from: state, layer, steps[of].steps.out, steps[of].numbers.out, false, bonus: bonus,
            first: nextFirst),
          arc(
            from: state, layer, steps[of].steps.in, steps[of].numbers.in, true, bonus: bonus,
            first: nextFirst)
        ))
    }
    front = next
  }

  /// The number that a frontier has in the next layer, -1 where there is none.
  private mutating func number(_ step: FrontierSignature.Step, _ numbers: inout KeyTable) -> Int32 {
    guard step.kind == .open else { return -1 }
    let count = next.signatures.count
    let number = numbers.number(of: step.signature.bits, next: Int32(count))
    if number == count { next.signatures.append(step.signature) }
    return number
  }

  /// What comes of deciding a node in a state.
  private mutating func arc(
    from state: Int, _ layer: FrontierPlan.Layer, _ step: FrontierSignature.Step, _ signature: Int32,
    _ inside: Bool, bonus: Int, first: Int
  ) -> DistrictDiagram.Arc {
    let cost = prices.scale * step.cost - (inside ? prices.ofNode[layer.node] : 0)
    let total = front.cost[state] + cost
    var (least, greatest) = (front.least[state], front.greatest[state])
    if inside {
      least += layer.weight
      greatest = min(greatest + layer.weight, range.upperBound)
    }
    let nowhere = Arc(head: Arc.nowhere, cost: cost)
    guard step.kind != .impossible, least <= range.upperBound else { return nowhere }
    if step.kind == .complete {
      let isDistrict = greatest >= range.lowerBound && total <= limit
      return Arc(head: isDistrict ? Arc.complete : Arc.nowhere, cost: cost)
    }
    guard !layer.isLast, greatest + layer.weightAfter >= range.lowerBound else { return nowhere }
    least = max(least, range.lowerBound - layer.weightAfter)
    var coarseHead: Int32 = 0
    if let coarse {
      coarseHead = coarse.arc(of: front.coarse[state], inside: inside).head
      guard coarseHead >= 0, total + coarse.costToGo(from: coarseHead) <= limit else { return nowhere }
    } else if total - bonus > limit {
      return nowhere
    }
    // A coarse state has one frontier. States of two coarse ones stay apart, for the costs to go of one say nothing of the
    // other's.
    let key = UInt64(coarse == nil ? signature : coarseHead) << 41 | UInt64(max(0, least) / width)
    let number = keys.number(of: key, next: Int32(next.signature.count))
    if number == next.signature.count {
      next.signature.append(signature)
      next.least.append(least)
      next.greatest.append(greatest)
      next.cost.append(total)
      next.coarse.append(coarseHead)
    } else {
      next.least[Int(number)] = min(next.least[Int(number)], least)
      next.greatest[Int(number)] = max(next.greatest[Int(number)], greatest)
      next.cost[Int(number)] = min(next.cost[Int(number)], total)
    }
    return Arc(head: Int32(first) + number, cost: cost)
  }
}
