import Foundation
import Words

/// A file without a name: nothing is left of it when it is gone, however the program ends.
final class UnnamedFile: Sendable {
  private let handle: FileHandle

  /// Where it is found as long as it is there.
  var path: String { "/proc/self/fd/\(handle.fileDescriptor)" }

  /// - Parameter name: of the file whose bytes it takes, as GDAL calls it.
  init(copying name: String, of source: VectorSource) throws(FormatError) {
    let folder = FileManager.default.temporaryDirectory.path
    let file = "\(folder)/.grid-planner-\(UUID().uuidString)"
    let descriptor = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(file: folder, detail: Message(system: errno)) }
    unlink(file)
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let (_, failure) = try GDAL.quietly { () throws(FormatError) in
      guard let bytes = VirtualFile(name) else { throw .noSuchFile(source.path) }
      var size = 0
      while case let block = bytes.read(1 << 20), !block.isEmpty {
        size += block.count
        guard size <= PreparedFile.limit else {
          throw .tooLarge(file: source.path, bytes: PreparedFile.limit)
        }
        do {
          try handle.write(contentsOf: block)
        } catch { throw .cannotWrite(file: folder, detail: Message(verbatim: error.localizedDescription)) }
      }
    }
    // Else a file that is damaged would only seem to be shorter.
    if let failure { throw .unreadable(file: source.path, layer: "osm", detail: Message(verbatim: failure)) }
  }
}
