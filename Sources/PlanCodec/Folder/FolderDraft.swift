import CLinux
import Foundation
import VectorFiles

/// A folder that is filled beside its final name and takes its place when complete: a reader sees the old folder or
/// the new one, never half of one.
package struct FolderDraft: Sendable {
  /// Where the files are written meanwhile.
  package let path: String
  /// The final name as the user wrote it.
  private let folder: String
  let final: String

  /// - Parameters:
  ///   - folder: the final name.
  ///   - wanted: what may stand at the final name and be replaced, in words.
  ///   - mayReplace: whether a folder of these files is that; an empty folder is in any case.
  /// - Throws: `exists` when something else stands at the final name.
  package init(
    for folder: String, replacing wanted: String, if mayReplace: ([String]) -> Bool
  ) throws(PlanFolderError) {
    self.folder = folder
    // A link keeps pointing where it does: what it points to is replaced.
    let url = URL(fileURLWithPath: folder).standardizedFileURL.resolvingSymlinksInPath()
    final = url.path
    path =
      url.deletingLastPathComponent().appendingPathComponent(
        ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).draft"
      ).path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: final, isDirectory: &isFolder) {
      let files = isFolder.boolValue ? try? FileManager.default.contentsOfDirectory(atPath: final) : nil
      guard let files, files.isEmpty || mayReplace(files) else { throw .exists(folder, wanted: wanted) }
    }
    Drafts.begin(path)
    do {
      // A process of the same number may have been killed here.
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      discard()
      throw .cannotWrite(file: folder, detail: Drafts.reason(of: error))
    }
  }

  /// Puts the draft in its place and removes what stood there.
  package func commit() throws(PlanFolderError) {
    try Drafts.end(path) { () throws(PlanFolderError) in try takePlace() }
  }

  private func takePlace() throws(PlanFolderError) {
    let exchange: UInt32 = 2
    if renameat2(AT_FDCWD, path, AT_FDCWD, final, exchange) == 0 {
      try? FileManager.default.removeItem(atPath: path)
      return
    }
    // Nothing stands there yet; or, on a file system without exchange, the old folder first makes room.
    let old = path + ".old"
    let hadOld = rename(final, old) == 0
    guard rename(path, final) == 0 else {
      let detail = String(cString: strerror(errno))
      if hadOld { rename(old, final) }
      throw .cannotWrite(file: folder, detail: detail)
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Removes what was written.
  package func discard() {
    Drafts.end(path) { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Writes one file.
  package func write(_ data: Data, to name: String) throws(PlanFolderError) {
    if let detail = Drafts.write(data, to: "\(path)/\(name)") { throw cannotWrite(name, detail) }
  }

  /// Makes a folder within.
  package func makeFolder(_ name: String) throws(PlanFolderError) {
    do {
      try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    } catch { throw cannotWrite(name, Drafts.reason(of: error)) }
  }

  /// Copies the files of a folder, those of the given names aside.
  func copyFiles(of other: String, but names: Set<String>) throws(PlanFolderError) {
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: other).sorted()
      where !names.contains(name) {
        try FileManager.default.copyItem(atPath: "\(other)/\(name)", toPath: "\(path)/\(name)")
      }
    } catch { throw cannotWrite("", Drafts.reason(of: error)) }
  }

  /// Writes layers as one file.
  ///
  /// - Returns: what was lost because the format cannot hold it, in sentences.
  @discardableResult
  package func write(
    _ layers: [VectorLayer], as format: VectorFormat, to name: String, in system: OutputSystem = .wgs84
  ) throws(PlanFolderError) -> [String] {
    do {
      return try format.write(layers, to: "\(path)/\(name)", in: system)
    } catch {
      if case .cannotWrite(_, let detail) = error { throw cannotWrite(name, detail) }
      throw .format(error)
    }
  }

  /// Puts layers and tables in the place of those of the same names in a GeoPackage that is there.
  func replaceLayers(_ layers: [VectorLayer], in name: String) throws(PlanFolderError) {
    do {
      try GeoPackage.replace(layers, in: "\(path)/\(name)")
    } catch {
      if case .cannotWrite(_, let detail) = error { throw cannotWrite(name, detail) }
      throw .format(error)
    }
  }

  /// The error for a file, by its final name.
  package func cannotWrite(_ name: String, _ detail: String) -> PlanFolderError {
    .cannotWrite(file: "\(folder)/\(name)", detail: detail)
  }
}
