/// Measures what each unit of a level gained and lost.
enum AreaMoved {
  /// A change for every unit whose polygon is another.
  static func changes(from old: Level, to new: Level) throws(GEOSError) -> [Repair.Change] {
    let units = (0..<old.count).filter { !old.shapes.isUnit($0, equalToUnit: $0, of: new.shapes) }
    let halves = [units[..<(units.count / 2)], units[(units.count / 2)...]]
    let results = concurrentMap(halves) { half in
      Result { () throws(GEOSError) in
        try withGEOS { context throws(GEOSError) in
          var result: [Repair.Change] = []
          for unit in half { result.append(try change(of: unit, from: old, to: new, context)) }
          return result
        }
      }
    }
    var all: [Repair.Change] = []
    for result in results { all += try result.get() }
    return all
  }

  private static func change(
    of unit: Int, from old: Level, to new: Level, _ context: borrowing GEOSContext
  ) throws(GEOSError) -> Repair.Change {
    let before = try context.madeValid(context.shape(ofUnit: unit, in: old.shapes))
    let after = try context.shape(ofUnit: unit, in: new.shapes)
    // A unit is small enough for one scale from square lattice units to square metres.
    let (lattice, metres) =
      new.areas[unit] > 0
      ? (try context.area(of: after), new.areas[unit]) : (try context.area(of: before), old.areas[unit])
    let scale = lattice > 0 ? metres / lattice : 0
    return Repair.Change(
      level: new.name, code: new.codes[unit],
      gained: try context.area(of: context.difference(after, before)) * scale,
      lost: try context.area(of: context.difference(before, after)) * scale)
  }
}

extension PolygonSet {
  /// Whether two units have the same rings, vertex by vertex.
  func isUnit(_ unit: Int, equalToUnit twin: Int, of other: PolygonSet) -> Bool {
    let (mine, theirs) = (polygons(of: unit), other.polygons(of: twin))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).allSatisfy { a, b in
      let (mine, theirs) = (rings(of: a), other.rings(of: b))
      return mine.count == theirs.count
        && zip(mine, theirs).allSatisfy {
          coordinates[range(ofRing: $0)] == other.coordinates[other.range(ofRing: $1)]
        }
    }
  }
}
