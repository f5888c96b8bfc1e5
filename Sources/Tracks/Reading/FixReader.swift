import Roads
import Scenario
import VectorFiles

/// Reads the fixes of a file in its order, a block at a time.
struct FixReader: ~Copyable {
  /// What was read.
  struct Tally: Sendable {
    var fixes = 0
    /// Rows without a place, and fixes without a time; and where the first is.
    var unplaced = 0
    var untimed = 0
    var firstUnread: (row: Int, column: String, text: String)?
  }

  let columns: FixColumns
  let datum: Datum
  private(set) var tally = Tally()
  private let source: TrackSource
  private let clock: Clock
  private var stream: PointStream
  private var rows: PointRows
  /// For a GPX file the names of its tracks.
  private let trackNames: [String?]
  /// The crew of the row before, and its number.
  private var lastName: [UInt8] = []
  private var lastCrew = -1
  /// How far a list of times such as "1, 2" or ["1", "2"] was read: the next vertex, and where its time begins.
  private var list = (vertex: 0, place: 0)

  /// - Parameter clock: holds for times without an offset.
  init(_ source: TrackSource, clock: Clock) throws(TrackError) {
    let (columns, trackNames) = try Self.layout(of: source)
    let stream = try Self.stream(source, columns)
    rows = PointStream.rows(columns: columns.crew == nil ? 1 : 2)
    datum = stream.datum
    self.columns = columns
    self.source = source
    self.clock = clock
    self.trackNames = trackNames
    self.stream = stream
  }

  private static func layout(
    of source: TrackSource
  ) throws(TrackError) -> (columns: FixColumns, trackNames: [String?]) {
    let header: [String]
    do {
      header = try PointStream.columns(of: source.vector())
    } catch { throw TrackError(error, in: source.path) }
    let columns = try FixColumns(source.file, header: header, named: source.columns)
    guard columns.crew == "track_fid" else { return (columns, []) }
    do {
      return (columns, try trackNames(of: source))
    } catch { throw TrackError(error, in: source.path) }
  }

  private static func stream(
    _ source: TrackSource, _ columns: FixColumns
  ) throws(TrackError) -> PointStream {
    do {
      return try PointStream(
        source.vector(columns.place), columns: [columns.time] + (columns.crew.map { [$0] } ?? []))
    } catch { throw TrackError(error, in: source.path) }
  }

  private static func trackNames(of source: TrackSource) throws(FormatError) -> [String?] {
    var vector = source.vector()
    vector.layer = "tracks"
    let tracks = try VectorLayer(reading: vector, columns: ["name"], as: .none)
    return tracks["name"]?.texts ?? []
  }

  /// Calls `body` with the next fixes and the numbers of their crews; false at the end of the file.
  mutating func next(_ crews: inout CrewNames, _ body: (Int, Fix) -> Void) throws(TrackError) -> Bool {
    do {
      guard try stream.next(&rows) else { return false }
    } catch { throw .format(error) }
    tally.unplaced += rows.unplaced
    if tally.firstUnread == nil, let row = rows.firstUnplaced {
      tally.firstUnread = (row, columns.place.joined(separator: " and "), "")
    }
    var record = -1
    var crew = 0
    for (point, coordinate) in rows.coordinates.enumerated() {
      if record != Int(rows.records[point]) {
        record = Int(rows.records[point])
        crew = self.crew(ofRecord: record, &crews)
      }
      guard let time = time(record, vertex: Int(rows.vertices[point])) else {
        tally.untimed += 1
        if tally.firstUnread == nil {
          tally.firstUnread = (
            rows.number(ofPoint: point), columns.time, rows.text(ofRecord: record, column: 0)
          )
        }
        continue
      }
      tally.fixes += 1
      body(crew, Fix(time: time + Int64(source.shift) * 1000, coordinate: coordinate))
    }
    return true
  }

  private mutating func time(_ record: Int, vertex: Int) -> Int64? {
    guard vertex >= 0 else {
      return rows.withText(ofRecord: record, column: 0) { FixTime.milliseconds($0, clock: clock) }
    }
    if vertex == 0 || vertex < list.vertex { list = (0, 0) }
    return rows.withText(ofRecord: record, column: 0) { text in
      var item = text[0..<0]
      while list.vertex <= vertex, list.place <= text.count {
        let rest = text[list.place...]
        item = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";") }
        list = (list.vertex + 1, list.place + item.count + 1)
      }
      guard list.vertex == vertex + 1 else { return nil }
      func isMark(_ byte: UInt8) -> Bool { " []\"".utf8.contains(byte) }
      while let first = item.first, isMark(first) { item.removeFirst() }
      while let last = item.last, isMark(last) { item.removeLast() }
      return FixTime.milliseconds(UnsafeRawBufferPointer(rebasing: item), clock: clock)
    }
  }

  private mutating func crew(ofRecord record: Int, _ crews: inout CrewNames) -> Int {
    guard columns.crew != nil else { return crews.number(of: source.stem) }
    let isSame = rows.withText(ofRecord: record, column: 1) { $0.elementsEqual(lastName) }
    if isSame, lastCrew >= 0 { return lastCrew }
    let text = rows.text(ofRecord: record, column: 1)
    lastName = Array(text.utf8)
    var name = text
    if !trackNames.isEmpty, let track = Int(text), trackNames.indices.contains(track) {
      name = trackNames[track] ?? ""
    }
    lastCrew = crews.number(of: name.isEmpty ? source.stem : name)
    return lastCrew
  }
}
