import Foundation

/// A file that is written beside its final name, block by block, and takes its place when complete.
package struct DraftFile: ~Copyable {
  /// Where to write meanwhile; the ending is that of the final name, for drivers look at it.
  package let path: String
  private let final: String
  /// What GeoPackage keeps beside its file until it is complete.
  private var journal: String { path + "-journal" }

  package init(for path: String) {
    let url = URL(fileURLWithPath: path)
    let name = ".\(ProcessInfo.processInfo.processIdentifier)-\(url.lastPathComponent)"
    self.path = url.deletingLastPathComponent().appendingPathComponent(name).path
    final = path
    Drafts.begin(self.path)
    Drafts.begin(journal)
    unlink(self.path)
  }

  deinit {
    for file in [journal, path] { Drafts.end(file) { _ = unlink(file) } }
  }

  /// Takes the marks off the texts of a GeoJSON that was written (`JSONTexts`).
  package borrowing func removeMarks() throws(FormatError) {
    if let detail = JSONTexts.removeMarks(ofFile: path) { throw .cannotWrite(file: final, detail: detail) }
  }

  /// Replaces what stands at the final name.
  package consuming func commit() throws(FormatError) {
    let (path, final) = (path, final)
    let failure = Drafts.end(path) { rename(path, final) == 0 ? nil : String(cString: strerror(errno)) }
    if let failure { throw .cannotWrite(file: final, detail: failure) }
  }
}
