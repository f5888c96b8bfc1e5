/// Reads whom a barrier that stands on a node lets pass (wiki.openstreetmap.org: Key:barrier).
struct BarrierTags {
  /// `nil` where it stops nobody.
  let access: RoadAccess?
  /// A kind of barrier that is not known.
  let unknownKind: String?
  let unknownAccess: [String]

  /// `nil` where there is none.
  init?(_ tags: RoadTags) {
    guard let kind = tags.value(.barrier)?.lowercased() else { return nil }
    let closesAll = Self.gates.contains(kind) && tags.value(.locked) == "yes"
    let isKnown = Self.open.contains(kind) || Self.gates.contains(kind) || Self.closedToCars.contains(kind)
    // A bollard that sinks into the ground is no more than a gate.
    let isRising = kind == "bollard" && tags.value(.bollard) == "rising"
    var read = AccessTags(tags)
    func passes(_ profile: Profile, _ closed: Bool) -> Bool {
      read.allows(profile, generalOpens: true) ?? !(closed || closesAll)
    }
    let access = RoadAccess(
      car: passes(.car, !isKnown || Self.closedToCars.contains(kind) && !isRising),
      bicycle: passes(.eBike, Self.closedToBicycles.contains(kind)),
      foot: passes(.foot, Self.closedToWalkers.contains(kind)))
    self.access = access == RoadAccess(car: true, bicycle: true, foot: true) ? nil : access
    unknownKind = isKnown ? nil : kind
    unknownAccess = read.unknown.sorted()
  }

  private static let open: Set<String> = [
    "no", "entrance", "toll_booth", "cattle_grid", "border_control", "checkpoint", "sally_port",
    "height_restrictor",
    "width_restrictor", "arch", "kerb",
  ]

  /// Open unless locked.
  private static let gates: Set<String> = [
    "gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "hampshire_gate", "wicket_gate",
  ]

  private static let closedToWalkers: Set<String> = [
    "wall", "city_wall", "retaining_wall", "fence", "hedge", "ditch",
  ]

  private static let closedToBicycles = closedToWalkers.union([
    "kissing_gate", "stile", "turnstile", "full-height_turnstile", "horse_stile", "guard_rail", "log",
    "debris",
  ])

  private static let closedToCars = closedToBicycles.union([
    "bollard", "block", "cycle_barrier", "motorcycle_barrier", "jersey_barrier", "kent_carriage_gap",
    "chicane", "wicket_gate",
    "bus_trap", "sump_buster", "chain", "rope", "planter", "bar", "barrier_board", "cable_barrier", "step",
    "spikes", "tank_trap",
    "wedge", "tyres", "yes",
  ])
}
