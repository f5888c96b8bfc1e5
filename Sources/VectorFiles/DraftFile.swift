import Foundation
import Words

/// A file that is written beside its final name, block by block, and takes its place when complete.
package struct DraftFile {
  private let draft: Draft
  /// Where to write meanwhile; its name is as the user wrote it. What a driver keeps beside it goes with the draft.
  package var path: String { draft.path }
  private var final: String { draft.target.named }

  /// - Throws: `taken` where something stands there that is no file, or that this run reads.
  package init(for path: String) throws(FormatError) {
    let target = try OutputPlace(path)
    try Self.refuse(target)
    draft = try Draft(for: target)
  }

  /// Writes a whole file.
  package static func write(_ data: Data, to path: String) throws(FormatError) {
    let file = try DraftFile(for: path)
    if let detail = Drafts.write(data, to: file.path) { throw .cannotWrite(file: path, detail: detail) }
    try file.commit()
  }

  /// Takes the marks out of texts that were written in a format (`TextMarks`).
  package func removeMarks(of format: VectorFormat) throws(FormatError) {
    if let detail = TextMarks.remove(ofFile: path, by: format.unmarked) {
      throw .cannotWrite(file: final, detail: detail)
    }
  }

  /// Replaces what stands at the final name.
  ///
  /// - Parameter parts: of a path the files that make it up.
  package func commit(parts: (String) -> [String] = { [$0] }) throws(FormatError) {
    // What is read as a stream may have been opened since.
    try Self.refuse(draft.target)
    try draft.replaceFiles(Array(zip(parts(path), parts(draft.target.path))))
  }

  private static func refuse(_ target: OutputPlace) throws(FormatError) {
    guard let status = target.status else { return }
    guard status.isFile else { throw .taken(file: target.named, reason: Message("exists and is no file")) }
    guard !InputFiles.hold(status) else {
      throw .taken(
        file: target.named, reason: Message("is a file that this run reads, and cannot be its output too"))
    }
  }
}
