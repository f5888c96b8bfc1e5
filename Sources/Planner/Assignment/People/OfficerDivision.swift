import Geometry
import Grid
import Roads

/// Divides the land of one room among its officers: areas that hang together, with workloads as equal as they get.
///
/// Where the land itself is in pieces, each piece counts as bordering the nearest other one, so that an area is
/// torn only where its room's land is.
struct OfficerDivision {
  /// The room's units.
  let units: [Int]
  let loads: [Double]
  let officers: Int
  /// Beside `units`, which of them border each.
  let neighbours: [[Int]]

  /// Up to so many units every contiguous division is weighed, beyond that a search makes do.
  static let exactLimit = 12

  /// - Parameters:
  ///   - units: ascending.
  ///   - loads: the workload of each unit of the level.
  ///   - officers: at least one.
  ///   - anchors: of the level.
  init(units: [Int], loads: [Double], officers: Int, adjacency: Adjacency, anchors: [Coordinate]) {
    precondition(officers > 0)
    self.units = units
    self.loads = units.map { loads[$0] }
    self.officers = officers
    let place = Dictionary(uniqueKeysWithValues: zip(units, units.indices))
    var neighbours = units.map { adjacency.neighbours(of: $0).compactMap { place[$0] } }
    var pieces = adjacency.pieces(of: units).map { $0.compactMap { place[$0] } }
    let directions = units.map { GreatCircle.direction(anchors[$0]) }
    while pieces.count > 1 {
      let rest = pieces[1...].joined()
      let link = pieces[0].flatMap { a in rest.map { b in (a: a, b: b) } }.min { p, q in
        (GreatCircle.metres(directions[p.a], directions[p.b]), p.a, p.b)
          < (GreatCircle.metres(directions[q.a], directions[q.b]), q.a, q.b)
      }
      guard let link, let joined = pieces.firstIndex(where: { $0.contains(link.b) }) else { break }
      neighbours[link.a].append(link.b)
      neighbours[link.b].append(link.a)
      pieces[0] += pieces.remove(at: joined)
    }
    self.neighbours = neighbours
  }

  /// Beside `units` the officer of each, 0 ..< `officers`. Where there are fewer units than officers, the last
  /// officers have none.
  func areas() -> [Int] {
    if officers == 1 { return [Int](repeating: 0, count: units.count) }
    if units.count <= officers { return Array(units.indices) }
    return isExact ? exact() : searched()
  }

  /// Whether no contiguous division is more equal than the one found.
  var isExact: Bool { units.count <= Self.exactLimit }

  var mean: Double { loads.reduce(0, +) / Double(officers) }

  /// The greatest share by which an officer's workload differs from the mean.
  func deviation(_ areas: [Int]) -> Double {
    var load = [Double](repeating: 0, count: officers)
    for (unit, officer) in areas.enumerated() { load[officer] += loads[unit] }
    return mean > 0 ? load.reduce(0) { max($0, abs($1 - mean)) } / mean : 0
  }
}
