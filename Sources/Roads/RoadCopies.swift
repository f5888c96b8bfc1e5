/// Copies of junctions that remember the way one came by as far as turns depend on it, so that a search from
/// junction to junction keeps every forbidden sequence of arcs (Villeneuve and Desaulniers 2005).
///
/// For each beginning of a forbidden sequence there is a copy of the junction it leads to. From there every arc is
/// open but the one that would complete a sequence, and leads to the copy for the longest beginning that the way
/// then ends with, or to the junction itself.
struct RoadCopies: Sendable {
  /// How many junctions there are without the copies, which are numbered from there on.
  let junctionCount: Int
  /// The junction of each copy, ascending.
  private let junctions: [Int32]
  /// The arcs that may not be taken from each copy.
  private let closed: [[Int32]]
  /// Where an arc leads that is taken without a history, if not to its junction.
  private let entrances: [Int32: Int32]
  /// The arcs out of the copies, each an edge in one direction.
  private(set) var arcs: [(from: Int32, to: Int32, arc: Int32)] = []

  init(_ forbidden: Set<[Int32]>, _ geometry: RoadGeometry) {
    junctionCount = geometry.junctionCount
    var beginnings = Set<[Int32]>()
    for sequence in forbidden {
      for length in 1..<sequence.count { beginnings.insert(Array(sequence.prefix(length))) }
    }
    let order = beginnings.map { (junction: geometry.head(of: $0[$0.count - 1]), way: $0) }
      .sorted {
        $0.junction != $1.junction ? $0.junction < $1.junction : $0.way.lexicographicallyPrecedes($1.way)
      }
    let first = Int32(geometry.junctionCount)
    let numbers = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($0.element.way, first + Int32($0.offset)) })
    junctions = order.map(\.junction)
    entrances = Dictionary(
      uniqueKeysWithValues: numbers.filter { $0.key.count == 1 }.map { ($0.key[0], $0.value) })

    let leaving = geometry.arcs(leaving: Set(junctions))
    var closed: [[Int32]] = []
    for (offset, copy) in order.enumerated() {
      var closedHere: [Int32] = []
      for arc in leaving[copy.junction] ?? [] {
        let way = copy.way + [arc]
        let endings = way.indices.map { Array(way[$0...]) }
        if endings.contains(where: forbidden.contains) {
          closedHere.append(arc)
        } else {
          let target = endings.lazy.compactMap { numbers[$0] }.first ?? geometry.head(of: arc)
          arcs.append((first + Int32(offset), target, arc))
        }
      }
      closed.append(closedHere)
    }
    self.closed = closed
  }

  /// Junctions and copies together.
  var nodeCount: Int { junctionCount + junctions.count }

  /// The junction that a node is, or is a copy of.
  func junction(of node: Int32) -> Int32 {
    Int(node) < junctionCount ? node : junctions[Int(node) - junctionCount]
  }

  /// The node that an arc to a junction leads to when it is the first of a way.
  func node(after arc: Int32, to junction: Int32) -> Int32 { entrances[arc] ?? junction }

  /// The junction and its copies.
  func nodes(at junction: Int32) -> [Int32] {
    [junction] + copies(of: junction)
  }

  /// The nodes from which an arc that leaves a junction may be taken.
  func nodes(before arc: Int32, from junction: Int32) -> [Int32] {
    [junction] + copies(of: junction).filter { !closed[Int($0) - junctionCount].contains(arc) }
  }

  /// How many junctions have copies and are the target of no arc themselves.
  func junctionsEnteredByCopies(among arcs: [RoadArcs.Draft]) -> Int {
    var left = Set(junctions)
    guard !left.isEmpty else { return 0 }
    for arc in arcs { left.remove(arc.to) }
    return left.count
  }

  private func copies(of junction: Int32) -> Range<Int32> {
    var low = 0
    var high = junctions.count
    while low < high {
      let middle = (low + high) / 2
      if junctions[middle] < junction { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < junctions.count, junctions[end] == junction { end += 1 }
    return Int32(junctionCount + low)..<Int32(junctionCount + end)
  }
}
