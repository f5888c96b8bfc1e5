import Foundation
import Testing

/// The independent checks that stand beside the project, where they do.
@Suite struct IndependentCheckTests {
  private static let folder = Program.root.deletingLastPathComponent().appendingPathComponent("shared/checks")

  /// A Python that has shapely; `nil` with the reason printed.
  private static let python: String? = {
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("plan.py").path) else {
      print("skipped: there are no checks in ../shared/checks")
      return nil
    }
    let named = ProcessInfo.processInfo.environment["PLANNER_CHECKS_PYTHON"]
    for candidate in [named, "python3"].compactMap({ $0 }) {
      let scratch = try? Scratch(withTour: false)
      let run = try? scratch.map {
        try Program.run(tool: "/usr/bin/env", [candidate, "-c", "import shapely, numpy"], in: $0)
      }
      if run?.code == 0 { return candidate }
    }
    print("skipped: no python3 with shapely; name one in PLANNER_CHECKS_PYTHON")
    return nil
  }()

  @Test(arguments: MadePlan.allCases) func accept(plan: MadePlan) throws {
    guard let python = Self.python else { return }
    let scratch = try plan.made.scratch
    let layers = ContractTests.properties.keys.sorted().map { "plan/\($0).geojson" }
    try expectAccepted("rfc7946.py", layers, python, scratch)
    try expectAccepted("plan.py", ["plan"], python, scratch)
    for (above, below) in zip(ContractTests.levels, ContractTests.levels.dropFirst()) {
      let pair = ["plan/units.\(above).geojson", "plan/units.\(below).geojson"]
      try expectAccepted("coverage.py", pair, python, scratch)
    }
  }

  private func expectAccepted(
    _ check: String, _ arguments: [String], _ python: String, _ scratch: Scratch
  ) throws {
    let script = Self.folder.appendingPathComponent(check).path
    let run = try Program.run(tool: "/usr/bin/env", [python, script] + arguments, in: scratch)
    #expect(run.code == 0, "\(check): \(run.output)\(run.notes)")
    #expect(!run.output.isEmpty)
  }
}
