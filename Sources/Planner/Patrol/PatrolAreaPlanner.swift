import Geometry
import Grid
import Scenario

/// Splits the lowest level into one patrol area per base: each in one piece, equal in work, and with short borders, which
/// makes it compact.
///
/// It is a districting problem in which each district keeps the unit that its base stands in; `RootedDistricting` solves it.
/// Work is equal per crew: a base with two crews gets twice the work of a base with one.
package struct PatrolAreaPlanner: Sendable {
  /// A base with the crews that start there.
  package struct Base: Sendable {
    package var id: String
    /// Where it stands, in metres of the county's plane.
    package var point: PlanePoint
    /// The lowest-level unit it stands in; `nil` when it stands outside the land.
    package var unit: Int?
    package var crewIDs: [String]

    package init(id: String, point: PlanePoint, unit: Int?, crewIDs: [String]) {
      self.id = id
      self.point = point
      self.unit = unit
      self.crewIDs = crewIDs
    }
  }

  /// Land without a base of its own that hangs on no area: it goes to the area of the nearest base.
  package struct Island: Sendable {
    package var areaID: String
    /// Ascending.
    package var units: [Int]
  }

  package struct Result: Sendable {
    /// One per base, in the order of the bases.
    package var areas: [PatrolArea]
    /// For each unit an index into `areas`; -1 when there is no base at all.
    package var areaOfUnit: [Int]
    package var islands: [Island]
    /// How equal and how compact they are.
    package var figures: PatrolAreaFigures
    /// No split by these rules has a lower balance.
    package var leastBalance: Double
    /// No split in which every area has as much work as the least that these have, or that is allowed, has less metres of
    /// border.
    package var leastBorder: Double { borderCertificate?.value ?? 0 }
    /// What that follows from; `nil` where there are no areas.
    package var borderCertificate: Certificate?
  }

  /// Seconds of work a day in each unit.
  package var workloads: [Double]
  package var households: [Int]
  package var adjacency: Adjacency
  /// A point inside each unit, in metres of the county's plane.
  package var anchors: [PlanePoint]
  /// Square metres of each unit, and metres around it.
  package var unitAreas: [Double]
  package var unitOutlines: [Double]
  /// Metres of each border, beside `adjacency.neighbours`, along lines that everybody knows: borders of areas rather run
  /// there.
  package var known: [Double]
  /// By which share the work of an area may differ from equal.
  package var tolerance = PatrolPolicy.Areas().tolerance
  /// What is made least.
  package var borders = PatrolPolicy.Areas().borders
  /// Of the search.
  package var seed: UInt64 = 1

  /// - Parameter known: `nil` where no line is better than another.
  package init(
    workloads: [Double], households: [Int], adjacency: Adjacency, anchors: [PlanePoint], unitAreas: [Double],
    unitOutlines: [Double], known: [Double]? = nil
  ) {
    let count = adjacency.count
    let known = known ?? [Double](repeating: 0, count: adjacency.neighbours.count)
    precondition(
      workloads.count == count && households.count == count && anchors.count == count
        && unitAreas.count == count && unitOutlines.count == count
        && known.count == adjacency.neighbours.count,
      "one value per unit and border")
    self.workloads = workloads
    self.households = households
    self.adjacency = adjacency
    self.anchors = anchors
    self.unitAreas = unitAreas
    self.unitOutlines = unitOutlines
    self.known = known
  }

  /// The areas of `bases`; every unit is in exactly one. A base gets no land only when there are fewer units than bases.
  ///
  /// - Parameters:
  ///   - bases: with their crews.
  ///   - earlier: for each unit the base that had it before, -1 for none: little land changes hands but to make areas whole
  ///     and to bring their work within a tenth of equal, or the tolerance where that is more.
  package func areas(of bases: [Base], earlier: [Int]? = nil) -> Result {
    let count = adjacency.count
    guard !bases.isEmpty else {
      return Result(
        areas: [], areaOfUnit: [Int](repeating: -1, count: count), islands: [], figures: figures(of: []),
        leastBalance: 0)
    }
    let ids = bases.indices.map { index in
      let digits = String(index + 1)
      return "A" + (digits.count < 2 ? "0" : "") + digits
    }
    let seeds = seeds(of: bases)
    let pieces = adjacency.pieces(of: Array(0..<count))
    var pieceOfUnit = [Int](repeating: 0, count: count)
    for (index, piece) in pieces.enumerated() {
      for unit in piece { pieceOfUnit[unit] = index }
    }
    var basesOfPiece = [[Int]](repeating: [], count: pieces.count)
    for (base, seed) in seeds.enumerated() where seed >= 0 { basesOfPiece[pieceOfUnit[seed]].append(base) }

    var owner = [Int](repeating: -1, count: count)
    var fixed = [Double](repeating: 0, count: bases.count)
    var islands: [Island] = []
    for (index, piece) in pieces.enumerated() where basesOfPiece[index].isEmpty {
      let base = nearestBase(to: piece, of: bases)
      for unit in piece {
        owner[unit] = base
        fixed[base] += workloads[unit]
      }
      islands.append(Island(areaID: ids[base], units: piece))
    }
    let shares = bases.map { Double(max(1, $0.crewIDs.count)) }
    for (index, piece) in pieces.enumerated() where !basesOfPiece[index].isEmpty {
      let split = AreaSplit(
        planner: self, units: piece, bases: basesOfPiece[index], seeds: seeds, shares: shares, fixed: fixed)
      split.run(&owner, earlier: earlier)
    }

    var areas = bases.indices.map { base in
      PatrolArea(
        id: ids[base], baseID: bases[base].id, crewIDs: bases[base].crewIDs, units: [], households: 0,
        workload: 0)
    }
    for unit in 0..<count {
      areas[owner[unit]].units.append(unit)
      areas[owner[unit]].households += households[unit]
      areas[owner[unit]].workload += workloads[unit]
    }
    let figures = figures(of: areas)
    let mean = workloads.reduce(0, +) / shares.reduce(0, +)
    let unavoidable = greatestUnavoidable(
      pieces: pieces, basesOfPiece: basesOfPiece, seeds: seeds, shares: shares, fixed: fixed)
    return Result(
      areas: areas, areaOfUnit: owner, islands: islands, figures: figures,
      leastBalance: mean > 0 ? min(figures.balance, max(0, unavoidable / mean - 1)) : 0,
      borderCertificate: AreaBorderBound(
        works: areas.indices.map { min(areas[$0].workload, mean * shares[$0] * (1 - tolerance)) },
        units: zip(workloads, unitAreas).map { ($0, $1) }, outline: figures.outline
      ).certificate)
  }

  private func figures(of areas: [PatrolArea]) -> PatrolAreaFigures {
    PatrolAreaFigures(
      of: areas, adjacency: adjacency, unitAreas: unitAreas, unitOutlines: unitOutlines)
  }

  /// The unit each area keeps: the base's own, or the nearest that no base before it took; -1 if none is left.
  private func seeds(of bases: [Base]) -> [Int] {
    var taken = [Bool](repeating: false, count: adjacency.count)
    return bases.map { base in
      var seed = -1
      if let unit = base.unit, taken.indices.contains(unit), !taken[unit] {
        seed = unit
      } else {
        var least = Double.infinity
        for unit in taken.indices where !taken[unit] && base.point.distance(to: anchors[unit]) < least {
          least = base.point.distance(to: anchors[unit])
          seed = unit
        }
      }
      if seed >= 0 { taken[seed] = true }
      return seed
    }
  }

  private func nearestBase(to units: [Int], of bases: [Base]) -> Int {
    var nearest = 0
    var least = Double.infinity
    for (index, base) in bases.enumerated() {
      for unit in units where base.point.distance(to: anchors[unit]) < least {
        least = base.point.distance(to: anchors[unit])
        nearest = index
      }
    }
    return nearest
  }

  /// Work per crew that some area has in any split by these rules.
  ///
  /// A piece of land is shared by its own bases only; an area holds its base's unit and its islands; and whichever
  /// area holds the heaviest unit has at least that.
  private func greatestUnavoidable(
    pieces: [[Int]], basesOfPiece: [[Int]], seeds: [Int], shares: [Double], fixed: [Double]
  ) -> Double {
    var bound = 0.0
    for (piece, bases) in zip(pieces, basesOfPiece) where !bases.isEmpty {
      let work = piece.reduce(0) { $0 + workloads[$1] } + bases.reduce(0) { $0 + fixed[$1] }
      bound = max(bound, work / bases.reduce(0) { $0 + shares[$1] })
      let heaviest = piece.reduce(0) { max($0, workloads[$1]) }
      bound = max(bound, heaviest / (bases.map { shares[$0] }.max() ?? 1))
      for base in bases { bound = max(bound, (workloads[seeds[base]] + fixed[base]) / shares[base]) }
    }
    return bound
  }
}
