/// The text of a MapInfo `.tab` or the head of a `.mif`, in which columns of the type LargeInt are looked for.
struct MapInfoHead {
  private let bytes: [UInt8]
  /// Where the type's name stands, and the columns that have it.
  private var places: [Range<Int>] = []
  private(set) var largeIntegers: [String] = []

  private static let type = Array("largeint".utf8)
  /// Of as many bytes in the table beside a `.tab`.
  private static let replacement = Array("Float".utf8)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
      let words = bytes[start..<end].split { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 59 }
      // The rows of a .mif follow.
      if words.count == 1, words[0].elementsEqual("Data".utf8) { break }
      if words.count >= 2, words[1].map({ $0 | 0x20 }) == Self.type {
        places.append(words[1].startIndex..<words[1].endIndex)
        largeIntegers.append(String(decoding: words[0], as: UTF8.self))
      }
      start = end + 1
    }
  }

  /// The text with those columns as reals.
  var withReals: [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for place in places {
      result += bytes[start..<place.lowerBound] + Self.replacement
      start = place.upperBound
    }
    return result + bytes[start...]
  }
}
