/// `roster.ics`: every duty as an event that calendar programs can import.
public enum RosterCalendar {
  /// One iCalendar object (RFC 5545): lines folded at 75 octets and ended by CRLF, times in UTC.
  ///
  /// `siteNames`: names by `Post.siteID`. The time stamp of every event is the start of the horizon and its UID
  /// follows from what it is, so the same roster gives the same bytes, and a new roster replaces the events that
  /// it keeps. A duty whose shift the problem does not hold has no hours and is left out.
  public static func text(roster: Roster, problem: Problem, siteNames: [String: String]) -> String {
    let clock = problem.horizon.clock
    let windows = Dictionary(
      problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    let sites = Dictionary(problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { first, _ in first })
    let start = problem.horizon.start
    let last = start + max(0, problem.horizon.days - 1)
    let stamp = utc(start, 0, clock)
    var lines = ICalendarLines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("VERSION", "2.0")
    lines.add("PRODID", "-//grid-planner//roster//EN")
    lines.add("CALSCALE", "GREGORIAN")
    lines.addText("X-WR-CALNAME", "Roster \(start.text) to \(last.text)")
    for duty in roster.duties {
      guard let window = windows[duty.shiftID] else { continue }
      let site = sites[duty.postID] ?? duty.postID
      let from = window.start.seconds % 86_400
      lines.add("BEGIN", "VEVENT")
      lines.addText("UID", uid(duty))
      lines.add("DTSTAMP", stamp)
      lines.add("DTSTART", utc(duty.date, from, clock))
      lines.add("DTEND", utc(duty.date, from + window.duration, clock))
      lines.addText("SUMMARY", "\(duty.staffID): \(duty.shiftID), \(duty.postID)")
      lines.addText("LOCATION", siteNames[site] ?? site)
      lines.addText("CATEGORIES", duty.role.rawValue)
      lines.addText("X-GRID-PLANNER-STAFF", duty.staffID)
      lines.add("END", "VEVENT")
    }
    lines.add("END", "VCALENDAR")
    return lines.text
  }

  /// The parts with everything but letters and digits as hexadecimal, so that no two duties share a UID.
  private static func uid(_ duty: Roster.Duty) -> String {
    let parts = [duty.date.text, duty.shiftID, duty.postID, duty.role.rawValue, duty.staffID]
    let plain = parts.map { part in
      var text = ""
      for byte in part.utf8 {
        switch byte {
        case 45, 48...57, 65...90, 97...122: text.unicodeScalars.append(Unicode.Scalar(byte))
        default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }
      return text
    }
    return plain.joined(separator: "_") + "@grid-planner"
  }

  /// "20261201T000000Z" for `seconds` after midnight of `date` on the bureau's clock.
  private static func utc(_ date: CivilDate, _ seconds: Int, _ clock: Clock) -> String {
    let text = Clock(offset: 0).text(date, seconds: seconds - clock.offset)
    return text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }
}

/// Content lines of RFC 5545, section 3.1.
private struct ICalendarLines {
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

  /// A property of type TEXT: escaped as in section 3.3.11, control characters dropped.
  mutating func addText(_ name: String, _ value: String) {
    var escaped = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\", ";", ",": escaped += "\\" + String(character)
      case "\n": escaped += "\\n"
      case _ where character.value < 32 || character.value == 127: continue
      default: escaped.unicodeScalars.append(character)
      }
    }
    add(name, escaped)
  }
}
