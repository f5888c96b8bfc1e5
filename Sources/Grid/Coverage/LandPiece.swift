import Geometry
import Solvers

/// A piece of land that an overlay found, before it is measured.
struct LandPiece {
  enum Kind { case gap, hole, overlap, outside }

  let kind: Kind
  let polygon: RealPolygon
  /// For an overlap the two units; outside its parent the child.
  let units: [Int]
  /// The unit of the level above concerned, -1 for none.
  let parent: Int
}

/// Builds the land of units as GEOS wants it: those that are not valid are mended.
struct LandMaker {
  let shapes: PolygonSet
  /// Units that are not valid.
  let invalid: Set<Int>
  private let mended: PolygonSet

  init(shapes: PolygonSet, invalid: Set<Int>) {
    self.shapes = shapes
    self.invalid = invalid
    mended = shapes.mending(invalid)
  }

  func land(_ unit: Int, _ context: borrowing GEOSContext) throws(GEOSError) -> GEOSShape {
    try context.shape(ofUnit: unit, in: mended)
  }

  func union(_ units: some Sequence<Int>, _ context: borrowing GEOSContext) throws(GEOSError) -> GEOSShape {
    try context.union(of: units) { unit, context throws(GEOSError) in try land(unit, context) }
  }
}

/// Finds overlapping units of a level.
struct OverlapSearch {
  let maker: LandMaker
  let index: BoxIndex

  /// Land that two units share, starting from units that may overlap others.
  ///
  /// A unit that overlaps one of those is a start in its turn. Where two layers of units lie on each other, the border
  /// of the doubled land runs along an edge that has no partner, so at least one unit of it is a start, and from there
  /// every pair is reached: two pieces of doubled land that touch along an edge have a unit in common.
  func pieces(from starts: [Int]) throws(GEOSError) -> [LandPiece] {
    var isDone = [Bool](repeating: false, count: maker.shapes.count)
    var wave = starts
    var found: [LandPiece] = []
    while !wave.isEmpty {
      let inWave = Set(wave)
      let pairs = wave.flatMap { a in
        index.meeting(maker.shapes.box(of: a)).compactMap { b -> (Int, Int)? in
          a == b || isDone[b] || (inWave.contains(b) && b < a) ? nil : (a, b)
        }
      }
      for unit in wave { isDone[unit] = true }
      let chunks = stride(from: 0, to: pairs.count, by: 64).map {
        Array(pairs[$0..<min($0 + 64, pairs.count)])
      }
      let results = concurrentMap(chunks) { chunk in
        Result { () throws(GEOSError) in try shared(chunk) }
      }
      var next = Set<Int>()
      for result in results {
        for piece in try result.get() {
          found.append(piece)
          next.formUnion(piece.units.filter { !isDone[$0] })
        }
      }
      wave = next.sorted()
    }
    return found
  }

  private func shared(_ pairs: [(Int, Int)]) throws(GEOSError) -> [LandPiece] {
    try withGEOS { context throws(GEOSError) in
      var result: [LandPiece] = []
      for (a, b) in pairs {
        let land = try context.intersection(maker.land(a, context), maker.land(b, context))
        result += try context.polygons(of: land).map {
          LandPiece(kind: .overlap, polygon: $0, units: [min(a, b), max(a, b)], parent: -1)
        }
      }
      return result
    }
  }
}

/// Compares the land of parents with that of their children.
struct NestingSearch {
  let children: LandMaker
  let parents: LandMaker
  let families: Families

  /// Gaps and holes of some parents, and land of their children beyond them.
  func pieces(of broken: [Int]) throws(GEOSError) -> [LandPiece] {
    let results = concurrentMap(broken) { parent in
      Result { () throws(GEOSError) in
        try withGEOS { context throws(GEOSError) in try pieces(of: parent, context) }
      }
    }
    var found: [LandPiece] = []
    for result in results { found += try result.get() }
    return found
  }

  private func pieces(of parent: Int, _ context: borrowing GEOSContext) throws(GEOSError) -> [LandPiece] {
    let members = families.children(of: parent)
    if members.isEmpty { return [] }
    let land = try parents.land(parent, context)
    let union = try children.union(members, context)
    let bare = try context.polygons(of: context.difference(land, union))
    let rim = try PreparedShape(context.boundary(of: land), in: context)
    var result: [LandPiece] = []
    for polygon in bare {
      let isAtRim = try rim.isWithin(0.01, of: context.shape(of: polygon), context)
      result.append(LandPiece(kind: isAtRim ? .gap : .hole, polygon: polygon, units: [], parent: parent))
    }
    let extent = try PreparedShape(parents.land(parent, context), in: context)
    for child in members {
      let shape = try children.land(child, context)
      if try extent.covers(shape, context) { continue }
      result += try context.polygons(of: context.difference(shape, land)).map {
        LandPiece(kind: .outside, polygon: $0, units: [child], parent: parent)
      }
    }
    return result
  }
}
