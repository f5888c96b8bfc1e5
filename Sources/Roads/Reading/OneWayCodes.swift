import Foundation
import Words

/// How a layer codes the way that traffic may take along a line.
///
/// OpenStreetMap has its own words. Line layers use those of whoever made them, and the same code means different
/// things: F is "from the start" or "false", N is "neither way" or "no", 1 is "one-way" or "both ways". What else
/// stands in the column tells which; what is concluded from that is a guess, and told.
struct OneWayCodes: Sendable {
  enum Meaning: Sendable {
    case both
    case forward
    case backward
    /// Closed in both directions.
    case closed
    /// Open in one direction at a time.
    case changing
  }

  private let meanings: [String: Meaning]
  /// What was concluded from the column as a whole; `nil` where its codes are plain.
  let guess: Message?

  /// What a value means; `nil` when it is not known.
  func meaning(of text: String) -> Meaning? { meanings[Self.normal(text)] }

  /// Key:oneway (wiki.openstreetmap.org).
  static let openStreetMap = OneWayCodes(
    meanings: [
      "yes": .forward, "true": .forward, "1": .forward, "no": .both, "false": .both, "0": .both,
      "-1": .backward, "reverse": .backward, "alternating": .both, "reversible": .changing,
    ], guess: nil)

  /// Reads the codes of a line layer.
  ///
  /// - Parameter column: a value for each line; `nil` where it has none.
  init(column: [String?]) {
    var counts: [String: Int] = [:]
    for case let text? in column { counts[Self.normal(text), default: 0] += 1 }
    let seen = Set(counts.keys)
    let isTwoWayTold = counts.values.reduce(0, +) < column.count || !seen.isDisjoint(with: Self.bothWays)
    let letters = Self.letters(seen, isTwoWayTold: isTwoWayTold)
    let numbers = Self.numbers(seen)
    let plain = Dictionary(
      uniqueKeysWithValues: [
        (Self.bothWays, Meaning.both), (Self.alongTheLine, .forward), (Self.againstTheLine, .backward),
        (Self.neitherWay, .closed),
      ].flatMap { words, meaning in words.map { ($0, meaning) } })
    let guesses = [letters, numbers].filter(\.isGuess).flatMap { read in
      read.meanings.filter { seen.contains($0.key) }.sorted { $0.key < $1.key }.map {
        Message("one_way_code", "'\($0.key)' (\(counts[$0.key] ?? 0)) \(Self.words($0.value))")
      }
    }
    self.init(
      meanings: plain.merging(letters.meanings) { $1 }.merging(numbers.meanings) { $1 },
      guess: guesses.isEmpty
        ? nil
        : Message(
          "one_way_codes_guessed", "one-way codes are taken as \(guesses.joined(separator: ", "))"))
  }

  private init(meanings: [String: Meaning], guess: Message?) {
    self.meanings = meanings
    self.guess = guess
  }

  private struct Codes {
    var meanings: [String: Meaning]
    var isGuess: Bool
  }

  // MARK: Words of one meaning

  private static let bothWays: Set<String> = [
    "no", "false", "b", "both", "bothways", "bothdirections", "bidirectional", "twoway", "2way", "tw",
    "alternating",
    "双向", "双方向", "双向通行", "双行", "否",
  ]
  private static let alongTheLine: Set<String> = [
    "yes", "y", "true", "ft", "fromto", "forward", "forwards", "positive", "with", "withdigitized",
    "withdigitised", "along",
    "oneway", "1way", "ow", "顺向", "顺方向", "顺行", "正向", "正方向", "单向", "单行", "单行线", "单行道", "单向通行", "是",
  ]
  private static let againstTheLine: Set<String> = [
    "-1", "tf", "tofrom", "backward", "backwards", "reverse", "reversed", "negative", "against",
    "againstdigitized",
    "againstdigitised", "opposite", "逆向", "逆方向", "逆行", "反向", "反方向",
  ]
  private static let neitherWay: Set<String> = [
    "neither", "closed", "prohibited", "nothrough", "禁行", "禁止通行", "双向禁行", "双向禁止", "禁止",
  ]

  // MARK: Codes of several meanings

  /// F, T and N. The columns of HERE, TomTom, Esri and Geofabrik tell of two-way roads otherwise, by B or by nothing;
  /// where every road is F, T or N these are the answers to "one-way?".
  private static func letters(_ seen: Set<String>, isTwoWayTold: Bool) -> Codes {
    let hasDirections = !seen.isDisjoint(with: ["f", "t", "ft", "tf"])
    // B, FT and TF are of those columns and of no other.
    let isPlain = !seen.isDisjoint(with: ["b", "ft", "tf"])
    let f = isTwoWayTold || isPlain ? Meaning.forward : .both
    let t = isTwoWayTold || isPlain ? Meaning.backward : .forward
    let n = isTwoWayTold && hasDirections || seen.contains("b") ? Meaning.closed : .both
    // A column of Y and N, or of words, leaves nothing to guess.
    let isGuess =
      !seen.isDisjoint(with: ["f", "t"]) && !isPlain
      || seen.contains("n") && hasDirections && !seen.contains("b")
    return Codes(meanings: ["f": f, "t": t, "n": n], isGuess: isGuess)
  }

  /// Digits: 1 and -1 as in OpenStreetMap; with 2, 3 or 4 as Chinese road data write them, or with -1 too as pgRouting does.
  private static func numbers(_ seen: Set<String>) -> Codes {
    guard !seen.isDisjoint(with: ["2", "3", "4"]) else {
      return Codes(meanings: ["0": .both, "1": .forward], isGuess: false)
    }
    let isRouting = seen.contains("-1")
    return Codes(
      meanings: isRouting
        ? ["0": .both, "1": .forward, "2": .both, "3": .changing]
        : ["0": .both, "1": .both, "2": .forward, "3": .backward, "4": .closed], isGuess: true)
  }

  private static func words(_ meaning: Meaning) -> Message {
    switch meaning {
    case .both: Message("both ways")
    case .forward: Message("along the line")
    case .backward: Message("against the line")
    case .closed: Message("closed both ways")
    case .changing: Message("changing")
    }
  }

  /// In lower case, without what only parts words.
  private static func normal(_ text: String) -> String {
    let parts = text.lowercased().filter { !" _/\t".contains($0) }
    return Int(parts) == nil ? parts.filter { $0 != "-" } : parts
  }
}
