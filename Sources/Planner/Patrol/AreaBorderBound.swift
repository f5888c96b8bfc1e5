/// How short the borders between areas can be at best, by the isoperimetric inequality: nothing that holds so much land has
/// a shorter outline than a circle.
///
/// The outlines of all areas are their borders twice and the outline of the county. What makes them short is small areas,
/// and no area is smaller than the densest land that has its share of the work; nor are any two together, and so on.
/// The root is concave, so that the sum of outlines is least where the areas are as unequal in land as that lets them be
/// (Hardy, Littlewood and Pólya 1929 on majorization). Where bases stand, and that areas are connected, is not used.
enum AreaBorderBound {
  /// Metres of border that every division has.
  ///
  /// - Parameters:
  ///   - works: the least work of each area.
  ///   - units: the work and the square metres of each unit.
  ///   - outline: metres of the areas' outlines that are no border, whatever the areas.
  static func least(works: [Double], units: [(work: Double, land: Double)], outline: Double) -> Double {
    let densest = units.sorted { $0.work * $1.land > $1.work * $0.land }
    var rest = densest.reduce(0) { $0 + $1.land }
    var (place, used, sum) = (0, 0.0, 0.0)
    for work in works.sorted().dropLast() {
      var (missing, land) = (max(0, work), 0.0)
      while missing > 0, place < densest.count {
        let left = densest[place].work - used
        guard left > missing else {
          land += densest[place].work > 0 ? densest[place].land * left / densest[place].work : 0
          missing -= left
          (place, used) = (place + 1, 0)
          continue
        }
        land += densest[place].land * missing / densest[place].work
        used += missing
        missing = 0
      }
      rest -= land
      sum += circle(land)
    }
    return max(0, (sum + circle(rest) - outline) / 2)
  }

  /// The outline of a circle of so much land.
  private static func circle(_ land: Double) -> Double { (4 * Double.pi * max(0, land)).squareRoot() }
}
