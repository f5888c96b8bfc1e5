import Grid
import Roads
import Scenario
import Solvers
import Words

/// Patrol areas, routes, and what they leave uncovered.
extension PlanMaker {
  /// Divides the lowest level among the bases.
  ///
  /// - Parameter earlier: areas that are to change little; those of bases that are gone are shared out.
  mutating func divide(_ adjacency: Adjacency, earlier: PatrolPlan? = nil) -> [PatrolArea] {
    let units = hierarchy.lowest
    let index = UnitIndex(units.shapes)
    let workloads = workloads(index)
    let points = hierarchy.plane.project(problem.bases.map(\.coordinate))
    var planner = PatrolAreaPlanner(
      workloads: workloads, households: units.households, adjacency: adjacency,
      anchors: hierarchy.plane.project(units.anchors), unitAreas: units.areas,
      unitOutlines: units.shapes.outlines(in: hierarchy.plane), known: knownBorders(adjacency))
    (planner.tolerance, planner.borders) = (problem.patrol.areas.tolerance, problem.patrol.areas.borders)
    planner.seed = inputs.scenario.seed
    let result = planner.areas(
      of: problem.bases.enumerated().map { number, base in
        PatrolAreaPlanner.Base(
          id: base.id, point: points[number], unit: index.unit(at: base.coordinate),
          crewIDs: problem.crews.filter { $0.baseID == base.id }.map(\.id))
      },
      earlier: earlier.map { baseOfUnit(in: $0) })
    for island in result.islands {
      notes.append(
        Message(
          "island_without_neighbours",
          "\(island.units.count) units around \(units.codes[island.units[0]]) touch no other land; area "
            + "\(island.areaID) takes them"))
    }
    let landless = result.areas.filter(\.units.isEmpty).map(\.baseID)
    if !landless.isEmpty {
      notes.append(
        Message(
          "bases_without_land",
          "there are fewer units than bases: no land is left for \(Message(list: landless))")
      )
    }
    bounds += [
      Bound(
        .patrolAreas, unit: "greatest workload over the mean", objective: 1 + result.figures.balance,
        lowerBound: 1 + result.leastBalance),
      Bound(
        .areaBorders, unit: "metres", objective: result.figures.border, lowerBound: result.leastBorder
      ).proved(by: result.borderCertificate),
    ]
    return named(result.areas.map(\.told))
  }

  /// Areas with names, of the highest level that has enough.
  private func named(_ areas: [PatrolArea]) -> [PatrolArea] {
    let holding = areas.count { !$0.units.isEmpty }
    let lowest = hierarchy.levels.count - 1
    let level = (townshipLevel...lowest).first { hierarchy.levels[$0].count >= holding } ?? lowest
    let units = hierarchy.levels[level]
    let names = AreaNames(
      names: zip(units.names, units.codes).map { $0.isEmpty ? $1 : $0 },
      holderOfUnit: hierarchy.ancestors(of: lowest, at: level), households: hierarchy.lowest.households
    ).names(of: areas)
    return zip(areas, names).map { area, name in
      var area = area
      area.name = name
      return area
    }
  }

  /// Metres of each border of the lowest level, beside the neighbours, along the line of a township or a road.
  private func knownBorders(_ adjacency: Adjacency) -> [Double] {
    let townships = hierarchy.ancestors(of: hierarchy.levels.count - 1, at: townshipLevel)
    let roads = inputs.roads.map { BorderRoads($0, in: hierarchy.plane) }
    var known =
      roads.map { roads in
        Adjacency(of: hierarchy.lowest.shapes, in: hierarchy.plane) { roads.metres(along: $0, $1) }.borders
      } ?? adjacency.borders.map { _ in 0 }
    for unit in 0..<adjacency.count {
      for place in adjacency.offsets[unit]..<adjacency.offsets[unit + 1]
      where townships[unit] != townships[adjacency.neighbours[place]] {
        known[place] = adjacency.borders[place]
      }
    }
    return known
  }

  /// For each unit of the lowest level the base of its area in an earlier plan, as an index; -1 for none.
  private func baseOfUnit(in earlier: PatrolPlan) -> [Int] {
    let baseOfCode = Dictionary(
      zip(earlier.hierarchy.lowest.codes, earlier.areaOfUnit).compactMap { code, area in
        area.map { (code, earlier.areas[$0].baseID) }
      }, uniquingKeysWith: { first, _ in first })
    return hierarchy.lowest.codes.map { code in
      baseOfCode[code].flatMap { id in problem.bases.firstIndex { $0.id == id } } ?? -1
    }
  }

