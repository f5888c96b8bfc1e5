import Audit
import Foundation
import Geometry
import Grid
import PlanCodec
import Planner
import Publishing
import Roads
import Scenario
import VectorFiles

/// A file to be damaged, and what reads it.
struct ReaderSeed: Sendable {
  enum Reader: Sendable {
    /// Units, read, surveyed and checked.
    case units(code: String, parent: String?)
    case points(columns: [String])
    case lines
    case table
    /// Points to be located.
    case calls(columns: [String])
    /// A part of a scenario, which stands in the folder of that name.
    case scenario
    /// A part of a plan folder.
    case plan
    /// A roster that was edited by hand.
    case workbook
    case policy

    /// Whether the file stands among others, which need it as it was.
    var isPart: Bool {
      switch self {
      case .scenario, .plan: true
      default: false
      }
    }
  }

  let name: String
  let bytes: [UInt8]
  let reader: Reader
}

/// Reads one damaged file, and says what is wrong with what came of it.
struct ReaderTrial {
  let path: String
  let reader: ReaderSeed.Reader
  let locator: PointLocator
  /// What an edited roster is of.
  let plan: Plan?

  /// - Returns: what the reader refused it with, and what is wrong with what it read.
  func run() -> (sentence: String?, findings: [String]) {
    do {
      return (nil, try read())
    } catch {
      let sentence = "\(error)"
      return (sentence, sentence.isEmpty ? ["refused without a word"] : [])
    }
  }

  private func read() throws -> [String] {
    switch reader {
    case .units(let code, let parent): return try units(code, parent)
    case .points(let columns):
      return faults(of: try VectorLayer(reading: source(columns), columns: [], as: .point))
    case .lines:
      let lines = try RoadLines(reading: Scenario.Source(vector: source([])))
      return [lines, lines.joinedAtCrossings().lines].flatMap { lines in
        let network = RoadNetwork(lines, plane: LocalPlane(centre: Coordinate(x: 74_000_000, y: 437_000_000)))
        return network.length.isFinite ? [] : ["a network of \(network.length) m"]
      }
    case .table: return faults(of: try VectorLayer(reading: source([]), columns: [], as: .none))
    case .calls(let columns):
      let tally = try locator.locate(source(columns), to: .file(path + ".located.csv"))
      return tally.outside + tally.missing <= tally.points ? [] : ["\(tally)"]
    case .scenario:
      let inputs = try PlanInputs(reading: Scenario(path: (path as NSString).deletingLastPathComponent))
      return inputs.hierarchy.levels.flatMap { faults(of: $0.shapes) }
    case .plan:
      let plan = try Plan((path as NSString).deletingLastPathComponent)
      // All that is shown of a plan follows from it, whatever it says.
      let figures = PlanFigures(plan)
      let places = RosterPlaces(of: plan.roster, in: plan.problem)
      return figures.places.filled == places.filled && places.filled <= places.needed
        ? [] : ["\(places.filled) of \(places.needed) duties filled"]
    case .workbook:
      guard let plan else { return ["no plan to edit"] }
      let edited = try plan.taking(RosterWorkbookReader(path, of: plan).edits).plan
      let places = RosterPlaces(of: edited.roster, in: edited.problem)
      return places.surplus.isEmpty ? [] : ["\(places.surplus.count) duties without a place are taken"]
    case .policy:
      _ = try AuditPolicy(path: path)
      return []
    }
  }

  private func source(_ columns: [String]) -> VectorSource { VectorSource(path: path, pointColumns: columns) }

  private func units(_ code: String, _ parent: String?) throws -> [String] {
    let layer = try VectorLayer(reading: source([]), columns: [code], as: .polygon)
    var findings = faults(of: layer)
    guard case .polygons(let shapes) = layer.geometry else { return ["no polygons"] }
    findings += faults(of: shapes)
    let survey = try Hierarchy.survey([
      LevelSource(name: "all", origin: .dissolved(parent.map { .column($0) } ?? .all(code: "all"))),
      LevelSource(name: "units", origin: .layer(source([]), LevelColumns(code: code))),
    ])
    let check = try survey.hierarchy.check()
    if check.proved != check.defects.isEmpty {
      findings.append("\(check.proof.clause), with \(check.defects.count) defects")
    }
    if survey.hierarchy.lowest.shapes != shapes { findings.append("read twice, and not the same") }
    return findings
  }

  private func faults(of layer: VectorLayer) -> [String] {
    layer.fields.filter { $0.count != layer.count }.map {
      "\($0.count) values of \($0.name) for \(layer.count) features"
    }
  }

  /// What breaks the layout that every other part of the planner relies on.
  private func faults(of shapes: PolygonSet) -> [String] {
    var findings: [String] = []
    for unit in 0..<shapes.count {
      for polygon in shapes.polygons(of: unit) {
        for (place, ring) in shapes.rings(of: polygon).enumerated() {
          let vertices = shapes.coordinates[shapes.range(ofRing: ring)]
          if vertices.count < 4 || vertices.first != vertices.last {
            findings.append("ring \(ring) is not closed")
          }
          if (PolygonSet.doubledArea(of: vertices) > 0) != (place == 0) {
            findings.append("ring \(ring) runs the wrong way")
          }
          if zip(vertices, vertices.dropFirst()).contains(where: { $0 == $1 }) {
            findings.append("ring \(ring) repeats a vertex")
          }
          if vertices.contains(where: { abs(Int64($0.x)) > 1_800_000_000 || abs(Int64($0.y)) > 900_000_000 })
          {
            findings.append("ring \(ring) leaves the earth")
          }
        }
      }
    }
    return findings
  }
}
