import Words

extension Message {
  /// What a value must be where it is one of a few words.
  package static func either(_ words: [String]) -> Message {
    Message("either", "\(Message(list: words, separator: " or "))")
  }

  /// What a value must be where it is one of several words.
  package static func oneOf(_ words: [String]) -> Message {
    Message("one_of", "\(Message(list: words))")
  }
}
