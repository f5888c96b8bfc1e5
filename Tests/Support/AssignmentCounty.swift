import Geometry
import Grid
import Roads
import Scenario

/// A county of square villages in rows and columns, for tests of assignment and gaps.
package struct TestCounty {
  package var columns: Int
  var rows: Int
  package var level: Level
  package var adjacency: Adjacency
  package var townshipOfUnit: [Int]
  package var townshipCodes: [String]

  /// Villages of about 900 m; each pair of columns is a township.
  package init(columns: Int, rows: Int, households: (Int) -> Int) {
    self.columns = columns
    self.rows = rows
    let count = columns * rows
    var shapes = PolygonSet()
    var anchors: [Coordinate] = []
    for u in 0..<count {
      let x = 1_150_000_000 + Int32(u % columns) * 100_000
      let y = 334_000_000 + Int32(u / columns) * 80_000
      shapes.appendUnit([
        [
          [
            Coordinate(x: x, y: y), Coordinate(x: x + 100_000, y: y),
            Coordinate(x: x + 100_000, y: y + 80_000), Coordinate(x: x, y: y + 80_000),
          ]
        ]
      ])
      anchors.append(Coordinate(x: x + 50_000, y: y + 40_000))
    }
    level = Level(
      name: "village", codes: (0..<count).map { "V\($0)" }, names: (0..<count).map { "Village \($0)" },
      parents: (0..<count).map { $0 % columns / 2 }, households: (0..<count).map(households), shapes: shapes,
      areas: [Double](repeating: 810_000, count: count), anchors: anchors)
    var offsets = [0]
    var neighbours: [Int] = []
    for u in 0..<count {
      if u >= columns { neighbours.append(u - columns) }
      if u % columns > 0 { neighbours.append(u - 1) }
      if u % columns < columns - 1 { neighbours.append(u + 1) }
      if u < count - columns { neighbours.append(u + columns) }
      offsets.append(neighbours.count)
    }
    adjacency = Adjacency(
      offsets: offsets, neighbours: neighbours, borders: [Double](repeating: 900, count: neighbours.count))
    townshipOfUnit = (0..<count).map { $0 % columns / 2 }
    townshipCodes = (0..<((columns + 1) / 2)).map { "T\($0)" }
  }

  package var problem: Problem {
    Problem(
      levels: ["county", "township", "village"], assignLevel: "village", townshipLevel: "township",
      horizon: Horizon(
        start: CivilDate(days: 20_000), days: 1, clock: Clock(offset: 28_800), dayTypeOfDate: [0]),
      dayTypes: ["weekday"], policy: Policy())
  }

  package func room(_ id: String, in unit: Int, maxUnits: Int? = nil, maxHouseholds: Int? = nil) -> Room {
    Room(
      id: id, name: id, coordinate: level.anchors[unit], status: .existing,
      townshipCode: townshipCodes[townshipOfUnit[unit]], maxUnits: maxUnits, maxHouseholds: maxHouseholds)
  }
}

/// Straight lines, but nothing reaches, or leaves, the places cut off except themselves.
package struct BrokenTravel: Travel {
  package var cutOff: Set<Coordinate>

  package init(cutOff: Set<Coordinate>) {
    self.cutOff = cutOff
  }

  package func table(from origins: [Coordinate], to destinations: [Coordinate]) -> TravelTable {
    let whole = StraightLineTravel(factor: 1, speed: 36).table(from: origins, to: destinations)
    var seconds = whole.seconds
    for (i, a) in origins.enumerated() {
      for (j, b) in destinations.enumerated() where a != b && (cutOff.contains(a) || cutOff.contains(b)) {
        seconds[i * destinations.count + j] = .infinity
      }
    }
    return TravelTable(rows: whole.rows, columns: whole.columns, seconds: seconds, metres: whole.metres)
  }

  package func path(from origin: Coordinate, to destination: Coordinate) -> [Coordinate] {
    [origin, destination]
  }
}
