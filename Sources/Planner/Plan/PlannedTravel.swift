import Geometry
import Grid
import Roads
import Scenario
import VectorFiles
import Words

/// Travel as a plan is made with: over the scenario's roads, or straight lines where it has none.
public struct PlannedTravel: Sendable {
  /// A place that travel is wanted to.
  struct Place: Sendable {
    var name: String
    var coordinate: Coordinate
  }

  /// Ways and times between places, for who usually travels and, asked for, for others.
  public let travel: any Travel
  /// What is to be said of it, in sentences.
  public let notes: [Message]
  /// Those of them, and of the roads, of which whoever runs the planner is told at once.
  public private(set) var slips: [Message] = []
  private let roads: RoadLines?
  /// The names of the streets.
  let streets: StreetNames
  private let plane: LocalPlane
  private let profile: Profile

  /// - Parameters:
  ///   - units: where the land is, which chooses the roads that serve it.
  ///   - sites: other places that travel begins or ends at.
  init(
    _ scenario: Scenario, roads: RoadLines?, plane: LocalPlane, for units: [Place], and sites: [Place] = []
  ) {
    self.roads = roads
    streets = StreetNames(roads)
    self.plane = plane
    let profile = scenario.profile
    self.profile = profile
    guard let roads else {
      let usual = StraightLineTravel(
        factor: scenario.straightLineFactor, speed: scenario.straightLineSpeed)
      // Others go at their own speed at most.
      travel = TravelByProfile(usual, of: profile) { other in
        let own = other.usualSpeed(onClass: "") ?? other.accessSpeed
        return StraightLineTravel(factor: usual.factor, speed: min(usual.speed, own))
      }
      notes = []
      return
    }
    let network = RoadNetwork(roads, plane: plane, profile: profile)
    let travel = RoadTravel(network, for: units.map(\.coordinate), accessSpeed: profile.accessSpeed)
    var notes: [Message] = []
    if network.pieceCount > 1 {
      let share = (travel.homeShare * 1000).rounded() / 10
      notes.append(
        Message(
          "roads_in_pieces",
          "the roads fall into \(network.pieceCount) pieces; travel is over the one from which the units lie least far, "
            + "\(share) % of their length, and over nearer ones beside it"))
    }
    if network.keptTurns > 0 {
      notes.append(Message("turns_kept", "\(network.keptTurns) turn restrictions are kept"))
    }
    if network.idleTurns > 0 {
      notes.append(
        network.idleTurns == 1
          ? Message(
            "turns_idle", "\(network.idleTurns) turn restriction forbids what cannot be driven anyway")
          : Message(
            "turns_idle", "\(network.idleTurns) turn restrictions forbid what cannot be driven anyway"))
    }
    if network.unclearTurns > 0 {
      notes.append(
        Message(
          "turns_left_out",
          "\(network.unclearTurns) turn restrictions are left out: their ways do not meet, or in more than one way"
        ))
    }
    notes.append(Message("access_speed", "places join the nearest road at \(Int(travel.accessSpeed)) km/h"))
    slips = RemotePlaces(units + sites, travel).sentences
    self.travel = TravelByProfile(travel, of: profile) { other in
      RoadTravel(
        RoadNetwork(roads, plane: plane, profile: other), for: units.map(\.coordinate),
        accessSpeed: other.accessSpeed)
    }
    self.notes = notes + slips
  }

  /// Finds the roads that crews drove on, closed ones too; `nil` where the scenario has none.
  package var matcher: TrackMatcher? {
    roads.map { TrackMatcher(RoadNetwork($0.opened(to: profile), plane: plane, profile: profile)) }
  }

  /// Reads the roads of the scenario that a plan was made from.
  public init(of scenario: Scenario, in hierarchy: Hierarchy) throws(ScenarioError) {
    let roads = try PlanInputs.roads(scenario, hierarchy)?.lines
    self.init(scenario, roads: roads, plane: hierarchy.plane, for: hierarchy.lowest.namedAnchors)
    slips = (roads?.remarks.sentences ?? []) + slips
  }
}

extension Level {
  /// The anchor of each unit under its name.
  var namedAnchors: [PlannedTravel.Place] {
    zip(names, anchors).map { PlannedTravel.Place(name: $0, coordinate: $1) }
  }
}

/// Places from which the roads are far, or cut off.
private struct RemotePlaces {
  /// Metres.
  private static let far = 1000.0
  private static let mostNamed = 3

  private var all = 0
  private var beyondRoads: [(name: String, metres: Double)] = []
  private var cutOff: [(name: String, metres: Double)] = []

  init(_ places: [PlannedTravel.Place], _ travel: RoadTravel) {
    all = places.count
    for (place, distance) in zip(places, travel.distances(from: places.map(\.coordinate))) {
      if distance.nearest > Self.far {
        beyondRoads.append((place.name, distance.nearest))
      } else if distance.home > Self.far {
        cutOff.append((place.name, distance.home))
      }
    }
  }

  var sentences: [Message] {
    var sentences: [Message] = []
    if !beyondRoads.isEmpty {
      sentences.append(
        Message(
          "places_beyond_roads",
          "\(beyondRoads.count) of \(all) places lie more than 1 km from the nearest road: \(list(beyondRoads))"
        ))
    }
    if !cutOff.isEmpty {
      sentences.append(
        Message(
          "places_cut_off",
          "\(cutOff.count) of \(all) places stand at roads that are cut off from those which serve the others, so far from "
            + "them: \(list(cutOff))"))
    }
    return sentences
  }

  /// The farthest first.
  private func list(_ places: [(name: String, metres: Double)]) -> Message {
    let order = places.sorted { ($1.metres, $0.name) < ($0.metres, $1.name) }
    let more = order.count - Self.mostNamed
    let told = Message(list: order.prefix(Self.mostNamed).map { "\($0.name) \(kilometres($0.metres))" })
    return more > 0 ? Message("\(told) and \(more) more") : told
  }

  private func kilometres(_ metres: Double) -> String { "\((metres / 100).rounded() / 10) km" }
}
