import CGDAL

/// Changes in a GeoPackage that is there.
public enum GeoPackage {
  /// Puts layers and tables in the place of those of the same names, or adds them. Styles stay as they are.
  public static func replace(_ layers: [VectorLayer], in path: String) throws(FormatError) {
    let (done, failure) = GDAL.quietly { () -> Bool in
      guard let handle = GDALOpenEx(path, UInt32(GDAL_OF_VECTOR | GDAL_OF_UPDATE), nil, nil, nil) else {
        return false
      }
      let dataset = Dataset(handle: handle)
      for layer in layers {
        let index = (0..<GDALDatasetGetLayerCount(dataset.handle)).first { index in
          String(cString: OGR_L_GetName(GDALDatasetGetLayer(dataset.handle, index))) == layer.name
        }
        if let index, GDALDatasetDeleteLayer(dataset.handle, index) != OGRERR_NONE { return false }
        guard LayerWriter(format: .geoPackage, layer: layer, system: .wgs84).write(into: dataset) else {
          return false
        }
      }
      return true
    }
    if failure != nil || !done { throw .cannotWrite(file: path, detail: failure ?? "GDAL refused it") }
  }
}
