import Grid
import Scenario
import Solvers

/// A sample county: everything that a scenario folder holds, as values.
public struct Sample: Sendable {
  public let preset: Preset
  public let seed: UInt64
  /// County, township, village, grid, microgrid; each exactly a dissolve of the next.
  public let levels: [Level]
  public let roads: [Road]
  let rivers: Rivers
  /// One per township, in the order of the townships.
  public let stations: [Place]
  /// All police of each station.
  public let policeOfStation: [Int]
  public let bases: [Place]
  public let crews: [Crew]
  public let checkpoints: [Checkpoint]
  public let staff: [SampleStaff]
  /// The text of `scenario.yaml`.
  public let scenario: String
}

/// Makes up a county of the preset's size; the same preset and seed give the same values.
///
/// The land is a Voronoi diagram of micro-grid seeds that crowd around settlements; its cells are grouped into
/// villages around their settlements, villages into townships, and the cells of each village into grids, by
/// `connectedGroups`. Higher levels are dissolves of lower ones, so that every level nests exactly.
public func makeSample(preset: Preset, seed: UInt64) throws(SampleError) -> Sample {
  // Presets draw apart from one another, so that two counties of one seed share neither outline nor names.
  let number = seed
  let seed = number ^ ((UInt64(preset.code) ?? 0) &* 0x9E37_79B9_7F4A_7C15)
  let land = try Land.make(preset, seed: seed)
  var chance = SeededGenerator(seed, .households)
  let households = land.seeds.points.map { _ in 30 + chance.below(11) + chance.below(11) }
  chance = SeededGenerator(seed, .grouping)
  let grouping = try Grouping(land, preset: preset, households: households, chance: &chance)
  chance = SeededGenerator(seed, .names)
  let levels = try Levels(land, grouping, preset: preset, households: households, chance: &chance)

  var plan = RoadPlan()
  chance = SeededGenerator(seed, .streets)
  let streets = TownStreets(land.settlements, into: &plan, chance: &chance)
  chance = SeededGenerator(seed, .roads)
  let country = try CountryRoads(land, streets: streets, seats: levels.seats, into: &plan, chance: &chance)
  let roads = plan.roads(on: land.plane, chance: &chance)

  chance = SeededGenerator(seed, .rivers)
  let rivers = Rivers(through: land, chance: &chance)

  chance = SeededGenerator(seed, .places)
  let places = Places(
    preset, land: land, levels: levels, plan: plan, streets: streets, country: country, chance: &chance)
  let checkpoints = Checkpoints.make(
    preset, land: land, levels: levels, plan: plan, streets: streets, country: country, chance: &chance)
  let crews = places.bases.flatMap { base in
    (1...preset.crewsPerBase).map { number in
      Crew(
        id: "\(base.id)-C\(number)", baseID: base.id, base: base.coordinate,
        shiftIDs: ["day", "evening", "night"], maxSpeed: 80)
    }
  }
  let horizon = SampleHorizon()
  chance = SeededGenerator(seed, .people)
  let people = People(
    preset, levels: levels, communities: land.settlements.communities, bases: places.bases, horizon: horizon,
    chance: &chance)
  return Sample(
    preset: preset, seed: number, levels: levels.levels, roads: roads, rivers: rivers,
    stations: places.stations,
    policeOfStation: people.policeOfStation, bases: places.bases, crews: crews, checkpoints: checkpoints,
    staff: people.staff,
    scenario: ScenarioText.make(
      preset, seed: number, levels: levels, police: people.countyPolice, horizon: horizon))
}
