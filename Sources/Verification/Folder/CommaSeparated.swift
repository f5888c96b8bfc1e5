/// Rows of comma-separated values (RFC 4180), by the names of their columns.
struct CommaSeparated {
  private(set) var rows: [[String: String]] = []

  /// `nil` where quotes do not close, a row has another number of fields than the header, or text is no UTF-8.
  init?(_ bytes: [UInt8]) {
    var (records, record, field, isQuoted) = ([[String]](), [String](), [UInt8](), false)
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func text() -> String? { String(validating: field, as: UTF8.self) }
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if place < bytes.count, bytes[place] == byte {
          field.append(byte)
          place += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        guard let found = text() else { return nil }
        record.append(found)
        field = []
        if byte == UInt8(ascii: "\n") {
          records.append(record)
          record = []
        }
      case UInt8(ascii: "\r"): continue
      default: field.append(byte)
      }
    }
    guard !isQuoted, let last = text() else { return nil }
    if !field.isEmpty || !record.isEmpty { records.append(record + [last]) }
    guard let names = records.first, Set(names).count == names.count else { return nil }
    for record in records.dropFirst() {
      guard record.count == names.count else { return nil }
      rows.append(Dictionary(uniqueKeysWithValues: zip(names, record)))
    }
  }
}
