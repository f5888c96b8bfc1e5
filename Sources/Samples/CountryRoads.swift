import Foundation
import Solvers
import VectorFiles

/// The roads between the villages, and the lanes inside them.
struct CountryRoads {
  /// For each settlement the node of the plan at its centre.
  let nodeOfSettlement: [Int]
  /// Which of the plan's links run between villages, or from the town to one.
  let links: Range<Int>

  /// Draws the roads into `plan`, which holds the streets of the town.
  ///
  /// The ways from the town to the seats of the townships are main roads, the others lead from village to village.
  init(
    _ land: Land, streets: TownStreets, seats: [Int], into plan: inout RoadPlan,
    chance: inout SeededGenerator
  ) throws(SampleError) {
    let settlements = land.settlements
    var nodeOf: [Int] = []
    for (settlement, centre) in settlements.centres.enumerated() {
      if settlement < settlements.communities {
        guard let corner = plan.nearestNode(to: centre, in: streets.corners) else { throw .crowdedSeeds }
        nodeOf.append(corner)
      } else {
        nodeOf.append(plan.addNode(centre))
      }
    }
    nodeOfSettlement = nodeOf

    // Gates first, then the rural villages.
    let stops = streets.gates + nodeOf.dropFirst(settlements.communities)
    let points = stops.map { plan.nodes[$0] }
    let network = try VillageNetwork(
      points, gates: streets.gates.count, settlements: settlements, plane: land.plane, chance: &chance)
    let placeOf = Dictionary(uniqueKeysWithValues: stops.enumerated().map { ($0.element, $0.offset) })
    let traffic = network.traffic(to: seats.compactMap { placeOf[nodeOf[$0]] })

    let firstLink = plan.links.count
    var directions = [[Double]](repeating: [], count: stops.count)
    var countryLanes = 0
    for (pair, traffic) in zip(network.roads, traffic) {
      let (a, b) = (pair.a, pair.b)
      directions[a].append(atan2(points[b].y - points[a].y, points[b].x - points[a].x))
      directions[b].append(atan2(points[a].y - points[b].y, points[a].x - points[b].x))
      let roadClass: Road.Class
      let name: String
      switch traffic.ways {
      case 3...:
        roadClass = .primary
        name = "S\(201 + traffic.first)"
      case 1...:
        roadClass = .secondary
        name = "X\(padded(traffic.first + 1, 3))"
      default:
        roadClass = .tertiary
        countryLanes += 1
        name = "Y\(padded(countryLanes, 3))"
      }
      plan.link(stops[a], stops[b], roadClass, swing: 0.05, name: name, chance: &chance)
    }
    links = firstLink..<plan.links.count
    drawLanes(
      in: land, besides: Array(directions.dropFirst(streets.gates.count)), into: &plan, chance: &chance)
  }

  /// The lanes of all settlements: a community lies on the streets, and its one lane leads from the corner to its
  /// centre; a village has up to four, from its middle to micro-grids apart from its roads and one another.
  private func drawLanes(
    in land: Land, besides roads: [[Double]], into plan: inout RoadPlan, chance: inout SeededGenerator
  ) {
    let settlements = land.settlements
    for community in 0..<settlements.communities {
      let end = plan.addNode(settlements.centres[community])
      if plan.nodes[end].distance(to: plan.nodes[nodeOfSettlement[community]]) > 20 {
        plan.link(nodeOfSettlement[community], end, .residential, swing: 0.05, name: nil, chance: &chance)
      }
    }
    var taken = roads
    var lanes = [Int](repeating: 0, count: roads.count)
    for (seed, settlement) in zip(land.seeds.points, land.seeds.villages) {
      let village = settlement - settlements.communities
      guard village >= 0, lanes[village] < 4 else { continue }
      let centre = settlements.centres[settlement]
      guard (60...450).contains(seed.distance(to: centre)) else { continue }
      let angle = atan2(seed.y - centre.y, seed.x - centre.x)
      if taken[village].contains(where: { cos($0 - angle) > 0.75 }) { continue }
      plan.link(
        nodeOfSettlement[settlement], plan.addNode(seed), .residential, swing: 0.06, step: 120, name: nil,
        chance: &chance)
      taken[village].append(angle)
      lanes[village] += 1
    }
  }
}
