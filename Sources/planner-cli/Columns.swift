/// How text takes up the columns of a terminal.
extension StringProtocol {
  /// Chinese characters take two columns, blocks one.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

  /// With as many spaces behind it as fill so many columns.
  func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, columns - self.columns))
  }
}

extension Unicode.Scalar {
  /// Chinese characters and their punctuation take two columns.
  var columns: Int { value >= 0x2E80 ? 2 : 1 }
}
