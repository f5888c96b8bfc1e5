import CGEOS
import Geometry

/// What GEOS itself says of units, by overlays that the planner does not use to prove anything.
///
/// Areas are square lattice units: one is about a square centimetre.
final class Judge {
  private let handle: GEOSContextHandle_t

  init() {
    guard let handle = GEOS_init_r() else { preconditionFailure("GEOS_init_r returned no context") }
    self.handle = handle
  }

  deinit { GEOS_finish_r(handle) }

  struct Family {
    /// Land that children cover more than once.
    var overlap: Double
    /// Land of the parent that no child covers.
    var bare: Double
    /// Land of children beyond the parent.
    var beyond: Double
    /// What rounding may make of no land at all.
    var rounding: Double
  }

  func isValid(_ unit: Int, of set: PolygonSet) -> Bool {
    guard !set.polygons(of: unit).isEmpty else { return false }
    let shape = shape(unit, of: set)
    defer { GEOSGeom_destroy_r(handle, shape) }
    return GEOSisValid_r(handle, shape) == 1
  }

  /// - Parameter parent: `nil` for units of a level that nothing is above: then nothing is bare and nothing beyond.
  /// - Returns: `nil` when GEOS cannot overlay them. All units must be valid.
  func family(_ members: [Int], of children: PolygonSet, in parent: (unit: Int, set: PolygonSet)?) -> Family?
  {
    var shapes: [OpaquePointer?] = members.map { shape($0, of: children) }
    let sum = shapes.reduce(0) { $0 + area($1) }
    let collection = GEOSGeom_createCollection_r(
      handle, Int32(GEOS_GEOMETRYCOLLECTION.rawValue), &shapes, UInt32(shapes.count))
    defer { GEOSGeom_destroy_r(handle, collection) }
    guard let union = GEOSUnaryUnion_r(handle, collection) else { return nil }
    defer { GEOSGeom_destroy_r(handle, union) }
    let covered = area(union)
    var length = 0.0
    GEOSLength_r(handle, collection, &length)
    // Where edges meet GEOS puts a vertex within the precision of its coordinates: a spike around half the earth has
    // some thousands of square centimetres of that.
    let reach = Double(Int32.max).ulp
    var result = Family(
      overlap: sum - covered, bare: 0, beyond: 0, rounding: 4 + 1e-9 * sum + length * reach)
    if let parent {
      let land = shape(parent.unit, of: parent.set)
      defer { GEOSGeom_destroy_r(handle, land) }
      guard let bare = GEOSDifference_r(handle, land, union) else { return nil }
      defer { GEOSGeom_destroy_r(handle, bare) }
      guard let beyond = GEOSDifference_r(handle, union, land) else { return nil }
      defer { GEOSGeom_destroy_r(handle, beyond) }
      result.bare = area(bare)
      result.beyond = area(beyond)
    }
    return result
  }

  private func area(_ shape: OpaquePointer?) -> Double {
    var area = 0.0
    return GEOSArea_r(handle, shape, &area) == 1 ? area : .nan
  }

  private func shape(_ unit: Int, of set: PolygonSet) -> OpaquePointer? {
    var parts: [OpaquePointer?] = set.polygons(of: unit).map { polygon in
      var rings: [OpaquePointer?] = set.rings(of: polygon).map { ring in
        var flat = set.coordinates[set.range(ofRing: ring)].flatMap { [Double($0.x), Double($0.y)] }
        let sequence = GEOSCoordSeq_copyFromBuffer_r(handle, &flat, UInt32(flat.count / 2), 0, 0)
        return GEOSGeom_createLinearRing_r(handle, sequence)
      }
      let shell = rings.removeFirst()
      return GEOSGeom_createPolygon_r(handle, shell, &rings, UInt32(rings.count))
    }
    return GEOSGeom_createCollection_r(
      handle, Int32(GEOS_MULTIPOLYGON.rawValue), &parts, UInt32(parts.count))
  }
}
