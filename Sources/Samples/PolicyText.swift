extension Sample {
  /// A policy to begin with: every rule and class, with limits that a plan of the tour keeps.
  static let policy = """
    # What `planner-cli audit PLAN --policy policy.yaml` judges a plan by. Leave out what you do not ask for.
    rules:
      # Every level is an exact partition of the level above.
      levels_proved: true
      # Of all households at least this share is reached in time: by the nearest room or base, and by a second one.
      response: [{within_s: 300, share: 0.6}, {within_s: 900, share: 0.95}]
      second_response: [{within_s: 900, share: 0.9}]
      # No micro-grid is farther from help than this, in seconds.
      worst_response_s: 900
      # How unevenly response falls on households: 0 is all alike.
      response_gini: 0.5
      # Of all households and minutes of the day, by the crews where they are just then and the rooms that are staffed.
      day_response: [{within_s: 900, share: 0.7}]
      # Of the visits asked for, those made; and the longest time between two of a checkpoint, and since the last one on
      # average, by tier.
      required_visits: 1
      checkpoint_gap_s: {red: 86400, yellow: 172800, blue: 172800}
      checkpoint_idleness_s: {red: 43200, yellow: 64800, blue: 64800}
      # Of all micro-grids, those with a stop in any so many days.
      units_seen: {within_days: 7, share: 0.9}
      # Villages, grids and rooms that may lack somebody.
      units_without_officer: 0
      units_without_auxiliary: 0
      grids_without_worker: 0
      rooms_without_officer: 0
      # Police at stations of the county's, officers of rooms of a station's, and their time in the community.
      station_share: 0.4
      community_share: 0.4
      community_time_share: 0.8
      # The roster.
      duties_filled: 0.95
      min_rest_h: 11
      max_days_in_a_row: 6
      max_hours_per_week: 44
      # Judged from a run of calls (--calls).
      call_response: [{within_s: 900, share: 0.5}]
      call_wait_s: 900
      crew_utilisation: 0.9
      # Judged from what was driven (--tracks): of the planned stops, those made, late, and short of their dwell; of the
      # stops made, those out of the planned order; and the kilometres driven over those planned.
      track_stops_made: 0.9
      track_late_share: 0.1
      track_short_share: 0.1
      track_out_of_order_share: 0.1
      track_km_share: 0.8

    # Classes of rooms and crews: the limits of class I and of class II; whoever keeps neither is in class III.
    scorecard:
      rooms:
        mean_travel_s: [300, 600]
        worst_travel_s: [900, 1800]
        households_per_officer: [6000, 12000]
        units_without_auxiliary: [0, 1]
        duties_filled: [1, 0.8]
      crews:
        presence_share: [0.5, 0.3]
        visits_per_shift: [4, 2]
        km_per_shift: [20, 10]
        duties_filled: [1, 0.8]

    """
}
