import CGEOS

/// A shape made ready to be compared with many others.
package struct PreparedShape: ~Copyable {
  private let pointer: OpaquePointer
  private let context: GEOSContextHandle_t
  /// The prepared geometry only points into it.
  private let shape: GEOSShape

  package init(_ shape: consuming GEOSShape, in context: borrowing GEOSContext) throws(GEOSError) {
    guard let pointer = GEOSPrepare_r(context.handle, shape.pointer) else {
      throw context.failure("GEOSPrepare_r")
    }
    self.pointer = pointer
    self.context = context.handle
    self.shape = shape
  }

  deinit { GEOSPreparedGeom_destroy_r(context, pointer) }

  /// Whether no point of `other` lies outside.
  package func covers(_ other: borrowing GEOSShape, _ context: borrowing GEOSContext) throws(GEOSError)
    -> Bool
  {
    let answer = GEOSPreparedCovers_r(context.handle, pointer, other.pointer)
    guard answer <= 1 else { throw context.failure("GEOSPreparedCovers_r") }
    return answer == 1
  }

  /// Whether some point of `other` is no further away than `distance` lattice units.
  package func isWithin(
    _ distance: Double, of other: borrowing GEOSShape, _ context: borrowing GEOSContext
  ) throws(GEOSError) -> Bool {
    let answer = GEOSPreparedDistanceWithin_r(context.handle, pointer, other.pointer, distance)
    guard answer <= 1 else { throw context.failure("GEOSPreparedDistanceWithin_r") }
    return answer == 1
  }
}

extension GEOSContext {
  package func boundary(of shape: borrowing GEOSShape) throws(GEOSError) -> GEOSShape {
    try owned(GEOSBoundary_r(handle, shape.pointer), "GEOSBoundary_r")
  }

  /// A valid shape whose vertices all lie on the lattice, and which may have lost what is thinner than it.
  package func snappedToLattice(_ shape: borrowing GEOSShape) throws(GEOSError) -> GEOSShape {
    try owned(GEOSGeom_setPrecision_r(handle, shape.pointer, 1, 0), "GEOSGeom_setPrecision_r")
  }

  /// The diameter of the largest circle inside a polygon, to one per cent, in its own units.
  ///
  /// Every polygon of area A and perimeter L holds a circle of radius A/L, and none greater than sqrt(A/pi). GEOS's
  /// search for the largest circle divides squares down to a tolerance: on what is thin against its extent it would
  /// take seconds, and is stopped early. From there on the radius is bracketed by whether anything is left of the
  /// polygon when it is shrunk, which takes a dozen steps and is slow on what is wide and ragged.
  package func inscribedDiameter(
    of shape: borrowing GEOSShape, area: Double, perimeter: Double
  ) throws(GEOSError) -> Double {
    guard area > 0, perimeter > 0 else { return 0 }
    var low = area / perimeter
    var high = (area / .pi).squareRoot()
    var tolerance = perimeter / 1000
    while tolerance < high, low * 1.01 < high {
      let radius = try inscribedRadius(of: shape, tolerance: tolerance)
      low = max(low, radius)
      high = max(low, min(high, radius + tolerance))
      if radius < 5 * tolerance { break }
      tolerance = radius / 100
    }
    while low * 1.01 < high {
      // Thin shapes are about as wide as twice the lower bound, so the first steps go up from there.
      let middle = min((low * high).squareRoot(), 2 * low)
      if try isNothingLeft(of: shape, shrunkBy: middle) { high = middle } else { low = middle }
    }
    return low + high
  }

  /// The radius of a circle inside a polygon that is less than the largest by the tolerance at most.
  private func inscribedRadius(
    of shape: borrowing GEOSShape, tolerance: Double
  ) throws(GEOSError) -> Double {
    let radius = try owned(
      GEOSMaximumInscribedCircle_r(handle, shape.pointer, tolerance), "GEOSMaximumInscribedCircle_r")
    var length = 0.0
    guard GEOSLength_r(handle, radius.pointer, &length) == 1 else { throw failure("GEOSLength_r") }
    return length
  }

  private func isNothingLeft(
    of shape: borrowing GEOSShape, shrunkBy radius: Double
  ) throws(GEOSError) -> Bool {
    let rest = try owned(GEOSBuffer_r(handle, shape.pointer, -radius, 8), "GEOSBuffer_r")
    return GEOSisEmpty_r(handle, rest.pointer) == 1
  }
}
