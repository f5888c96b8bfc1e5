import Foundation

extension StringProtocol {
  /// Lines of at most so many columns. Chinese may be broken anywhere but before closing and after opening punctuation,
  /// other words at spaces only; what is indented stays so.
  func wrapped(to columns: Int) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      let indent = String(line.prefix { $0 == " " })
      var lines: [String] = []
      var current = indent
      var isEmpty = true
      for piece in Piece.all(of: line.dropFirst(indent.count)) {
        if !isEmpty, current.columns + piece.spaces + piece.text.columns > columns {
          lines.append(current)
          current = indent
          isEmpty = true
        }
        current += (isEmpty ? "" : String(repeating: " ", count: piece.spaces)) + piece.text
        isEmpty = false
      }
      return lines + [current]
    }
  }
}

/// What is not broken, and how many spaces part it from what is before it.
private struct Piece {
  var text: String
  var spaces: Int

  private static let opening: Set<Character> = ["（", "“", "‘", "《", "("]
  private static let closing: Set<Character> = [
    "，", "。", "：", "；", "、", "？", "！", "）", "”", "’", "》", "…", "·", ",", ".", ":", ";", ")", "%",
  ]

  static func all(of line: some StringProtocol) -> [Piece] {
    var pieces: [Piece] = []
    var spaces = 0
    for character in line {
      if character == " " {
        spaces += 1
        continue
      }
      if spaces == 0, let last = pieces.last?.text.last, holdTogether(last, character) {
        pieces[pieces.count - 1].text.append(character)
      } else {
        pieces.append(Piece(text: String(character), spaces: spaces))
      }
      spaces = 0
    }
    return pieces
  }

  private static func holdTogether(_ a: Character, _ b: Character) -> Bool {
    if closing.contains(b) || opening.contains(a) { return true }
    if opening.contains(b) { return !isWide(a) && b == "(" }
    return !isWide(a) && !isWide(b)
  }

  private static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.columns == 2 }
  }
}
