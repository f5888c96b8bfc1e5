import Foundation
import Synchronization
import Words

/// The drafts that are being written: what a program that is interrupted must remove before it ends.
public enum Drafts {
  private static let open = Mutex<[String]>([])

  /// Notes that `path` is a draft; call before it is made.
  static func begin(_ path: String) {
    open.withLock { $0.append(path) }
  }

  /// Puts a draft in its place, or removes it, and forgets it. Interruptions wait meanwhile.
  static func end<Result, Failure: Error>(
    _ path: String, _ settle: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try open.withLock { paths throws(Failure) in
      paths.removeAll { $0 == path }
      return try settle()
    }
  }

  /// Removes every draft and ends the program; from here on no draft can take its place.
  public static func abandon(_ end: () -> Never) -> Never {
    open.withLock { paths in
      for path in paths {
        // Another thread may still be adding files.
        for _ in 0..<100 where access(path, F_OK) == 0 { FileTree.remove(path) }
      }
      end()
    }
  }

  /// Writes a whole file.
  ///
  /// - Returns: why the system refused, in its words; `nil` when the file is complete.
  package static func write(_ data: Data, to path: String) -> Message? {
    guard let file = fopen(path, "wb") else { return Message(system: errno) }
    let isWritten = data.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
    let failure = errno
    // The last bytes go to the disk only now.
    guard fclose(file) == 0, isWritten else { return Message(system: isWritten ? errno : failure) }
    return nil
  }

  /// What the system says of a failure, without Foundation's wrapping.
  public static func reason(of error: any Error) -> Message {
    let error = error as NSError
    if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
      return Message(system: Int32(cause.code))
    }
    return Message(verbatim: error.localizedDescription)
  }
}
