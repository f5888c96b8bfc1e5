import CGDAL
import Synchronization
import Words

/// GDAL set up for what the planner reads and writes.
package enum GDAL {
  /// The version that is loaded, such as "3.6.2".
  package static var version: String { String(cString: GDALVersionInfo("RELEASE_NAME")) }

  /// The version of PROJ that it uses, such as "9.1.1".
  package static var versionOfPROJ: String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    OSRGetPROJVersion(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// Registers the drivers in use, once. All of them would cost ten times the start-up, and many call the network.
  package static let setUp: Void = {
    RegisterOGRGeoJSON()
    RegisterOGRGeoJSONSeq()
    RegisterOGRTopoJSON()
    RegisterOGRGeoPackage()
    RegisterOGRSQLite()
    RegisterOGRFlatGeobuf()
    RegisterOGRShape()
    RegisterOGROpenFileGDB()
    RegisterOGRTAB()
    RegisterOGRGML()
    RegisterOGRLIBKML()
    RegisterOGRGPX()
    RegisterOGROSM()
    RegisterOGRCSV()
    RegisterOGRXLSX()
    seclude()
    installCheckedFiles()
    let options = [
      // Same input, same bytes: GeoPackage would note the time of writing.
      "OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z",
      // Reading a packed file must leave nothing beside it.
      "CPL_VSIL_GZIP_WRITE_PROPERTIES": "NO",
      // Large GeoJSON features are read whatever their size.
      "OGR_GEOJSON_MAX_OBJ_SIZE": "0",
      // For each value of a column with a declared type, the driver for KML copies the whole file.
      "LIBKML_USE_SIMPLEFIELD": "NO",
      // A code such as 1101-05-12 is no date, and 0411 is no number.
      "OGR_GEOJSON_DATE_AS_STRING": "YES", "GML_FIELDTYPES": "ALWAYS_STRING",
    ]
    for (name, value) in options { CPLSetConfigOption(name, value) }
  }()

  /// Registers the one driver that calls the network: for scenarios that name a database.
  static let setUpDatabases: Void = RegisterOGRPG()

  /// What GDAL said on this thread in the innermost `quietly`.
  @TaskLocal static var log: FailureLog?

  /// Runs `body` with GDAL's errors kept from standard error.
  ///
  /// - Returns: what `body` returns, and the first failure that GDAL reported meanwhile.
  package static func quietly<Success, Failure: Error>(
    _ body: () throws(Failure) -> Success
  ) throws(Failure) -> (result: Success, failure: String?) {
    setUp
    let log = FailureLog()
    CPLPushErrorHandlerEx(
      { level, _, message in
        if level.rawValue >= CE_Failure.rawValue, let message { GDAL.log?.note(String(cString: message)) }
      }, nil)
    defer { CPLPopErrorHandler() }
    let result = $log.withValue(log) { Result { () throws(Failure) in try body() } }
    return (try result.get(), log.first)
  }

  /// Runs `body`, whose failure its caller tells from what it returns: for GDAL it leaves no trace, and its last error
  /// stays the one that it was.
  static func unheard(_ body: () -> Void) {
    let (level, number) = (CPLGetLastErrorType(), CPLGetLastErrorNo())
    let message = level == CE_None ? "" : String(cString: CPLGetLastErrorMsg())
    CPLPushErrorHandler(CPLQuietErrorHandler)
    body()
    CPLPopErrorHandler()
    CPLErrorSetState(level, number, message)
  }

  /// As `quietly`, for work that reads one file: what GDAL says of a failure completes the error, and a file that
  /// names an address to be fetched is refused.
  static func reading<Success>(
    _ file: String, _ body: () throws(FormatError) -> Success
  ) throws(FormatError) -> Success {
    let (result, failure) = quietly { () -> Result<Success, FormatError> in
      Result { () throws(FormatError) in
        do throws(FormatError) {
          return try body()
        } catch {
          if let address = log?.refusedAddress { throw .callsOut(file: file, address: address) }
          throw error
        }
      }
    }
    if case .failure(.notVector(let file, let detail)) = result {
      throw .notVector(file: file, detail: failure.map(Message.init(verbatim:)) ?? detail)
    }
    return try result.get()
  }

  /// Runs `body`, which reads one file and writes another; what GDAL says of a failure completes the error.
  ///
  /// - Parameter name: what to call the written file where GDAL fails and nobody noticed.
  package static func transcribing<Success>(
    to name: String, _ body: () throws(FormatError) -> Success
  ) throws(FormatError) -> Success {
    let ((result, refusal), failure) = quietly { () -> (Result<Success, FormatError>, Message?) in
      let result = Result { () throws(FormatError) in try body() }
      return (result, log?.refusedWrite)
    }
    // Whatever followed from it.
    if let refusal { throw .cannotWrite(file: name, detail: refusal) }
    switch result {
    case .success(let value):
      if let failure { throw .cannotWrite(file: name, detail: Message(verbatim: failure)) }
      return value
    case .failure(.notVector(let file, let detail)):
      throw .notVector(file: file, detail: failure.map(Message.init(verbatim:)) ?? detail)
    case .failure(.cannotWrite(let file, let detail)):
      throw .cannotWrite(file: file, detail: failure.map(Message.init(verbatim:)) ?? detail)
    case .failure(let error): throw error
    }
  }
}

/// What GDAL reports while it works.
final class FailureLog: Sendable {
  private let state = Mutex<(first: String?, refusedAddress: String?, refusedWrite: Message?)>(
    (nil, nil, nil))

  var first: String? { state.withLock { $0.first } }
  /// The first address on the network that a file wanted to be fetched.
  var refusedAddress: String? { state.withLock { $0.refusedAddress } }

  /// Why the system first refused to write.
  var refusedWrite: Message? { state.withLock { $0.refusedWrite } }

  func noteWrite(_ reason: Message) {
    state.withLock { if $0.refusedWrite == nil { $0.refusedWrite = reason } }
  }

  func note(_ failure: String) {
    state.withLock { if $0.first == nil { $0.first = failure } }
  }

  func refuse(_ address: String) {
    state.withLock { if $0.refusedAddress == nil { $0.refusedAddress = address } }
  }
}

/// A list of `NAME=VALUE` options for GDAL.
package struct GDALOptions: ~Copyable {
  package private(set) var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  /// The list as functions that only read it want it.
  var readOnly: UnsafePointer<UnsafePointer<CChar>?>? {
    UnsafeRawPointer(list)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
  }

  package init(_ options: [String: String]) {
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      list = CSLSetNameValue(list, name, value)
    }
  }

  /// A list of plain words.
  init(words: [String]) {
    for word in words { list = CSLAddString(list, word) }
  }

  deinit { CSLDestroy(list) }
}

/// An open data source, closed at the end of its scope.
package struct Dataset: ~Copyable {
  package let handle: GDALDatasetH
  /// Holds files in memory that it is made of.
  private let memory: MemoryFolder?

  package init(handle: GDALDatasetH) { self.init(handle: handle, memory: nil) }

  init(handle: GDALDatasetH, memory: MemoryFolder?) {
    self.handle = handle
    self.memory = memory
  }

  deinit { GDALClose(handle) }
}
