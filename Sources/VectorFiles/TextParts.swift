extension StringProtocol {
  /// What stands between marks such as `;`.
  ///
  /// By Unicode scalars: an accent or the colour of an emoji behind a mark belongs to the part that it begins, and makes
  /// no other character of the mark, as it does for `split`.
  ///
  /// - Parameters:
  ///   - mark: what parts.
  ///   - most: so many marks count, the first ones.
  ///   - keepingEmpty: whether a part may be empty.
  package func parts(
    at mark: Unicode.Scalar, most: Int = .max, keepingEmpty: Bool = false
  ) -> [Substring] {
    String(self).unicodeScalars.split(
      separator: mark, maxSplits: most, omittingEmptySubsequences: !keepingEmpty
    )
    .map { Substring($0) }
  }
}
