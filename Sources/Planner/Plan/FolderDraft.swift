import CLinux
import Foundation

/// A folder that is filled beside its final name and takes its place when complete: a reader sees the old folder or
/// the new one, never half of one.
struct FolderDraft {
  /// The file whose presence shows that a folder is a plan, and may be replaced by one.
  static let mark = "problem.json"

  /// Where the files are written meanwhile.
  let path: String
  private let final: String

  /// - Throws: `exists` when something that is no plan stands at the final name.
  init(for folder: String) throws(PlanFolderError) {
    let url = URL(fileURLWithPath: folder).standardizedFileURL
    final = url.path
    path =
      url.deletingLastPathComponent().appendingPathComponent(
        ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).draft"
      ).path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: final, isDirectory: &isFolder) {
      let files = isFolder.boolValue ? try? FileManager.default.contentsOfDirectory(atPath: final) : nil
      guard let files, files.isEmpty || files.contains(Self.mark) else { throw .exists(folder) }
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(file: folder, detail: Self.reason(error))
    }
  }

  /// Puts the draft in its place and removes what stood there.
  func commit() throws(PlanFolderError) {
    let exchange: UInt32 = 2
    if renameat2(AT_FDCWD, path, AT_FDCWD, final, exchange) == 0 {
      discard()
      return
    }
    // Nothing stands there yet; or, on a file system without exchange, the old folder first makes room.
    let old = path + ".old"
    let hadOld = rename(final, old) == 0
    guard rename(path, final) == 0 else {
      let detail = String(cString: strerror(errno))
      if hadOld { rename(old, final) }
      throw .cannotWrite(file: final, detail: detail)
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Removes what was written.
  func discard() {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ data: Data, to name: String) throws(PlanFolderError) {
    do {
      try data.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    } catch {
      throw .cannotWrite(file: name, detail: Self.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(cause.code)))
    }
    return error.localizedDescription
  }
}
