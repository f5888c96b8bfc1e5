import Foundation
import Geometry
import VectorFiles

/// Locates the points of one block of whole CSV records; used for one block after another by one thread at a time.
final class CSVBlock {
  /// How many blocks are worked on side by side.
  static let atOnce = 2

  /// What stopped a block.
  enum Failure {
    case noNumber(row: Int, column: String, text: String)
    case beyondEarth(row: Int, swapped: Bool)

    /// - Parameter rowsBefore: the rows of the file before the block.
    func error(file: String, rowsBefore: Int) -> FormatError {
      switch self {
      case .noNumber(let row, let column, let text):
        .noCoordinate(file: file, row: rowsBefore + row, column: column, text: text)
      case .beyondEarth(let row, let swapped):
        .beyondEarth(file: file, row: rowsBefore + row, swapped: swapped)
      }
    }
  }

  private let locator: PointLocator
  private let head: CSVHead
  private let transform: GeographicTransform?
  private let addedTransform: GeographicTransform?
  private var records: [CSVScanner.Record] = []
  /// For each record its place in `x` and `y`, -1 for a point without coordinates, -2 for an empty line.
  private var places: [Int32] = []
  private var x: [Double] = []
  private var y: [Double] = []
  private var rowOfPoint: [Int32] = []
  /// Where apostrophes are put in, so that no field of a stranger's is a formula; ascending.
  private var apostrophes: [Int] = []
  /// The coordinates to add, by the place of the point; last for one that has none.
  private var added = CSVCoordinates()

  private(set) var output: [UInt8] = []
  private(set) var rows = 0
  private(set) var points = 0
  private(set) var missing = 0
  private(set) var outside = 0
  /// The places of the points that have coordinates, in order.
  private(set) var coordinates: [Coordinate] = []
  private(set) var failure: Failure?

  init(_ locator: PointLocator, _ head: CSVHead) {
    self.locator = locator
    self.head = head
    transform = GeographicTransform(head.system)
    addedTransform = head.addedSystem.flatMap { GeographicTransform($0.definition, direction: .fromWGS84) }
  }

  /// Locates the points of whole records; the results stand in the properties.
  ///
  /// - Parameter isFirst: whether the file begins with them. The first point of a file tells which coordinate stands
  ///   first in it; any later one may be astray.
  func locate(_ bytes: UnsafeRawBufferPointer, isFirst: Bool) {
    output.removeAll(keepingCapacity: true)
    failure = nil
    scan(bytes)
    guard failure == nil else { return }
    if isFirst, let east = x.first, let north = y.first, transform?.looksSwapped(x: east, y: north) == true {
      failure = .beyondEarth(row: Int(rowOfPoint[0]), swapped: true)
      return
    }
    transform?.apply(&x, &y)
    coordinates.removeAll(keepingCapacity: true)
    for i in x.indices {
      guard let place = Coordinate(longitude: x[i], latitude: y[i]) else {
        failure = .beyondEarth(
          row: Int(rowOfPoint[i]),
          swapped: GeographicTransform.looksSwapped(longitude: x[i], latitude: y[i]))
        return
      }
      coordinates.append(place)
    }
    let units = [Int32](unsafeUninitializedCapacity: coordinates.count) { units, count in
      coordinates.withUnsafeBufferPointer { locator.index.locate($0, into: units) }
      count = coordinates.count
    }
    outside = units.count { $0 < 0 }
    if let system = head.addedSystem {
      addedTransform?.apply(&x, &y)
      added.fill(x, y, decimals: system.decimals, delimiter: head.scanner.delimiter)
    }
    compose(bytes, units)
  }

  private func scan(_ bytes: UnsafeRawBufferPointer) {
    records.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    x.removeAll(keepingCapacity: true)
    y.removeAll(keepingCapacity: true)
    rowOfPoint.removeAll(keepingCapacity: true)
    apostrophes.removeAll(keepingCapacity: true)
    missing = 0
    points = 0
    let (longitude, latitude) = (head.longitude, head.latitude)
    var next = 0
    while next < bytes.count {
      var fields = (longitude: 0..<0, latitude: 0..<0)
      let record = head.scanner.record(bytes, at: next, isLast: true) { number, field in
        if number == longitude { fields.longitude = field }
        if number == latitude { fields.latitude = field }
        if let place = head.scanner.placeOfApostrophe(bytes, field) { apostrophes.append(place) }
      }
      guard let record else { break }
      next = record.next
      records.append(record)
      if record.content.isEmpty {
        places.append(-2)
        continue
      }
      points += 1
      let numbers = (CSVNumber(bytes, fields.longitude), CSVNumber(bytes, fields.latitude))
      switch numbers {
      case (.wrong, _):
        fail(bytes, fields.longitude, head.names[0])
        return
      case (_, .wrong):
        fail(bytes, fields.latitude, head.names[1])
        return
      case (.value(let longitude), .value(let latitude)):
        places.append(Int32(x.count))
        rowOfPoint.append(Int32(records.count))
        x.append(longitude)
        y.append(latitude)
      default:
        missing += 1
        places.append(-1)
      }
    }
    rows = records.count
  }

  private func fail(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>, _ column: String) {
    failure = .noNumber(row: records.count, column: column, text: head.scanner.text(bytes, field))
  }

  /// Puts the fields that are added between each record and its line's end.
  private func compose(_ bytes: UnsafeRawBufferPointer, _ units: [Int32]) {
    let none = head.offsets.count - 2
    func codes(_ place: Int32) -> Range<Int> {
      let unit = place < 0 || units[Int(place)] < 0 ? none : Int(units[Int(place)])
      return head.offsets[unit]..<head.offsets[unit + 1]
    }
    var size = bytes.count + apostrophes.count
    var rest = apostrophes[...]
    for place in places where place != -2 { size += codes(place).count + added[place].count }
    output = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      var end = 0
      func append(_ source: UnsafeRawBufferPointer, _ range: Range<Int>) {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(output)[end...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[range]))
        end += range.count
      }
      head.additions.withUnsafeBytes { additions in
        added.bytes.withUnsafeBytes { coordinates in
          for (record, place) in zip(records, places) {
            var start = record.content.lowerBound
            while let next = rest.first, next < record.content.upperBound {
              append(bytes, start..<next)
              output[end] = UInt8(ascii: "'")
              end += 1
              start = next
              rest.removeFirst()
            }
            append(bytes, start..<record.content.upperBound)
            if place != -2 {
              append(additions, codes(place))
              append(coordinates, added[place])
            }
            append(bytes, record.content.upperBound..<record.next)
          }
        }
      }
      count = end
    }
  }
}
