import Scenario

/// The sample's `scenario.yaml`, with comments for whoever reads it.
enum ScenarioText {
  static func make(_ preset: Preset, seed: UInt64, levels: Levels, police: Int, horizon: SampleHorizon)
    -> String
  {
    """
    # A sample county. Everything but its size is invented; `planner-cli synth` writes the files named here
    # from the preset "\(preset.name)" and the seed.
    title: \(preset.county)（样例）
    seed: \(seed)

    # The polygons, from the top down: each level lies exactly inside the one above it.
    levels:
    \(levels.levels.map { layer($0.name) }.joined(separator: "\n"))

    # Villages get a room, an officer and auxiliaries; a township is the land of one station.
    assign_level: village
    township_level: township

    time_zone: "+08:00"
    horizon: {start: \(horizon.start.text), days: \(horizon.days)}
    # ISO weekdays, Monday is 1. Routes are planned once for each type of day.
    day_types: {weekday: [1, 2, 3, 4, 5], weekend: [6, 7]}
    shifts: {day: "08:00-16:00", evening: "16:00-00:00", night: "00:00-08:00"}

    policy:
      # A room serves villages of its own township only.
      rooms_within_township: true
      min_auxiliaries_per_unit: 1
      # One auxiliary more for each full so many households of a village; null is none.
      households_per_extra_auxiliary: null
      # The workloads of a room's officers may differ by this share from their mean.
      officer_balance: 0.25
      # At least two fifths of the county's police are to serve at stations, and of a station's in its rooms.
      staffing:
        {station_share: 0.4, community_share: 0.4, max_households_per_officer: 12000, max_households_per_auxiliary: 3000}
      # Street response is judged against 1, 3 and 5 minutes.
      response_s: [60, 180, 300]
      # Land that help reaches later than this is a coverage gap.
      gap_response_s: 900
      # From the call to the wheels turning.
      readiness_s: 60
      roster: {min_rest_h: 11, max_consecutive_days: 6, max_hours_per_week: 44}

    roads: {source: roads.geojson, columns: {class: class, speed: maxspeed, oneway: oneway, name: name}}
    # Drawn behind the maps, and nothing else.
    water: {source: water.geojson}
    stations: {source: stations.geojson, columns: {id: id, name: name, police: police}}
    # All police of the county, those at stations among them.
    police: {county: \(police)}
    # What else is known of the villages: whether they lie in town, and how much work a household makes.
    unit_attributes: {source: units.village.geojson, columns: {code: code, town: town}}

    # Rooms to be sited, and the most villages that one may serve.
    siting: {rooms: \(preset.rooms), max_units: \(mostUnits(preset, levels)), max_households: null}

    checkpoints: {source: checkpoints.geojson}
    bases: {source: bases.geojson}
    crews: {source: crews.csv}
    staff: {source: staff.csv}
    # Rounds of each village's auxiliaries: by e-bike in the morning, and on foot with volunteers on Friday and Saturday evenings.
    rounds:
      village: {profile: e-bike, window: "08:00-12:00", hours: 2, weekdays: [1, 2, 3, 4, 5, 6]}
      evening: {profile: foot, window: "19:00-22:00", hours: 1.5, weekdays: [5, 6], teams: {source: volunteers.csv}}
    # In so many days somebody on patrol is to be seen in each.
    seen: {village: 2, microgrid: 7}\(crewStandard(preset))
    # Who answers for the micro-grids.
    grid_workers: {source: grid_workers.csv}

    # Who must be on duty: in each crew's vehicle on each of its shifts, and in each room.
    posts:
      crew: {officer: 1, auxiliary: 3}
      room: {shift: day, needs: {officer: 1}, weekdays: [1, 2, 3, 4, 5]}

    """
  }

  private static func layer(_ level: String) -> String {
    let parent = level == "county" ? "" : ", parent: parent"
    return
      "  - {name: \(level), source: units.\(level).geojson, columns: {code: code, name: name\(parent), households: households}}"
  }

  /// At least 12, and more where the rooms could not serve all villages of all townships otherwise; one more than
  /// that need, so that there is something to choose.
  /// Of one township crews see every village anyway.
  private static func crewStandard(_ preset: Preset) -> String {
    preset.townships > 1 ? "\n# And in so many a vehicle.\nseen_by_crews: {village: 7}" : ""
  }

  private static func mostUnits(_ preset: Preset, _ levels: Levels) -> Int {
    var size = [Int](repeating: 0, count: levels.levels[1].count)
    for parent in levels.levels[2].parents { size[parent] += 1 }
    let largest = size.max() ?? 1
    let least = (1...largest).first { most in
      size.reduce(0) { $0 + ($1 + most - 1) / most } <= preset.rooms
    }
    return max(12, (least ?? largest) + 1)
  }
}
