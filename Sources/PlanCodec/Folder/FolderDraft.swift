import Foundation
import VectorFiles
import Words

/// A folder that is filled beside its final name and takes its place when complete: a reader sees the old folder or
/// the new one, never half of one. What is not committed is removed with the value.
package struct FolderDraft: Sendable {
  private let draft: Draft
  private let kind: FolderKind
  private let isChange: Bool
  /// Where the files are written meanwhile.
  package var path: String { draft.path }
  /// The final name as the user wrote it.
  private var folder: String { draft.target.named }
  /// The same without links.
  var final: String { draft.target.path }

  /// - Parameters:
  ///   - folder: the final name.
  ///   - kind: what is written; what stands at the final name is replaced only where it is of this kind, or empty.
  ///   - isChange: whether a folder that stands there may have been read, to be changed. Any other is refused that has an
  ///     input among its files.
  /// - Throws: `FormatError.taken` when something else stands there.
  package init(for folder: String, as kind: FolderKind, isChange: Bool = false) throws(PlanFolderError) {
    self.kind = kind
    self.isChange = isChange
    do throws(FormatError) {
      let target = try OutputPlace(folder)
      if let reason = Self.refusal(toReplace: target.path, kind, isChange) {
        throw .taken(file: folder, reason: reason)
      }
      draft = try Draft(for: target, makesFolders: true)
      guard mkdir(draft.path, 0o777) == 0 else {
        throw .cannotWrite(file: folder, detail: Message(system: errno))
      }
    } catch { throw .format(error) }
  }

  /// Puts the draft in its place and removes what stood there.
  package func commit() throws(PlanFolderError) {
    try FolderRecord.write(of: kind, in: self)
    do throws(FormatError) {
      try draft.replaceFolder { [kind, isChange] in Self.refusal(toReplace: $0, kind, isChange) }
    } catch { throw .format(error) }
  }

  private static func refusal(toReplace path: String, _ kind: FolderKind, _ isChange: Bool) -> Message? {
    kind.refusal(toReplace: path) ?? (isChange ? nil : InputFiles.refusal(toReplace: path))
  }

  /// Writes one file.
  package func write(_ data: Data, to name: String) throws(PlanFolderError) {
    if let detail = Drafts.write(data, to: "\(path)/\(name)") { throw cannotWrite(name, detail) }
  }

  /// Makes a folder within.
  package func makeFolder(_ name: String) throws(PlanFolderError) {
    guard mkdir("\(path)/\(name)", 0o777) == 0 else {
      throw cannotWrite(name, Message(system: errno))
    }
  }

  /// Writes layers as one file.
  ///
  /// - Returns: what was lost because the format cannot hold it, in sentences.
  @discardableResult
  package func write(
    _ layers: [VectorLayer], as format: VectorFormat, to name: String, in system: OutputSystem = .wgs84,
    forExcel: Bool = false
  ) throws(PlanFolderError) -> [Message] {
    do {
      return try format.write(
        layers, into: "\(path)/\(name)", named: "\(folder)/\(name)", in: system, forExcel: forExcel)
    } catch { throw .format(error) }
  }

  /// The error for a file, by its final name.
  package func cannotWrite(_ name: String, _ detail: Message) -> PlanFolderError {
    .cannotWrite(file: "\(folder)/\(name)", detail: detail)
  }
}
