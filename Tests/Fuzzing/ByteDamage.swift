import Solvers

/// Random damage to the bytes of a file.
enum ByteDamage {
  /// One or a few bytes or stretches of bytes are flipped, cut, put in, doubled or exchanged; one file in forty stays as
  /// it is.
  static func apply(to bytes: [UInt8], _ chance: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    if chance.below(40) == 0 { return bytes }
    for _ in 0...(chance.below(2) * chance.below(4)) where !bytes.isEmpty { strike(&bytes, &chance) }
    return bytes
  }

  /// What breaks readers of text.
  private static let tokens: [[UInt8]] =
    [
      "", "\"", "'", ",", ":", "[", "]", "{", "}", "<", ">", "&", "\n", "\r\n", "\t", "\0", "\u{FEFF}",
      "null", "NaN",
      "Infinity", "-0", "1e999", "-1e-999", "999999999999999999999", "9223372036854775808", "-2147483649",
      "181",
      "-90.00000001", "0.1e", "true", "[]", "{}", "[[]]", "&#x0;", "<!--", "]]>", "- ", "*a", "!!int",
      "\u{FFFF}", "é",
      "官",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  private static func strike(_ bytes: inout [UInt8], _ chance: inout SeededGenerator) {
    let place = chance.below(bytes.count)
    let stretch = place..<min(bytes.count, place + 1 + length(&chance))
    switch chance.below(10) {
    case 0, 1: bytes[place] ^= 1 << UInt8(chance.below(8))
    case 2: bytes[place] = UInt8(chance.below(256))
    case 3: bytes.removeSubrange(stretch)
    case 4: bytes.insert(contentsOf: bytes[stretch], at: chance.below(bytes.count + 1))
    case 5: bytes.insert(contentsOf: tokens[chance.below(tokens.count)], at: place)
    case 6: replaceNumber(in: &bytes, from: place, &chance)
    case 7:
      let moved = Array(bytes[stretch])
      bytes.removeSubrange(stretch)
      bytes.insert(contentsOf: moved, at: chance.below(bytes.count + 1))
    case 8: for i in stretch { bytes[i] = UInt8(chance.below(256)) }
    default:
      // Rarely: a cut file shows one error only.
      if chance.below(4) == 0 { bytes.removeSubrange(place...) } else { bytes[place] &+= 1 }
    }
  }

  /// Mostly a few bytes, at times thousands.
  private static func length(_ chance: inout SeededGenerator) -> Int {
    chance.below(1 << (1 + chance.below(12)))
  }

  /// Puts something else in the place of the next number.
  private static func replaceNumber(in bytes: inout [UInt8], from place: Int, _ chance: inout SeededGenerator)
  {
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || byte == 45 || byte == 46 }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: tokens[chance.below(tokens.count)])
  }
}
