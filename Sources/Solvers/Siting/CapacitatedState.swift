/// Open sites and an assignment to them, each customer to one.
///
/// The open sites have numbers of their own, 0 ..< p, called slots: a site that takes the place of another takes
/// over its slot. Customers that have no place wait in slot p, which has no limit. A state with less lack is
/// better than every other, whatever it costs.
struct CapacitatedState {
  /// How many of its cheapest open sites a customer is tried at.
  static let width = 10

  let problem: SitingProblem
  private(set) var siteOfSlot: [Int]
  private(set) var slotOfSite: [Int32]
  private(set) var slotOf: [Int32]
  /// Where each customer stands among the members of its slot.
  private var place: [Int32]
  private(set) var members: [[Int32]]
  private(set) var demand: [Int]
  /// For each customer its cheapest slots, `width` of them, the rest -1, and what it costs there.
  private(set) var choices: [Int32]
  private(set) var choiceCosts: [Double]
  /// What each customer costs where it is; 0 for those who wait.
  private(set) var costOf: [Double]
  private(set) var cost = 0.0
  /// The demand of those who wait, each with a mean one on top.
  private(set) var lack = 0
  /// What a unit of size is worth at each slot: what it costs to push it on to where there is room.
  var prices: [Double]

  var waiting: Int { siteOfSlot.count }
  var open: [Int] { siteOfSlot.sorted() }
  /// The least change of cost that counts as one.
  var tolerance: Double { max(1e-9, cost * 1e-10) }

  /// Everybody waits.
  init(_ problem: SitingProblem, open: [Int]) {
    self.problem = problem
    let n = problem.weights.count
    let p = open.count
    siteOfSlot = open
    slotOfSite = [Int32](repeating: -1, count: problem.costs.sites)
    for (slot, s) in open.enumerated() { slotOfSite[s] = Int32(slot) }
    slotOf = [Int32](repeating: Int32(p), count: n)
    place = (0..<Int32(n)).map { $0 }
    members = [[Int32]](repeating: [], count: p + 1)
    members[p] = place
    demand = [Int](repeating: 0, count: p + 1)
    choices = [Int32](repeating: -1, count: n * Self.width)
    choiceCosts = [Double](repeating: .infinity, count: n * Self.width)
    costOf = [Double](repeating: 0, count: n)
    prices = [Double](repeating: 0, count: p + 1)
    for i in 0..<n {
      lack += problem.lacks[i]
      rank(i)
    }
  }

  func isBetter(than other: CapacitatedState) -> Bool {
    lack < other.lack || (lack == other.lack && cost < other.cost - other.tolerance)
  }

  func maxUnits(_ slot: Int) -> Int { slot == waiting ? .max : problem.maxUnits[siteOfSlot[slot]] }
  func maxDemand(_ slot: Int) -> Int { slot == waiting ? .max : problem.maxDemand[siteOfSlot[slot]] }

  func isOverfull(_ slot: Int) -> Bool {
    members[slot].count > maxUnits(slot) || demand[slot] > maxDemand(slot)
  }

  /// Whether a customer fits into a slot, after another one has left it.
  @inline(__always)
  func fits(_ customer: Int, in slot: Int, without leaving: Int = -1) -> Bool {
    let units = members[slot].count + (leaving < 0 ? 1 : 0)
    let load = demand[slot] + problem.demands[customer] - (leaving < 0 ? 0 : problem.demands[leaving])
    return units <= maxUnits(slot) && load <= maxDemand(slot)
  }

  mutating func move(_ customer: Int, to slot: Int) {
    let from = Int(slotOf[customer])
    let last = members[from].removeLast()
    if last != Int32(customer) {
      members[from][Int(place[customer])] = last
      place[Int(last)] = place[customer]
    }
    place[customer] = Int32(members[slot].count)
    members[slot].append(Int32(customer))
    demand[from] -= problem.demands[customer]
    demand[slot] += problem.demands[customer]
    slotOf[customer] = Int32(slot)
    if from == waiting { lack -= problem.lacks[customer] }
    if slot == waiting { lack += problem.lacks[customer] }
    let now = slot == waiting ? 0 : problem.cost(customer, at: siteOfSlot[slot])
    cost += now - costOf[customer]
    costOf[customer] = now
  }

  /// Closes the site of a slot, whose customers wait, and opens another in its place.
  mutating func replace(_ slot: Int, by site: Int) {
    for i in members[slot] { move(Int(i), to: waiting) }
    slotOfSite[siteOfSlot[slot]] = -1
    slotOfSite[site] = Int32(slot)
    siteOfSlot[slot] = site
    prices[slot] = 0
    for i in slotOf.indices {
      let wasKnown = withdraw(slot, from: i)
      let costThere = Double(problem.costs[site, i]) * problem.weights[i]
      let last = choiceCosts[(i + 1) * Self.width - 2]
      if wasKnown, waiting > Self.width, !(costThere < last) {
        // Another slot may be next among those that are not known.
        rank(i)
      } else if problem.costs[site, i].isFinite {
        offer(slot, costThere, to: i)
      }
    }
  }

  /// Takes a slot from the choices of a customer; false when it was not among them.
  @inline(__always)
  private mutating func withdraw(_ slot: Int, from i: Int) -> Bool {
    let first = i * Self.width
    let end = first + Self.width
    guard var c = (first..<end).first(where: { choices[$0] == Int32(slot) }) else { return false }
    while c + 1 < end {
      choices[c] = choices[c + 1]
      choiceCosts[c] = choiceCosts[c + 1]
      c += 1
    }
    choices[c] = -1
    choiceCosts[c] = .infinity
    return true
  }

  private mutating func rank(_ i: Int) {
    let first = i * Self.width
    for c in first..<(first + Self.width) {
      choices[c] = -1
      choiceCosts[c] = .infinity
    }
    for slot in siteOfSlot.indices {
      let cost = problem.costs[siteOfSlot[slot], i]
      if cost.isFinite { offer(slot, Double(cost) * problem.weights[i], to: i) }
    }
  }

  /// Puts a slot in its place among the choices of a customer.
  @inline(__always)
  private mutating func offer(_ slot: Int, _ cost: Double, to i: Int) {
    let first = i * Self.width
    var c = first + Self.width - 1
    guard cost < choiceCosts[c] else { return }
    while c > first, choiceCosts[c - 1] > cost {
      choices[c] = choices[c - 1]
      choiceCosts[c] = choiceCosts[c - 1]
      c -= 1
    }
    choices[c] = Int32(slot)
    choiceCosts[c] = cost
  }

  /// A cost that some solution that serves everybody should keep below: of those who wait, what is dearest.
  var upperBound: Double {
    members[waiting].reduce(cost) { sum, i in
      let i = Int(i)
      let dearest = siteOfSlot.reduce(0) { s, site in
        let c = Double(problem.costs[site, i])
        return c.isFinite ? max(s, c * problem.weights[i]) : s
      }
      return sum + dearest
    }
  }

  /// The solution in numbers of sites.
  var solution: MedianSolution {
    MedianSolution(
      open: siteOfSlot, siteOf: slotOf.map { Int($0) == waiting ? -1 : siteOfSlot[Int($0)] },
      costs: problem.costs, weights: problem.weights)
  }
}
