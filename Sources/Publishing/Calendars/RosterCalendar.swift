import Planner
import Scenario

/// `roster.ics` and the calendars of single people: every duty as an event that calendar programs can take in.
///
/// An event's UID follows from what the duty is, so that a later file replaces the events that both hold. What later
/// rosters changed has their number as its `SEQUENCE`; a duty that was given up stays as a cancelled event, so that
/// a calendar which took it in earlier drops it.
package struct RosterCalendar: Sendable {
  private let problem: Problem
  private let siteNames: [String: String]
  private let windows: [String: DailyWindow]
  private let sites: [String: String]
  private let lastTouched: [Roster.Duty: Int]
  private let events: [Event]
  private let book: PhoneBook

  private struct Event {
    var duty: Roster.Duty
    var isCancelled: Bool
    /// Where they are not those of the problem's shift.
    var hours: DailyWindow?
  }

  /// - Parameters:
  ///   - roster: whose duties become events.
  ///   - problem: with its shifts and its clock.
  ///   - siteNames: names by `Post.siteID`.
  ///   - revisions: what rosters after the first changed: duties that were given up become cancelled events.
  package init(
    roster: Roster, problem: Problem, siteNames: [String: String],
    revisions: RosterRevisions = RosterRevisions()
  ) {
    self.problem = problem
    self.siteNames = siteNames
    windows = Dictionary(problem.shifts.map { ($0.id, $0.window) }, uniquingKeysWith: { first, _ in first })
    sites = Dictionary(problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { first, _ in first })
    lastTouched = revisions.lastTouched
    book = PhoneBook(problem)
    events =
      roster.duties.map { Event(duty: $0, isCancelled: false) }
      + revisions.dropped(by: roster).map { Event(duty: $0.duty, isCancelled: true, hours: $0.hours) }
  }

  /// One calendar for all: an iCalendar object (RFC 5545), lines folded at 75 octets and ended by CRLF.
  ///
  /// A duty whose shift the problem does not hold has no hours and is left out. Time stamps count minutes from the start
  /// of the horizon, one for each revision: the same roster gives the same bytes.
  package var text: String { text(of: events, name: "排班 Roster \(period)") }

  /// A calendar for each person who has or had a duty, by staff id.
  package var texts: [(staffID: String, text: String)] {
    Dictionary(grouping: events, by: \.duty.staffID).sorted { $0.key < $1.key }
      .map { ($0.key, text(of: $0.value, name: "\(book.name($0.key)) \(period)")) }
  }

  private var period: String {
    let start = problem.horizon.start
    return "\(start.text) – \((start + max(0, problem.horizon.days - 1)).text)"
  }

  private func text(of events: [Event], name: String) -> String {
    let zone = problem.horizon.clock.zoneName
    var lines = ICalendarLines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("VERSION", "2.0")
    lines.add("PRODID", "-//grid-planner//roster//EN")
    lines.add("CALSCALE", "GREGORIAN")
    lines.add("METHOD", "PUBLISH")
    lines.addText("X-WR-CALNAME", name)
    lines.add("X-WR-TIMEZONE", zone)
    lines.addZone(zone, offset: problem.horizon.clock.offset)
    for event in events { add(event, zone, to: &lines) }
    lines.add("END", "VCALENDAR")
    return lines.text
  }

  private func add(_ event: Event, _ zone: String, to lines: inout ICalendarLines) {
    let duty = event.duty
    guard let window = event.hours ?? windows[duty.shiftID] else { return }
    let site = sites[duty.postID] ?? duty.postID
    let from = window.start.seconds
    let revision = lastTouched[duty] ?? 0
    let clock = problem.horizon.clock
    let stamp = Self.basic(Clock(offset: 0), problem.horizon.start, revision * 60 - clock.offset) + "Z"
    lines.add("BEGIN", "VEVENT")
    lines.addText("UID", Self.uid(duty))
    lines.add("DTSTAMP", stamp)
    lines.add("LAST-MODIFIED", stamp)
    lines.add("SEQUENCE", String(revision))
    lines.add("STATUS", event.isCancelled ? "CANCELLED" : "CONFIRMED")
    lines.add("DTSTART;TZID=\(zone)", Self.basic(clock, duty.date, from))
    lines.add("DTEND;TZID=\(zone)", Self.basic(clock, duty.date, from + window.duration))
    lines.addText("SUMMARY", "\(book.name(duty.staffID)): \(duty.shiftID), \(duty.postID)")
    lines.addText("LOCATION", siteNames[site] ?? site)
    lines.addText("CATEGORIES", duty.role.rawValue)
    let contact = book[duty.staffID]
    let reached = [contact.name, contact.phone, contact.callsign].filter { !$0.isEmpty }
    if !reached.isEmpty { lines.addText("CONTACT", reached.joined(separator: ", ")) }
    lines.addText("X-GRID-PLANNER-STAFF", duty.staffID)
    lines.add("END", "VEVENT")
  }

  private static func uid(_ duty: Roster.Duty) -> String {
    [duty.date.text, duty.shiftID, duty.postID, duty.role.rawValue, duty.staffID].map(plain)
      .joined(separator: "_") + "@grid-planner"
  }

  /// Everything but letters, digits and hyphens as hexadecimal, so that no two texts become the same.
  private static func plain(_ part: String) -> String {
    var text = ""
    for byte in part.utf8 {
      switch byte {
      case 45, 48...57, 65...90, 97...122: text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }

  /// "20261201T080000" for `seconds` after midnight of `date`, as the clock shows it.
  private static func basic(_ clock: Clock, _ date: CivilDate, _ seconds: Int) -> String {
    clock.text(date, seconds: seconds).prefix(19).filter { $0 != "-" && $0 != ":" }
  }
}

extension Clock {
  /// The name of the time zone in calendars: China's where the offset is its own, else what the offset says.
  fileprivate var zoneName: String {
    offset == 28_800 ? "Asia/Shanghai" : "UTC" + ICalendarLines.offset(offset)
  }
}
