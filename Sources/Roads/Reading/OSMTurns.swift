import Geometry

/// The turn restrictions of an OpenStreetMap file (wiki.openstreetmap.org: Relation:restriction).
struct OSMTurns {
  private struct Relation {
    var id: Int64
    var from: [Int64]
    var to: [Int64]
    var viaWays: [Int64]
    var viaNodes: [Int64]
    var rules: [(isMandatory: Bool, profiles: Set<Profile>)]
    var isConditional: Bool
  }

  private var relations = LatestVersions<Relation>()

  mutating func add(_ object: OSMObject, _ tags: RoadTags) {
    guard relations.isLatest(object) else { return }
    guard !object.isDeleted, tags.value(.type) == "restriction" else {
      relations.put(nil, for: object)
      return
    }
    let own: [Profile: String] = [
      .car: tags.value(.restrictionMotorcar) ?? tags.value(.restrictionMotorVehicle) ?? "",
      .eBike: tags.value(.restrictionBicycle) ?? "",
    ]
    let relation = Relation(
      id: object.id, from: object.members(.way, role: "from"), to: object.members(.way, role: "to"),
      viaWays: object.members(.way, role: "via"), viaNodes: object.members(.node, role: "via"),
      rules: RoadTurn.rules(
        all: tags.value(.restriction) ?? "", own: own, except: tags.value(.except) ?? ""),
      isConditional: tags.value(.restrictionConditional) != nil)
    relations.put(relation, for: object)
  }

  /// The rules, as far as they bind cars or e-bikes and their ways are lines, by the ids of their relations.
  ///
  /// - Parameters:
  ///   - line: the line of a way that runs through a node.
  ///   - place: the number and the place of a node.
  func rules(
    line: (_ way: Int64, _ node: Int32?) -> Int?, place: (Int64) -> (node: Int32, place: Coordinate)?
  ) -> [RoadTurn] {
    var turns: [RoadTurn] = []
    for relation in relations.values.compactMap({ $0 }).sorted(by: { $0.id < $1.id }) {
      let via = relation.viaNodes.count == 1 ? place(relation.viaNodes[0]) : nil
      // So where the turn is made is not in the file.
      if relation.viaNodes.count == 1, via == nil { continue }
      for from in relation.from {
        for to in relation.to {
          // What leads over a way that is no road, or not in the file, cannot be driven.
          let ways = [from] + relation.viaWays + [to]
          let lines = ways.compactMap { line($0, via?.node) }
          guard lines.count == ways.count else { continue }
          for rule in relation.rules {
            turns.append(
              RoadTurn(
                lines: lines, place: via?.place, isMandatory: rule.isMandatory, profiles: rule.profiles))
          }
        }
      }
    }
    return turns
  }

  /// How many rules hold at some hours only.
  var conditionalCount: Int { relations.values.count { $0?.isConditional == true } }
}
