import Foundation
import Testing

@testable import Geometry
@testable import Grid
@testable import Solvers
@testable import VectorFiles

/// With an earlier run only units whose parts left their range are cut anew.
@Suite struct SubdivisionStabilityTests {
  /// All that is written of a unit.
  private struct Told: Hashable {
    var name: String
    var households: Int
    var vertices: [Coordinate]
  }

  private func told(_ level: GridBuild.Level, _ households: [Int]) -> [String: Told] {
    var result: [String: Told] = [:]
    for (unit, code) in level.codes.enumerated() {
      result[code] = Told(
        name: level.names[unit], households: households[unit],
        vertices: Array(level.shapes.coordinates[level.shapes.range(ofUnit: unit)]))
    }
    return result
  }

  private func parts(_ sum: Int, _ range: ClosedRange<Int>) -> Bool {
    (1...max(1, sum)).contains { ($0 * range.lowerBound...$0 * range.upperBound).contains(sum) }
  }

  /// Builds with `more` households on the earlier run, and expects what may stay to stay.
  ///
  /// - Returns: how many units had their parts cut anew, and how many kept them.
  private func expectStable(
    _ first: GridBuild, _ order: GridOrder, more: [HouseholdPoint]
  ) throws -> (anew: Int, kept: Int) {
    var order = order
    order.points += more
    order.earlier = GridFixture.earlier(first)
    let next = try buildGrids(order)
    var result = (anew: 0, kept: 0)
    var standing = Set(order.codes)
    for (index, size) in order.levels.map(\.size).enumerated() {
      let (upper, lower) = (first.levels[index], first.levels[index + 1])
      let today = GridFixture.households(of: order.points, in: lower.shapes)
      #expect(
        next.levels[index + 1].households
          == GridFixture.households(of: order.points, in: next.levels[index + 1].shapes))
      let (before, after) = (
        told(lower, today), told(next.levels[index + 1], next.levels[index + 1].households)
      )
      var kept = Set<String>()
      for (parent, code) in upper.codes.enumerated() where standing.contains(code) {
        let children = lower.codes.indices.filter { lower.parents[$0] == parent }
        let stay = children.allSatisfy { child in
          switch size {
          case .range(let range, _): range.contains(today[child])
          case .children:
            if case .range(let range, _) = order.levels[index + 1].size {
              parts(today[child], range)
            } else {
              false
            }
          }
        }
        let same = children.allSatisfy { before[lower.codes[$0]] == after[lower.codes[$0]] }
        #expect(same == stay, "parts of \(upper.name) \(code)")
        if stay { kept.formUnion(children.map { lower.codes[$0] }) }
        if stay { result.kept += 1 } else { result.anew += 1 }
      }
      standing = kept
    }
    // Nothing new: nothing changes.
    order.earlier = GridFixture.earlier(next)
    if next.misses.isEmpty {
      let again = try buildGrids(order)
      for (a, b) in zip(next.levels, again.levels) {
        #expect(a.shapes == b.shapes && a.codes == b.codes && a.households == b.households)
      }
    }
    return result
  }

  /// Some households each beside some of those that there are.
  private func crowds(_ count: Int, of households: Int, beside points: [HouseholdPoint], seed: UInt64)
    -> [HouseholdPoint]
  {
    var chance = SeededGenerator(seed: seed)
    return (0..<count).flatMap { _ in
      let place = points[chance.below(points.count)].place
      return (0..<households).map { i in
        HouseholdPoint(place: Coordinate(x: place.x + Int32(i % 5), y: place.y + Int32(i / 5)), households: 1)
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func unitsOfParentsInRangeStay(seed: UInt64) throws {
    var order = GridFixture.order(
      seed: seed, hole: seed % 2 == 0, counts: [1_500, 1_900],
      levels: [
        GridOrder.LevelOrder(name: "hamlet", size: .children(counts: [2, 3], names: [[], []])),
        GridOrder.LevelOrder(name: "grid", size: .range(300...500, target: 400)),
        GridOrder.LevelOrder(name: "microgrid", size: .range(20...40, target: 30)),
      ])
    order.points += GridFixture.pointsOnOutlines(of: order.shapes)
    let first = try buildGrids(order)
    #expect(first.misses.isEmpty)
    let none = try expectStable(first, order, more: [])
    #expect(none.anew == 0 && none.kept > 10)
    let some = try expectStable(
      first, order, more: crowds(3, of: 25, beside: order.points, seed: seed))
    #expect(some.anew > 0 && some.kept > 3)
  }

  @Test func townshipsOfShenqiuStay() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/data/shenqiu/townships.wgs84.geojson").path
    guard FileManager.default.fileExists(atPath: file) else {
      print("skipped: shenqiu/townships.wgs84.geojson is not in ../shared/data")
      return
    }
    let layer = try VectorLayer(reading: VectorSource(path: file), columns: ["id"], as: .polygon)
    guard case .polygons(let all) = layer.geometry else { return }
    // One township and four that share its border.
    let outline = Set(all.coordinates[all.range(ofUnit: 0)])
    let units = (0..<all.count).filter { !outline.isDisjoint(with: all.coordinates[all.range(ofUnit: $0)]) }
      .prefix(5)
    var shapes = PolygonSet()
    for unit in units { shapes.appendUnit(unit, of: all) }
    let ids = layer["id"]?.texts ?? []
    let codes = units.compactMap { ids[$0] }
    var order = GridOrder(
      level: "township", codes: codes, names: codes, shapes: shapes,
      points: spreadHouseholds(
        codes.map { _ in 700 }, over: shapes, settlements: codes.map { _ in 5 }, seed: 1),
      levels: [
        GridOrder.LevelOrder(name: "grid", size: .range(300...500, target: 345)),
        GridOrder.LevelOrder(name: "microgrid", size: .range(20...40, target: 30)),
      ])
    let onOutlines = GridFixture.pointsOnOutlines(of: shapes).enumerated()
    order.points += onOutlines.filter { $0.offset % 10 == 0 }.map(\.element)
    let first = try buildGrids(order)
    // One township grows by half; the others stay, though they share borders with it.
    let more = order.points.dealt(to: shapes)[0].enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let result = try expectStable(first, order, more: more)
    #expect(result.anew >= 1 && result.kept >= 5)
  }
}
