import Scenario
import VectorFiles

/// How the layers of a plan are drawn.
struct PlanStyles {
  /// Limits of the response time, seconds.
  let limits: [Int]
  /// Beyond which land is a gap.
  let gapLimit: Int

  init(_ policy: Policy) {
    limits = policy.responseLimits
    gapLimit = policy.gapResponseLimit
  }

  init(_ policy: ProblemDocument.Policy) {
    limits = policy.responseS
    gapLimit = policy.gapResponseS
  }

  /// The layer with its style; a table stays as it is.
  func styled(_ layer: VectorLayer) -> VectorLayer {
    var layer = layer
    layer.style = style(layer)
    return layer
  }

  private func style(_ layer: VectorLayer) -> LayerStyle? {
    switch (layer.geometry, layer.name) {
    case (.none, _): nil
    case (.points, "rooms"):
      .categories(
        column: "kind",
        [
          .init("room", "警务室 warning room", .marker(fill: "20,56,74,255", size: 3.2)),
          .init("workstation", "警务工作站 workstation", .marker(fill: "120,140,150,255", size: 1.4)),
        ])
    case (.points, _): .marker(fill: "200,40,40,255", size: 2.6)
    case (.polygons, PlanFolder.water):
      .fill(colour: "150,190,215,200", outline: "90,140,175,255", width: 0.2)
    case (.lines, PlanFolder.backdrop): .line(colour: "150,150,150,255", width: 0.3)
    case (.lines, _): .line(colour: "30,90,200,255", width: 0.5)
    case (_, "gaps"): .fill(colour: "220,60,40,110", outline: "180,30,20,255", width: 0.4)
    case (_, "patrol_areas"): .fill(colour: "90,140,210,40", outline: "40,80,160,255", width: 0.8)
    case _ where layer["response_s"] != nil: .classes(column: "response_s", responseClasses)
    default: .fill(colour: "255,255,255,0", outline: "90,90,90,255", width: 0.2)
    }
  }

  /// From green to red; what nobody reaches has no number and is not drawn.
  private var responseClasses: [LayerStyle.Class] {
    let colours = ["31,122,109,200", "85,163,148,200", "147,198,181,200", "207,227,208,200"]
    let bounds = Set(limits + [gapLimit]).sorted()
    func fill(_ colour: String) -> LayerStyle {
      .fill(colour: colour, outline: "120,130,130,255", width: 0.1)
    }
    return bounds.enumerated().map { index, bound in
      let colour = bound <= gapLimit ? colours[min(index, colours.count - 1)] : "220,154,88,200"
      return .init(upTo: bound, "≤ \(bound) s", fill(colour))
    } + [.init(upTo: 1_000_000, "> \(bounds.last ?? 0) s", fill("184,88,60,200"))]
  }
}
