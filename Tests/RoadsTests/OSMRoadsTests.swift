import Foundation
import Geometry
import TestSupport
import Testing
import VectorFiles

@testable import Roads
@testable import Solvers

/// Roads of OpenStreetMap files: what is read of nodes, ways and relations, in every form that a file has.
@Suite struct OSMRoadsTests {
  // MARK: Barriers

  /// Tags of a node in the middle of a road, and whether cars, e-bikes and walkers pass.
  static let barriers: [([String: String], [Bool])] = [
    (["barrier": "bollard"], [false, true, true]),
    (["barrier": "Bollard", "motor_vehicle": "yes"], [true, true, true]),
    (["barrier": "bollard", "bollard": "rising"], [true, true, true]),
    (["barrier": "bollard", "bollard": "removable"], [false, true, true]),
    (["barrier": "block"], [false, true, true]), (["barrier": "cycle_barrier"], [false, true, true]),
    (["barrier": "jersey_barrier"], [false, true, true]), (["barrier": "chain"], [false, true, true]),
    (["barrier": "kissing_gate"], [false, false, true]), (["barrier": "stile"], [false, false, true]),
    (["barrier": "turnstile", "bicycle": "yes"], [false, true, true]),
    (["barrier": "wall"], [false, false, false]), (["barrier": "fence"], [false, false, false]),
    (["barrier": "gate"], [true, true, true]), (["barrier": "lift_gate"], [true, true, true]),
    (["barrier": "gate", "access": "private"], [false, false, false]),
    (["barrier": "gate", "access": "no", "foot": "yes"], [false, false, true]),
    (["barrier": "gate", "vehicle": "no"], [false, false, true]),
    (["barrier": "gate", "motorcar": "private"], [false, true, true]),
    (["barrier": "gate", "locked": "yes"], [false, false, false]),
    (["barrier": "gate", "locked": "yes", "access": "yes"], [true, true, true]),
    (["barrier": "lift_gate", "access": "private;customers"], [false, false, false]),
    (["barrier": "bollard", "access": "yes"], [true, true, true]),
    (["barrier": "toll_booth"], [true, true, true]), (["barrier": "cattle_grid"], [true, true, true]),
    (["barrier": "border_control"], [true, true, true]), (["barrier": "entrance"], [true, true, true]),
    (["barrier": "no"], [true, true, true]), (["barrier": "kerb"], [true, true, true]),
    (["barrier": "height_restrictor"], [true, true, true]),
    (["barrier": "a_kind_of_thing"], [false, true, true]),
    // No barrier: what a crossing says is said of who crosses.
    (["highway": "crossing", "bicycle": "no"], [true, true, true]),
    (["traffic_calming": "bump"], [true, true, true]),
  ]

