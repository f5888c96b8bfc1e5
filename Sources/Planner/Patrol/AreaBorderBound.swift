/// How short the borders between areas can be at best, by the isoperimetric inequality: nothing that holds so much land has
/// a shorter outline than a circle.
///
/// The outlines of all areas are their borders twice and the outline of the county. What makes them short is small areas,
/// and no area is smaller than the densest land that has its share of the work; nor are any two together, and so on.
/// The root is concave, so that the sum of outlines is least where the areas are as unequal in land as that lets them be
/// (Hardy, Littlewood and Pólya 1929 on majorization). Where bases stand, and that areas are connected, is not used.
///
/// All is in whole numbers, each rounded so that the bound is rather too low.
struct AreaBorderBound {
  /// The least work of each area, in milliseconds.
  private let works: [Int]
  /// The work of each unit in milliseconds, and its land in hundredths of square metres.
  private let units: [(work: Int, land: Int)]
  /// Millimetres of the areas' outlines that are no border, whatever the areas.
  private let outline: Int

  /// What numbers are kept below, so that no product overflows: more than any county has.
  private static let most = 1e12

  /// - Parameters:
  ///   - works: the least work of each area, in seconds.
  ///   - units: the work and the square metres of each unit.
  ///   - outline: metres of the areas' outlines that are no border, whatever the areas.
  init(works: [Double], units: [(work: Double, land: Double)], outline: Double) {
    func whole(_ value: Double, _ scale: Double, _ rule: FloatingPointRoundingRule) -> Int {
      Int(min(max(0, value * scale), Self.most).rounded(rule))
    }
    self.works = works.map { whole($0, 1000, .down) }
    self.units = units.map { (whole($0.work, 1000, .up), whole($0.land, 100, .down)) }
    self.outline = whole(outline, 1000, .up)
  }

  /// Metres of border that every division has.
  var metres: Double { certificate.value }

  var certificate: Certificate {
    Certificate(
      .circles, bound: millimetres, scale: 1000, texts: [:],
      numbers: [
        "works": works, "work": units.map(\.work), "land": units.map(\.land), "outline": [outline],
      ])
  }

  private var millimetres: Int {
    let densest = units.sorted { a, b in
      let (left, right) = (a.work.multipliedFullWidth(by: b.land), b.work.multipliedFullWidth(by: a.land))
      return (left.high, left.low) > (right.high, right.low)
    }
    var rest = densest.reduce(0) { $0 + $1.land }
    var (place, used, sum) = (0, 0, 0)
    for work in works.sorted().dropLast() {
      var (missing, land) = (work, 0)
      while missing > 0, place < densest.count {
        let unit = densest[place]
        let part = min(missing, unit.work - used)
        if part > 0 {
          let (quotient, remainder) = unit.work.dividingFullWidth(unit.land.multipliedFullWidth(by: part))
          land += quotient
          rest -= remainder > 0 ? quotient + 1 : quotient
        }
        missing -= part
        used += part
        if used == unit.work { (place, used) = (place + 1, 0) }
      }
      sum += Self.circle(land)
    }
    return max(0, (sum + Self.circle(max(0, rest)) - outline) / 2)
  }

  /// Millimetres around a circle of so many hundredths of square metres, at most: the root of 4 pi times them.
  private static func circle(_ land: Int) -> Int {
    let isLarge = land >= 1 << 42
    let square = (isLarge ? land >> 20 : land) * 1_256_637 / 10
    var root = Int(Double(square).squareRoot())
    while root * root > square { root -= 1 }
    while (root + 1) * (root + 1) <= square { root += 1 }
    return isLarge ? root << 10 : root
  }
}
