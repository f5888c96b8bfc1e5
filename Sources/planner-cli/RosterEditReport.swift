import Planner
import Publishing
import Scenario
import Words

/// What became of a roster that was edited by hand, in words and as JSON.
struct RosterEditReport {
  private let edited: EditedRoster
  private let unread: [RosterWorkbookReader.Unread]
  private let guessed: [RosterWorkbookReader.Unread]
  private let edits: Int

  init(
    _ edited: EditedRoster, unread: [RosterWorkbookReader.Unread], guessed: [RosterWorkbookReader.Unread],
    edits: Int
  ) {
    self.edited = edited
    self.unread = unread
    self.guessed = guessed
    self.edits = edits
  }

  /// Whether all that was written is taken.
  var isWhole: Bool { edited.refused.isEmpty && unread.isEmpty }

  // MARK: Text

  var lines: [String] {
    let moves =
      edited.given.map { ($0, words("given up")) } + edited.taken.map { ($0, words("taken on")) }
    let changes = moves.sorted { key($0.0) < key($1.0) }.map { "\($1)  \(words(told($0)))" }
    var lines = changes
    lines += guessed.map { words("guessed   \(place($0)) '\($0.text)' \($0.reason)") }
    lines += unread.map { words("not read  \(place($0)) '\($0.text)' \($0.reason)") }
    for item in edited.refused {
      lines.append(words("refused   \(told(item.duty)): \(told(item.cause))"))
      lines += item.suggestions.map { words("          instead \(told($0, for: item.duty))") }
    }
    lines += edited.lost.map { words("lost      \(told($0)): its place went to someone else") }
    lines.append(
      words(
        "\(count(edits, "edited cell")), \(count(edited.taken.count, "duty")) taken on, "
          + "\(count(edited.given.count, "duty")) given up, \(edited.refused.count) refused, \(unread.count) not read"
      )
    )
    return lines
  }

  private func key(_ duty: Roster.Duty) -> (String, String, String, String) {
    (duty.date.text, duty.shiftID, duty.postID, duty.staffID)
  }

  private func told(_ duty: Roster.Duty) -> Message {
    Message(
      "\(duty.date.text)  \(duty.shiftID)  \(duty.postID)  \(Message(term: duty.role.rawValue))  \(duty.staffID)"
    )
  }

  private func place(_ entry: RosterWorkbookReader.Unread) -> String {
    entry.cell.isEmpty ? words("workbook") : "\(entry.sheet)!\(entry.cell)"
  }

  private func told(_ cause: EditedRoster.Cause) -> Message {
    switch cause {
    case .unknownPerson: Message("nobody on the staff is called so")
    case .notOfSite(let site): Message("the person does not belong to \(site)")
    case .notAsked: Message("no post there asks for the role on that date")
    case .full(let holders):
      holders.isEmpty
        ? Message("no place of it is empty")
        : Message("no place of it is empty: \(holders.joined(separator: ", "))")
    case .rule(let name, let clause): Message("breaks \(name): the person \(clause)")
    }
  }

  private func told(_ suggestion: EditedRoster.Suggestion, for duty: Roster.Duty) -> Message {
    switch suggestion {
    case .other(let id): Message("\(id) can take it")
    case .otherDate(let date): Message("\(duty.staffID) can have it on \(date.text)")
    case .givingUp(let other):
      Message("\(duty.staffID) can take it who gives up \(other.postID) on \(other.date.text)")
    }
  }

  // MARK: JSON

  struct Document: Encodable {
    struct Duty: Encodable {
      let date: String
      let shiftId: String
      let postId: String
      let role: String
      let staffId: String

      init(_ duty: Roster.Duty) {
        (date, shiftId, postId) = (duty.date.text, duty.shiftID, duty.postID)
        (role, staffId) = (duty.role.rawValue, duty.staffID)
      }
    }

    struct Suggestion: Encodable {
      let kind: String
      var staffId: String?
      var date: String?
      var duty: Duty?
    }

    struct Refused: Encodable {
      let duty: Duty
      let cause: String
      var rule: String?
      let reason: String
      let suggestions: [Suggestion]
    }

    struct Cell: Encodable {
      let sheet: String
      let cell: String
      let text: String
      let reason: String
    }

    let cells: Int
    let taken: [Duty]
    let given: [Duty]
    let lost: [Duty]
    let refused: [Refused]
    let unread: [Cell]
    let guessed: [Cell]
  }

  var document: Document {
    func cells(_ entries: [RosterWorkbookReader.Unread]) -> [Document.Cell] {
      entries.map { Document.Cell(sheet: $0.sheet, cell: $0.cell, text: $0.text, reason: "\($0.reason)") }
    }
    return Document(
      cells: edits, taken: edited.taken.map(Document.Duty.init), given: edited.given.map(Document.Duty.init),
      lost: edited.lost.map(Document.Duty.init), refused: edited.refused.map(document), unread: cells(unread),
      guessed: cells(guessed))
  }

  private func document(_ item: EditedRoster.Refused) -> Document.Refused {
    var refused = Document.Refused(
      duty: .init(item.duty), cause: code(item.cause), reason: told(item.cause).english,
      suggestions: item.suggestions.map { suggestion in
        switch suggestion {
        case .other(let id): .init(kind: "other", staffId: id)
        case .otherDate(let date): .init(kind: "other_date", date: date.text)
        case .givingUp(let duty): .init(kind: "giving_up", duty: .init(duty))
        }
      })
    if case .rule(let name, _) = item.cause { refused.rule = name }
    return refused
  }

  private func code(_ cause: EditedRoster.Cause) -> String {
    switch cause {
    case .unknownPerson: "unknown_person"
    case .notOfSite: "not_of_site"
    case .notAsked: "not_asked"
    case .full: "full"
    case .rule: "rule"
    }
  }
}
