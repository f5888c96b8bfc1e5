import Foundation
import Planner
import VectorFiles
import Words

/// `certificates/index.json`: what a plan claims to be the best, which file shows it, and a digest of every file that is an
/// answer, so that no digit of them changes unseen.
struct CertificateIndex: Codable {
  struct Claim: Codable {
    let kind: String
    let of: String?
    /// Beside the index; absent where the bound is not told in whole numbers.
    let file: String?
  }

  /// Of the files and their columns, which `docs/certificates.md` describes.
  let format: Int
  let claims: [Claim]
  /// SHA-256 in hexadecimal by the name of the file in the plan folder.
  let files: [String: String]

  static let folder = "certificates"
  static let name = "\(folder)/index.json"

  /// Writes the certificates of bounds, and the index of them and of files that are written already.
  static func write(
    _ bounds: [Bound], of answers: [String], in draft: FolderDraft
  ) throws(PlanFolderError) {
    try draft.makeFolder(folder)
    let names = FileNames.names(
      for: bounds.map {
        [$0.subject.code.kind, $0.subject.code.of].compactMap(\.self).joined(separator: "-")
      },
      ending: ".json")
    var files = answers
    for (bound, name) in zip(bounds, names) {
      guard let certificate = bound.certificate else { continue }
      files.append("\(folder)/\(name)")
      try draft.write(Data(text(certificate).utf8), to: "\(folder)/\(name)")
    }
    let index = CertificateIndex(
      format: 1,
      claims: zip(bounds, names).map { bound, name in
        let code = bound.subject.code
        return Claim(kind: code.kind, of: code.of, file: bound.certificate == nil ? nil : name)
      },
      files: Dictionary(uniqueKeysWithValues: files.map { ($0, digest(of: "\(draft.path)/\($0)")) }))
    try PlanFolder.write(index, to: name, in: draft)
  }

  /// Without the line breaks of documents that people read: columns are long.
  private static func text(_ certificate: Certificate) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers can always be written.
    let data = (try? encoder.encode(certificate)) ?? Data()
    return Escaping.terminal(json: String(decoding: data, as: UTF8.self)) + "\n"
  }

  /// Of the summary without the lines that tell when and how fast the plan was made: the same plan has the same index.
  private static func digest(of file: String) -> String {
    let bytes = Array(FileManager.default.contents(atPath: file) ?? Data())
    return Digest.sha256(file.hasSuffix("/summary.json") ? lasting(bytes) : bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }

  private static func lasting(_ summary: [UInt8]) -> [UInt8] {
    var isTimed = false
    let lines = summary.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).filter {
      line in
      let isGenerated = line.starts(with: "  \"generated\"".utf8)
      let isBegin = line.starts(with: "  \"timings\"".utf8)
      let isKept = !isGenerated && !isBegin && !isTimed
      if isTimed || isBegin { isTimed = !line.contains(UInt8(ascii: "}")) }
      return isKept
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// Bounds with their certificates, as a folder has them; an earlier planner wrote none.
  static func certified(_ bounds: [Bound], in folder: HeldFolder) throws(PlanFolderError) -> [Bound] {
    guard folder.holds(name) else { return bounds }
    let index = try PlanFolder.read(CertificateIndex.self, name, of: folder)
    var result: [Bound] = []
    for bound in bounds {
      let code = bound.subject.code
      let claim = index.claims.first { $0.kind == code.kind && $0.of == code.of }
      // A name that leads elsewhere is none of ours.
      guard let file = claim?.file, !file.contains("/") else {
        result.append(bound)
        continue
      }
      let certificate = try PlanFolder.read(Certificate.self, "\(Self.folder)/\(file)", of: folder)
      result.append(bound.proved(by: certificate))
    }
    return result
  }
}
