import CGDAL

/// A transformation between two coordinate systems, in traditional order (longitude or easting first).
struct CoordinateTransform: ~Copyable {
  private let handle: OGRCoordinateTransformationH

  /// `nil` when PROJ does not know one of the definitions (EPSG codes, PROJ strings, WKT) or no way between them.
  init?(fromDefinition: String, toDefinition: String) {
    guard let from = SpatialReference(definition: fromDefinition),
      let to = SpatialReference(definition: toDefinition)
    else { return nil }
    self.init(from: from, to: to)
  }

  init?(from: borrowing SpatialReference, to: borrowing SpatialReference) {
    guard let handle = OCTNewCoordinateTransformation(from.handle, to.handle) else { return nil }
    self.handle = handle
  }

  deinit { OCTDestroyCoordinateTransformation(handle) }

  /// Transforms in place. A point that cannot be transformed becomes infinite in both coordinates: that is all that
  /// GDAL has to say of it, neither on standard error nor as a failure of what is read or written meanwhile.
  func apply(_ x: inout [Double], _ y: inout [Double]) {
    var ok = [Int32](repeating: 0, count: x.count)
    GDAL.unheard { _ = OCTTransformEx(handle, Int32(x.count), &x, &y, nil, &ok) }
    for i in ok.indices where ok[i] == 0 {
      x[i] = .infinity
      y[i] = .infinity
    }
  }
}

/// A coordinate system, with longitude or easting first whatever its authority says.
struct SpatialReference: ~Copyable {
  let handle: OGRSpatialReferenceH

  init?(definition: String) {
    guard !SystemName.isElsewhere(definition), let handle = OSRNewSpatialReference(nil) else { return nil }
    OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    guard OSRSetFromUserInput(handle, definition) == OGRERR_NONE else {
      OSRRelease(handle)
      return nil
    }
    self.handle = handle
  }

  /// A copy of a reference that GDAL owns.
  init?(copying other: OGRSpatialReferenceH) {
    guard let handle = OSRClone(other) else { return nil }
    OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    self.handle = handle
  }

  deinit { OSRRelease(handle) }

  var name: String { OSRGetName(handle).map { String(cString: $0) } ?? "" }

  /// Degrees; `nil` where it is not known, or reaches over the 180th meridian.
  var areaOfUse: (west: Double, south: Double, east: Double, north: Double)? {
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    guard OSRGetAreaOfUse(handle, &west, &south, &east, &north, nil) != 0, west < east, south < north else {
      return nil
    }
    return (west, south, east, north)
  }

  /// "EPSG:n", where it has such a code, said or found by what it is.
  var code: String? {
    if OSRGetAuthorityCode(handle, nil) == nil { _ = OSRAutoIdentifyEPSG(handle) }
    guard let authority = OSRGetAuthorityName(handle, nil), String(cString: authority) == "EPSG",
      let code = OSRGetAuthorityCode(handle, nil)
    else { return nil }
    return "EPSG:" + String(cString: code)
  }

  /// Longitude and latitude of WGS 84 itself: nothing to transform.
  var isWGS84: Bool {
    guard OSRIsGeographic(handle) != 0, let code = OSRGetAuthorityCode(handle, nil),
      let authority = OSRGetAuthorityName(handle, nil)
    else { return false }
    let name = String(cString: authority) + ":" + String(cString: code)
    return name == "EPSG:4326" || name == "OGC:CRS84"
  }
}
