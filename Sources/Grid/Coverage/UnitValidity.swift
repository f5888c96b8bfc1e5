import Geometry
import Solvers
import Words

/// A unit whose polygon is not valid, why and where.
public struct InvalidUnit: Sendable, Hashable {
  /// The index of the unit in its level.
  public let unit: Int
  /// Why its land is no polygon.
  public let invalidity: Invalidity
}

extension Invalidity {
  /// Of a unit that is nowhere.
  static let noLand = Invalidity(
    reason: Message("no land: its geometry is missing, or encloses none"), place: nil)
}

/// Which units are not valid polygons by the OGC's rules.
///
/// A unit of one ring whose edges meet nowhere but at their ends is simple: that is decided exactly on the
/// lattice. Everything else (several rings, rings that touch or cross themselves) is judged by GEOS.
public enum UnitValidity {
  /// Every invalid unit, ascending, using all cores.
  public static func invalidUnits(in shapes: PolygonSet) throws(GEOSError) -> [InvalidUnit] {
    let results = concurrentMap(chunks(shapes)) { chunk in
      Result { () throws(GEOSError) in try invalidUnits(in: shapes, of: chunk) }
    }
    var all: [InvalidUnit] = []
    for result in results { all += try result.get() }
    return all
  }

  /// Runs of units with about as many vertices each, small enough to share out among cores.
  static func chunks(_ shapes: PolygonSet) -> [Range<Int>] {
    let most = max(20_000, shapes.coordinates.count / 8)
    var result: [Range<Int>] = []
    var start = 0
    for unit in 0..<shapes.count {
      let end = shapes.range(ofUnit: unit).upperBound
      if end - shapes.range(ofUnit: start).lowerBound >= most {
        result.append(start..<(unit + 1))
        start = unit + 1
      }
    }
    if start < shapes.count { result.append(start..<shapes.count) }
    return result
  }

  static func invalidUnits(in shapes: PolygonSet, of units: Range<Int>) throws(GEOSError) -> [InvalidUnit] {
    var scratch = SimpleRingTest()
    let doubtful = shapes.coordinates.withUnsafeBufferPointer { vertices in
      units.filter { unit in
        let rings = shapes.rings(ofUnit: unit)
        guard rings.count == 1 else { return true }
        return !scratch.isSimple(
          UnsafeBufferPointer(rebasing: vertices[shapes.range(ofRing: rings.lowerBound)]))
      }
    }
    if doubtful.isEmpty { return [] }
    return try withGEOS { context throws(GEOSError) in
      var result: [InvalidUnit] = []
      for unit in doubtful {
        if shapes.polygons(of: unit).isEmpty {
          result.append(InvalidUnit(unit: unit, invalidity: .noLand))
          continue
        }
        let shape = try context.shape(ofUnit: unit, in: shapes)
        if let invalidity = try context.invalidity(of: shape) {
          result.append(InvalidUnit(unit: unit, invalidity: invalidity))
        }
      }
      return result
    }
  }
}
