extension Array {
  /// Neighbours with the same key, together.
  func runs<Key: Equatable>(by key: (Element) -> Key) -> [(Key, [Element])] {
    var runs: [(Key, [Element])] = []
    for element in self {
      if runs.last?.0 == key(element) {
        runs[runs.count - 1].1.append(element)
      } else {
        runs.append((key(element), [element]))
      }
    }
    return runs
  }
}
