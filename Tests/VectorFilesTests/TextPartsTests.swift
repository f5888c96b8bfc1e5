import Testing

@testable import VectorFiles

/// Lists in one text.
@Suite struct TextPartsTests {
  @Test func marksPartWhateverStandsBehindThem() {
    // An accent, the colour of a hand, a joiner and a variation selector: each would make one character of itself and the mark.
    for sign in ["\u{301}", "\u{1F3FB}", "\u{200D}", "\u{FE0F}", "\u{E0101}"] {
      #expect("a;\(sign)b;c".parts(at: ";") == ["a", "\(sign)b", "c"])
      #expect(
        "P1@\(sign)".parts(at: "@").map { Array($0.unicodeScalars) } == [
          ["P", "1"], Array(sign.unicodeScalars),
        ])
    }
    #expect("a\r\nb".parts(at: "\n") == ["a\r", "b"])
  }

  @Test func blanksAreTakenOffBothEndsAndNothingElse() {
    #expect(" \u{3000}a b\t\r\n".trimmed == "a b" && " \n".trimmed == "" && "".trimmed == "")
    #expect(Array(" \u{301}a".trimmed.unicodeScalars) == ["\u{301}", "a"])
  }

  @Test func emptyPartsStayWhereTheyAreWanted() {
    #expect(";a;;b".parts(at: ";") == ["a", "b"])
    #expect(";a;;b".parts(at: ";", keepingEmpty: true) == ["", "a", "", "b"])
    #expect("".parts(at: ";") == [] && "".parts(at: ";", keepingEmpty: true) == [""])
    #expect("a=b=c".parts(at: "=", most: 1) == ["a", "b=c"])
  }
}