  @Test(arguments: barriers.indices) func barriersStopWhomTheyAreFor(number: Int) throws {
    let (tags, passes) = Self.barriers[number]
    let lines = try RoadLines(TwoWays(middle: tags).sketch)
    for (profile, isOpen) in zip(Profile.allCases, passes) {
      for westward in [false, true] {
        #expect(
          TwoWays.way(lines, profile, westward: westward) == (isOpen ? .direct : .round), "\(tags) \(profile)"
        )
      }
    }
    // Crews were met behind it all the same.
    #expect(TwoWays.way(lines.opened(to: .car)) == .direct)
    #expect(
      lines.remarks.sentences.contains { $0.english.contains("a_kind_of_thing") }
        == (tags["barrier"] == "a_kind_of_thing"))
  }

  @Test func aBarrierStopsAtEndsAndJunctionsOfWaysToo() throws {
    // Where two ways meet end to end.
    var ends = TwoWays(middle: ["barrier": "bollard"])
    ends.sketch.ways[1].nodes = [2, 3]
    ends.sketch.addWay(14, [3, 4], ["highway": "residential"])
    #expect(try ends.way() == .round)
    #expect(try ends.way(.foot) == .direct)
    // And where a third joins them: it restricts the traffic on all of them.
    ends.sketch.addNode(8, 115.02, 33.01)
    ends.sketch.addWay(15, [8, 3], ["highway": "residential"])
    #expect(try ends.way() == .round)
    // A one-way street against the direction of its way.
    let turned = TwoWays(direct: ["oneway": "-1"], middle: ["barrier": "block"])
    #expect(try turned.way(westward: true) == .round)
    #expect(try TwoWays(direct: ["oneway": "-1"]).way(westward: true) == .direct)
  }

  /// A barrier does what cutting the lines in two there does.
  @Test(arguments: 1...12) func barriersCutLikeKnives(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let oracle = TravelOracle.random(&generator, lines: 9)
    let nodes = PlaceNodes(oracle.lines)
    let closed = Set((0..<nodes.count).filter { _ in generator.below(6) == 0 }.map { Int32($0) })
    var barred = RoadLines()
    var cut = RoadLines()
    var fresh = Int32(nodes.count)
    for line in 0..<oracle.lines.count {
      let range = oracle.lines.vertices(of: line).indices
      let way = range.map { (place: oracle.lines.coordinates[$0], node: nodes.nodes[$0]) }
      barred.append(way, oracle.lines.attributes[line])
      var pieces: [[(place: Coordinate, node: Int32)]] = []
      var piece: [(place: Coordinate, node: Int32)] = []
      for (place, node) in way {
        guard closed.contains(node) else {
          piece.append((place, node))
          continue
        }
        piece.append((place, fresh))
        pieces.append(piece)
        piece = [(place, fresh + 1)]
        fresh += 2
      }
      pieces.append(piece)
      // In driving order, in which the network has them: of equally near roads a place joins the first.
      if oracle.lines.attributes[line].direction == .backward { pieces.reverse() }
      for piece in pieces where piece.count > 1 { cut.append(piece, oracle.lines.attributes[line]) }
    }
    for node in closed { barred.barriers[node] = RoadAccess(car: false) }
    let places = randomPlaces(8, &generator)
    let tables = [barred, cut].map { lines in
      RoadTravel(RoadNetwork(lines, plane: TravelOracle.plane), joinsAnyRoad: true).table(
        from: places, to: places)
    }
    #expect(tables[0].seconds == tables[1].seconds && tables[0].metres == tables[1].metres)
    let open = RoadTravel(RoadNetwork(oracle.lines, plane: TravelOracle.plane), joinsAnyRoad: true)
      .table(from: places, to: places)
    #expect(closed.isEmpty || open.seconds != tables[0].seconds || seed % 3 != 0)
    #expect(zip(open.seconds, tables[0].seconds).allSatisfy { $0 <= $1 })
  }

  // MARK: Forms of files

  /// A file with something of everything.
  private static var rich: OSMSketch {
    var sketch = TwoWays(
      direct: ["maxspeed": "60", "name": "人民路 \"东\" & <西>"], middle: ["barrier": "gate", "access": "no"]
    ).sketch
    sketch.addRelation(
      7,
      [OSMSketch.Member(.way, 10, role: "from"), .init(.node, 2, role: "via"), .init(.way, 13, role: "to")],
      ["type": "restriction", "restriction": "no_left_turn", "except": "bicycle"])
    sketch.addNode(99, 115.5, 33.5, ["natural": "tree"])
    sketch.addWay(20, [1, 5, 99], ["building": "yes"])
    return sketch
  }

  private static func same(_ a: RoadLines, _ b: RoadLines) -> Bool {
    a.coordinates == b.coordinates && a.nodes == b.nodes && a.offsets == b.offsets
      && a.attributes == b.attributes
      && a.barriers == b.barriers && a.turns == b.turns && a.remarks == b.remarks
  }

  @Test func allFormsOfAFileAreReadTheSame() throws {
    let sketch = Self.rich
    let lines = try RoadLines(sketch)
    #expect(lines.count == 4 && lines.turns.count == 1 && lines.barriers.count == 1)
    #expect(lines.attributes[1].name == "人民路 \"东\" & <西>")
    #expect(Self.same(lines, try RoadLines(Array(sketch.xml.utf8), as: "roads.osm")))

    let scratch = try Scratch()
    let folder = scratch.folder
    let file = folder.appendingPathComponent("Roads.OSM")
    try sketch.xml.write(to: file, atomically: true, encoding: .utf8)
    let pack = Process()
    pack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    pack.arguments = ["gzip", "-k", file.path]
    try pack.run()
    pack.waitUntilExit()
    #expect(Self.same(lines, try RoadLines(OSMFile(path: file.path + ".gz"))))
    // Packed under a name that does not say so.
    let hidden = folder.appendingPathComponent("hidden.osm")
    try FileManager.default.moveItem(atPath: file.path + ".gz", toPath: hidden.path)
    #expect(Self.same(lines, try RoadLines(OSMFile(path: hidden.path))))
  }

  @Test(arguments: 1...6) func orderAndSignOfIDsAreNoMatter(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let usual = Self.rich
    var sketch = usual
    let factor: Int64 = [1, -1, 4_000_000_007, -4_000_000_007, 1, -1][seed - 1]
    for i in sketch.nodes.indices { sketch.nodes[i].id *= factor }
    for i in sketch.ways.indices {
      sketch.ways[i].id *= factor
      sketch.ways[i].nodes = sketch.ways[i].nodes.map { $0 * factor }
    }
    for i in sketch.relations.indices {
      for m in sketch.relations[i].members.indices { sketch.relations[i].members[m].id *= factor }
    }
    for i in stride(from: sketch.nodes.count - 1, to: 0, by: -1) {
      sketch.nodes.swapAt(i, generator.below(i + 1))
    }
    for i in stride(from: sketch.ways.count - 1, to: 0, by: -1) {
      sketch.ways.swapAt(i, generator.below(i + 1))
    }
    func figures(_ lines: RoadLines) -> [Double] {
      let travel = RoadTravel(RoadNetwork(lines, plane: LocalPlane(centre: TwoWays.west)))
      let table = travel.table(from: [TwoWays.west, TwoWays.east], to: [TwoWays.west, TwoWays.east])
      return [travel.network.length, Double(travel.network.keptTurns), Double(travel.network.junctionCount)]
        + table.seconds.map { Double($0) }
    }
    let expected = figures(try RoadLines(usual))
    for lines in [try RoadLines(sketch), try RoadLines(Array(sketch.xml.utf8), as: "roads.osm")] {
      #expect(zip(figures(lines), expected).allSatisfy { abs($0 - $1) < 1e-6 * $1 + 1e-9 })
      #expect(lines.turns.count == 1 && lines.barriers.count == 1)
    }
  }

  @Test func tagsOfOtherNodesAreNoBurden() throws {
    var sketch = TwoWays().sketch
    for number in 0..<120_000 {
      sketch.addNode(Int64(1000 + number), 115 + Double(number) * 1e-7, 33, ["natural": "tree"])
    }
    let lines = try RoadLines(sketch)
    #expect(lines.count == 4 && lines.coordinates.count == 11)
    #expect(TwoWays.way(lines) == .direct)
  }

  // MARK: Deleted objects and versions

  @Test func whatJOSMDeletedIsNotThere() throws {
    let xml = TwoWays().sketch.xml
    func way(_ before: String, _ after: String) throws -> TwoWays.Way {
      #expect(xml.contains(before))
      let lines = try RoadLines(
        Array(xml.replacingOccurrences(of: before, with: after).utf8), as: "roads.osm")
      return TwoWays.way(lines)
    }
    #expect(try way("<way id=\"11\"", "<way action=\"modify\" id=\"11\"") == .direct)
    #expect(try way("<way id=\"11\"", "<way action=\"delete\" id=\"11\"") == .round)
    #expect(try way("<way id=\"11\"", "<way visible=\"false\" id=\"11\"") == .round)
    #expect(try way("<node id=\"3\"", "<node action=\"delete\" id=\"3\"") == .round)
    // A deleted restriction forbids nothing.
    var sketch = TwoWays().sketch
    sketch.addRelation(
      7, [.init(.way, 10, role: "from"), .init(.node, 2, role: "via"), .init(.way, 11, role: "to")],
      ["type": "restriction", "restriction": "no_straight_on"])
    #expect(TwoWays.way(try RoadLines(sketch)) == .round)
    let kept = sketch.xml.replacingOccurrences(of: "<relation ", with: "<relation action=\"delete\" ")
    #expect(TwoWays.way(try RoadLines(Array(kept.utf8), as: "roads.osm")) == .direct)
  }

  @Test func ofAHistoryTheLatestVersionCounts() throws {
    func way(_ change: (inout OSMSketch) -> Void) throws -> [TwoWays.Way] {
      var sketch = TwoWays().sketch
      change(&sketch)
      return [
        TwoWays.way(try RoadLines(sketch)),
        TwoWays.way(try RoadLines(Array(sketch.xml.utf8), as: "roads.osm")),
      ]
    }
    func copy(_ sketch: inout OSMSketch, _ change: (inout OSMSketch.Way) -> Void) {
      var latest = sketch.ways[1]
      latest.version = 2
      change(&latest)
      sketch.ways.insert(latest, at: 2)
    }
    #expect(
      try way {
        copy(&$0) {
          $0.isDeleted = true
          $0.tags = []
          $0.nodes = []
        }
      } == [.round, .round])
    #expect(try way { copy(&$0) { $0.tags = [("highway", "proposed")] } } == [.round, .round])
    #expect(try way { copy(&$0) { $0.tags = [("waterway", "canal")] } } == [.round, .round])
    #expect(try way { copy(&$0) { $0.tags.append(("name", "East Road")) } } == [.direct, .direct])
    // A road that came back, and one of which only an older version is a road.
    #expect(
      try way { sketch in
        copy(&sketch) {
          $0.isDeleted = true
          $0.tags = []
          $0.nodes = []
        }
        var third = sketch.ways[1]
        third.version = 3
        sketch.ways.insert(third, at: 3)
      } == [.direct, .direct])
    // A node with a barrier that was taken away, and one that was deleted at 0 0.
    #expect(
      try way { sketch in
        sketch.nodes[2].tags = [("barrier", "bollard")]
        var latest = sketch.nodes[2]
        (latest.tags, latest.version) = ([], 2)
        sketch.nodes.insert(latest, at: 3)
      } == [.direct, .direct])
    #expect(
      try way { sketch in
        var latest = sketch.nodes[2]
        (latest.isDeleted, latest.version, latest.longitude, latest.latitude) = (true, 2, 0, 0)
        sketch.nodes.insert(latest, at: 3)
      } == [.round, .round])
  }

  // MARK: Nodes

  @Test func aWayIsBrokenWhereANodeIsNotInTheFile() throws {
    var sketch = TwoWays().sketch
    sketch.nodes.removeAll { $0.id == 3 }
    let lines = try RoadLines(sketch)
    #expect(TwoWays.way(lines) == .round)
    #expect(
      lines.remarks.sentences.map(\.english) == [
        "1 way is incomplete, with nodes that are not in the file: broken off there"
      ])

    // Missing at its ends it is shorter; what is left in the middle stays a road, with the rules on turning into it.
    var long = OSMSketch()
    for i in 1...6 { long.addNode(Int64(i), 115 + Double(i) / 100, 33) }
    long.addNode(9, 115.03, 33.01)
    long.addWay(1, [0, 1, 2, 3, 77, 78, 4, 5, 6, 79], ["highway": "tertiary"])
    long.addWay(2, [9, 3], ["highway": "tertiary"])
    long.addWay(3, [80, 81], ["highway": "tertiary"])
    long.addRelation(
      1, [.init(.way, 1, role: "from"), .init(.node, 3, role: "via"), .init(.way, 2, role: "to")],
      ["type": "restriction", "restriction": "no_left_turn"])
    let broken = try RoadLines(long)
    #expect((0..<broken.count).map { broken.vertices(of: $0).count } == [3, 3, 2])
    #expect(broken.turns.map(\.lines) == [[0, 2]])
    #expect(broken.remarks.sentences.first?.english.hasPrefix("2 ways are incomplete") == true)
    #expect(RoadNetwork(broken, plane: LocalPlane(centre: TwoWays.west)).keptTurns == 1)
    // A rule that is bound to a node which is not there binds nobody.
    long.relations[0].members[1].id = 77
    #expect(try RoadLines(long).turns.isEmpty)
  }

  @Test func waysMayStatePlacesThemselves() throws {
    let xml = """
      <osm><way id="1"><center lat="33" lon="115"/><bounds minlat="33"/>
      <nd ref="1" lat="33.0" lon="115.0"/><nd ref="2" lat="33.0" lon="115.04"/><tag k="highway" v="primary"/></way></osm>
      """
    let lines = try RoadLines(Array(xml.utf8), as: "roads.osm")
    #expect(Array(lines.vertices(of: 0)) == [TwoWays.west, TwoWays.east])
    #expect(lines.remarks.sentences.isEmpty)
  }

  /// A road over another, with a node of each at one place.
  private static func overpass(_ tags: [String: String], shared: Bool = false) -> OSMSketch {
    var sketch = TwoWays().sketch
    sketch.ways[1].nodes = [2, 3, 30]
    sketch.addNode(30, 115.02, 32.99)
    sketch.addNode(31, 115.02, 33)
    sketch.addNode(32, 115.02, 33.001)
    sketch.addWay(14, [32, shared ? 3 : 31, 4], ["highway": "residential"].merging(tags) { $1 })
    return sketch
  }

  @Test func waysMeetWhereTheyShareANodeAndNotAPlace() throws {
    #expect(TwoWays.way(try RoadLines(Self.overpass([:]))) == .round)
    #expect(TwoWays.way(try RoadLines(Self.overpass([:], shared: true))) == .direct)
    // Asked to meet where they cross, ways of one layer do, and a bridge and what it crosses do not.
    func crossing(_ tags: [String: String]) throws -> TwoWays.Way {
      TwoWays.way(try RoadLines(Self.overpass(tags)).joinedAtCrossings().lines)
    }
    #expect(try crossing([:]) == .direct)
    for tags in [["bridge": "yes"], ["layer": "1"], ["tunnel": "yes"], ["bridge": "viaduct", "layer": "1"]] {
      #expect(try crossing(tags) == .round, "\(tags)")
    }
  }

  @Test func nodesOfOneWayAtOnePlaceAreJoinedByIt() throws {
    var sketch = TwoWays().sketch
    sketch.addNode(31, 115.02, 33)
    sketch.ways[1].nodes = [2, 3]
    sketch.addWay(14, [31, 4], ["highway": "residential"])
    #expect(TwoWays.way(try RoadLines(sketch)) == .round)
    sketch.ways[1].nodes = [2, 3, 31]
    #expect(TwoWays.way(try RoadLines(sketch)) == .direct)
  }

  // MARK: Closed ways

  @Test(arguments: [
    ["landuse": "grass"], ["natural": "wood"], ["leisure": "park"], ["amenity": "parking"],
    ["place": "square"],
    ["building": "yes"], ["tourism": "attraction"], ["area": "no"], [:],
  ]) func aClosedWayIsARoadUnlessItIsAnArea(tags: [String: String]) throws {
    func way(_ area: [String: String]) throws -> TwoWays.Way {
      var sketch = TwoWays().sketch
      sketch.nodes.removeAll { $0.id == 3 }
      for (id, place) in [
        (21, (115.019, 33.0)), (22, (115.02, 32.999)), (23, (115.021, 33)), (24, (115.02, 33.001)),
      ] {
        sketch.addNode(Int64(id), place.0, place.1)
      }
      sketch.ways[1].nodes = [2, 21]
      sketch.addWay(14, [23, 4], ["highway": "residential"])
      sketch.addWay(
        15, [21, 22, 23, 24, 21],
        ["highway": "residential", "junction": "roundabout"].merging(tags) { $1 }.merging(area) { $1 })
      return TwoWays.way(try RoadLines(sketch))
    }
    #expect(try way([:]) == .direct)
    #expect(try way(["area": "yes"]) == .round)
  }

  // MARK: Ferries

  /// Seconds from end to end with a ferry of 1.87 km in the middle, over `TwoWays` without the way round.
  private static func ferry(
    _ tags: [String: String], _ profile: Profile = .car, relation: [String: String]? = nil
  ) throws -> (seconds: Float, told: [String]) {
    var ways = TwoWays(direct: tags.merging(["route": "ferry"]) { a, _ in a })
    if tags["highway"] == nil { ways.sketch.ways[1].tags.removeAll { $0.key == "highway" } }
    ways.sketch.ways.removeLast()
    if let relation { ways.sketch.addRelation(1, [.init(.way, 11)], relation) }
    let lines = try RoadLines(ways.sketch)
    let network = RoadNetwork(lines, plane: LocalPlane(centre: TwoWays.west), profile: profile)
    let travel = RoadTravel(network, joinsAnyRoad: true)
    return (
      travel.table(from: [TwoWays.west], to: [TwoWays.east]).seconds(0, 0),
      lines.remarks.sentences.map(\.english)
    )
  }

  /// The sphere and the plane differ by some thousandths.
  private static func isNear(_ found: Float, _ expected: Float) -> Bool {
    abs(found - expected) < 0.004 * expected
  }

  @Test func aFerryTakesItsDurationWhoeverTravels() throws {
    // 932 m of road on either side.
    let roads = Float(2 * 932.5 * 3.6)
    for (profile, kmh) in [(Profile.car, Float(30)), (.eBike, 20), (.foot, 5)] {
      for tags in [["duration": "00:10"], ["duration": "PT10M", "highway": "tertiary"], ["duration": "10"]] {
        let found = try Self.ferry(tags, profile)
        #expect(Self.isNear(found.seconds, roads / kmh + 600), "\(profile) \(tags)")
        #expect(found.told.isEmpty)
      }
    }
    // Longer than any car would take.
    #expect(Self.isNear(try Self.ferry(["duration": "05:00:00"]).seconds, roads / 30 + 18_000))
    // Only its relation says so.
    let told = try Self.ferry([:], relation: ["type": "route", "route": "ferry", "duration": "00:20"])
    #expect(Self.isNear(told.seconds, roads / 30 + 1200) && told.told.isEmpty)
  }

  @Test func aFerryWithoutADurationIsSlowAndTold() throws {
    for tags in [[:], ["duration": "a while"]] {
      let found = try Self.ferry(tags)
      #expect(Self.isNear(found.seconds, 223.8 + 1342.8), "\(tags)")
      #expect(found.told.contains { $0.hasPrefix("1 ferry of unknown duration") })
      #expect(found.told.contains { $0.contains("'a while' (1)") } == !tags.isEmpty)
    }
    let fast = try Self.ferry(["maxspeed": "10 knots"])
    #expect(Self.isNear(fast.seconds, 223.8 + 362.5) && fast.told.isEmpty)
  }

  @Test func ferriesForWalkersTakeNoCars() throws {
    for tags in [
      ["foot": "yes"], ["motor_vehicle": "no"], ["bicycle": "yes", "foot": "yes"], ["access": "private"],
    ] {
      #expect(try Self.ferry(tags.merging(["duration": "00:10"]) { $1 }).seconds.isInfinite, "\(tags)")
    }
    #expect(try Self.ferry(["foot": "yes", "duration": "00:10"], .foot).seconds.isFinite)
    #expect(try Self.ferry(["foot": "yes", "motorcar": "yes", "duration": "00:10"]).seconds.isFinite)
    #expect(try Self.ferry(["foot": "no", "duration": "00:10"], .foot).seconds.isInfinite)
  }

  @Test func noPlaceJoinsAFerryOnTheWater() throws {
    var ways = TwoWays(direct: ["route": "ferry", "duration": "00:10"])
    ways.sketch.ways.removeLast()
    let travel = RoadTravel(RoadNetwork(try RoadLines(ways.sketch), plane: LocalPlane(centre: TwoWays.west)))
    let middle = Coordinate(x: 1_150_200_000, y: 330_000_000)
    #expect(travel.distances(from: [middle])[0].nearest > 900)
  }

  // MARK: Rules and speeds on the way

  @Test func limitsByDirectionHoldOnTheWay() throws {
    let lines = try RoadLines(TwoWays(direct: ["maxspeed:forward": "20", "maxspeed:backward": "80"]).sketch)
    let travel = RoadTravel(RoadNetwork(lines, plane: LocalPlane(centre: TwoWays.west)))
    let ends = [TwoWays.west, TwoWays.east]
    let table = travel.table(from: ends, to: ends)
    func seconds(_ metres: Float, _ kmh: Float) -> Float { metres * 3.6 / kmh }
    let roads = seconds(2 * 932.5, 30)
    #expect(Self.isNear(table.seconds(0, 1), roads + seconds(1865, 20)))
    #expect(Self.isNear(table.seconds(1, 0), roads + seconds(1865, 80)))
    // From a place in the middle of it, too.
    let middle = Coordinate(x: 1_150_150_000, y: 330_000_000)
    let from = travel.table(from: [middle], to: ends)
    #expect(Self.isNear(from.seconds(0, 0), roads / 2 + seconds(466, 80)))
    #expect(Self.isNear(from.seconds(0, 1), roads / 2 + seconds(1399, 20)))
  }

  @Test func aRestrictionForSomeHoursIsToldAndLeftOut() throws {
    var ways = TwoWays()
    ways.sketch.addRelation(
      1, [.init(.way, 10, role: "from"), .init(.node, 2, role: "via"), .init(.way, 11, role: "to")],
      ["type": "restriction", "restriction:conditional": "no_straight_on @ (07:00-09:00)"])
    let lines = try RoadLines(ways.sketch)
    #expect(TwoWays.way(lines) == .direct)
    #expect(
      lines.remarks.sentences.map(\.english) == [
        "rules for some hours or vehicles only are left out: 'restriction:conditional' (1)"
      ])
  }

  // MARK: What is wrong with a file

  @Test(arguments: [
    ("roads.osm", "<osm><way id=\"1\">", "no element found"), ("roads.osm", "<html/>", "not <osm>"),
    ("roads.osm", "<osm><way><nd/></way></osm>", "an object has no id"),
    ("roads.osm", "<osm><way id=\"1x\"/></osm>", "'1x' is no id"), ("roads.osm", "", "no element found"),
    ("roads.osm", "<!DOCTYPE o [<!ENTITY a \"b\">]><osm/>", "declares entities"),
    ("roads.osm.pbf", "not a file", ""),
  ]) func aFileThatIsNoneIsRefusedWithTheReason(name: String, text: String, reason: String) {
    do {
      _ = try RoadLines(Array(text.utf8), as: name)
      Issue.record("read")
    } catch let failure as OSMFile.Failure {
      #expect(
        !failure.reason.english.isEmpty && (reason.isEmpty || failure.reason.english.contains(reason)),
        "\(failure)")
      #expect(!failure.reason.english.contains("\n"))
    } catch { Issue.record(error) }
  }

  @Test func damagedPlacesAreRefused() {
    let xml = TwoWays().sketch.xml.replacingOccurrences(of: "lon=\"115.0200000\"", with: "lon=\"east\"")
    #expect(throws: OSMFile.Failure.self) { _ = try RoadLines(Array(xml.utf8), as: "roads.osm") }
  }
}
