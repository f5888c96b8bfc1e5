import CGEOS
import Words

/// Runs `body` with a GEOS context of its own.
///
/// Everything GEOS allocates belongs to noncopyable values that cannot leave the scope, so nothing leaks and no
/// handle outlives its context. A context is never shared between threads: open a scope in each.
package func withGEOS<Result, Failure: Error>(
  _ body: (borrowing GEOSContext) throws(Failure) -> Result
) throws(Failure) -> Result {
  let context = GEOSContext()
  return try body(context)
}

/// A GEOS context and the last message it gave.
package struct GEOSContext: ~Copyable {
  let handle: GEOSContextHandle_t
  private let log: Unmanaged<MessageLog>

  fileprivate init() {
    // GEOS_init_r returns nothing only when memory is exhausted.
    guard let handle = GEOS_init_r() else { preconditionFailure("GEOS_init_r returned no context") }
    self.handle = handle
    log = Unmanaged.passRetained(MessageLog())
    GEOSContext_setErrorMessageHandler_r(
      handle,
      { message, log in
        guard let message, let log else { return }
        Unmanaged<MessageLog>.fromOpaque(log).takeUnretainedValue().last = String(cString: message)
      }, log.toOpaque())
  }

  deinit {
    GEOS_finish_r(handle)
    log.release()
  }

  /// The error of a C function that has just failed.
  func failure(_ function: String) -> GEOSError {
    let said = log.takeUnretainedValue().last
    return GEOSError(function: function, detail: said.isEmpty ? nil : Message(verbatim: said))
  }

  /// The handle that `function` returned, or its error.
  func owned(_ pointer: OpaquePointer?, _ function: String) throws(GEOSError) -> GEOSShape {
    guard let pointer else { throw failure(function) }
    return GEOSShape(pointer: pointer, context: handle)
  }
}

private final class MessageLog {
  var last = ""
}
