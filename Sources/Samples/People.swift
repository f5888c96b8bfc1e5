import Grid
import Scenario
import Solvers
import VectorFiles

/// One member of the sample's staff. Nobody has a name.
public struct SampleStaff: Sendable, Equatable {
  public let id: String
  public let role: Role
  /// The village a person belongs to; empty for the people of a base.
  public let homeUnit: String
  public let isFullTime: Bool
  /// The base whose crews the person serves in; empty for the people of rooms and villages.
  public let site: String
  public let unavailable: [CivilDate]
}

/// Makes up the staff: room officers, village auxiliaries and the people of the bases.
struct People {
  private(set) var staff: [SampleStaff] = []
  /// All police of each township's station, of whom about half are the officers of its rooms if those are sited by
  /// households, and of the county, of whom some more than two fifths are at stations.
  let policeOfStation: [Int]
  let countyPolice: Int

  /// Shifts of 8 hours that one person can work in a week of at most 44 hours.
  private static let dutiesPerWeek = 5

  init(
    _ preset: Preset, levels: Levels, communities: Int, bases: [Place], horizon: SampleHorizon,
    chance: inout SeededGenerator
  ) {
    let villages = levels.levels[2]
    let townships = levels.levels[1]
    var size = [Int](repeating: 0, count: townships.count)
    for parent in villages.parents { size[parent] += 1 }
    policeOfStation = apportion(preset.rooms, over: townships.households).map { max(2, 2 * $0 - 1) }
    countyPolice = policeOfStation.reduce(0, +) * 9 / 4
    for (township, officers) in apportion(preset.rooms, over: size).enumerated() {
      let seat = levels.settlementOfVillage.firstIndex(of: levels.seats[township]) ?? 0
      for _ in 0..<officers {
        add(.officer, home: villages.codes[seat], isFullTime: true, horizon: horizon, chance: &chance)
      }
    }
    // Where there are too few auxiliaries, the smallest villages go without one; where there are more, the
    // largest have two.
    let largest = (0..<villages.count).sorted {
      (villages.households[$1], $0) < (villages.households[$0], $1)
    }
    var auxiliaries = [Int](repeating: 0, count: villages.count)
    for i in 0..<preset.auxiliaries { auxiliaries[largest[i % villages.count]] += 1 }
    for (village, count) in auxiliaries.enumerated() {
      let isTown = levels.settlementOfVillage[village] < communities
      for _ in 0..<count {
        add(
          .auxiliary, home: villages.codes[village], isFullTime: isTown || chance.unit() < 0.05,
          horizon: horizon, chance: &chance)
      }
    }
    let duties = preset.crewsPerBase * 3 * 7
    for base in bases {
      // One officer and two auxiliaries more than the duties take, for the days when someone is away.
      for _ in 0..<((duties + Self.dutiesPerWeek - 1) / Self.dutiesPerWeek + 1) {
        add(.officer, isFullTime: true, site: base.id, horizon: horizon, chance: &chance)
      }
      for _ in 0..<((3 * duties + Self.dutiesPerWeek - 1) / Self.dutiesPerWeek + 2) {
        add(.auxiliary, isFullTime: true, site: base.id, horizon: horizon, chance: &chance)
      }
    }
  }

  private mutating func add(
    _ role: Role, home: String = "", isFullTime: Bool, site: String = "", horizon: SampleHorizon,
    chance: inout SeededGenerator
  ) {
    var away: [CivilDate] = []
    if chance.unit() < 0.05 {
      let first = chance.below(horizon.days - 2)
      away = (first...(first + chance.below(3))).map { horizon.start + $0 }
    }
    staff.append(
      SampleStaff(
        id: "P" + padded(staff.count + 1, 5), role: role, homeUnit: home, isFullTime: isFullTime, site: site,
        unavailable: away))
  }
}

/// The dates that a sample is planned for.
struct SampleHorizon {
  let start = CivilDate(days: 20_788)
  let days = 28
}
