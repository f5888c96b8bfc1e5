import Foundation
import Planner
import Scenario

/// What stands in a cell of the roster for a duty, and what a hand that wrote there meant.
///
/// A code is the shift, and where several posts of a site share it the vehicle or post as well: "day C1".
struct DutyCodes {
  /// A post with its code.
  struct Entry {
    var code: String
    var place: RosterEdit.Place
  }

  /// By site, in the order of the shifts' starts.
  private let entries: [String: [Entry]]
  private let codes: [RosterEdit.Place: String]

  /// What marks a date of leave.
  static let leave = "假"
  /// What people write for it.
  private static let leaveWords: Set<String> = ["假", "休", "休假", "病", "病假", "事假", "年假", "leave", "sick"]

  init(_ problem: Problem) {
    let starts = Dictionary(
      problem.shifts.enumerated().map { ($1.id, ($1.window.start, $0)) },
      uniquingKeysWith: { first, _ in first })
    var entries: [String: [Entry]] = [:]
    for (site, posts) in Dictionary(grouping: problem.posts, by: \.siteID) {
      let shared = Dictionary(grouping: posts, by: \.shiftID).mapValues(\.count)
      var own = posts.map { post in
        let vehicle = Self.vehicle(post)
        return Entry(
          code: shared[post.shiftID] == 1 ? post.shiftID : "\(post.shiftID) \(vehicle)",
          place: RosterEdit.Place(shiftID: post.shiftID, postID: post.id))
      }
      let count = Dictionary(grouping: own, by: \.code).mapValues(\.count)
      for index in own.indices where count[own[index].code] != 1 { own[index].code = own[index].place.postID }
      entries[site] = own.enumerated().sorted { a, b in
        let (one, other) = (starts[a.element.place.shiftID], starts[b.element.place.shiftID])
        return (one?.0.seconds ?? 0, one?.1 ?? 0, a.offset) < (other?.0.seconds ?? 0, other?.1 ?? 0, b.offset)
      }.map(\.element)
    }
    self.entries = entries
    codes = Dictionary(
      entries.values.joined().map { ($0.place, $0.code) }, uniquingKeysWith: { first, _ in first })
  }

  /// A post's id without its site and shift, told by bytes: a mark that joins a hyphen hides none.
  private static func vehicle(_ post: Post) -> String {
    var name = Array(post.id.utf8)[...]
    let (start, end) = (Array("\(post.siteID)-".utf8), Array("-\(post.shiftID)".utf8))
    if name.starts(with: start) { name = name.dropFirst(start.count) }
    if name.count > end.count, name.suffix(end.count) == end[...] { name = name.dropLast(end.count) }
    return name.isEmpty ? post.id : String(decoding: name, as: UTF8.self)
  }

  func code(_ duty: Roster.Duty) -> String { codes[duty.place] ?? duty.shiftID }

  func entries(at site: String) -> [Entry] { entries[site] ?? [] }

  // MARK: Reading

  /// What the text of a cell means.
  enum Meaning: Equatable {
    case nothing
    case leave
    /// Several where a shift alone was written and several posts have it.
    case places([RosterEdit.Place])
    case unknown
  }

  /// Case, width and blanks do not count, as long as they tell no two codes apart.
  func meaning(of text: String, at site: String) -> Meaning {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { return .nothing }
    let own = entries(at: site)
    if let exact = own.first(where: { $0.code == text }) { return .places([exact.place]) }
    let plain = Self.plain(text)
    if Self.leaveWords.contains(plain) { return .leave }
    for name in [\Entry.code, \.place.postID, \.place.shiftID] {
      let found = own.filter { Self.plain($0[keyPath: name]) == plain }
      if !found.isEmpty { return .places(found.map(\.place)) }
    }
    return .unknown
  }

  private static func plain(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
