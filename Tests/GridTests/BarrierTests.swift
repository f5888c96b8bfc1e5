import Foundation
import Testing

@testable import Geometry
@testable import Grid
@testable import VectorFiles

/// Borders that follow roads and rivers.
@Suite struct BarrierTests {
  private func place(_ x: Double, _ y: Double) -> Coordinate {
    Coordinate(x: 1_150_000_000 + Int32(x * 100_000), y: 330_000_000 + Int32(y * 100_000))
  }

  /// A square of 10 by 10 (about 1 km) with even households, to be cut into so many units.
  private func build(
    _ lines: [[Coordinate]], units: Int, range: ClosedRange<Int> = 60...400, lake: [Coordinate]? = nil
  ) throws -> GridBuild {
    var shapes = PolygonSet()
    let square = [place(0, 0), place(10, 0), place(10, 10), place(0, 10)]
    shapes.appendUnit([[square] + (lake.map { [$0] } ?? [])])
    var points: [HouseholdPoint] = []
    for i in 0..<20 {
      for j in 0..<20 {
        let home = place(Double(i) / 2 + 0.25, Double(j) / 2 + 0.25)
        if shapes.place(of: home, inUnit: 0) == .inside {
          points.append(HouseholdPoint(place: home, households: 1))
        }
      }
    }
    var order = GridOrder(
      level: "village", codes: ["1"], names: ["one"], shapes: shapes, points: points,
      levels: [GridOrder.LevelOrder(name: "grid", size: .range(range, target: points.count / units))])
    for line in lines { order.barriers.append(line) }
    let build = try buildGrids(order)
    #expect(build.levels[1].codes.count == units && build.misses.isEmpty)
    #expect(
      PartitionProof(
        children: build.levels[1].shapes, parentOf: build.levels[1].parents, parents: build.levels[0].shapes
      ).holds)
    return build
  }

  /// How many units have an edge from `a` to `b`, cut or not, on their border.
  private func units(along a: Coordinate, _ b: Coordinate, in build: GridBuild) -> Int {
    let shapes = build.levels[1].shapes
    return (0..<shapes.count).count { unit in
      var length = 0.0
      for ring in shapes.rings(ofUnit: unit) {
        let vertices = shapes.coordinates[shapes.range(ofRing: ring)]
        for (p, q) in zip(vertices, vertices.dropFirst()) {
          let (start, end) = (along(p, a, b), along(q, a, b))
          guard start.away < 3, end.away < 3 else { continue }
          length += max(0, min(1, max(start.share, end.share)) - max(0, min(start.share, end.share)))
        }
      }
      return length > 0.99
    }
  }

  /// How far a point is from the line through `a` and `b`, and at which share of the way between them.
  private func along(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> (share: Double, away: Double) {
    let (ux, uy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
    let (vx, vy) = (Double(p.x) - Double(a.x), Double(p.y) - Double(a.y))
    let length = hypot(ux, uy)
    return ((ux * vx + uy * vy) / (length * length), ((ux * vy - uy * vx) / length).magnitude)
  }

  @Test func aSideRoadEndsAtTheMainRoad() throws {
    let main = [place(-1, 4.3), place(5.2, 4.6), place(11, 4.1)]
    let side = [place(5.2, 4.6), place(5.6, 7), place(5.1, 11)]
    let build = try build([main, side], units: 3)
    #expect(units(along: place(5.2, 4.6), place(5.6, 7), in: build) == 2)
    let followed = units(along: place(2.1, 4.45), place(5.2, 4.6), in: build)
    #expect(followed == 2)
    #expect(units(along: place(5.2, 4.6), place(8.1, 4.35), in: build) == 2)
  }

  @Test func aRoadEndsInTheLand() throws {
    let (bend, end) = (place(3, 5.4), place(6.3, 5.1))
    let build = try build([[place(-1, 4.8), bend, end]], units: 2)
    #expect(units(along: bend, end, in: build) == 2)
    #expect(units(along: place(1, 5.1), bend, in: build) == 2)
  }

  @Test func aRoadLiesWhollyInTheLand() throws {
    let (from, to) = (place(1.5, 4.7), place(8.8, 5.2))
    let build = try build([[from, to]], units: 2)
    #expect(units(along: from, to, in: build) == 2)
  }

  @Test func roadsCrossWithoutAVertex() throws {
    let build = try build(
      [[place(-1, 4.7), place(11, 5.3)], [place(4.6, -1), place(5.4, 11)]], units: 4)
    // The crossing is a corner of all four.
    let shapes = build.levels[1].shapes
    let crossing = place(5, 5)
    #expect(
      (0..<4).allSatisfy { unit in
        shapes.coordinates[shapes.range(ofUnit: unit)].contains {
          hypot(Double($0.x - crossing.x), Double($0.y - crossing.y)) < 3
        }
      })
    #expect(units(along: place(0.5, 4.775), place(4.5, 4.975), in: build) == 2)
    #expect(units(along: place(5.05, 5.75), place(5.3, 9.5), in: build) == 2)
  }

  @Test func aGapInARoadIsBridged() throws {
    let build = try build(
      [[place(-1, 5.2), place(4.4, 5.2)], [place(5.6, 5.2), place(11, 5.2)]], units: 2)
    #expect(units(along: place(0.2, 5.2), place(9.8, 5.2), in: build) == 2)
  }

  @Test func aRoadThroughALakeIsNoCut() throws {
    let lake = [place(4, 4), place(4, 6), place(6, 6), place(6, 4)]
    let build = try build([[place(-1, 5.1), place(11, 4.9)]], units: 2, lake: lake)
    #expect(try UnitValidity.invalidUnits(in: build.levels[1].shapes).isEmpty)
  }

  @Test func aRoadOnTheBorderChangesNothing() throws {
    let plain = try build([], units: 4, range: 60...140)
    let along = try build(
      [[place(0, 0), place(10, 0)], [place(0, 2), place(0, 8)]], units: 4, range: 60...140)
    #expect(along.levels[1].shapes == plain.levels[1].shapes)
  }

  @Test func aRoadThatLeavesTooFewOnOneSideIsCrossed() throws {
    let road = [place(1, -1), place(1.2, 11)]
    let build = try build([road], units: 2, range: 150...250)
    #expect(units(along: place(1.03, 0.5), place(1.18, 9.5), in: build) == 0)
  }

  /// The county town of Shenqiu, where the data is at hand.
  @Test func realRoads() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/shenqiu")
    guard FileManager.default.fileExists(atPath: folder.path) else {
      print("skipped: shenqiu is not in ../shared/data")
      return
    }
    let roads = try VectorLayer(
      reading: VectorSource(path: folder.appendingPathComponent("county_town_roads.wgs84.geojson").path),
      columns: [], as: .line)
    let land = try VectorLayer(
      reading: VectorSource(path: folder.appendingPathComponent("townships.wgs84.geojson").path),
      columns: ["id", "name"], as: .polygon)
    guard case .lines(let lines) = roads.geometry, case .polygons(let all) = land.geometry else {
      Issue.record("wrong geometry")
      return
    }
    let holders = UnitIndex(all).units(at: lines.coordinates)
    let town = try #require(
      Dictionary(grouping: holders.filter { $0 >= 0 }) { $0 }.max {
        ($0.value.count, $1.key) < ($1.value.count, $0.key)
      }
    ).key
    var shapes = PolygonSet()
    shapes.appendUnit(Int(town), of: all)
    var order = GridOrder(
      level: "township", codes: [land["id"]?.texts[Int(town)] ?? ""], names: ["town"], shapes: shapes,
      points: spreadHouseholds([8_000], over: shapes, settlements: [20], seed: 1),
      levels: [GridOrder.LevelOrder(name: "grid", size: .range(300...500, target: 400))])
    let plain = try buildGrids(order)
    order.barriers = lines
    let build = try buildGrids(order)
    let roadEdges = Set(
      (0..<lines.count).flatMap { line in zip(lines[line], lines[line].dropFirst()).map(EdgeSplits.Edge.init)
      })
    func followed(_ build: GridBuild) -> Int {
      let shapes = build.levels[1].shapes
      var edges = Set<EdgeSplits.Edge>()
      for ring in 0..<shapes.ringCount {
        let vertices = shapes.coordinates[shapes.range(ofRing: ring)]
        for (a, b) in zip(vertices, vertices.dropFirst()) { edges.insert(EdgeSplits.Edge(a, b)) }
      }
      return edges.intersection(roadEdges).count
    }
    #expect(build.misses.isEmpty && build.levels[1].codes.count == 20)
    #expect(followed(plain) == 0)
    #expect(followed(build) > 50)
  }
}
