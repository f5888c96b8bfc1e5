import Foundation
import Words

/// A folder that is held open while it is read, so that all its files are of one folder, whatever takes its name meanwhile.
package final class HeldFolder: Sendable {
  /// As the user wrote it.
  package let path: String
  private let descriptor: Int32
  /// Where the folder is found as long as it is held.
  private let place: String
  /// When a name in it last came or went.
  private let changed: timespec

  private init(_ path: String) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let held = "/proc/self/fd/\(descriptor)"
    place = descriptor >= 0 && access("\(held)/.", F_OK) == 0 ? held : path
    changed = Self.changed(descriptor)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Runs `read` on a folder until it found the folder whole: who replaces a folder then takes the old one's files away.
  ///
  /// - Returns: `nil` where the folder was never at rest.
  package static func read<Result, Failure: Error>(
    _ path: String, _ read: (HeldFolder) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    for attempt in 0..<100 {
      let folder = HeldFolder(path)
      guard folder.descriptor >= 0 else { return try read(folder) }
      // A folder that has lost its name may have lost files already.
      if folder.isNamed {
        do throws(Failure) {
          let result = try read(folder)
          if folder.isUnchanged { return result }
        } catch {
          if folder.isUnchanged { throw error }
        }
      }
      usleep(UInt32(min(attempt, 20)) * 5000)
    }
    return nil
  }

  /// Whether the path still leads to it.
  private var isNamed: Bool {
    var (own, named) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && stat(path, &named) == 0
      && (own.st_dev, own.st_ino) == (named.st_dev, named.st_ino)
  }

  /// Whether no name in it came or went since it was opened.
  private var isUnchanged: Bool {
    let now = Self.changed(descriptor)
    return (now.tv_sec, now.tv_nsec) == (changed.tv_sec, changed.tv_nsec) && (place != path || isNamed)
  }

  private static func changed(_ descriptor: Int32) -> timespec {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status.st_mtim : timespec()
  }

  // MARK: Files

  package func holds(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(place)/\(name)")
  }

  /// The bytes of a file of it.
  ///
  /// - Throws: `noSuchFile` where there is none, `cannotRead` where there is one.
  package func contents(_ name: String) throws(FormatError) -> Data {
    InputFiles.note("\(place)/\(name)")
    let (file, named) = ("\(place)/\(name)", "\(path)/\(name)")
    do {
      return try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      guard access(file, R_OK) != 0 else { throw .cannotRead(file: named, detail: Drafts.reason(of: error)) }
      let failure = errno
      throw failure == ENOENT
        ? .noSuchFile(named) : .cannotRead(file: named, detail: Message(system: failure))
    }
  }

  /// A file of it as a source, which errors name as the user would.
  package func source(_ name: String) -> VectorSource {
    var source = VectorSource(path: "\(path)/\(name)")
    source.place = "\(place)/\(name)"
    return source
  }

  /// Notes that every file in it is an input, read or not.
  package func noteInputs() {
    for name in FileTree.names(in: place) { InputFiles.note("\(place)/\(name)") }
  }
}
