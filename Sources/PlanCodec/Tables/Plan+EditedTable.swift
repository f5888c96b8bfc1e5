import Planner
import Scenario
import VectorFiles

extension Plan {
  /// What a hand changed in a copy of `roster.csv`: for each person, site and date that it tells otherwise than the plan
  /// all that it has, nothing where its rows are gone.
  package func edits(inTable path: String) throws(PlanFolderError) -> [RosterEdit] {
    let layer: VectorLayer
    do {
      layer = try VectorLayer(
        reading: VectorSource(path: path), columns: ["date", "shift_id", "post_id", "role", "staff_id"],
        as: .none)
    } catch { throw .format(error) }
    var table = layer
    // Spreadsheets write dates in ways of their own.
    if let dates = table.fields.firstIndex(where: { $0.name == "date" }) {
      let texts = table.fields[dates].texts.map { text in
        text.flatMap { MomentText($0)?.date.text } ?? text
      }
      table.fields[dates] = VectorField("date", .text(texts))
    }
    let written = try PlanTables.roster(problem).rows(of: table, path)
    let siteOfPost = Dictionary(
      problem.posts.map { ($0.id, $0.siteID) }, uniquingKeysWith: { first, _ in first })
    func cells(_ duties: [Roster.Duty]) -> [RosterEdit: [RosterEdit.Place]] {
      Dictionary(grouping: duties) {
        RosterEdit(
          siteID: siteOfPost[$0.postID] ?? $0.postID, staffID: $0.staffID, date: $0.date, places: [])
      }.mapValues { $0.map(\.place) }
    }
    let (new, old) = (cells(written), cells(roster.duties))
    return Set(new.keys).union(old.keys).compactMap { cell in
      guard Set(new[cell] ?? []) != Set(old[cell] ?? []) else { return nil }
      var edit = cell
      edit.places = new[cell] ?? []
      return edit
    }.sorted { ($0.date, $0.siteID, $0.staffID) < ($1.date, $1.siteID, $1.staffID) }
  }
}
