import CGDAL

/// GDAL set up for what the planner reads and writes.
package enum GDAL {
  /// Registers the drivers in use, once. All of them would cost ten times the start-up.
  static let setUp: Void = {
    RegisterOGRGeoJSON()
    RegisterOGRGeoPackage()
    RegisterOGRFlatGeobuf()
    RegisterOGRShape()
    RegisterOGRCSV()
    RegisterOGRLIBKML()
    RegisterOGROSM()
    RegisterOGRPG()
    RegisterOGRGPX()
    // Same input, same bytes: GeoPackage would note the time of writing.
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z")
    // Reading a packed file must leave nothing beside it.
    CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO")
    // Large GeoJSON features are read whatever their size.
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0")
  }()

  /// Runs `body` with GDAL's errors kept from standard error.
  ///
  /// - Returns: what `body` returns, and the first failure that GDAL reported meanwhile.
  package static func quietly<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> (result: Result, failure: String?) {
    setUp
    let log = FailureLog()
    let reference = Unmanaged.passRetained(log)
    CPLPushErrorHandlerEx(
      { level, _, message in
        guard level.rawValue >= CE_Failure.rawValue, let message, let data = CPLGetErrorHandlerUserData()
        else {
          return
        }
        let log = Unmanaged<FailureLog>.fromOpaque(data).takeUnretainedValue()
        if log.first == nil { log.first = String(cString: message) }
      }, reference.toOpaque())
    defer {
      CPLPopErrorHandler()
      reference.release()
    }
    let result = try body()
    return (result, log.first)
  }

  /// Runs `body`, which reads one file and writes another; what GDAL says of a failure completes the error.
  ///
  /// - Parameter name: what to call the written file where GDAL fails and nobody noticed.
  package static func transcribing<Success>(
    to name: String, _ body: () throws(FormatError) -> Success
  ) throws(FormatError) -> Success {
    let (result, failure) = quietly { () -> Result<Success, FormatError> in
      Result { () throws(FormatError) in try body() }
    }
    switch result {
    case .success(let value):
      if let failure { throw .cannotWrite(file: name, detail: failure) }
      return value
    case .failure(.notVector(let file, _)):
      throw .notVector(file: file, detail: failure ?? "no driver reads it")
    case .failure(.cannotWrite(let file, let detail)):
      throw .cannotWrite(file: file, detail: failure ?? detail)
    case .failure(let error): throw error
    }
  }
}

private final class FailureLog {
  var first: String?
}

/// A list of `NAME=VALUE` options for GDAL.
struct GDALOptions: ~Copyable {
  private(set) var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  /// The list as functions that only read it want it.
  var readOnly: UnsafePointer<UnsafePointer<CChar>?>? {
    UnsafeRawPointer(list)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
  }

  init(_ options: [String: String]) {
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      list = CSLSetNameValue(list, name, value)
    }
  }

  deinit { CSLDestroy(list) }
}

/// An open data source, closed at the end of its scope.
struct Dataset: ~Copyable {
  let handle: GDALDatasetH

  deinit { GDALClose(handle) }
}
