import Geometry

/// Points that were read from a file, with the text of some of its columns.
///
/// A record with a point gives one point, a record with a line all its vertices.
package struct PointRows: Sendable {
  package private(set) var coordinates: [Coordinate] = []
  /// For each point the record it is from, and which vertex of its line it is; -1 where the record is one point.
  package private(set) var records: [Int32] = []
  package private(set) var vertices: [Int32] = []
  /// The number in the file of the first record, from 1; a header counts as a row of a table.
  package private(set) var firstNumber: Int
  package private(set) var recordCount = 0
  /// Records without coordinates, or with some that are none; and the number of the first.
  package private(set) var unplaced = 0
  package private(set) var firstUnplaced: Int?

  private let columnCount: Int
  /// The text of column c of record r is `bytes[offsets[r * columnCount + c] ..< offsets[r * columnCount + c + 1]]`.
  private var bytes: [UInt8] = []
  private var offsets: [Int32] = [0]
  private var x: [Double] = []
  private var y: [Double] = []

  init(columnCount: Int, firstNumber: Int) {
    self.columnCount = columnCount
    self.firstNumber = firstNumber
  }

  /// The number in the file of a point's record.
  package func number(ofPoint point: Int) -> Int { firstNumber + Int(records[point]) }

  /// Calls `body` with the text of a column, UTF-8, quotes taken off.
  @inline(__always)
  package func withText<Result>(
    ofRecord record: Int, column: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let place = record * columnCount + column
    return bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[Int(offsets[place])..<Int(offsets[place + 1])]))
    }
  }

  package func text(ofRecord record: Int, column: Int) -> String {
    withText(ofRecord: record, column: column) { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: Filling

  /// Begins again with the record after the last.
  mutating func clear(firstNumber number: Int) {
    firstNumber = number
    recordCount = 0
    unplaced = 0
    firstUnplaced = nil
    coordinates.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    vertices.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    x.removeAll(keepingCapacity: true)
    y.removeAll(keepingCapacity: true)
  }

  /// Adds a point to the record that is being read.
  mutating func add(x: Double, y: Double, vertex: Int = -1) {
    self.x.append(x)
    self.y.append(y)
    records.append(Int32(recordCount))
    vertices.append(Int32(vertex))
  }

  mutating func addText(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(Int32(bytes.count))
  }

  mutating func endRecord(isPlaced: Bool = true) {
    if !isPlaced { leaveOut(recordCount) }
    recordCount += 1
  }

  /// Places the points; those that the coordinate system has no place for are left out.
  mutating func place(by transform: borrowing GeographicTransform) {
    transform.apply(&x, &y)
    var kept = 0
    for i in x.indices {
      guard let place = Coordinate(longitude: x[i], latitude: y[i]) else {
        leaveOut(Int(records[i]))
        continue
      }
      coordinates.append(place)
      records[kept] = records[i]
      vertices[kept] = vertices[i]
      kept += 1
    }
    records.removeLast(records.count - kept)
    vertices.removeLast(vertices.count - kept)
  }

  private mutating func leaveOut(_ record: Int) {
    unplaced += 1
    firstUnplaced = min(firstUnplaced ?? .max, firstNumber + record)
  }
}
