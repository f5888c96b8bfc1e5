import Testing

@testable import Roads

/// One-way columns as whoever makes line layers writes them.
@Suite struct OneWayCodeTests {
  /// The codes of a column, what each means, and whether that is a guess.
  static let columns: [(column: [String?], meanings: [String: OneWayCodes.Meaning], isGuess: Bool)] = [
    // OpenStreetMap's words, and booleans.
    (["yes", "no", "-1", nil], ["yes": .forward, "no": .both, "-1": .backward], false),
    (["1", "0"], ["1": .forward, "0": .both], false),
    (["true", "FALSE"], ["true": .forward, "FALSE": .both], false),
    (["Y", "N", nil], ["Y": .forward, "N": .both], false),
    (["是", "否"], ["是": .forward, "否": .both], false),
    // TomTom, HERE, Geofabrik.
    (["FT", "TF", "N", nil], ["FT": .forward, "TF": .backward, "N": .closed], true),
    (["FT", "tf", "B"], ["FT": .forward, "tf": .backward], false),
    (["B", "F", "T", "N"], ["B": .both, "F": .forward, "T": .backward, "N": .closed], false),
    (["B", "N"], ["B": .both, "N": .closed], false),
    (["b", "f"], ["b": .both, "f": .forward], false),
    // Nothing but T and F answers "one-way?".
    (["T", "F", "F"], ["T": .forward, "F": .both], true),
    (["T", "F", nil], ["T": .backward, "F": .forward], true),
    (["FT", "TF", "N"], ["FT": .forward, "TF": .backward, "N": .both], true),
    // Words.
    (["To-From", "From-To", "Both"], ["To-From": .backward, "From-To": .forward, "Both": .both], false),
    (
      ["With", "Against", "both directions"],
      ["With": .forward, "Against": .backward, "both directions": .both], false
    ),
    (
      ["With Digitised", "AGAINST_DIGITIZED", "Two Way", "One-Way"],
      ["With Digitised": .forward, "AGAINST_DIGITIZED": .backward, "Two Way": .both, "One-Way": .forward],
      false
    ),
    (
      ["双向", "单向", "顺向", "逆向", "禁行"],
      ["双向": .both, "单向": .forward, "顺向": .forward, "逆向": .backward, "禁行": .closed], false
    ),
    (["顺方向", "逆方向", "双方向"], ["顺方向": .forward, "逆方向": .backward, "双方向": .both], false),
    // Chinese road data, and pgRouting.
    (["1", "2", "3", "0"], ["0": .both, "1": .both, "2": .forward, "3": .backward], true),
    (["1", "2", "3", "4"], ["4": .closed], true),
    (["1", "2", "-1", "3"], ["1": .forward, "2": .both, "-1": .backward, "3": .changing], true),
  ]

  @Test(arguments: columns.indices) func codesMeanWhatTheirColumnSays(number: Int) {
    let (column, meanings, isGuess) = Self.columns[number]
    let codes = OneWayCodes(column: column)
    for (text, meaning) in meanings { #expect(codes.meaning(of: text) == meaning, "\(text)") }
    #expect((codes.guess != nil) == isGuess)
    if isGuess { #expect(codes.guess?.english.contains("one-way") == true) }
  }

  @Test func whatIsNotKnownHasNoMeaning() {
    let codes = OneWayCodes(column: ["yes", "perhaps", "7"])
    for text in ["perhaps", "7", "", "-2", "X"] { #expect(codes.meaning(of: text) == nil, "\(text)") }
  }
}
