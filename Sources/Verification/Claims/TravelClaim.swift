import Words

/// No routes that make as many visits travel less: each visit has two ends, and all hang together through the bases.
///
/// A least tree over visits and bases with one edge more costs no more than any routes, and so it does with a price on each
/// end of a visit, which is given back twice (Held and Karp 1971).
enum TravelClaim {
  /// No plan has a certificate of more.
  private static let mostVisits = 8000

  static func check(
    _ plan: PlanFiles, _ dayType: String, _ routes: RoutesClaim
  ) throws -> Message? {
    guard let stated = try StatedBound("travel", of: dayType, in: plan), let proof = stated.certificate else {
      return nil
    }
    try proof.check("trees", scale: 1)
    let ways = try StatedWays(plan, proof, dayType, routes)
    try ways.checkDrives(proof, add: stated.objective)
    let nodes = try ways.nodes()
    try require(nodes.count <= mostVisits, Message("a number is beyond measure"))
    let prices = try proof.numbers("prices", count: nodes.count)
    let bound = leastTree(nodes, prices, ways)
    try proof.check(gives: bound)
    if let other = try proof.textsIfAny("beyond").first {
      try require(
        stated.lowerBound.double >= Double(bound),
        Message("the bound is \(bound), and not \(stated.lowerBound.text)"))
      return Message(
        "no routes with these visits travel less than \(bound) s, and these travel \(stated.objective.text) s; what \(Message(term: other)) add to the bound is as stated, and so are ways"
      )
    }
    try stated.agree(with: bound)
    return Message(
      "no routes with these visits travel less than \(bound) s, and these travel \(stated.objective.text) s; ways are as stated"
    )
  }

  /// Seconds of the least tree with an edge more, at prices in milliseconds.
  private static func leastTree(_ nodes: [StatedWays.Node], _ prices: [Int], _ ways: StatedWays) -> Int {
    guard !nodes.isEmpty else { return 0 }
    func edge(_ a: Int, _ b: Int) -> Int? {
      ways.seconds(between: nodes[a], nodes[b]).map { 1000 * $0 + prices[a] + prices[b] }
    }
    let toBase = nodes.indices.map { 1000 * ways.base[nodes[$0].point] + prices[$0] }
    var (nearest, link) = (toBase, nodes.map { _ in -1 })
    var waiting = Array(nodes.indices)
    var value = -2 * prices.reduce(0, +)
    while let place = waiting.indices.min(by: { nearest[waiting[$0]] < nearest[waiting[$1]] }) {
      let next = waiting.remove(at: place)
      value += nearest[next]
      for node in waiting {
        if let length = edge(next, node), length < nearest[node] {
          (nearest[node], link[node]) = (length, next)
        }
      }
    }
    var (least, below): (Int?, Int) = (nil, 0)
    func offer(_ length: Int) {
      least = min(least ?? length, length)
      below += min(0, length)
    }
    for a in nodes.indices {
      offer(toBase[a])
      // Another edge from the same visit to the bases.
      if link[a] >= 0 { offer(toBase[a]) }
      for b in 0..<a where link[a] != b && link[b] != a {
        if let length = edge(a, b) { offer(length) }
      }
    }
    value += below < 0 ? below : least ?? 0
    return max(0, value > 0 ? (value + 999) / 1000 : 0)
  }
}

/// The ways between checkpoints and bases that a certificate states, and when visits can be made by them.
struct StatedWays {
  /// A visit that some crew makes.
  struct Node {
    var point: Int
    var dwell: Int
    /// The earliest and the latest that it begins, for each pair of ends that shifts have.
    var ends: [ClosedRange<Int>?]
  }

  private struct Run {
    var crew: Int
    var shift: ClosedRange<Int>
    var open: DayWindows
  }

  private let plan: PlanFiles
  private let points: [Document]
  private let crews: [Document]
  private let made: [Int]
  private let ways: [Int]
  /// From each checkpoint to the nearest base.
  let base: [Int]
  private let out: [Int]
  private let back: [Int]
  private let shifts: [String: ClosedRange<Int>]

  init(
    _ plan: PlanFiles, _ proof: StatedCertificate, _ dayType: String, _ routes: RoutesClaim
  ) throws {
    self.plan = plan
    points = try RoutesClaim.points(of: plan, on: dayType)
    crews = try plan.problem.list("crews")
    shifts = try RoutesClaim.shifts(of: plan)
    let (names, ids) = (try proof.texts("points"), try proof.texts("crews"))
    try require(
      names.count == points.count && ids.count == crews.count, Message("the certificate is of other places"))
    made = try proof.numbers("made", count: points.count)
    for (index, point) in points.enumerated() {
      let id = try point.text("id")
      try require(id == names[index], Message("the certificate is of other places"))
      try require(
        try routes.made[[dayType, id]] == made[index] * (point.intIfAny("crews") ?? 1) && made[index] < 1000,
        Message("\(dayType), \(id): another number of visits is made"))
    }
    for (crew, id) in zip(crews, ids) {
      try require(try crew.text("id") == id, Message("the certificate is of other places"))
    }
    ways = try proof.numbers("ways", count: points.count * (points.count + 1) / 2)
    base = try proof.numbers("base", count: points.count)
    out = try proof.numbers("out", count: points.count * crews.count)
    back = try proof.numbers("back", count: points.count * crews.count)
    try require((ways + base).allSatisfy { $0 >= 0 }, Message("a way takes less than no time"))
  }

