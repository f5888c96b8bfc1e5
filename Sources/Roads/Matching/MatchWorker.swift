import Geometry

/// Matches one track after another, in memory that is used again and again.
struct MatchWorker: ~Copyable {
  private let network: RoadNetwork
  private let rules: MatchRules
  private let index: SegmentIndex
  private var search: MatchSearch
  private let slack: Int32

  /// The candidates of the fixes that count, layer after layer: layer l has `candidates[starts[l] ..< starts[l + 1]]`.
  private var candidates: [MatchCandidate] = []
  /// Of each candidate the logarithm of how likely the best way to it is, less that of the best candidate of its
  /// layer; and the candidate before it on that way.
  private var scores: [Double] = []
  private var before: [Int32] = []
  private var starts: [Int] = [0]
  private var layerFixes: [Int] = []

  private var near: [MatchCandidate] = []
  private var order: [Int] = []
  private var best: [Double] = []
  private var origins: [Int32] = []
  private var useful: [Int32] = []
  private var way: [(node: Int32, edge: Int32)] = []

  init(_ matcher: TrackMatcher) {
    network = matcher.network
    rules = matcher.rules
    index = matcher.index
    search = MatchSearch(matcher.graph)
    slack = MatchGraph.millimetres(2 * matcher.rules.noise)
  }

  /// - Parameter positions: of the fixes, in the plane.
  mutating func match(_ fixes: [Fix], at positions: ArraySlice<PlanePoint>) -> MatchedTrack {
    let base = positions.startIndex
    var track = MatchedTrack()
    track.fixes = [MatchedTrack.FixMatch](repeating: .noRoadNear, count: fixes.count)
    var fix = 0
    beginPiece()
    while fix < fixes.count {
      findCandidates(at: positions[base + fix])
      guard !near.isEmpty else {
        fix += 1
        continue
      }
      guard let last = layerFixes.last else {
        beginLayer(fix)
        fix += 1
        continue
      }
      let seconds = Double(fixes[fix].time - fixes[last].time) / 1000
      if extend(to: fix, at: positions[base + fix], from: positions[base + last], seconds: seconds) {
        fix += 1
        continue
      }
      track.fixes[fix] = .noWay
      fix += 1
      // Passed over as long as that may help.
      guard fix == fixes.count || fix - last > rules.passedOver else { continue }
      endPiece(&track, positions)
      if last + 1 < fix { fix = last + 1 }
    }
    endPiece(&track, positions)
    return track
  }

  // MARK: Candidates

  /// The nearest points of the nearest roads.
  private mutating func findCandidates(at place: PlanePoint) {
    near.removeAll(keepingCapacity: true)
    index.forEachFoot(of: place, within: rules.radius) { foot in
      let candidate = MatchCandidate(
        edge: Int32(foot.edge),
        along: Int32(
          ((network.along[foot.vertex]
            + foot.fraction * (network.along[foot.vertex + 1] - network.along[foot.vertex])) * 1000).rounded()
        ),
        distance: Float(foot.distance))
      var place = 0
      while place < near.count, near[place].edge != candidate.edge { place += 1 }
      if place == near.count {
        near.append(candidate)
      } else if Self.isBefore(candidate, near[place]) {
        near[place] = candidate
      }
    }
    guard near.count > rules.candidates else { return }
    near.sort(by: Self.isBefore)
    near.removeLast(near.count - rules.candidates)
  }

  private static func isBefore(_ a: MatchCandidate, _ b: MatchCandidate) -> Bool {
    (a.distance, a.edge, a.along) < (b.distance, b.edge, b.along)
  }

  private func emission(_ candidate: MatchCandidate) -> Double {
    let off = Double(candidate.distance) / rules.noise
    return -off * off / 2
  }

  // MARK: Layers

  private mutating func beginPiece() {
    candidates.removeAll(keepingCapacity: true)
    scores.removeAll(keepingCapacity: true)
    before.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    layerFixes.removeAll(keepingCapacity: true)
  }

  private mutating func beginLayer(_ fix: Int) {
    for candidate in near { add(candidate, emission(candidate), from: -1) }
    endLayer(fix)
  }

  private mutating func add(_ candidate: MatchCandidate, _ score: Double, from origin: Int32) {
    candidates.append(candidate)
    scores.append(score)
    before.append(origin)
  }

  private mutating func endLayer(_ fix: Int) {
    let layer = (starts.last ?? 0)..<candidates.count
    let top = scores[layer].max() ?? 0
    for state in layer { scores[state] -= top }
    starts.append(candidates.count)
    layerFixes.append(fix)
  }

