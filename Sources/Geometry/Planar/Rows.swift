/// Lists of different length in one flat buffer.
///
/// Public, since only what is public is inlined in other targets.
public struct Rows<Element> {
  /// The elements of all rows.
  public private(set) var values: [Element] = []
  /// Where each row begins among the values, and where the last one ends.
  public private(set) var offsets = [0]

  /// How many rows there are.
  @inlinable public var count: Int { offsets.count - 1 }

  /// A row.
  @inlinable @inline(__always)
  public subscript(row: Int) -> ArraySlice<Element> { values[offsets[row]..<offsets[row + 1]] }

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
