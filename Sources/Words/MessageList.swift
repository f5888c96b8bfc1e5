extension Message {
  /// Names, codes or numbers one after the other, each as it is; a catalogue may word the sign between them.
  public init(list names: some Sequence<String>, separator: String = ", ") {
    self = names.map(Message.init(verbatim:)).joined(separator: separator)
  }
}
