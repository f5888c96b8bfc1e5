import Geometry
import Grid
import Roads
import Scenario
import Solvers
import VectorFiles

/// Travel as a plan is made with: over the scenario's roads, or straight lines where it has none.
public struct PlannedTravel: Sendable {
  public let travel: any Travel
  /// What is to be said of it, in sentences.
  public let notes: [String]
  private let roads: RoadLines?
  /// The names of the streets.
  let streets: StreetNames
  private let plane: LocalPlane
  private let profile: Profile

  init(_ scenario: Scenario, roads: RoadLines?, plane: LocalPlane) {
    self.roads = roads
    streets = StreetNames(roads)
    self.plane = plane
    profile = scenario.profile
    guard let roads else {
      travel = StraightLineTravel(factor: scenario.straightLineFactor, speed: scenario.straightLineSpeed)
      notes = []
      return
    }
    let profile = scenario.profile
    let network = RoadNetwork(roads, plane: plane, profile: profile)
    var notes: [String] = []
    if network.pieceCount > 1 {
      let share = (network.largestPieceShare * 1000).rounded() / 10
      notes.append(
        "the roads fall into \(network.pieceCount) pieces; travel is over the largest, \(share) % of their length"
      )
    }
    if network.keptTurns > 0 { notes.append("\(network.keptTurns) turn restrictions are kept") }
    if network.unclearTurns > 0 {
      notes.append(
        "\(network.unclearTurns) turn restrictions are left out: their ways do not meet, or in more than one way"
      )
    }
    let travel = RoadTravel(network, accessSpeed: profile.accessSpeed)
    notes.append("places join the nearest road at \(Int(travel.accessSpeed)) km/h")
    self.travel = travel
    self.notes = notes
  }

  /// Finds the roads that crews drove on, closed ones too; `nil` where the scenario has none.
  public var matcher: TrackMatcher? {
    roads.map { TrackMatcher(RoadNetwork($0.opened(to: profile), plane: plane, profile: profile)) }
  }

  /// Reads the roads of the scenario that a plan was made from.
  public init(of scenario: Scenario, in hierarchy: Hierarchy) throws(ScenarioError) {
    self.init(scenario, roads: try PlanInputs.roads(scenario, hierarchy)?.lines, plane: hierarchy.plane)
  }
}
