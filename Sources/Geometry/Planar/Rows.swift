/// Lists of different length in one flat buffer.
package struct Rows<Element> {
  package private(set) var values: [Element] = []
  package private(set) var offsets = [0]

  @inlinable package var count: Int { offsets.count - 1 }

  @inlinable @inline(__always)
  package subscript(row: Int) -> ArraySlice<Element> { values[offsets[row]..<offsets[row + 1]] }

  /// Adds to the row that is being made.
  @inline(__always)
  mutating func append(_ value: Element) { values.append(value) }

  @inline(__always)
  mutating func append(_ values: some Sequence<Element>) { self.values.append(contentsOf: values) }

  /// Whether the row that is being made holds nothing yet.
  var isRowEmpty: Bool { values.count == offsets[offsets.count - 1] }

  /// Ends the row that is being made.
  @inline(__always)
  mutating func endRow() { offsets.append(values.count) }
}
