/// What a way costs: the time in whole milliseconds, then the length in whole millimetres, so that of ways that take
/// equally long the shortest counts.
///
/// Both are held in one integer. Sums are exact and do not depend on the order of adding, so every method finds the
/// same value for the same way. Ways of up to 12 days and 4,294 km fit.
struct RoadCost: Comparable, Sendable {
  /// Milliseconds in the upper half, millimetres in the lower.
  let raw: UInt64

  static let zero = RoadCost(raw: 0)
  /// Longer than any way; twice this still fits.
  static let never = RoadCost(raw: 1 << 62)

  init(raw: UInt64) {
    self.raw = raw
  }

  init(milliseconds: UInt64, millimetres: UInt64 = 0) {
    raw = min(milliseconds << 32 | millimetres, Self.never.raw)
  }

  /// - Parameters:
  ///   - metres: rounded up, so that no way is reported shorter than the straight line.
  ///   - speed: metres per second.
  init(metres: Double, speed: Double) {
    let milliseconds = (metres * 1000 / speed).rounded()
    let millimetres = (metres * 1000).rounded(.up)
    if milliseconds < 0x4000_0000, millimetres < 0x1_0000_0000 {
      raw = UInt64(milliseconds) << 32 | UInt64(millimetres)
    } else {
      raw = Self.never.raw
    }
  }

  /// A bound that no way of up to `seconds` exceeds, whatever its length.
  init(seconds: Double) {
    let milliseconds = (max(0, seconds) * 1000).rounded()
    raw = milliseconds < 0x4000_0000 ? UInt64(milliseconds) << 32 | 0xFFFF_FFFF : Self.never.raw
  }

  var milliseconds: UInt64 { raw >> 32 }
  var seconds: Float { self < .never ? Float(Double(milliseconds) / 1000) : .infinity }
  var metres: Double { self < .never ? Double(raw & 0xFFFF_FFFF) / 1000 : .infinity }

  @inline(__always)
  static func < (a: RoadCost, b: RoadCost) -> Bool { a.raw < b.raw }
  @inline(__always)
  static func + (a: RoadCost, b: RoadCost) -> RoadCost { RoadCost(raw: a.raw &+ b.raw) }
}
