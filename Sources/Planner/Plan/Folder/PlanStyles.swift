import Grid

/// How QGIS is to draw the layers of a plan's GeoPackage.
enum PlanStyles {
  static func table(for layers: [VectorLayer]) -> VectorLayer {
    LayerStyle.table(of: layers.map { ($0.name, style($0)) })
  }

  private static func style(_ layer: VectorLayer) -> LayerStyle {
    switch (layer.geometry, layer.name) {
    case (.points, _): .marker(fill: "200,40,40,255", size: 2.6)
    case (.lines, _): .line(colour: "30,90,200,255", width: 0.5)
    case (_, "gaps"): .fill(colour: "220,60,40,110", outline: "180,30,20,255", width: 0.4)
    case (_, "patrol_areas"): .fill(colour: "90,140,210,40", outline: "40,80,160,255", width: 0.8)
    default: .fill(colour: "255,255,255,0", outline: "90,90,90,255", width: 0.2)
    }
  }
}
