import Testing
import Words

@Suite struct MessageTests {
  private let chinese = Wording(
    language: .chinese,
    catalogue: [
      "{0}: no such file": "没有文件 {0}", "{0} in {1}": "{1}中的{0}", "{0} duties": "{0} 个班次", "joined:, ": "、",
      "late": "迟到", "no_crew": "{0}没有车组",
    ])

  @Test func codeIsTheSentenceWithNumbersForItsValues() {
    let message = Message("\("a.csv"), row \(3): column \("x") holds no number")
    #expect(message.code == "{0}, row {1}: column {2} holds no number")
    #expect(message.values == [.text("a.csv"), .text("3"), .text("x")])
    #expect(message.english == "a.csv, row 3: column x holds no number")
  }

  @Test func sentenceOfTwoLiteralsCountsOn() {
    let message = Message("\(1) of \(2) " + "and \(3) of \(4)")
    #expect(message.code == "{0} of {1} and {2} of {3}")
    #expect(message.english == "1 of 2 and 3 of 4")
  }

  @Test func valuesGoWhereTheLanguageWantsThem() {
    #expect(chinese.text(Message("\(Message("late")) in \("R1")")) == "R1中的迟到")
    #expect(Wording.english.text(Message("\(Message("late")) in \("R1")")) == "late in R1")
  }

  @Test func codeOfItsOwnIsWordedUnderIt() {
    let message = Message("no_crew", "no crew at \("B1")")
    #expect(message.code == "no_crew")
    #expect(chinese.text(message) == "B1没有车组")
  }

  @Test func bracesOfANameAreNoNumbers() {
    #expect(chinese.text(Message("\("{0}{1}.csv"): no such file")) == "没有文件 {0}{1}.csv")
    #expect(chinese.text(Message("\("{1}") in \("{0}")")) == "{0}中的{1}")
  }

  @Test func whatHasNoWordsStaysEnglishWithItsPartsWorded() {
    #expect(chinese.text(Message("nothing known")) == "nothing known")
    #expect(chinese.text(Message("it is \(Message("late"))")) == "it is 迟到")
  }

  @Test func countsHaveSingularAndPlural() {
    #expect([1, 2].map { Message.counted($0, "duty").english } == ["1 duty", "2 duties"])
    #expect([1, 2].map { Message.counted($0, "day").english } == ["1 day", "2 days"])
    #expect([1, 2].map { chinese.text(.counted($0, "duty")) } == ["1 个班次", "2 个班次"])
  }

  @Test func wordsOfFilesHaveAPluralInEnglish() {
    #expect([1, 3].map { Message(term: "county", counting: $0).english } == ["county", "counties"])
    #expect(Message(term: "late", counting: 3).code == "late")
  }

  @Test func nothingOneAfterTheOtherIsEmpty() {
    #expect([Message]().joined(separator: ", ").english == "" && [Message]().listed.english == "")
    #expect(chinese.text([Message]().joined(separator: ", ")) == "")
    let three = ["a", "b", "c"].map(Message.init(verbatim:))
    #expect(three.listed.english == "a, b and c" && three.prefix(1).map(\.self).listed.english == "a")
  }

  /// What a file says is taken for words of the catalogue, whatever it has for values.
  @Test(arguments: ["{0} in {1}", "joined:, ", "{0}", "{7}", "{", "{}"]) func writtenMessagesNeverTrap(
    code: String
  ) {
    for values in [
      [], [Message.Value.message(Message(term: "late"))], [.text("{0}"), .text("{1}"), .text("x")],
    ] {
      let message = Message(code: code, values: values, english: "as it was")
      #expect(!chinese.text(message).contains("{9}"))
      #expect(Wording.english.text(message) == "as it was")
    }
  }

  @Test func signBetweenIsWordedToo() {
    let list = [Message("late"), Message(verbatim: "R1"), Message("late")].joined(separator: ", ")
    #expect(list.english == "late, R1, late")
    #expect(chinese.text(list) == "迟到、R1、迟到")
  }
}
