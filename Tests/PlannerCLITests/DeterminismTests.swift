import Foundation
import Testing

/// Same input and seed, same bytes.
@Suite struct DeterminismTests {
  @Test func aPlanDependsOnItsSeedAlone() throws {
    let first = try MadePlan.tour.made.scratch.files(in: "plan")
    let scratch = try Scratch()
    #expect(try Program.run(["plan", "tour", "--out", "again", "--seed", "1"], in: scratch).code == 0)
    let again = try scratch.files(in: "again")
    #expect(first.count >= 20 && first.keys.sorted() == again.keys.sorted())
    for (name, bytes) in first where name != "summary.json" {
      #expect(again[name] == bytes, "\(name) differs")
    }
    let summaries = try [first, again].map { try Self.lasting($0["summary.json"] ?? Data()) }
    #expect(summaries[0].count > 5 && summaries[0] == summaries[1])

  }

  @Test func anotherSeedGivesAnotherPlan() throws {
    let first = try MadePlan.short.made.scratch.files(in: "plan")
    let scratch = try Scratch()
    try scratch.shortenTour()
    #expect(try Program.run(["plan", "tour", "--out", "other", "--seed", "2"], in: scratch).code == 0)
    let other = try scratch.files(in: "other")
    #expect(first.keys.sorted() == other.keys.sorted())
    #expect(first.contains { name, bytes in name.hasSuffix(".csv") && other[name] != bytes })
  }

  /// A summary without what depends on the clock.
  private static func lasting(_ data: Data) throws -> NSDictionary {
    var summary = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    #expect(summary.removeValue(forKey: "timings") != nil)
    #expect(summary.removeValue(forKey: "generated") != nil)
    return summary as NSDictionary
  }

  @Test func aSampleDependsOnItsSeedAlone() throws {
    let scratch = try Scratch(withTour: false)
    for (out, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
      let run = try Program.run(["synth", "--preset", "tour", "--out", out, "--seed", seed], in: scratch)
      #expect(run.code == 0)
    }
    let made = try scratch.files(in: "a")
    #expect(made.count == 17)
    #expect(try scratch.files(in: "b") == made)
    let other = try scratch.files(in: "c")
    #expect(other["units.microgrid.geojson"] != made["units.microgrid.geojson"])
  }
}
