import Foundation
import VectorFiles
import Words

/// Columns of a table that nobody reads. Where one is a known column misspelt, all it holds would be lost in silence.
struct UnreadColumns {
  /// A sentence for each column that seems misspelt.
  private(set) var misspelt: [Message] = []
  /// One sentence for the others of a table; `nil` without any. A map layer has many, and not for the planner.
  private(set) var others: Message?

  /// Columns that GDAL's drivers for KML, GPX and GML add to every layer.
  private static let ofDrivers: Set<String> = [
    "Name", "description", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility",
    "drawOrder", "icon", "snippet", "gml_id", "fid", "ogc_fid",
  ]
  private static let mostNamed = 8

  /// - Parameters:
  ///   - file: as it is named to users.
  ///   - header: the columns that are there.
  ///   - isMap: whether it is a layer of geometries.
  ///   - meanings: what is read, with the column that holds it.
  init(of file: String, header: [String], isMap: Bool, meanings: [(meaning: String, column: String)]) {
    let places =
      PointColumns.longitudes + PointColumns.latitudes + PointColumns.shapes
    let unread = header.filter { column in
      !meanings.contains { $0.column == column } && !places.contains(PointColumns.plain(column))
        && !Self.ofDrivers.contains(column)
    }
    let absent = meanings.filter { !header.contains($0.column) }
    var plain: [String] = []
    for column in unread {
      if let meant = absent.first(where: { Self.isLike(column, $0.meaning) || Self.isLike(column, $0.column) }
      ) {
        misspelt.append(
          Message(
            "column_misspelt", "\(file): column '\(column)' is not read; is '\(meant.column)' meant?"))
      } else {
        plain.append(column)
      }
    }
    guard !plain.isEmpty, !isMap else { return }
    let named = Message(list: plain.prefix(Self.mostNamed))
    let more = plain.count - Self.mostNamed
    let list = more > 0 ? Message("\(named) and \(more) more") : named
    others = Message("columns_unread", "\(file): columns that are not read: \(list)")
  }

  /// Whether one name may be the other with a slip or two, or without its end.
  private static func isLike(_ one: String, _ other: String) -> Bool {
    let (a, b) = (
      Array(PointColumns.plain(one).unicodeScalars), Array(PointColumns.plain(other).unicodeScalars)
    )
    let (shorter, longer) = a.count < b.count ? (a, b) : (b, a)
    if shorter.count >= 4, longer.starts(with: shorter) { return true }
    return distance(a, b) <= max(1, longer.count / 5)
  }

  /// Letters to insert, remove, replace or swap with their neighbours (optimal string alignment).
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var table = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
    for i in 0...a.count { table[i][0] = i }
    for i in a.indices {
      for j in b.indices {
        var best = min(
          table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, table[i - 1][j - 1] + 1) }
        table[i + 1][j + 1] = best
      }
    }
    return table[a.count][b.count]
  }
}

extension UnreadColumns {
  /// What the tables of a scenario hold that is not read; roads aside, whose columns are many and not the planner's.
  static func all(of scenario: Scenario) throws(ScenarioError) -> [UnreadColumns] {
    var result: [UnreadColumns] = []
    for source in scenario.tables {
      let header: [String]
      let kind: GeometryKind
      do {
        header = try VectorLayer.columns(of: source.vector)
        kind = try GeometryKind(of: source.vector)
      } catch { throw .format(error) }
      result.append(
        UnreadColumns(
          of: (source.vector.path as NSString).lastPathComponent,
          header: header.filter { !source.vector.pointColumns.contains($0) }, isMap: kind != .none,
          meanings: source.meanings.map { ($0, source.column($0)) }))
    }
    return result
  }
}

extension Scenario {
  /// The sources whose columns have meanings.
  fileprivate var tables: [Source] {
    [
      stations, rooms, checkpoints, streets, bases, crews, staff, gridWorkers, unitAttributes, lastSeen,
      siting.candidates, rosterTables.requests, rosterTables.pinned, rosterTables.history,
    ].compactMap(\.self) + rosterTables.holidays
  }
}
