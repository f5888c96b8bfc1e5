import CGDAL

/// Digests of bytes, as GDAL computes them.
package enum Digest {
  /// SHA-256 (FIPS 180-4).
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    CPL_SHA256(bytes, bytes.count, &digest)
    return digest
  }
}
