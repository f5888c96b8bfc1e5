/// Pairs of coordinates as fields of CSV records, one after another.
struct CSVCoordinates {
  private(set) var bytes: [UInt8] = []
  /// Where each pair begins; empty when no coordinates are written.
  private var offsets: [Int32] = []

  /// The bytes of a pair; of two empty fields for a place below 0.
  @inline(__always)
  subscript(place: Int32) -> Range<Int> {
    guard !offsets.isEmpty else { return 0..<0 }
    let index = place < 0 ? offsets.count - 2 : Int(place)
    return Int(offsets[index])..<Int(offsets[index + 1])
  }

  /// Writes the pairs with so many decimals; infinite coordinates become empty fields.
  mutating func fill(_ x: [Double], _ y: [Double], decimals: Int, delimiter: UInt8) {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    for i in x.indices {
      offsets.append(Int32(bytes.count))
      for value in [x[i], y[i]] {
        bytes.append(delimiter)
        if value.isFinite { append(value, decimals: decimals) }
      }
    }
    offsets.append(Int32(bytes.count))
    bytes += [delimiter, delimiter]
    offsets.append(Int32(bytes.count))
  }

  private mutating func append(_ value: Double, decimals: Int) {
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let units = Int64((value.magnitude * Double(scale)).rounded())
    if value < 0, units > 0 { bytes.append(UInt8(ascii: "-")) }
    bytes += String(units / scale).utf8
    bytes.append(UInt8(ascii: "."))
    var rest = units % scale
    for _ in 0..<decimals {
      scale /= 10
      bytes.append(UInt8(ascii: "0") + UInt8(rest / scale))
      rest %= scale
    }
  }
}
