import Geometry

/// Integers as ASCII text that stands unescaped in JSON and HTML.
///
/// Each integer is zigzag-coded (0, -1, 1, -2 become 0, 1, 2, 3) and written five bits to a character, lowest
/// first, with a sixth bit set on every character but its last; the characters are those of URL-safe base64.
/// Coordinates are written as differences, so that a vertex of a micro-grid takes about six characters. The idea is that
/// of Google's encoded polylines, without the backslash that JSON would have to escape.
struct IntegerText {
  private var bytes: [UInt8] = []
  private var last = (x: 0, y: 0)

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ value: Int) {
    var rest = UInt(bitPattern: (value << 1) ^ (value >> (Int.bitWidth - 1)))
    while rest >= 32 {
      bytes.append(Self.alphabet[Int(rest & 31 | 32)])
      rest >>= 5
    }
    bytes.append(Self.alphabet[Int(rest)])
  }

  /// Writes the step from the coordinate before; the first starts at 0, 0.
  mutating func append(_ coordinate: Coordinate) {
    append(Int(coordinate.x) - last.x)
    append(Int(coordinate.y) - last.y)
    last = (Int(coordinate.x), Int(coordinate.y))
  }
}

extension IntegerText {
  /// A line or a list of places: its coordinates.
  init(_ coordinates: some Sequence<Coordinate>) {
    for coordinate in coordinates { append(coordinate) }
  }

  /// For each line its number of vertices, and these.
  init(lines: some Sequence<[Coordinate]>) {
    for line in lines {
      append(line.count)
      for vertex in line { append(vertex) }
    }
  }

  /// For each unit its number of polygons, for each polygon its number of rings, for each ring its number of
  /// vertices (the closing one is left out) and its vertices. Exact: nothing is simplified.
  init(_ shapes: PolygonSet) {
    bytes.reserveCapacity(shapes.coordinates.count * 7)
    for unit in 0..<shapes.count {
      append(shapes.polygons(of: unit).count)
      for polygon in shapes.polygons(of: unit) {
        append(shapes.rings(of: polygon).count)
        for ring in shapes.rings(of: polygon) {
          let vertices = shapes.coordinates[shapes.range(ofRing: ring)].dropLast()
          append(vertices.count)
          for vertex in vertices { append(vertex) }
        }
      }
    }
  }
}
