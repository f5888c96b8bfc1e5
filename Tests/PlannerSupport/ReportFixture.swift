import Geometry
import Grid
import Planner
import Roads
import Scenario
import Solvers
import VectorFiles
import Words

/// A synthetic county of nested squares with crooked borders, and a plan for it; made up, but true to itself.
package struct ReportFixture {
  /// Blocks per side at each level below the county, each within a block of the level above.
  package var splits = [2, 2, 2, 4]
  /// Vertices between two corners of a micro-grid.
  package var bends = 5
  package var title = "Test county"
  package var villageName = "Village"

  package init(
    splits: [Int] = [2, 2, 2, 4], bends: Int = 5, title: String = "Test county",
    villageName: String = "Village"
  ) {
    self.splits = splits
    self.bends = bends
    self.title = title
    self.villageName = villageName
  }

  package static let levelNames = ["county", "township", "village", "grid", "microgrid"]

  private var side: Int { splits.reduce(1, *) }
  private var pitch: Int { 400_000_0 / side }

  // MARK: Land

  private func noise(_ a: Int, _ b: Int, _ c: Int, within span: Int) -> Int {
    var generator = SeededGenerator(seed: UInt64(a &* 1_000_003 &+ b &* 4001 &+ c))
    return generator.below(2 * span + 1) - span
  }

  private func corner(_ i: Int, _ j: Int) -> Coordinate {
    Coordinate(
      x: Int32(1_150_000_000 + i * pitch + noise(i, j, 1, within: pitch / 6)),
      y: Int32(333_000_000 + j * pitch + noise(i, j, 2, within: pitch / 6)))
  }

  /// From a corner to the next one east (or north), without the last vertex.
  private func edge(_ i: Int, _ j: Int, north: Bool) -> [Coordinate] {
    let a = corner(i, j)
    let b = north ? corner(i, j + 1) : corner(i + 1, j)
    return (0...bends).map { step in
      let x = Int(a.x) + (Int(b.x) - Int(a.x)) * step / (bends + 1)
      let y = Int(a.y) + (Int(b.y) - Int(a.y)) * step / (bends + 1)
      guard step > 0 else { return a }
      let kind = (north ? 100 : 200) + step
      return Coordinate(
        x: Int32(x + noise(i, j, kind, within: pitch / 24)),
        y: Int32(y + noise(i, j, kind + 50, within: pitch / 24)))
    }
  }

  /// The border of a block of cells, counter-clockwise.
  private func ring(_ i: Int, _ j: Int, _ size: Int) -> [Coordinate] {
    let south = (i..<i + size).flatMap { edge($0, j, north: false) }
    let east = (j..<j + size).flatMap { edge(i + size, $0, north: true) }
    let north = (i..<i + size).flatMap { edge($0, j + size, north: false) } + [corner(i + size, j + size)]
    let west = (j..<j + size).flatMap { edge(i, $0, north: true) } + [corner(i, j + size)]
    return south + east + north.reversed() + west.reversed().dropFirst().dropLast()
  }

  package func hierarchy() -> Hierarchy {
    struct Block {
      var code: String
      var i: Int
      var j: Int
      var size: Int
      var parent: Int
    }
    var blocks = [[Block(code: "411624", i: 0, j: 0, size: side, parent: -1)]]
    for split in splits {
      var next: [Block] = []
      for (index, block) in blocks[blocks.count - 1].enumerated() {
        let size = block.size / split
        for n in 0..<split * split {
          let number = n + 1 < 10 ? "0\(n + 1)" : "\(n + 1)"
          next.append(
            Block(
              code: block.code + number, i: block.i + n % split * size, j: block.j + n / split * size,
              size: size, parent: index))
        }
      }
      blocks.append(next)
    }
    let cell = Double(pitch) * 1e-7 * 111_000
    let weights = blocks[blocks.count - 1].map { 20 + (noise($0.i, $0.j, 9, within: 10) + 10) }
    let levels = blocks.indices.map { k in
      var shapes = PolygonSet()
      for block in blocks[k] { shapes.appendUnit([[ring(block.i, block.j, block.size)]]) }
      // Units of a block stand together, so each holds a run of the lowest level.
      let share = weights.count / blocks[k].count
      let households = blocks[k].indices.map { weights[$0 * share..<($0 + 1) * share].reduce(0, +) }
      return Level(
        name: Self.levelNames[k], codes: blocks[k].map(\.code),
        names: blocks[k].enumerated().map { name($1.code, level: k, index: $0) },
        parents: blocks[k].map(\.parent), households: households, shapes: shapes,
        areas: blocks[k].map { Double($0.size * $0.size) * cell * cell * 0.83 },
        anchors: blocks[k].map { block in
          let a = corner(block.i, block.j)
          let b = corner(block.i + block.size, block.j + block.size)
          return Coordinate(x: a.x + (b.x - a.x) / 2, y: a.y + (b.y - a.y) / 2)
        })
    }
    return Hierarchy(levels: levels, plane: LocalPlane(centre: levels[0].anchors[0]))
  }

  private func name(_ code: String, level: Int, index: Int) -> String {
    let towns = ["槐店回族镇", "刘庄店镇", "留福镇", "老城镇", "赵德营镇", "付井镇", "纸店镇", "新安集镇", "白集镇"]
    switch level {
    case 0: return title
    case 1: return towns[index % towns.count]
    case 2: return "\(villageName) \(index + 1)"
    default: return code
    }
  }

  // MARK: Plan

  /// A county of one unit, in which nothing is planned and nobody is reached.
  package static func bare() -> Plan {
    let whole = ReportFixture(splits: [1, 1, 1, 1]).hierarchy()
    let hierarchy = Hierarchy(levels: [whole.levels[0]], plane: whole.plane)
    var plan = Plan(
      title: "Bare", hierarchy: hierarchy,
      problem: Problem(
        levels: ["county"], assignLevel: "county", townshipLevel: "county",
        horizon: Horizon(
          start: CivilDate(days: 20_000), days: 1, clock: Clock(offset: 0), dayTypeOfDate: [0]),
        dayTypes: ["weekday"], policy: Policy()),
      assignment: Assignment(
        rooms: [], roomOfUnit: [-1], officerOfUnit: [""], auxiliariesOfUnit: [[]], travelOfUnit: [.infinity],
        shortfallOfUnit: [[Message(verbatim: "Nobody answers for it.")]], objective: .infinity, lowerBound: 0),
      areas: [], routes: [], ways: [], unserved: [],
      roster: Roster(duties: [], unfilled: []),
      findings: Findings(
        coverage: Coverage(response: [nil], secondResponse: [nil], visits: [0], maxRevisit: [nil])))
    plan.hold([Bound(.rooms, unit: "household seconds", objective: .infinity, lowerBound: .nan)])
    return plan
  }

  package func plan() -> Plan {
    let hierarchy = hierarchy()
    let villages = hierarchy.levels[2]
    let lowest = hierarchy.lowest
    let up = hierarchy.ancestors(of: 4, at: 2)
    let shifts = [
      Shift(
        id: "day", window: DailyWindow(start: TimeOfDay(seconds: 28_800), end: TimeOfDay(seconds: 61_200))),
      Shift(
        id: "night", window: DailyWindow(start: TimeOfDay(seconds: 72_000), end: TimeOfDay(seconds: 14_400))),
    ]
    let start = CivilDate(year: 2026, month: 12, day: 1) ?? CivilDate(days: 0)
    let openRooms = stride(from: 0, to: villages.count, by: 3).map { unit in
      let units = Array(unit..<min(unit + 3, villages.count))
      return Assignment.OpenRoom(
        room: Room(
          id: "R\(unit / 3 + 1)", name: "\(villageName) \(unit + 1) room", coordinate: villages.anchors[unit],
          status: unit % 2 == 0 ? .existing : .new, townshipCode: String(villages.codes[unit].prefix(8)),
          maxUnits: 4, maxHouseholds: unit % 2 == 0 ? nil : 8000), unit: unit,
        officerIDs: ["P\(unit / 3 + 1)"],
        units: units, households: units.reduce(0) { $0 + villages.households[$1] }, meanTravel: 181.4,
        maxTravel: unit == 3 ? .infinity : 402.6)
    }
    let crews = [0, 1].map { n in
      Crew(
        id: "C\(n + 1)", baseID: "B\(n + 1)", base: villages.anchors[villages.count / 2],
        shiftIDs: ["day", "night"], maxSpeed: 60)
    }
    let checkpoints = stride(from: 0, to: villages.count, by: 2).map { unit in
      Checkpoint(
        id: "K\(unit)", name: "School \(unit)", coordinate: villages.anchors[unit],
        tier: Checkpoint.Tier.allCases[unit / 2 % 3], visitsPerDay: 2, dwell: 600,
        windows: [shifts[0].window], minGap: 7200, dayTypes: unit % 4 == 0 ? [] : ["weekday"])
    }
    var problem = Problem(
      levels: Self.levelNames, assignLevel: "village", townshipLevel: "township",
      horizon: Horizon(
        start: start, days: 14, clock: Clock(offset: 28_800),
        dayTypeOfDate: (0..<14).map { $0 % 7 < 5 ? 0 : 1 }),
      dayTypes: ["weekday", "weekend"], policy: Policy())
    problem.crews = crews
    problem.shifts = shifts
    problem.checkpoints = checkpoints
    problem.rooms = openRooms.map(\.room)
    problem.staff =
      openRooms.indices.map { StaffMember(id: "P\($0 + 1)", role: .officer, homeUnit: "", fullTime: true) }
      + villages.codes.map { StaffMember(id: "A\($0)", role: .auxiliary, homeUnit: $0, fullTime: false) }
    problem.posts = openRooms.map {
      Post(
        id: "desk-\($0.room.id)", shiftID: "day", needs: [.officer: 1, .auxiliary: 2],
        weekdays: [1, 2, 3, 4, 5], siteID: $0.room.id)
    }

    // Speeds of made-up travel: 9 m/s from the nearest room.
    let rooms = hierarchy.plane.project(openRooms.map(\.room.coordinate))
    let cells = hierarchy.plane.project(lowest.anchors)
    let response: [Int?] = cells.indices.map { u in
      let metres = rooms.map { cells[u].distance(to: $0) }.min() ?? 0
      return u == 7 ? nil : Int(30 + metres * 1.3 / 9)
    }
    let far = response.indices.filter { response[$0].map { $0 > 300 } ?? true }

    let routes = crews.flatMap { crew in
      problem.dayTypes.flatMap { dayType in
        crew.shiftIDs.prefix(1).map { route(crew, $0, dayType, checkpoints) }
      }
    }
    problem.bases = [Site(id: "B1", name: "北街警务工作站", coordinate: crews[0].base)]
    var plan = Plan(
      title: title, hierarchy: hierarchy, problem: problem,
      assignment: Assignment(
        rooms: openRooms, roomOfUnit: villages.codes.indices.map { $0 / 3 },
        officerOfUnit: villages.codes.indices.map { "P\($0 / 3 + 1)" },
        auxiliariesOfUnit: villages.codes.map { ["A\($0)"] },
        travelOfUnit: villages.codes.indices.map { $0 == 5 ? .infinity : Double(90 + $0 * 7 % 400) },
        shortfallOfUnit: villages.codes.indices.map {
          $0 == 2 ? [Message("auxiliaries_missing", "\(1) of \(2) auxiliaries missing")] : []
        },
        objective: 1_234_567, lowerBound: 1_220_000),
      areas: [0, 1].map { half in
        let units = up.indices.filter { (up[$0] * 2 / villages.count) == half }
        return PatrolArea(
          id: "Area \(half + 1)", baseID: "B1", crewIDs: ["C\(half + 1)"], units: units,
          households: units.reduce(0) { $0 + lowest.households[$1] }, workload: 23_400)
      },
      routes: routes,
      ways: routes.map { RouteWay(path: $0.stops.map(\.coordinate), turns: []) },
      unserved: [
        UnservedVisit(
          dayType: "weekday", checkpointID: "K0", visit: 2,
          reason: Message("no_crew_on_shift", "No crew is on shift in \(Message("the day")).")
        )
      ],
      roster: roster(problem),
      assumed: [Message(verbatim: "No roads were given: straight lines x 1.3 at 32 km/h.")],
      findings: Findings(
        coverage: Coverage(
          response: response, secondResponse: response.map { $0.map { $0 + 60 } },
          visits: cells.indices.map { $0 % 4 },
          maxRevisit: cells.indices.map { $0 % 4 == 0 ? nil : 40_000 }),
        gaps: far.isEmpty
          ? []
          : [
            CoverageGap(
              id: "G1", kind: .response, threshold: 300, units: far,
              households: far.reduce(0) { $0 + lowest.households[$1] }, worst: nil,
              causes: [
                Message(
                  "far",
                  "far from any room: \(Message(term: "room")) \("R1") is the nearest, \(420) s away at best")
              ],
              fixes: [
                Message(
                  "room_helps",
                  "a room in \(villageName + " 4") (\("V4")) would bring \(8) of \(10) households within \(300) s"
                )
              ]
            )
          ]))
    plan.hold([
      Bound(.rooms, unit: "household seconds", objective: 1_234_567, lowerBound: 1_220_000),
      Bound(.travel(dayType: "weekday"), unit: "metres", objective: 84_200, lowerBound: 80_000),
    ])
    return plan
  }

  private func route(_ crew: Crew, _ shift: String, _ dayType: String, _ checkpoints: [Checkpoint]) -> Route {
    let mine = checkpoints.enumerated().filter { $0.offset % 2 == (crew.id == "C1" ? 0 : 1) }.map(\.element)
      .filter { $0.dayTypes.isEmpty || $0.dayTypes.contains(dayType) }
    var clock = 28_800
    var stops = [
      Route.Stop(
        kind: .start, id: crew.baseID, coordinate: crew.base, arrive: clock, start: clock, depart: clock,
        travel: 0, distance: 0)
    ]
    for point in mine {
      clock += 420
      stops.append(
        Route.Stop(
          kind: .checkpoint, id: point.id, coordinate: point.coordinate, arrive: clock, start: clock + 60,
          depart: clock + 660, travel: 420, distance: 3500.4))
      clock += 660
    }
    stops.append(
      Route.Stop(
        kind: .end, id: crew.baseID, coordinate: crew.base, arrive: clock + 300, start: clock + 300,
        depart: clock + 300, travel: 300, distance: 2800))
    return Route(dayType: dayType, crewID: crew.id, shiftID: shift, stops: stops)
  }

  private func roster(_ problem: Problem) -> Roster {
    var duties: [Roster.Duty] = []
    var unfilled: [Roster.Unfilled] = []
    for day in 0..<problem.horizon.days {
      let date = problem.horizon.start + day
      for (n, post) in problem.posts.enumerated() where post.weekdays.contains(date.weekday) {
        duties.append(
          .init(date: date, shiftID: "day", postID: post.id, role: .officer, staffID: "P\(n + 1)"))
        for helper in 0..<2 {
          let home = problem.rooms[n].townshipCode
          if (day + helper) % 6 == 5 {
            unfilled.append(
              .init(
                date: date, shiftID: "day", postID: post.id, role: .auxiliary, missing: 1,
                reason: Message(verbatim: "Everyone of \(post.siteID) has worked six days in a row.")))
          } else {
            duties.append(
              .init(
                date: date, shiftID: "day", postID: post.id, role: .auxiliary,
                staffID: "A\(home)0\((day + helper) % 3 + 1)"))
          }
        }
      }
    }
    return Roster(duties: duties, unfilled: unfilled)
  }
}

extension Plan {
  /// Takes bounds, and findings, for those of the plan as it stands.
  package mutating func hold(_ bounds: [Bound]) {
    self.bounds = bounds.map { $0.holding(for: basis(of: $0.subject)) }
    findings.basis = basisOfFindings
  }
}