  /// Seconds of work a day in each unit of the lowest level.
  private func workloads(_ index: UnitIndex) -> [Double] {
    let units = hierarchy.lowest
    let policy = problem.patrol
    let villages = hierarchy.ancestors(of: hierarchy.levels.count - 1, at: assignLevel)
    var workloads = zip(units.households, villages).map { households, village in
      let risk = problem.attributes?.risk[village] ?? 1
      return Double(households) * policy.householdSeconds * max(0, 1 + policy.riskShare * (risk - 1))
    }
    for checkpoint in problem.checkpoints {
      if let unit = index.unit(at: checkpoint.coordinate) {
        workloads[unit] +=
          policy.dwellWeight * Double(checkpoint.visitsPerDay * checkpoint.crews * checkpoint.dwell)
      }
    }
    if policy.roadSeconds > 0, let roads = inputs.roads {
      for line in 0..<roads.count {
        for (a, b) in zip(roads.vertices(of: line), roads.vertices(of: line).dropFirst()) {
          if let unit = index.unit(at: a.towards(b, by: 0.5)) {
            workloads[unit] += policy.roadSeconds * GreatCircle.metres(along: [a, b]) / 1000
          }
        }
      }
    }
    return workloads
  }

  /// Routes for every day type that the horizon uses, and their ways along the roads.
  ///
  /// - Parameters:
  ///   - budget: of the search for each day type; `nil` chooses steps by size.
  ///   - watch: looks at the search now and then, and may end it.
  mutating func route(
    _ areas: [PatrolArea], _ travel: any Travel, budget: SearchBudget? = nil, watch: RoutePlanner.Watch? = nil
  ) -> (routes: [Route], ways: [RouteWay], unserved: [UnservedVisit]) {
    let planner = RoutePlanner(problem: problem, travel: travel)
    let units = hierarchy.lowest
    var ground = PresenceGround(
      areas: areas, codes: units.codes, anchors: units.anchors, households: units.households,
      plane: hierarchy.plane, dwell: problem.patrol.presence)
    ground.standards = problem.seen.filter(\.isOfCrews).compactMap { standard in
      guard let level = hierarchy.index(of: standard.level) else { return nil }
      let isMeant = Set(problem.units(of: standard, in: hierarchy))
      return PresenceStandard(
        groupOfUnit: hierarchy.ancestors(of: hierarchy.levels.count - 1, at: level).map {
          isMeant.contains($0) ? $0 : -1
        }, days: standard.days)
    }
    let dayTypes = problem.dayTypes.filter(horizonUses)
    let results = planner.plan(
      dayTypes: dayTypes, seed: inputs.scenario.seed, budget: budget, ground: ground,
      variety: date.map { UInt64(bitPattern: Int64($0.days)) }, watch: watch)
    for (dayType, result) in zip(dayTypes, results) {
      bounds.append(
        Bound(
          .visits(dayType: dayType), unit: "visits",
          objective: Double(result.unservedByTier.reduce(0, +)),
          lowerBound: Double(result.unservedLowerBound.reduce(0, +))))
      bounds.append(
        Bound(
          .travel(dayType: dayType), unit: "seconds",
          objective: Double(result.travel),
          lowerBound: Double(result.travelLowerBound)
        ).proved(by: result.travelCertificate))
      if !result.wideSpacings.isEmpty {
        let wide = result.wideSpacings.map { spacing in
          spacing.areTooFew
            ? Message("\(spacing.checkpointID) (too few a day for it)")
            : Message(verbatim: spacing.checkpointID)
        }.joined(separator: ", ")
        notes.append(
          Message(
            "visits_far_apart",
            "\(Message(dayType: dayType)): visits are further apart than max_gap_s, or the last of a day and the first of the next are, at "
              + "\(wide)"))
      }
      for missed in result.missedBreaks where !notes.contains(missed) { notes.append(missed) }
    }
    noteAbsentDayTypes()
    let routes = results.flatMap(\.routes).map(\.told)
    let names = StreetNames(inputs.roads)
    let ways = concurrentMap(routes) { [problem] in RouteWay(of: $0, in: problem, travel, names: names).told }
    return (routes, ways, results.flatMap(\.unserved))
  }

  /// Tells of visits that are asked for on days of which there are none.
  private mutating func noteAbsentDayTypes() {
    // A further day of a rotation makes the visits of the first.
    for (index, dayType) in problem.dayTypes.enumerated()
    where date == nil && !horizonUses(dayType) && problem.turn(of: index) == 0 {
      let bound = problem.checkpoints.filter { $0.visitsPerDay > 0 && $0.dayTypes.contains(dayType) }
      guard !bound.isEmpty else { continue }
      let visits = bound.reduce(0) { $0 + $1.visits(on: dayType) }
      let places = Message(list: bound.map(\.id))
      notes.append(
        visits == 1
          ? Message(
            "day_type_absent",
            "the horizon has no day of type \(Message(dayType: dayType)): \(visits) visit asked for on it is planned nowhere, at \(places)"
          )
          : Message(
            "day_type_absent",
            "the horizon has no day of type \(Message(dayType: dayType)): \(visits) visits asked for on it are planned nowhere, at "
              + "\(places)"))
    }
  }

  private func horizonUses(_ dayType: String) -> Bool {
    problem.horizon.dayTypeOfDate.contains { problem.dayTypes[$0] == dayType }
  }
}
