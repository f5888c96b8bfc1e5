/// A set of open sites with every customer's nearest and second-nearest of them: what the interchange of one
/// site against another is priced from.
///
/// Whitaker (1983), in the form of Resende and Werneck (2003): opening j and closing r changes the cost by
/// `loss[r] - gain(j) - extra(j, r)`, where the loss is known beforehand and the other two need only the
/// customers for whom j is nearer than their second-nearest site.
package struct MedianState: Sendable {
  /// Costs with infinity replaced by `forbidden`, so that arithmetic holds.
  let costs: [Float]
  let forbidden: Float
  let problem: SitingProblem

  private(set) var open: [Int] = []
  private(set) var isOpen: [Bool]
  private(set) var nearest: [Int32]
  private(set) var second: [Int32]
  private(set) var nearestCost: [Float]
  private(set) var secondCost: [Float]
  /// What closing each open site would cost.
  private var loss: [Double]
  private var extra: [Double]
  private(set) var cost = 0.0

  private var customerCount: Int { nearest.count }

  private var weights: [Double] { problem.weights }
  private var siteCount: Int { problem.costs.sites }
  private var isFixed: [Bool] { problem.isFixed }

  /// The fixed sites are open.
  package init(_ problem: SitingProblem) {
    self.problem = problem
    let matrix = problem.costs
    let greatest = matrix.greatest
    // Far above every cost, so that nobody is left unserved who can be served, and far enough below the limit
    // of the arithmetic that differences of it still carry the true costs.
    let forbidden = max(1, greatest) * 1e6
    self.forbidden = forbidden
    costs = matrix.values.map { $0.isFinite ? $0 : forbidden }
    isOpen = [Bool](repeating: false, count: matrix.sites)
    nearest = [Int32](repeating: -1, count: matrix.customers)
    second = nearest
    nearestCost = [Float](repeating: forbidden, count: matrix.customers)
    secondCost = nearestCost
    loss = [Double](repeating: 0, count: matrix.sites)
    extra = loss
    for s in problem.fixed { insert(s) }
    refresh()
  }

  /// Opens sites besides those that are.
  package mutating func open(_ sites: [Int]) {
    for s in sites { insert(s) }
    refresh()
  }

  /// The least change of cost that counts as one.
  var tolerance: Double { max(1e-9, cost * 1e-10) }

  // MARK: Greedy

  /// Opens the sites that save most, one after the other, until `p` are open. A saving only shrinks as others
  /// open, so one that is still the greatest after pricing it anew is taken without pricing the rest.
  mutating func openGreedily(until p: Int) {
    var saving = [Double](repeating: .infinity, count: siteCount)
    while open.count < p {
      var best = -1
      while true {
        var top = -1
        for s in 0..<siteCount where !isOpen[s] && (top < 0 || saving[s] > saving[top]) { top = s }
        if top < 0 || top == best { break }
        saving[top] = self.saving(top)
        best = top
      }
      guard best >= 0 else { break }
      insert(best)
    }
    refresh()
  }

  private func saving(_ site: Int) -> Double {
    var sum = 0.0
    forEachNearer(site, than: nearestCost) { i, d in sum += weights[i] * Double(nearestCost[i] - d) }
    return sum
  }

  // MARK: Interchange

  /// The best site to close if `site` opens, and what that saves; `nil` when no open site may close.
  mutating func bestClosing(opening site: Int) -> (closing: Int, saving: Double)? {
    var gain = 0.0
    // Taken out for the while, so that it can be written beside reads of the rest.
    var extra: [Double] = []
    swap(&extra, &self.extra)
    defer { swap(&extra, &self.extra) }
    for s in open { extra[s] = 0 }
    extra.withUnsafeMutableBufferPointer { extra in
      nearest.withUnsafeBufferPointer { nearest in
        nearestCost.withUnsafeBufferPointer { nearestCost in
          secondCost.withUnsafeBufferPointer { secondCost in
            weights.withUnsafeBufferPointer { weights in
              forEachNearer(site, than: self.secondCost) { i, d in
                let first = nearestCost[i]
                if d < first { gain += weights[i] * Double(first - d) }
                extra[Int(nearest[i])] += weights[i] * (Double(secondCost[i]) - Double(max(d, first)))
              }
            }
          }
        }
      }
    }
    var closing = -1
    var least = Double.infinity
    for s in open where !isFixed[s] && loss[s] - extra[s] < least {
      least = loss[s] - extra[s]
      closing = s
    }
    return closing < 0 ? nil : (closing, gain - least)
  }

  /// Exchanges sites while that saves anything, taking the first improvement from a random place on.
  package mutating func improve(_ generator: inout SeededGenerator) {
    guard siteCount > open.count, open.contains(where: { !isFixed[$0] }) else { return }
    var site = generator.below(siteCount)
    var since = 0
    while since < siteCount {
      if !isOpen[site], let (closing, saving) = bestClosing(opening: site), saving > tolerance {
        exchange(closing: closing, opening: site)
        since = 0
      }
      site = site + 1 == siteCount ? 0 : site + 1
      since += 1
    }
  }

  /// Exchanges `count` random sites.
  mutating func shake(_ count: Int, _ generator: inout SeededGenerator) {
    let closed = (0..<siteCount).filter { !isOpen[$0] }
    let free = open.filter { !isFixed[$0] }
    guard !closed.isEmpty, !free.isEmpty else { return }
    for _ in 0..<count {
      let opening = closed[generator.below(closed.count)]
      let closing = free[generator.below(free.count)]
      if !isOpen[opening], isOpen[closing] { exchange(closing: closing, opening: opening) }
    }
  }

  mutating func exchange(closing: Int, opening: Int) {
    insert(opening)
    open.removeAll { $0 == closing }
    isOpen[closing] = false
    let out = Int32(closing)
    for i in 0..<customerCount where nearest[i] == out || second[i] == out { search(i) }
    refresh()
  }

  // MARK: Bookkeeping

  private mutating func insert(_ site: Int) {
    guard !isOpen[site] else { return }
    isOpen[site] = true
    open.append(site)
    let row = site * customerCount
    for i in 0..<customerCount {
      let d = costs[row + i]
      if nearest[i] < 0 || d < nearestCost[i] {
        second[i] = nearest[i]
        secondCost[i] = nearestCost[i]
        nearest[i] = Int32(site)
        nearestCost[i] = d
      } else if second[i] < 0 || d < secondCost[i] {
        second[i] = Int32(site)
        secondCost[i] = d
      }
    }
  }

  private mutating func search(_ i: Int) {
    nearest[i] = -1
    second[i] = -1
    nearestCost[i] = forbidden
    secondCost[i] = forbidden
    for s in open {
      let d = costs[s * customerCount + i]
      if nearest[i] < 0 || d < nearestCost[i] {
        second[i] = nearest[i]
        secondCost[i] = nearestCost[i]
        nearest[i] = Int32(s)
        nearestCost[i] = d
      } else if second[i] < 0 || d < secondCost[i] {
        second[i] = Int32(s)
        secondCost[i] = d
      }
    }
  }

  private mutating func refresh() {
    for s in open { loss[s] = 0 }
    cost = 0
    for i in 0..<customerCount {
      cost += weights[i] * Double(nearestCost[i])
      if nearest[i] >= 0 {
        loss[Int(nearest[i])] += weights[i] * (Double(secondCost[i]) - Double(nearestCost[i]))
      }
    }
  }

  /// Calls `body` with every customer to whom `site` is nearer than `limits` says, eight compared at a time.
  @inline(__always)
  private func forEachNearer(_ site: Int, than limits: [Float], _ body: (Int, Float) -> Void) {
    let count = customerCount
    costs.withUnsafeBufferPointer { costs in
      limits.withUnsafeBufferPointer { limits in
        let row = UnsafeBufferPointer(rebasing: costs[(site * count)..<((site + 1) * count)])
        let rowBytes = UnsafeRawBufferPointer(row)
        let limitBytes = UnsafeRawBufferPointer(limits)
        var i = 0
        while i + 8 <= count {
          let d = rowBytes.loadUnaligned(fromByteOffset: 4 * i, as: SIMD8<Float>.self)
          let limit = limitBytes.loadUnaligned(fromByteOffset: 4 * i, as: SIMD8<Float>.self)
          if any(d .< limit) {
            for k in i..<(i + 8) where row[k] < limits[k] { body(k, row[k]) }
          }
          i += 8
        }
        while i < count {
          if row[i] < limits[i] { body(i, row[i]) }
          i += 1
        }
      }
    }
  }

  /// Everybody at the nearest site that may serve him.
  package var solution: MedianSolution {
    let siteOf = nearest.indices.map { i in
      let site = Int(nearest[i])
      return site >= 0 && problem.costs[site, i].isFinite ? site : -1
    }
    return MedianSolution(open: open, siteOf: siteOf, costs: problem.costs, weights: problem.weights)
  }
}
