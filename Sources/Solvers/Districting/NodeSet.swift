/// A set of nodes below 512, in one row of bits.
struct NodeSet: Hashable, Sendable {
  static let capacity = 512

  private var words = SIMD8<UInt64>()

  init() {}

  init(_ nodes: some Sequence<Int>) {
    for node in nodes { insert(node) }
  }

  @inline(__always) mutating func insert(_ node: Int) { words[node >> 6] |= 1 << UInt64(node & 63) }
  @inline(__always) func contains(_ node: Int) -> Bool { words[node >> 6] >> UInt64(node & 63) & 1 == 1 }
  @inline(__always) func meets(_ other: NodeSet) -> Bool { words & other.words != SIMD8() }
  @inline(__always) func union(_ other: NodeSet) -> NodeSet {
    var set = self
    set.words |= other.words
    return set
  }

  /// Its nodes, ascending.
  var nodes: [Int] {
    var nodes: [Int] = []
    for index in 0..<8 {
      var word = words[index]
      while word != 0 {
        nodes.append(64 * index + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return nodes
  }
}
