import Grid

extension Assignment {
  /// How many pieces of land are cut off from the rest of their room's land: for each room its connected pieces
  /// but one, added up.
  public func detachedPieces(_ adjacency: Adjacency) -> Int {
    rooms.reduce(0) { $0 + max(0, adjacency.pieces(of: $1.units).count - 1) }
  }
}

extension RoomChoice {
  /// The share of the total cost that joining detached pieces may add.
  private static let tolerance = 0.001

  /// Gives pieces of land that are cut off from the rest of their room's to a room next to them, while that adds
  /// no more than a thousandth to the cost, breaks no limit and cuts off nothing else.
  mutating func joinDetachedPieces(
    _ sites: RoomSites, costs: CostMatrix, _ travel: TravelTable, _ adjacency: Adjacency
  ) {
    let households = sites.units.households
    func cost(_ unit: Int, _ site: Int) -> Double { Double(households[unit]) * Double(costs[site, unit]) }
    var budget = Self.tolerance * siteOfUnit.indices.reduce(0) { $0 + cost($1, siteOfUnit[$1]) }

    var joined = true
    while joined {
      joined = false
      let served = units(bySite: costs.sites)
      for site in open {
        let pieces = adjacency.pieces(of: served[site])
        guard pieces.count > 1 else { continue }
        // The piece that the others are cut off from: the room's own, else the one with the most households.
        let weights = pieces.map { $0.reduce(0) { $0 + households[$1] } }
        let main =
          pieces.firstIndex { $0.contains(sites.unitOfSite[site]) }
          ?? weights.indices.max { (weights[$0], $1) < (weights[$1], $0) }
        for (index, piece) in pieces.enumerated() where index != main {
          let others = Set(piece.flatMap { adjacency.neighbours(of: $0).map { siteOfUnit[$0] } })
            .subtracting([site]).sorted()
          let offers = others.compactMap { other -> (site: Int, change: Double)? in
            guard piece.allSatisfy({ sites.mayServe(other, $0) && travel.seconds(other, $0).isFinite }),
              canTake(other, piece, sites)
            else { return nil }
            return (other, piece.reduce(0) { $0 + cost($1, other) - cost($1, site) })
          }
          guard let offer = offers.min(by: { ($0.change, $0.site) < ($1.change, $1.site) }),
            offer.change <= budget
          else { continue }
          budget -= max(0, offer.change)
          for unit in piece { siteOfUnit[unit] = offer.site }
          joined = true
        }
        if joined { break }
      }
    }
  }

  private func canTake(_ site: Int, _ more: [Int], _ sites: RoomSites) -> Bool {
    let units = siteOfUnit.indices.filter { siteOfUnit[$0] == site } + more
    return sites.capacities.allows(
      site, units: units.count, demand: units.reduce(0) { $0 + sites.units.households[$1] })
  }

  private func units(bySite count: Int) -> [[Int]] {
    var result = [[Int]](repeating: [], count: count)
    for (unit, site) in siteOfUnit.enumerated() { result[site].append(unit) }
    return result
  }
}
