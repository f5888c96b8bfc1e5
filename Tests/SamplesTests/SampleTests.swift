import Foundation
import Geometry
import Grid
import Scenario
import Testing
import VectorFiles

@testable import Samples

/// A county small enough for a debug build, with several townships and a town that takes more than one of them.
private let reduced = Preset(
  name: "reduced", county: "小样", code: "999999", longitude: 114.2, latitude: 33.1, squareKilometres: 70,
  townships: 5, villages: 36, communities: 12, grids: 95, microgrids: 560, townShare: 0.3, rooms: 7,
  auxiliaries: 30, bases: 2, crewsPerBase: 2, checkpoints: 60)

/// The samples under test, each made once.
private enum Made {
  static let tour = Result { try makeSample(preset: .tour, seed: 1) }
  static let reduced = Result { try makeSample(preset: SamplesTests.reduced, seed: 3) }

  static func all() throws -> [Sample] { [try tour.get(), try reduced.get()] }
}

@Suite struct PresetTests {
  /// The published counts, from the publications and not from the code.
  @Test(arguments: [
    ("shenqiu", 22, 612, 1_630, 10_374), ("xihua", 22, 450, 2_564, 7_597), ("luyi", 26, 565, 1_294, 10_311),
  ])
  func publishedCountsAreKept(name: String, townships: Int, villages: Int, grids: Int, microgrids: Int) throws
  {
    let preset = try #require(Preset.named(name))
    #expect(preset.townships == townships)
    #expect(preset.villages == villages)
    #expect(preset.grids == grids)
    #expect(preset.microgrids == microgrids)
  }

  @Test func presetsCanHold() {
    #expect(Set(Preset.all.map(\.code)).count == Preset.all.count)
    for preset in Preset.all {
      #expect(preset.code.count == 6 && preset.code.hasPrefix("99"))
      #expect(preset.townships <= preset.villages && preset.villages <= preset.grids)
      #expect(preset.grids <= preset.microgrids && preset.communities < preset.villages)
      #expect(preset.rooms >= preset.townships)
    }
    #expect(Preset.named("atlantis") == nil)
  }
}

@Suite struct SampleLandTests {
  @Test func countsAreThePresets() throws {
    for sample in try Made.all() {
      let preset = sample.preset
      #expect(sample.levels.map(\.name) == ["county", "township", "village", "grid", "microgrid"])
      #expect(
        sample.levels.map(\.count)
          == [1, preset.townships, preset.villages, preset.grids, preset.microgrids])
      for level in sample.levels { #expect(level.shapes.count == level.count) }
      #expect(sample.levels[0].areas[0] > 0.85e6 * preset.squareKilometres)
      #expect(sample.levels[0].areas[0] < 1.15e6 * preset.squareKilometres)
    }
  }

  @Test func everyLevelIsProvedToPartitionTheOneAbove() throws {
    for sample in try Made.all() {
      for (upper, lower) in zip(sample.levels, sample.levels.dropFirst()) {
        #expect(try UnitValidity.invalidUnits(in: lower.shapes).isEmpty)
        #expect(
          PartitionProof(children: lower.shapes, parentOf: lower.parents, parents: upper.shapes).holds)
      }
      // The proof is able to fail: a micro-grid that is told to belong elsewhere breaks it.
      var parents = sample.levels[4].parents
      parents[0] = parents[parents.count - 1]
      #expect(
        !PartitionProof(
          children: sample.levels[4].shapes, parentOf: parents, parents: sample.levels[3].shapes
        ).holds)
    }
  }

  @Test func unitsAreConnectedAndHoldTheirAnchor() throws {
    for sample in try Made.all() {
      for level in sample.levels {
        #expect(level.shapes.polygonCount == level.count)
        let index = UnitIndex(level.shapes)
        #expect(level.anchors.map { index.unit(at: $0) } == Array(0..<level.count))
      }
    }
  }

  @Test func householdsKeepTheRuleAndAddUp() throws {
    for sample in try Made.all() {
      let lowest = sample.levels[4].households
      #expect(lowest.allSatisfy { (30...50).contains($0) })
      #expect((38.0...42.0).contains(Double(lowest.reduce(0, +)) / Double(lowest.count)))
      for (upper, lower) in zip(sample.levels, sample.levels.dropFirst()) {
        var sums = [Int](repeating: 0, count: upper.count)
        for (parent, households) in zip(lower.parents, lower.households) { sums[parent] += households }
        #expect(sums == upper.households)
      }
    }
  }

  @Test func codesExtendTheirParentsAndNamesAreUnique() throws {
    for sample in try Made.all() {
      for (upper, lower) in zip(sample.levels, sample.levels.dropFirst()) {
        #expect(Set(lower.codes).count == lower.count)
        #expect(Set(lower.codes.map(\.count)).count == 1)
        #expect(lower.codes == lower.codes.sorted())
        for (code, parent) in zip(lower.codes, lower.parents) { #expect(code.hasPrefix(upper.codes[parent])) }
        #expect(Set(lower.names).count == lower.count)
      }
    }
  }

  @Test func mapsAreDetailedButNotHeavy() throws {
    for sample in try Made.all() {
      let vertices = Double(sample.levels[4].shapes.coordinates.count) / Double(sample.preset.microgrids)
      #expect((15.0...40.0).contains(vertices))
    }
  }
}