  /// Adds a layer with the candidates that a way leads to from the last one; false when there is none.
  private mutating func extend(
    to fix: Int, at goal: PlanePoint, from start: PlanePoint, seconds: Double
  ) -> Bool {
    let straight = start.distance(to: goal)
    let limit = min(
      straight + rules.longestDetour, max(0, seconds) * rules.greatestSpeed + 2 * rules.radius, 1e6)
    let layer = starts[starts.count - 2]..<starts[starts.count - 1]
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: layer)
    order.sort { (scores[$1], $0) < (scores[$0], $1) }
    best.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    for _ in near {
      best.append(-.infinity)
      origins.append(-1)
    }
    search.aim(at: near[...], goal: goal, radius: rules.radius)
    var top = -Double.infinity
    for state in order {
      // From here a way is of use only while the target gets likelier by it than it is already.
      useful.removeAll(keepingCapacity: true)
      for (number, target) in near.enumerated() {
        let score = scores[state] + emission(target)
        let margin = score - max(best[number], top - rules.beam)
        useful.append(MatchGraph.millimetres(max(-1, min(limit, straight + rules.detour * margin))))
      }
      search.run(from: candidates[state], useful: useful, slack: slack)
      for (number, target) in near.enumerated() where search.nodes[number] != MatchSearch.none {
        let way = Double(search.lengths[number]) / 1000
        let score = scores[state] + emission(target) - abs(way - straight) / rules.detour
        guard score > best[number] else { continue }
        best[number] = score
        origins[number] = Int32(state)
        top = max(top, score)
      }
    }
    guard top > -.infinity else { return false }
    for (number, target) in near.enumerated() where best[number] > top - rules.beam {
      add(target, best[number], from: origins[number])
    }
    endLayer(fix)
    return true
  }

  // MARK: The way

  /// Goes back from the likeliest last candidate, and forward again along the roads.
  private mutating func endPiece(_ track: inout MatchedTrack, _ positions: ArraySlice<PlanePoint>) {
    defer { beginPiece() }
    guard let last = layerFixes.last, let first = layerFixes.first else { return }
    let layer = starts[starts.count - 2]..<starts[starts.count - 1]
    guard var state = layer.max(by: { (scores[$0], $1) < (scores[$1], $0) }) else { return }
    // The states of the way, in the place of the first candidates of their layers.
    order.removeAll(keepingCapacity: true)
    while true {
      order.append(state)
      guard before[state] >= 0 else { break }
      state = Int(before[state])
    }
    order.reverse()
    for (layer, state) in order.enumerated() {
      let candidate = candidates[state]
      track.fixes[layerFixes[layer]] = .on(
        MatchedTrack.Place(
          edge: Int(candidate.edge), along: Double(candidate.along) / 1000,
          distance: Double(candidate.distance)))
    }
    guard order.count > 1 else {
      track.fixes[first] = .noWay
      return
    }
    let firstStep = track.steps.count
    var driven = candidates[order[0]]
    for layer in 1..<order.count {
      let target = candidates[order[layer]]
      search.aim(
        at: candidates[order[layer]...order[layer]],
        goal: positions[positions.startIndex + layerFixes[layer]], radius: rules.radius)
      useful.removeAll(keepingCapacity: true)
      useful.append(Int32.max / 2)
      search.run(from: candidates[order[layer - 1]], useful: useful, slack: slack)
      driven = append(
        from: candidates[order[layer - 1]], standingAt: driven, to: target, fix: layerFixes[layer], &track)
    }
    let steps = firstStep..<track.steps.count
    track.pieces.append(
      MatchedTrack.Piece(
        fixes: first...last, steps: steps, length: track.steps[steps].reduce(0) { $0 + $1.length }))
  }

  /// Appends the way that was searched last.
  ///
  /// - Parameter source: where one had come to, which on a one-way road may be a little beyond `start`.
  /// - Returns: where one has come to.
  private mutating func append(
    from start: MatchCandidate, standingAt source: MatchCandidate, to target: MatchCandidate, fix: Int,
    _ track: inout MatchedTrack
  ) -> MatchCandidate {
    func step(_ edge: Int32, _ from: Int32, _ to: Int32) {
      guard from != to else { return }
      track.steps.append(
        MatchedTrack.Step(edge: Int(edge), from: Double(from) / 1000, to: Double(to) / 1000, fix: fix))
    }
    way.removeAll(keepingCapacity: true)
    search.trace(to: 0) { way.append(($0, $1)) }
    guard let leaving = way.popLast() else {
      let isHere = target.along <= source.along && target.along >= start.along - slack
      if network.oneWay[Int(target.edge)], isHere { return source }
      step(target.edge, source.along, target.along)
      return target
    }
    let graph = search.graph
    func counted(_ length: Int32, back edge: Int32) -> Int32 {
      graph.counted(length, of: Int(edge), isBackward: true)
    }
    let sourceEnds = graph.ends[Int(source.edge)]
    let rest = graph.lengths[Int(source.edge)] - source.along
    // On a loop both ends are the same.
    let goesBack =
      sourceEnds.x == leaving.node
      && (sourceEnds.y != leaving.node || counted(source.along, back: source.edge) < rest)
    step(source.edge, source.along, goesBack ? 0 : graph.lengths[Int(source.edge)])
    var junction = leaving.node
    for (node, edge) in way.reversed() {
      let length = graph.lengths[Int(edge)]
      let isBackward = graph.ends[Int(edge)].x != junction
      step(edge, isBackward ? length : 0, isBackward ? 0 : length)
      junction = node
    }
    let length = graph.lengths[Int(target.edge)]
    let targetEnds = graph.ends[Int(target.edge)]
    let entersAtEnd =
      targetEnds.y == junction
      && (targetEnds.x != junction || counted(length - target.along, back: target.edge) < target.along)
    step(target.edge, entersAtEnd ? length : 0, target.along)
    return target
  }
}
