import Foundation
import Grid
import PlanCodec
import Planner
import Solvers

/// Tries the readers, the check and the repair on random damage to real files and real polygons.
///
/// Every case follows from the seed and its number alone, so that one which fails can be run again by itself.
public struct Fuzzer: Sendable {
  public struct Outcome: Sendable {
    /// What was damaged, "read tour.gpkg" or "coverage denver".
    public let kind: String
    /// What became of it, a word or two.
    public let outcome: String
    /// What a reader said of it.
    public let sentence: String?
    /// Broken promises; empty when all is well. A crash or a hang is for whoever runs the case to notice.
    public let findings: [String]
  }

  private let seed: UInt64
  private let scratch: String
  private let seeds: [ReaderSeed]
  private let plan: Plan
  private let places: [Excerpts]
  private let locator: PointLocator

  /// - Parameters:
  ///   - tour: the folder of the sample county that the project keeps.
  ///   - data: a folder of real places; `nil` tries the tour alone.
  ///   - scratch: a folder for damaged files, of this fuzzer's own.
  public init(seed: UInt64, tour: String, data: String?, scratch: String) throws {
    self.seed = seed
    self.scratch = scratch
    let readers = try ReaderSeeds(tour: tour, data: data, scratch: scratch)
    seeds = readers.seeds
    for (folder, files) in [("scenario", readers.scenario), ("plan", readers.plan)] {
      try FileManager.default.createDirectory(
        atPath: "\(scratch)/\(folder)", withIntermediateDirectories: true)
      for (name, bytes) in files {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(scratch)/\(folder)/\(name)"))
      }
    }
    plan = try Plan("\(scratch)/plan")
    let county = try RealPlaces.tour(tour)
    locator = PointLocator(county.lowest.shapes, columns: county.locatedFields())
    places = [Excerpts("tour", of: county)] + (try data.map { try RealPlaces.all(in: $0) } ?? [])
  }

  /// What readers say of the files that they refuse even undamaged: damage to those would try little.
  public func refusals() -> [String] {
    seeds.compactMap { seed in
      let outcome = read(seed, seed.bytes)
      return outcome.sentence.map { "\(outcome.kind): \($0)" }
    }
  }

  /// Two cases of three damage a file, one damages polygons.
  public func run(_ number: Int) -> Outcome {
    var chance = SeededGenerator(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number))
    let (round, turn) = (number / 3, number % 3)
    return turn == 2
      ? cover(places[round % places.count], &chance) : read(seeds[(2 * round + turn) % seeds.count], &chance)
  }

  private func read(_ seed: ReaderSeed, _ chance: inout SeededGenerator) -> Outcome {
    read(seed, ByteDamage.apply(to: seed.bytes, &chance))
  }

  /// Reads a seed's file with other bytes in it.
  private func read(_ seed: ReaderSeed, _ bytes: [UInt8]) -> Outcome {
    let file = URL(fileURLWithPath: "\(scratch)/\(seed.name)")
    var result: (sentence: String?, findings: [String]) = (nil, ["the file cannot be written"])
    if (try? Data(bytes).write(to: file)) != nil {
      result = ReaderTrial(path: file.path, reader: seed.reader, locator: locator, plan: plan).run()
    }
    if seed.reader.isPart {
      try? Data(seed.bytes).write(to: file)
    } else {
      try? FileManager.default.removeItem(at: file)
    }
    return Outcome(
      kind: "read \(seed.name)", outcome: result.sentence == nil ? "read" : "refused",
      sentence: result.sentence,
      findings: result.findings)
  }

  private func cover(_ place: Excerpts, _ chance: inout SeededGenerator) -> Outcome {
    let kind = "coverage \(place.name)"
    do {
      var draft = try place.draft(&chance)
      ShapeDamage.apply(to: &draft, &chance)
      let hierarchy = try draft.hierarchy()
      let trial = CoverageTrial(hierarchy: hierarchy, options: Self.options(for: hierarchy, &chance))
      let result = try trial.run()
      return Outcome(kind: kind, outcome: result.outcome, sentence: nil, findings: result.findings)
    } catch {
      return Outcome(kind: kind, outcome: "failed", sentence: nil, findings: ["failed: \(error)"])
    }
  }

  private static func options(for hierarchy: Hierarchy, _ chance: inout SeededGenerator) -> RepairOptions {
    var options = RepairOptions()
    let codes = hierarchy.levels.flatMap(\.codes)
    func some() -> [String] { (0..<(1 + chance.below(3))).map { _ in codes[chance.below(codes.count)] } }
    options.snap = [0, 0.05, 0.05, 0.5, 5][chance.below(5)]
    options.gaps =
      [.upTo(width: 5), .upTo(width: 5), .upTo(width: 0), .upTo(width: 500), .all][chance.below(5)]
    options.overlaps = [.longestBorder, .largest, .smallest, .priority(some())][chance.below(4)]
    options.nesting = chance.below(3) == 0 ? .growParents : .clipChildren
    if chance.below(4) == 0 { options.protected = Set(some()) }
    return options
  }
}
