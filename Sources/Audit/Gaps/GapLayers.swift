import Geometry
import PlanCodec
import Planner
import VectorFiles

extension GapStudy {
  /// Writes a study as a folder: `gaps.geojson`, `response.csv`, `checkpoints.csv`, and of calls `answers.csv`.
  ///
  /// - Parameters:
  ///   - folder: where; a folder of gaps that stands there is replaced.
  ///   - calls: beside the study, whose answers are told where they are those of recorded calls.
  package func write(to folder: String, calls: CallStudy? = nil) throws(PlanFolderError) {
    let draft = try FolderDraft(for: folder, as: .gaps)
    let map: VectorLayer
    do {
      map = try gapLayer()
    } catch { throw .geometry(error) }
    if map.count > 0 { try draft.write([map], as: .geoJSON, to: "gaps.geojson") }
    try draft.write([responseTable], as: .csv, to: "response.csv")
    try draft.write([checkpointTable], as: .csv, to: "checkpoints.csv")
    if let calls, !calls.isDrawn { try draft.write([answerTable(calls)], as: .csv, to: "answers.csv") }
    try draft.commit()
  }

  /// Gaps, then land that one source alone covers.
  private func gapLayer() throws(GEOSError) -> VectorLayer {
    let all = gaps + singleCover
    var shapes = PolygonSet()
    for gap in all { try shapes.appendDissolved(gap.units, of: plan.hierarchy.lowest.shapes) }
    return VectorLayer(
      name: "gaps",
      fields: [
        VectorField("id", .text(all.map(\.id))),
        VectorField("kind", .text(all.map(\.kind.rawValue))),
        VectorField("threshold_s", .integer(all.map(\.threshold))),
        VectorField("units", .integer(all.map(\.units.count))),
        VectorField("households", .integer(all.map(\.households))),
        VectorField("worst_s", .integer(all.map(\.worst))),
        VectorField("causes", .text(all.map { $0.causes.map(\.code).joined(separator: ";") })),
        VectorField("cause", .text(all.map(\.cause.english))),
        VectorField("fix", .text(all.map(\.fix.english))),
        VectorField("closed_households", .integer(all.map(\.closed))),
      ], geometry: .polygons(shapes))
  }

  /// A row for each unit of the lowest level: response in space, and through the day and between visits of each day
  /// type.
  private var responseTable: VectorLayer {
    func ids(_ sources: [Int]) -> VectorField.Values {
      .text(sources.map { $0 < 0 ? nil : space.sources[$0].id })
    }
    var fields = [
      VectorField("code", .text(plan.hierarchy.lowest.codes)),
      VectorField("nearest", ids(space.nearest)), VectorField("response_s", .integer(space.response)),
      VectorField("second", ids(space.second)),
      VectorField("second_response_s", .integer(space.secondResponse)),
    ]
    for day in days {
      let type = day.dayType
      fields += [
        VectorField("\(type)_median_s", .integer(day.response.units.map(\.median))),
        VectorField("\(type)_p90_s", .integer(day.response.units.map(\.percentile90))),
        VectorField("\(type)_worst_s", .integer(day.response.units.map(\.worst))),
      ]
      for (index, limit) in limits.enumerated() {
        fields.append(
          VectorField("\(type)_within_\(limit)_s", .real(day.response.units.map { $0.shares[index] })))
      }
      fields += Self.revisitFields(type, day.units)
    }
    return VectorLayer(name: "response", fields: fields, geometry: .none)
  }

  private var checkpointTable: VectorLayer {
    let points = plan.problem.checkpoints
    return VectorLayer(
      name: "checkpoints",
      fields: [
        VectorField("id", .text(points.map(\.id))), VectorField("tier", .text(points.map(\.tier.rawValue))),
      ] + days.flatMap { Self.revisitFields($0.dayType, $0.checkpoints) }, geometry: .none)
  }

  private static func revisitFields(_ type: String, _ revisits: [Revisits]) -> [VectorField] {
    [
      VectorField("\(type)_visits", .integer(revisits.map(\.visits))),
      VectorField("\(type)_max_revisit_s", .integer(revisits.map(\.greatest))),
      VectorField("\(type)_idleness_s", .real(revisits.map { $0.idleness.map { $0.rounded() } })),
    ]
  }

  private func answerTable(_ calls: CallStudy) -> VectorLayer {
    let run = calls.runs[0]
    func whole(_ value: (Call, CallRun.Answer) -> Double) -> VectorField.Values {
      .integer(
        zip(calls.calls, run.answers).map { call, answer in answer.map { Int(value(call, $0).rounded()) } })
    }
    return VectorLayer(
      name: "answers",
      fields: [
        VectorField("id", .text(calls.calls.map(\.id))),
        VectorField("unit_code", .text(calls.calls.map { plan.hierarchy.lowest.codes[$0.unit] })),
        VectorField("crew_id", .text(run.answers.map { $0.map { calls.crews[$0.crew] } })),
        VectorField("from_lon", .real(run.answers.map { $0?.from.longitude })),
        VectorField("from_lat", .real(run.answers.map { $0?.from.latitude })),
        VectorField("wait_s", whole { $1.dispatched - $0.time }),
        VectorField("response_s", whole { $1.arrived - $0.time }),
        VectorField("on_call_s", whole { $1.done - $1.dispatched }),
      ], geometry: .none)
  }
}
