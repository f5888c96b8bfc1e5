import Words

/// What is taken for likely when fixes are matched to roads.
package struct MatchRules: Sendable {
  /// The standard deviation of a fix from where it was taken, metres.
  package var noise = 12.0
  /// How much longer than the straight line the way between two fixes is on average, metres.
  package var detour = 10.0
  /// How many times as long as it is a stretch against a one-way street counts.
  package var wrongWay = 2.0
  /// Roads farther than this from a fix are not thought of, metres.
  package var radius = 60.0
  /// How many roads are thought of for one fix, the nearest.
  package var candidates = 12
  /// Ways between two fixes that are longer than the straight line by more than this are not thought of, metres.
  package var longestDetour = 2000.0
  /// Ways that would need a greater speed are not thought of, metres per second.
  package var greatestSpeed = 50.0
  /// A place this much less likely than the best one for the same fix (natural logarithm) is given up.
  package var beam = 30.0
  /// How many fixes in a row may be passed over where no way leads to them.
  package var passedOver = 3

  package init() {}

  /// In sentences, for the list of what was assumed.
  package var assumed: [Message] {
    [
      Message(
        "closed_roads_driven",
        "crews drove closed roads and pedestrian streets as others; a way against a one-way street counts "
          + "\(wrongWay) times as long where the likeliest is sought")
    ]
  }
}
