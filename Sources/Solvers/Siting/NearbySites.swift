extension SitingProblem {
  /// As many sites as are to be open, from some others: with too few, those that save most are opened besides;
  /// with too many, those go without which the rest costs least, one after the other.
  func sites(near start: [Int]) -> [Int] {
    var open = fixed + start.filter { !isFixed[$0] }
    while open.count > p {
      var best: CapacitatedState?
      for site in open where !isFixed[site] {
        var state = CapacitatedState(self, open: open.filter { $0 != site })
        state.settle(isQuick: true)
        if best.map({ state.isBetter(than: $0) }) ?? true { best = state }
      }
      guard let best else { break }
      open = best.siteOfSlot
    }
    if open.count < p {
      var state = MedianState(self)
      state.open(open)
      state.openGreedily(until: p)
      open = state.open
    }
    return open
  }
}