  private func way(_ a: Int, _ b: Int) -> Int { ways[max(a, b) * (max(a, b) + 1) / 2 + min(a, b)] }

  /// `nil` where no shift has time for one after the other.
  func seconds(between a: Node, _ b: Node) -> Int? {
    let way = way(a.point, b.point)
    let fits = zip(a.ends, b.ends).contains { one, two in
      guard let one, let two else { return false }
      return one.lowerBound + a.dwell + way <= two.upperBound
        || two.lowerBound + b.dwell + way <= one.upperBound
    }
    return fits ? way : nil
  }

  /// That drives, each from its base to its end, make the visits and no leg is shorter than the shortest way.
  func checkDrives(_ proof: StatedCertificate, add objective: DecimalNumber) throws {
    let to = try proof.numbers("to")
    let legs = try proof.numbers("legs", count: to.count)
    var visits = [Int](repeating: 0, count: points.count)
    var before = -1
    for (place, leg) in zip(to, legs) {
      try require(
        (-2..<points.count).contains(place) && leg >= 0, Message("the certificate is of other places"))
      if place >= 0 { visits[place] += 1 }
      // Rests are made wherever they are.
      let least =
        place >= 0 && before >= 0
        ? way(place, before) : min(place, before) == -1 ? base[max(place, before, 0)] : 0
      try require(
        leg >= (max(place, before) >= 0 ? least : 0), Message("a drive is shorter than the shortest way"))
      before = place
    }
    for (index, point) in points.enumerated() {
      try require(
        try visits[index] == made[index] * (point.intIfAny("crews") ?? 1),
        Message("the drives make another number of visits"))
    }
    try require(
      before == -1 && objective.whole() == legs.reduce(0, +),
      Message("the drives do not add up to the objective"))
  }

  /// Every visit that is made, with the times at which it can begin so that those before and behind it can, too.
  func nodes() throws -> [Node] {
    var spans = Set<ClosedRange<Int>>()
    for crew in crews {
      for id in try crew.texts("shifts") { if let shift = shifts[id] { spans.insert(shift) } }
    }
    let groups = spans.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var nodes: [Node] = []
    for (index, point) in points.enumerated() {
      let runs = try runs(to: index)
      let (crews, dwell) = (try point.intIfAny("crews") ?? 1, try point.int("dwell_s"))
      let gap = max(try point.int("min_gap_s"), crews > 1 ? 1 : 0)
      for set in Self.sets(made[index], in: Self.free(runs, crews: crews), apart: gap) {
        let ends = groups.map { group -> ClosedRange<Int>? in
          let open = DayWindows(runs.filter { $0.shift == group }.flatMap(\.open.spans)).intersection(set)
          guard let first = open.first, let last = open.last else { return nil }
          return first...last
        }
        nodes += [Node](
          repeating: Node(point: index, dwell: dwell, ends: ends), count: max(0, min(crews, 100)))
      }
    }
    return nodes
  }

  /// How many visits of crews nobody can make.
  func leastMissing() throws -> Int {
    var missing = 0
    for (index, point) in points.enumerated() {
      let (crews, visits) = (try point.intIfAny("crews") ?? 1, try point.int("visits_per_day"))
      let gap = max(try point.int("min_gap_s"), crews > 1 ? 1 : 0)
      let most = VisitsClaim.most(in: Self.free(try runs(to: index), crews: crews), apart: gap, upTo: visits)
      missing += max(0, visits - most) * crews
    }
    return missing
  }

  /// When crews can begin a visit to a point, had they nothing else to do.
  private func runs(to index: Int) throws -> [Run] {
    let point = points[index]
    let windows = try DayWindows(point.list("windows"), in: plan).overDays
    let dwell = try point.int("dwell_s")
    var runs: [Run] = []
    for (number, crew) in crews.enumerated() {
      let (out, back) = (out[number * points.count + index], back[number * points.count + index])
      guard out >= 0, back >= 0 else { continue }
      for id in try crew.texts("shifts") {
        guard let shift = shifts[id] else { continue }
        runs.append(
          Run(
            crew: number, shift: shift,
            open: windows.clipped(shift.lowerBound + out, shift.upperBound - dwell - back)))
      }
    }
    return runs
  }

  private static func free(_ runs: [Run], crews: Int) -> DayWindows {
    guard crews > 1 else { return DayWindows(runs.flatMap(\.open.spans)) }
    return DayWindows(
      runs.indices.flatMap { a in
        runs[..<a].filter { $0.crew != runs[a].crew }.flatMap { runs[a].open.intersection($0.open).spans }
      })
  }

  /// For each of as many visits when it can begin, a gap from those before and behind it; at any time where they do not
  /// all fit.
  private static func sets(_ count: Int, in free: DayWindows, apart gap: Int) -> [DayWindows] {
    var earliest: [Int] = []
    for _ in 0..<max(0, count) {
      let from = earliest.last.map { $0 + gap } ?? .min / 2
      guard let first = free.clipped(from, .max / 2).first else {
        return [DayWindows](repeating: free, count: count)
      }
      earliest.append(first)
    }
    var sets: [DayWindows] = []
    var high = Int.max / 2
    for first in earliest.reversed() {
      high = free.clipped(.min / 2, high).last ?? first
      sets.append(free.clipped(first, high))
      high -= gap
    }
    return sets.reversed()
  }
}
