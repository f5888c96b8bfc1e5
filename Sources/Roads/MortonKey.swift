import Geometry

extension Coordinate {
  /// The bits of both coordinates in turn: by these keys neighbours lie close together (Morton 1966).
  var mortonKey: UInt64 {
    Self.spread(UInt32(bitPattern: x) ^ 0x8000_0000) | Self.spread(UInt32(bitPattern: y) ^ 0x8000_0000) << 1
  }

  private static func spread(_ value: UInt32) -> UInt64 {
    var v = UInt64(value)
    v = (v | v << 16) & 0x0000_FFFF_0000_FFFF
    v = (v | v << 8) & 0x00FF_00FF_00FF_00FF
    v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0F
    v = (v | v << 2) & 0x3333_3333_3333_3333
    v = (v | v << 1) & 0x5555_5555_5555_5555
    return v
  }
}
