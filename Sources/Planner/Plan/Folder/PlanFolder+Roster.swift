import Foundation
import Scenario
import VectorFiles

/// The roster of a plan folder, to be changed by itself.
public struct RosterOfPlan: Sendable {
  /// What the roster needs of the problem: horizon, rules, people, shifts, posts and rooms; the rest is empty.
  public var problem: Problem
  public var roster: Roster
  /// Names of rooms and bases by `Post.siteID`, and of townships by code.
  public var siteNames: [String: String]
  /// What rosters after the plan's first changed.
  var revisions = RosterRevisions()
}

extension PlanFolder {
  /// Reads the roster of a plan folder; `nil` when the folder is no plan.
  public static func roster(of folder: String) throws(PlanFolderError) -> RosterOfPlan? {
    guard let document = try problem(of: folder) else { return nil }
    guard let problem = document.rosterProblem else {
      throw .unreadable(file: "\(folder)/\(mark)", detail: "a date, time, role or place is no such thing")
    }
    guard document.staff.allSatisfy({ $0.siteIds != nil }) else {
      throw .unreadable(
        file: "\(folder)/\(mark)", detail: "its staff have no site_ids; make the plan anew")
    }
    let names =
      document.posts.compactMap { post in post.siteName.map { (post.siteId, $0) } }
      + (try townshipNames(of: folder, document.townshipLevel))
    let closed = Set(Roster.closed(problem))
    return RosterOfPlan(
      problem: problem,
      roster: Roster(
        duties: try duties(folder), unfilled: try unfilled(folder).filter { !closed.contains($0) }),
      siteNames: Dictionary(names, uniquingKeysWith: { first, _ in first }))
  }

  /// Puts another roster in the place of a plan's, in every file that shows it, and notes in `roster_changes.csv`
  /// what is different.
  public static func replaceRoster(
    of folder: String, by new: RosterOfPlan, figures: RosterDocument
  ) throws(PlanFolderError) {
    guard var document = try problem(of: folder) else { return }
    let away = Dictionary(
      new.problem.staff.map { ($0.id, $0.unavailable.map(\.text)) }, uniquingKeysWith: { first, _ in first })
    for index in document.staff.indices {
      document.staff[index].unavailable = away[document.staff[index].id] ?? []
    }
    var new = new
    new.revisions = RosterRevisions(changes: try changes(folder))
    new.revisions.note(from: Roster(duties: try duties(folder), unfilled: []), to: new.roster)
    let tables = [new.roster.dutyTable(new.problem), new.roster.unfilledTable(new.problem)]
    let page = try page(of: folder, with: ReportRoster(new.roster, of: new.problem))
    let draft = try draft(for: folder)
    do throws(PlanFolderError) {
      try draft.copyFiles(
        of: folder,
        but: [
          mark, "roster.csv", "unfilled.csv", "roster_changes.csv", "roster.xlsx", "roster.ics", calendars,
          "report.html", "summary.json",
        ])
      try write(document, to: mark, in: draft)
      for layer in tables + [new.revisions.table] {
        try draft.write([layer], as: .csv, to: "\(layer.name).csv")
      }
      try draft.replaceLayers(tables, in: "plan.gpkg")
      try writeSheets(draft, new, stops: try stops(of: folder)) { _ in }
      try draft.write(Data(page.utf8), to: "report.html")
      try draft.write(try summary(of: folder, with: figures), to: "summary.json")
      try draft.commit()
    } catch {
      draft.discard()
      throw error
    }
  }

  private static func townshipNames(
    of folder: String, _ level: String
  ) throws(PlanFolderError) -> [(String, String)] {
    do {
      let layer = try VectorLayer(
        reading: unitsSource(folder, level), columns: ["code", "name"], as: .polygon)
      let texts = layer.fields.map { $0.texts.map { $0 ?? "" } }
      return Array(zip(texts[0], texts[1]))
    } catch { throw .format(error) }
  }

  /// The page of a plan folder with another roster in it.
  private static func page(
    of folder: String, with roster: ReportRoster
  ) throws(PlanFolderError) -> String {
    let file = "\(folder)/report.html"
    guard let page = try? String(contentsOfFile: file, encoding: .utf8),
      let changed = ReportPage.replacingRoster(of: page, by: roster)
    else { throw .unreadable(file: file, detail: "it has no roster; make the plan anew") }
    return changed
  }

