import Foundation

/// The first letters of Chinese characters in pinyin, so that a search finds 沈丘 by "sq".
///
/// A character has one reading here, the most common one, as ICU gives it.
enum ReportInitials {
  /// For each letter the characters among `texts` that begin with it, in the order of their code points.
  static func table(of texts: some Sequence<String>) -> [String: String] {
    var seen: Set<Unicode.Scalar> = []
    for text in texts {
      for scalar in text.unicodeScalars where isHan(scalar) { seen.insert(scalar) }
    }
    var table: [String: String] = [:]
    for scalar in seen.sorted(by: { $0.value < $1.value }) {
      let latin = String(scalar).applyingTransform(.toLatin, reverse: false)?
        .applyingTransform(.stripDiacritics, reverse: false)
      guard let first = latin?.lowercased().unicodeScalars.first, ("a"..."z").contains(first) else {
        continue
      }
      table[String(first), default: ""].unicodeScalars.append(scalar)
    }
    return table
  }

  /// CJK Unified Ideographs and their extension A: one UTF-16 unit each.
  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x3400...0x4DBF).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
  }
}
