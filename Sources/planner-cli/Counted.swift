import Words

/// So many of a thing, which is named in the singular.
func count(_ number: Int, _ thing: String) -> Message { .counted(number, thing) }

/// So many units of each level: "1 county, 3 townships".
func levelCounts(_ levels: [(count: Int, name: String)]) -> Message {
  levels.map { Message("level_count", "\($0.count) \(Message(term: $0.name, counting: $0.count))") }
    .joined(separator: ", ")
}