  private static func stops(of folder: String) throws(PlanFolderError) -> VectorLayer {
    let source = VectorSource(path: "\(folder)/stops.csv")
    do {
      return try VectorLayer(reading: source, columns: VectorLayer.columns(of: source), as: .none)
    } catch FormatError.noFeatures {
      return VectorLayer(name: "stops", fields: [], geometry: .none)
    } catch { throw .format(error) }
  }

  /// What earlier calls changed; a plan that is new has none.
  private static func changes(_ folder: String) throws(PlanFolderError) -> [RosterRevisions.Change] {
    guard FileManager.default.fileExists(atPath: "\(folder)/roster_changes.csv") else { return [] }
    let names = ["date", "shift_id", "post_id", "role", "staff_id", "revision", "change"]
    return try rows(folder, "roster_changes", names) { row in
      guard let date = CivilDate(row[0]), let role = Role(rawValue: row[3]), let revision = Int(row[5]) else {
        return nil
      }
      return RosterRevisions.Change(
        revision: revision, isTaken: row[6] == "taken",
        duty: Roster.Duty(date: date, shiftID: row[1], postID: row[2], role: role, staffID: row[4]))
    }
  }

  private static func duties(_ folder: String) throws(PlanFolderError) -> [Roster.Duty] {
    let names = ["date", "shift_id", "post_id", "role", "staff_id"]
    return try rows(folder, "roster", names) { row in
      guard let date = CivilDate(row[0]), let role = Role(rawValue: row[3]) else { return nil }
      return Roster.Duty(date: date, shiftID: row[1], postID: row[2], role: role, staffID: row[4])
    }
  }

  static func unfilled(_ folder: String) throws(PlanFolderError) -> [Roster.Unfilled] {
    let names = ["date", "shift_id", "post_id", "role", "missing", "reason"]
    return try rows(folder, "unfilled", names) { row in
      guard let date = CivilDate(row[0]), let role = Role(rawValue: row[3]), let missing = Int(row[4]) else {
        return nil
      }
      return Roster.Unfilled(
        date: date, shiftID: row[1], postID: row[2], role: role, missing: missing, reason: row[5])
    }
  }

  static func rows<Row>(
    _ folder: String, _ name: String, _ columns: [String], _ read: ([String]) -> Row?
  ) throws(PlanFolderError) -> [Row] {
    let file = "\(folder)/\(name).csv"
    let layer: VectorLayer
    do {
      layer = try VectorLayer(reading: VectorSource(path: file), columns: columns, as: .none)
    } catch FormatError.noFeatures {
      return []
    } catch { throw .format(error) }
    let texts = columns.map { column in layer.fields.first { $0.name == column }?.texts ?? [] }
    var result: [Row] = []
    for index in 0..<layer.count {
      guard let row = read(texts.map { index < $0.count ? $0[index] ?? "" : "" }) else {
        throw .unreadable(file: file, detail: "row \(index + 1) has a date, role or number that is none")
      }
      result.append(row)
    }
    return result
  }

  /// `summary.json` with the figures of another roster, all else as it was.
  private static func summary(of folder: String, with figures: RosterDocument) throws(PlanFolderError) -> Data
  {
    let document: Any
    do { document = try JSONSerialization.jsonObject(with: try encoder.encode(figures)) } catch {
      throw .unreadable(file: "\(folder)/summary.json", detail: error.localizedDescription)
    }
    return try summary(of: folder, withoutBounds: "roster") { summary, audit in
      audit["duties_needed"] = figures.dutiesNeeded
      audit["duties_unfilled"] = figures.dutiesUnfilled
      summary["roster"] = document
    }
  }

  /// `summary.json` with another audit.
  ///
  /// - Parameter stale: how the names of bounds begin that say nothing any more: a change may leave the answer worse
  ///   than the best.
  static func summary(
    of folder: String, withoutBounds stale: String,
    _ change: (_ summary: inout [String: Any], _ audit: inout [String: Any]) -> Void
  ) throws(PlanFolderError) -> Data {
    let file = "\(folder)/summary.json"
    guard let old = FileManager.default.contents(atPath: file),
      var summary = (try? JSONSerialization.jsonObject(with: old)) as? [String: Any],
      var audit = summary["audit"] as? [String: Any]
    else { throw .unreadable(file: file, detail: "it has no audit") }
    summary["optimisations"] = (summary["optimisations"] as? [[String: Any]])?.filter {
      !($0["name"] as? String ?? "").hasPrefix(stale)
    }
    change(&summary, &audit)
    summary["audit"] = audit
    do {
      return try JSONSerialization.data(
        withJSONObject: summary, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    } catch { throw .unreadable(file: file, detail: error.localizedDescription) }
  }
}
