/// Names of patrol areas by the land they hold, so that who reads of one knows where it is.
///
/// Areas take the names of units of a higher level in turn: always the area and the unit that share most households among
/// those that are left, so that no two areas have the same name.
struct AreaNames {
  /// Of each unit of the higher level.
  let names: [String]
  /// For each unit of the lowest level the one of the higher level that holds it.
  let holderOfUnit: [Int]
  /// In each unit of the lowest level.
  let households: [Int]

  /// For each area its name; empty where no unit is left for it.
  func names(of areas: [PatrolArea]) -> [String] {
    var shared: [(area: Int, holder: Int, households: Int)] = []
    for (index, area) in areas.enumerated() {
      var counts: [Int: Int] = [:]
      for unit in area.units { counts[holderOfUnit[unit], default: 0] += households[unit] }
      shared += counts.map { (index, $0.key, $0.value) }
    }
    shared.sort { ($1.households, $0.area, $0.holder) < ($0.households, $1.area, $1.holder) }
    var found = [String](repeating: "", count: areas.count)
    var taken = Set([""])
    for pair in shared where found[pair.area].isEmpty && taken.insert(names[pair.holder]).inserted {
      found[pair.area] = names[pair.holder]
    }
    return found
  }
}