@Suite struct FullSampleTests {
  /// The one county whose figures are published for every level, at its full size.
  @Test func shenqiuIsMadeAtItsPublishedSize() throws {
    let sample = try makeSample(preset: .shenqiu, seed: 1)
    #expect(sample.levels.map(\.shapes.count) == [1, 22, 612, 1_630, 10_374])
    #expect(sample.bases.count == 6 && sample.crews.count == 12 && sample.checkpoints.count == 150)
    for (upper, lower) in zip(sample.levels, sample.levels.dropFirst()) {
      #expect(
        PartitionProof(children: lower.shapes, parentOf: lower.parents, parents: upper.shapes).holds)
      #expect(lower.shapes.polygonCount == lower.count)
    }
    #expect(sample.levels[4].households.allSatisfy { (30...50).contains($0) })
  }
}

@Suite struct SampleRoadTests {
  @Test func roadsMeetInSharedJunctionsAndReachEachOther() throws {
    for sample in try Made.all() {
      var neighbours: [Coordinate: [Coordinate]] = [:]
      var back: [Coordinate: [Coordinate]] = [:]
      for road in sample.roads {
        let from = try #require(road.line.first)
        let to = try #require(road.line.last)
        neighbours[from, default: []].append(to)
        back[to, default: []].append(from)
        if !road.isOneway {
          neighbours[to, default: []].append(from)
          back[from, default: []].append(to)
        }
      }
      let all = Set(neighbours.keys).union(back.keys)
      let start = try #require(sample.roads.first?.line.first)
      // Everything is reached from one place, and that place from everything, one-way streets regarded.
      #expect(reached(from: start, along: neighbours) == all)
      #expect(reached(from: start, along: back) == all)
    }
  }

  private func reached(from start: Coordinate, along ways: [Coordinate: [Coordinate]]) -> Set<Coordinate> {
    var reached: Set = [start]
    var next = [start]
    while let here = next.popLast() {
      for there in ways[here] ?? [] where reached.insert(there).inserted { next.append(there) }
    }
    return reached
  }

  @Test func roadsAreAsVariedAsRealOnes() throws {
    let sample = try Made.reduced.get()
    #expect(Set(sample.roads.map(\.roadClass)) == Set(Road.Class.allCases))
    #expect(sample.roads.contains { $0.isOneway })
    #expect(sample.roads.contains { $0.maxSpeed == nil } && sample.roads.contains { $0.maxSpeed != nil })
    let plane = LocalPlane(centre: sample.levels[0].shapes.box.centre)
    for road in sample.roads {
      let points = plane.project(road.line)
      for (a, b) in zip(points, points.dropFirst()) { #expect(a.distance(to: b) < 700) }
    }
  }

  @Test func everyPlaceStandsBesideARoad() throws {
    for sample in try Made.all() {
      let plane = LocalPlane(centre: sample.levels[0].shapes.box.centre)
      let vertices = plane.project(sample.roads.flatMap(\.line))
      let places = sample.stations.map(\.coordinate) + sample.bases.map(\.coordinate)
      for place in plane.project(places + sample.checkpoints.map(\.coordinate)) {
        #expect(vertices.contains { $0.distance(to: place) < 30 })
      }
    }
  }
}

@Suite struct SamplePeopleTests {
  @Test func everyTownshipHasItsStation() throws {
    for sample in try Made.all() {
      let index = UnitIndex(sample.levels[1].shapes)
      #expect(sample.stations.map { index.unit(at: $0.coordinate) } == Array(0..<sample.preset.townships))
    }
  }

