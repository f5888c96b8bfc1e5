/// The random numbers of a search: xorshift64* (Vigna 2016), started by the project's generator.
struct RoutingChance {
  private var state: UInt64

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    state = generator.next() | 1
  }

  @inline(__always) mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  /// Uniform in [0, 1).
  @inline(__always) mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< bound; `bound` above 0.
  @inline(__always) mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: bound)).high)
  }
}
