import Geometry
import TestSupport

@testable import Roads
@testable import Solvers

/// A small road map of straight lines with rules on turns, and travel over it by a search from stretch to stretch
/// that carries the last two stretches along and asks every rule at every turn.
struct TurnOracle {
  struct Arc: Hashable {
    var line: Int
    var isBackward: Bool
  }

  /// A place at a junction or half-way along a line.
  enum Place {
    case junction(Int)
    case middle(of: Int)
  }

  static let speed = 36.0
  var junctions: [Coordinate] = []
  var ends: [(Int, Int)] = []
  var lines = RoadLines()
  private var lengths: [Double] = []
  private(set) var arcs: [Arc] = []
  /// The arcs that leave each junction.
  private var leaving: [[Arc]] = []
  /// The rules for cars, with every way through their lines.
  private(set) var rules: [(isMandatory: Bool, ways: [[Arc]])] = []

  init(_ generator: inout SeededGenerator, rules: Int) {
    for _ in 0..<6 {
      junctions.append(
        Coordinate(
          x: 1_150_000_000 + Int32(generator.below(160_000)) * 2,
          y: 334_000_000 + Int32(generator.below(150_000)) * 2))
    }
    for a in 0..<6 {
      for b in (a + 1)..<6 where generator.below(2) == 0 {
        ends.append((a, b))
        lengths.append(TravelOracle.metres(junctions[a], junctions[b]))
        lines.append(
          [junctions[a], junctions[b]], class: "tertiary", speed: Self.speed,
          direction: [.both, .both, .forward, .backward][generator.below(4)])
      }
    }
    while lines.turns.count < rules {
      let from = generator.below(ends.count)
      let turn = generator.below(ends.count)
      let last = generator.below(3) == 0 ? generator.below(ends.count) : nil
      // Neighbours share an end; of a line with itself that is a turn back.
      guard let place = common(from, turn, &generator) else { continue }
      if let last, from == turn || turn == last || common(turn, last, &generator) == nil { continue }
      lines.turns.append(
        RoadTurn(
          lines: [from, turn] + (last.map { [$0] } ?? []), place: last == nil ? junctions[place] : nil,
          isMandatory: generator.below(4) == 0, profiles: generator.below(8) == 0 ? [.eBike] : [.car]))
    }
    for line in ends.indices {
      if lines.directions[line] != .backward { arcs.append(Arc(line: line, isBackward: false)) }
      if lines.directions[line] != .forward { arcs.append(Arc(line: line, isBackward: true)) }
    }
    leaving = junctions.indices.map { junction in arcs.filter { tail($0) == junction } }
    self.rules = lines.turns.filter { $0.profiles.contains(.car) }.map { ($0.isMandatory, ways($0)) }
  }

  private func common(_ a: Int, _ b: Int, _ generator: inout SeededGenerator) -> Int? {
    let shared = [ends[a].0, ends[a].1].filter { $0 == ends[b].0 || $0 == ends[b].1 }
    return shared.isEmpty ? nil : shared[generator.below(shared.count)]
  }

  func tail(_ arc: Arc) -> Int { arc.isBackward ? ends[arc.line].1 : ends[arc.line].0 }
  func head(_ arc: Arc) -> Int { arc.isBackward ? ends[arc.line].0 : ends[arc.line].1 }
  func metres(_ line: Int) -> Double { lengths[line] }

  /// Every way through the lines of a rule.
  private func ways(_ rule: RoadTurn) -> [[Arc]] {
    var ways = arcs.filter { $0.line == rule.lines[0] }.map { [$0] }
    for line in rule.lines.dropFirst() {
      ways = ways.flatMap { way in
        arcs.filter { $0.line == line && tail($0) == head(way[way.count - 1]) }.map { way + [$0] }
      }
    }
    return ways.filter { way in rule.place.map { $0 == junctions[tail(way[1])] } ?? true }
  }

  /// Whether a way that ends with some stretches may go on with another.
  private func allows(_ before: [Arc], _ next: Arc) -> Bool {
    for rule in rules {
      if rule.isMandatory {
        guard let way = rule.ways.first else { continue }
        if before.suffix(way.count - 1) == way.dropLast()[...], next != way.last { return false }
      } else if rule.ways.contains(where: {
        $0.last == next && before.suffix($0.count - 1) == $0.dropLast()[...]
      }) {
        return false
      }
    }
    return true
  }

  /// Seconds from one place to all others; infinite where there is no way.
  func seconds(from origin: Place, to places: [Place]) -> [Double] {
    let metresPerSecond = Self.speed / 3.6
    // The last two stretches, by how far one has come on them; corrected until nothing gets nearer.
    var reached: [[Arc]: Double] = [:]
    var open: [[Arc]] = []
    var best = places.map { _ in Double.infinity }

    func go(_ way: [Arc], _ metres: Double) {
      guard metres < reached[way] ?? .infinity else { return }
      reached[way] = metres
      open.append(way)
    }
    func arrive(_ arc: Arc, _ metres: Double, fromMiddle: Bool) {
      for (p, place) in places.enumerated() {
        if case .middle(let line) = place, line == arc.line, !fromMiddle {
          best[p] = min(best[p], metres - self.metres(line) / 2)
        }
        if case .junction(let junction) = place, head(arc) == junction { best[p] = min(best[p], metres) }
      }
    }
    switch origin {
    case .junction(let junction):
      for arc in leaving[junction] {
        go([arc], metres(arc.line))
        arrive(arc, metres(arc.line), fromMiddle: false)
      }
    case .middle(let line):
      for arc in arcs where arc.line == line {
        go([arc], metres(line) / 2)
        arrive(arc, metres(line) / 2, fromMiddle: true)
      }
    }
    while let way = open.isEmpty ? nil : open.removeFirst() {
      let metres = reached[way] ?? .infinity
      for arc in leaving[head(way[way.count - 1])] where allows(way, arc) {
        let there = metres + self.metres(arc.line)
        arrive(arc, there, fromMiddle: false)
        go(Array((way + [arc]).suffix(2)), there)
      }
    }
    for (p, place) in places.enumerated() {
      switch (origin, place) {
      case (.junction(let a), .junction(let b)) where a == b: best[p] = 0
      case (.middle(let a), .middle(let b)) where a == b: best[p] = 0
      default: continue
      }
    }
    return best.map { $0 / metresPerSecond }
  }

  func coordinate(_ place: Place) -> Coordinate {
    switch place {
    case .junction(let junction): return junctions[junction]
    case .middle(let line):
      let (a, b) = (junctions[ends[line].0], junctions[ends[line].1])
      return Coordinate(x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2)
    }
  }
}
