import Geometry
import Roads

/// Finds the names of the streets that a way leads along.
struct StreetNames: Sendable {
  /// By vertex of the roads, the vertices next to it and the name of the street between.
  private var next: [Coordinate: [(vertex: Coordinate, name: Int32)]] = [:]
  private var names: [String] = []

  init(_ roads: RoadLines?) {
    guard let roads else { return }
    var numbers: [String: Int32] = [:]
    for line in 0..<roads.count {
      let name = roads.attributes[line].name
      let number = numbers[name] ?? Int32(names.count)
      if numbers[name] == nil {
        numbers[name] = number
        names.append(name)
      }
      let vertices = roads.vertices(of: line)
      for (a, b) in zip(vertices, vertices.dropFirst()) {
        next[a, default: []].append((b, number))
        next[b, default: []].append((a, number))
      }
    }
  }

  /// The name of the street from one vertex of a way to the next, empty for a nameless one; `nil` off the roads.
  func name(from a: Coordinate, to b: Coordinate) -> String? {
    for (here, there) in [(a, b), (b, a)] {
      guard let ways = next[here] else { continue }
      if let whole = ways.first(where: { $0.vertex == there }) { return names[Int(whole.name)] }
      // A place stands somewhere along a street: one that leads from the vertex towards it.
      let towards = ways.map {
        (cosine: Bearing(here, $0.vertex).cosine(to: Bearing(here, there)), name: $0.name)
      }
      if let best = towards.max(by: { $0.cosine < $1.cosine }), best.cosine > 0.999 {
        return names[Int(best.name)]
      }
    }
    return nil
  }
}

/// A direction on the ground.
struct Bearing: Sendable {
  private let east: Double
  private let north: Double

  init(_ a: Coordinate, _ b: Coordinate) {
    let d = GreatCircle.direction(a)
    // Degrees of longitude are shorter by the cosine of the latitude.
    let shrink = (d.x * d.x + d.y * d.y).squareRoot()
    let (x, y) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let length = max(.leastNormalMagnitude, (x * x * shrink * shrink + y * y).squareRoot())
    (east, north) = (x * shrink / length, y / length)
  }

  func cosine(to other: Bearing) -> Double { east * other.east + north * other.north }

  /// Above 0 where `other` points to the left of this.
  func sine(to other: Bearing) -> Double { east * other.north - north * other.east }
}
