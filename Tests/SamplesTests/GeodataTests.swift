import Foundation
import Grid
import Scenario
import Testing

@testable import Samples

/// The folders in `geodata/` are what `synth` makes from seed 1.
@Suite struct GeodataTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("geodata")

  @Test(arguments: Preset.all.map(\.name))
  func everyPresetHasAScenarioThatCanBeRead(preset: String) throws {
    let scenario = try Scenario(path: Self.root.appendingPathComponent("\(preset)/scenario.yaml").path)
    #expect(scenario.levels.map(\.name) == ["county", "township", "village", "grid", "microgrid"])
    #expect(scenario.siting.rooms == Preset.named(preset)?.rooms)
    #expect(scenario.seed == 1)
  }

  @Test func theTourIsWhatSynthMakes() throws {
    let made = try makeSample(preset: .tour, seed: 1)
    let folder = Self.root.appendingPathComponent("tour")
    let text = try String(contentsOf: folder.appendingPathComponent("scenario.yaml"), encoding: .utf8)
    #expect(text == made.scenario)
    let inputs = try PlanInputs(reading: Scenario(path: folder.appendingPathComponent("scenario.yaml").path))
    for (kept, level) in zip(inputs.hierarchy.levels, made.levels) {
      #expect(kept.codes == level.codes && kept.names == level.names)
      #expect(kept.households == level.households && kept.parents == level.parents)
    }
    #expect(inputs.hierarchy.levels.count == made.levels.count)
    #expect(inputs.problem.staff.map(\.homeUnit) == made.staff.map(\.homeUnit))
    #expect(inputs.problem.checkpoints.map(\.name) == made.checkpoints.map(\.name))
    #expect(try inputs.hierarchy.prove().holds)
  }
}
