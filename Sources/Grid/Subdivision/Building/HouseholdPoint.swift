import Geometry
import Solvers

/// A place where households live; the planner holds nothing of them but their number.
public struct HouseholdPoint: Sendable, Hashable {
  /// Where they are.
  public var place: Coordinate
  /// How many they are.
  public var households: Int

  /// So many households at a place.
  public init(place: Coordinate, households: Int) {
    self.place = place
    self.households = households
  }
}

extension [HouseholdPoint] {
  /// The points in each unit; a point on a shared border goes to the first of its units.
  func dealt(to shapes: PolygonSet) -> [[HouseholdPoint]] {
    var result = [[HouseholdPoint]](repeating: [], count: shapes.count)
    for (point, unit) in zip(self, UnitIndex(shapes).units(at: map(\.place))) where unit >= 0 {
      result[Int(unit)].append(point)
    }
    return result
  }
}

/// Makes up where households live: half of them evenly over a unit's land, half around settlements in it.
///
/// - Parameters:
///   - counts: the households of each unit.
///   - shapes: the land of the units.
///   - settlements: in how many settlements those of each unit gather.
///   - seed: of every chance.
/// - Returns: a point for each household. A unit's follow from its own place, shape, count and the seed alone, whatever
///   other units there are; with a greater count those of a smaller one stay.
public func spreadHouseholds(
  _ counts: [Int], over shapes: PolygonSet, settlements: [Int], seed: UInt64
) -> [HouseholdPoint] {
  var result: [HouseholdPoint] = []
  for unit in 0..<shapes.count where !shapes.polygons(of: unit).isEmpty {
    let box = shapes.box(of: unit)
    let corner = UInt64(UInt32(bitPattern: box.minX)) << 32 | UInt64(UInt32(bitPattern: box.minY))
    var chance = SeededGenerator(seed: seed &+ corner &* 0x9E37_79B9_7F4A_7C15)
    let width = Double(box.maxX) - Double(box.minX)
    let height = Double(box.maxY) - Double(box.minY)
    func anywhere() -> Coordinate {
      // A unit too thin to be hit so often is reached through its vertices.
      for _ in 0..<10_000 {
        let place = Coordinate(
          x: box.minX + Int32(chance.unit() * width), y: box.minY + Int32(chance.unit() * height))
        if shapes.place(of: place, inUnit: unit) == .inside { return place }
      }
      return shapes.coordinates[shapes.range(ofUnit: unit).lowerBound]
    }
    let seeds = (0..<max(1, settlements[unit])).map { _ in anywhere() }
    let reach = 0.45 / Double(seeds.count).squareRoot()
    for _ in 0..<counts[unit] {
      var place = anywhere()
      if chance.unit() < 0.5 {
        let centre = seeds[chance.below(seeds.count)]
        // The mean of three is near enough to a normal spread.
        let dx = (chance.unit() + chance.unit() + chance.unit() - 1.5) * width * reach
        let dy = (chance.unit() + chance.unit() + chance.unit() - 1.5) * height * reach
        let near = Coordinate(
          x: Int32(clamping: Int(Double(centre.x) + dx)), y: Int32(clamping: Int(Double(centre.y) + dy)))
        if shapes.place(of: near, inUnit: unit) == .inside { place = near }
      }
      result.append(HouseholdPoint(place: place, households: 1))
    }
  }
  return result
}