  @Test func checkpointsAreOfThreeTiersWithRealWindows() throws {
    let sample = try Made.reduced.get()
    let checkpoints = sample.checkpoints
    #expect(checkpoints.count == sample.preset.checkpoints)
    #expect(Set(checkpoints.map(\.id)).count == checkpoints.count)
    #expect(Set(checkpoints.map(\.tier)) == Set(Checkpoint.Tier.allCases))
    let schools = checkpoints.filter { $0.name.hasSuffix("小学") }
    #expect(!schools.isEmpty)
    for school in schools {
      #expect(school.windows.map { "\($0.start.text)-\($0.end.text)" } == ["07:00-08:00", "16:00-17:30"])
      #expect(school.dayTypes == ["weekday"] && school.tier == .red)
    }
    for kind in CheckpointKind.all { #expect(kind.dailyWindows.count == kind.windows.count) }
    for checkpoint in checkpoints where checkpoint.visitsPerDay > 1 { #expect(checkpoint.minGap > 0) }
  }

  @Test func peopleSufficeForTheirPosts() throws {
    for sample in try Made.all() {
      let staff = sample.staff
      #expect(Set(staff.map(\.id)).count == staff.count)
      #expect(staff.filter { $0.role == .officer && $0.site.isEmpty }.count == sample.preset.rooms)
      #expect(staff.filter { $0.role == .auxiliary && $0.site.isEmpty }.count == sample.preset.auxiliaries)
      // Half of the stations' police would be as many as the rooms' officers, and two fifths are enough.
      let police = sample.policeOfStation
      #expect(police.count == sample.preset.townships && police.allSatisfy { $0 > 0 })
      #expect(police.reduce(0, +) >= sample.preset.rooms * 3 / 2)
      #expect(Double(police.reduce(0, +)) <= Double(sample.preset.rooms) / 0.4)
      let villages = Set(sample.levels[2].codes)
      for person in staff {
        #expect(person.site.isEmpty ? villages.contains(person.homeUnit) : person.homeUnit.isEmpty)
      }
      for base in sample.bases {
        // A week of one crew has 21 duties; nobody may work more than 44 hours, which is five of them.
        let crews = sample.crews.filter { $0.baseID == base.id }.count
        for (role, needed) in [(Role.officer, 1), (.auxiliary, 3)] {
          let people = staff.filter { $0.site == base.id && $0.role == role }.count
          #expect(people * 5 >= crews * 21 * needed && people * 5 < crews * 21 * needed + 20)
        }
      }
      let away = staff.flatMap(\.unavailable)
      #expect(!away.isEmpty && away.allSatisfy { $0.text >= "2026-12-01" && $0.text <= "2026-12-28" })
    }
  }
}

@Suite struct SampleFolderTests {
  @Test func theSameSeedGivesTheSameBytes() throws {
    let first = try Folder(makeSample(preset: .tour, seed: 1))
    let second = try Folder(makeSample(preset: .tour, seed: 1))
    let other = try Folder(makeSample(preset: .tour, seed: 2))
    #expect(first.files.count == 17)
    #expect(first.files == second.files)
    for name in ["units.microgrid.geojson", "roads.geojson", "staff.csv"] {
      #expect(first.files[name] != other.files[name])
    }
    #expect(first.files.values.reduce(0) { $0 + $1.count } < 1_000_000)
  }

  /// What is written is what the planner's own reader reads, with nothing left for it to assume.
  @Test func thePlannerReadsTheFolder() throws {
    for sample in try Made.all() {
      let folder = try Folder(sample)
      let inputs = try PlanInputs(reading: Scenario(path: folder.path + "/scenario.yaml"))
      for (read, made) in zip(inputs.hierarchy.levels, sample.levels) {
        #expect(read.codes == made.codes && read.names == made.names && read.parents == made.parents)
        #expect(read.households == made.households)
        #expect(read.shapes == made.shapes)
      }
      #expect(inputs.hierarchy.levels.count == 5)
      #expect(inputs.problem.staff.map(\.id) == sample.staff.map(\.id))
      #expect(inputs.problem.staff.map(\.unavailable) == sample.staff.map(\.unavailable))
      #expect(inputs.problem.gridWorkers.map(\.unitCode) == sample.levels[4].codes)
      #expect(inputs.problem.crews.map(\.id) == sample.crews.map(\.id))
      #expect(inputs.problem.checkpoints.map(\.windows) == sample.checkpoints.map(\.windows))
      #expect(inputs.problem.checkpoints.map(\.coordinate) == sample.checkpoints.map(\.coordinate))
      #expect(inputs.problem.horizon.start.text == "2026-12-01")
      #expect(inputs.problem.stations.count == sample.stations.count)
      #expect(inputs.problem.stations.map(\.police) == sample.policeOfStation)
      #expect(inputs.scenario.countyPolice != nil && (inputs.problem.attributes?.isTown ?? []).contains(true))
      #expect(inputs.siteOfStaff.count == sample.staff.filter { !$0.site.isEmpty }.count)
      let most = try #require(inputs.scenario.siting.maxUnits)
      var villages = [Int](repeating: 0, count: sample.preset.townships)
      for parent in sample.levels[2].parents { villages[parent] += 1 }
      #expect(villages.reduce(0) { $0 + ($1 + most - 1) / most } <= sample.preset.rooms)
    }
  }

  @Test func aFolderThatCannotBeMadeIsSaid() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data("x".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(throws: SampleError.self) { try Made.tour.get().write(to: file.path + "/inside") }
  }
}

/// A sample written to a folder of its own, which vanishes with the value.
private final class Folder {
  let path: String
  let files: [String: Data]

  init(_ sample: Sample) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try sample.write(to: path)
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
    }
    self.files = files
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
