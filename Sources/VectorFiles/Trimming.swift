extension StringProtocol {
  /// Without the blanks at both ends, of whatever script; an accent behind a blank is kept, as it is none.
  package var trimmed: String {
    let scalars = String(self).unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[start...end])
  }
}
