import VectorFiles

/// Content lines of RFC 5545, section 3.1.
struct ICalendarLines {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A property whose value holds nothing that needs escaping.
  mutating func add(_ name: String, _ value: String) {
    let line = Array(name.utf8) + [58] + Array(value.utf8)
    var octets = 0
    for byte in line {
      // A character goes to the next line as a whole: its first byte tells its length.
      if byte & 0xC0 != 0x80 {
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        if octets + length > 75 {
          bytes += [13, 10, 32]
          octets = 1
        }
      }
      bytes.append(byte)
      octets += 1
    }
    bytes += [13, 10]
  }

  /// A property of type TEXT.
  mutating func addText(_ name: String, _ value: String) { add(name, Escaping.calendar(value)) }

  /// A time zone of one offset, in seconds east of Greenwich: there is no summer time.
  mutating func addZone(_ name: String, offset seconds: Int) {
    add("BEGIN", "VTIMEZONE")
    add("TZID", name)
    add("BEGIN", "STANDARD")
    add("DTSTART", "19700101T000000")
    add("TZOFFSETFROM", Self.offset(seconds))
    add("TZOFFSETTO", Self.offset(seconds))
    add("END", "STANDARD")
    add("END", "VTIMEZONE")
  }

  /// "+0800".
  static func offset(_ seconds: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let minutes = abs(seconds) / 60
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60)
  }
}
