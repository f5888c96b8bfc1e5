/// A point of the integer lattice: WGS 84 longitude and latitude in units of 1e-7 degree (about 1 cm).
///
/// The seven decimals of GeoJSON are exact on it, so equality and hashing are exact too.
public struct Coordinate: Hashable, Comparable, Sendable {
  /// Lattice units in one degree.
  public static let unitsPerDegree = 1e7

  /// Longitude, 1e-7 degree.
  public var x: Int32
  /// Latitude, 1e-7 degree.
  public var y: Int32

  /// Of numbers of units, 1e-7 degree each.
  @inlinable public init(x: Int32, y: Int32) {
    self.x = x
    self.y = y
  }

  /// The lattice point nearest to a longitude and latitude in degrees; `nil` beyond the earth or not finite.
  public init?(longitude: Double, latitude: Double) {
    guard longitude.magnitude <= 180, latitude.magnitude <= 90 else { return nil }
    x = Int32((longitude * Self.unitsPerDegree).rounded())
    y = Int32((latitude * Self.unitsPerDegree).rounded())
  }

  /// The place at a share, 0 to 1, of the straight line to another; over the 180th meridian where that is nearer.
  public func towards(_ other: Coordinate, by part: Double) -> Coordinate {
    let whole = Int64(360 * Self.unitsPerDegree)
    var east = Int64(other.x) - Int64(x)
    if east.magnitude > whole / 2 { east -= whole * east.signum() }
    var to = Int64(x) + Int64((Double(east) * part).rounded())
    if to.magnitude > whole / 2 { to -= whole * to.signum() }
    let north = Int64((Double(Int64(other.y) - Int64(y)) * part).rounded())
    return Coordinate(x: Int32(to), y: Int32(Int64(y) + north))
  }

  /// Degrees east.
  public var longitude: Double { Double(x) / Self.unitsPerDegree }
  /// Degrees north.
  public var latitude: Double { Double(y) / Self.unitsPerDegree }

  /// West to east, then south to north.
  @inlinable public static func < (a: Coordinate, b: Coordinate) -> Bool {
    (a.x, a.y) < (b.x, b.y)
  }

  // Written out, not left to the compiler, for other modules to see through them.
  @inlinable public static func == (a: Coordinate, b: Coordinate) -> Bool { a.x == b.x && a.y == b.y }

  @inlinable public func hash(into hasher: inout Hasher) {
    hasher.combine(x)
    hasher.combine(y)
  }
}

/// A point of a county's own plane, in metres east and north of its centre.
public struct PlanePoint: Hashable, Sendable {
  /// Metres east.
  public var x: Double
  /// Metres north.
  public var y: Double

  /// Of metres east and north.
  @inlinable public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// Straight-line distance in metres.
  @inlinable public func distance(to other: PlanePoint) -> Double {
    let dx = x - other.x
    let dy = y - other.y
    return (dx * dx + dy * dy).squareRoot()
  }
}

/// A closed rectangle of the lattice; empty while nothing was added.
public struct Box: Hashable, Sendable {
  /// The least number of units east; above `maxX` where the box is empty.
  public var minX = Int32.max
  /// The least number of units north.
  public var minY = Int32.max
  /// The greatest number of units east.
  public var maxX = Int32.min
  /// The greatest number of units north.
  public var maxY = Int32.min

  /// An empty box.
  @inlinable public init() {}

  /// The least box that holds all of them.
  @inlinable public init(_ coordinates: some Sequence<Coordinate>) {
    for c in coordinates { insert(c) }
  }

  /// Whether it holds nothing.
  @inlinable public var isEmpty: Bool { minX > maxX }

  /// The middle, rounded to the lattice.
  public var centre: Coordinate {
    Coordinate(x: Int32((Int64(minX) + Int64(maxX)) / 2), y: Int32((Int64(minY) + Int64(maxY)) / 2))
  }

  /// Grows to hold a coordinate.
  @inlinable
  public mutating func insert(_ c: Coordinate) {
    minX = min(minX, c.x)
    minY = min(minY, c.y)
    maxX = max(maxX, c.x)
    maxY = max(maxY, c.y)
  }

  /// Grows to hold another box.
  @inlinable
  public mutating func insert(_ other: Box) {
    minX = min(minX, other.minX)
    minY = min(minY, other.minY)
    maxX = max(maxX, other.maxX)
    maxY = max(maxY, other.maxY)
  }

  /// Whether a coordinate lies inside or on the border.
  @inlinable
  public func contains(_ c: Coordinate) -> Bool {
    minX <= c.x && c.x <= maxX && minY <= c.y && c.y <= maxY
  }

  /// Whether the two have a coordinate in common.
  @inlinable
  public func intersects(_ other: Box) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }
}
