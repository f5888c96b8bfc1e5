/// A short list of indices in memory set aside once.
struct IndexList: ~Copyable {
  private let values: Column<Int32>
  private(set) var count = 0

  init(capacity: Int) { values = Column(repeating: 0, count: capacity) }

  @inline(__always) subscript(_ index: Int) -> Int32 {
    get { values[index] }
    nonmutating set { values[index] = newValue }
  }

  mutating func append(_ value: Int32) {
    values[count] = value
    count &+= 1
  }

  mutating func removeAll() { count = 0 }
}
