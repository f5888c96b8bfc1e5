import Grid

/// The table `layer_styles`, in which QGIS keeps the styles of a GeoPackage's layers.
enum PlanStyles {
  static func table(for layers: [VectorLayer]) -> VectorLayer {
    let count = layers.count
    func constant(_ name: String, _ text: String) -> VectorField {
      VectorField(name, .text(Array(repeating: text, count: count)))
    }
    return VectorLayer(
      name: "layer_styles",
      fields: [
        constant("f_table_catalog", ""), constant("f_table_schema", ""),
        VectorField("f_table_name", .text(layers.map(\.name))), constant("f_geometry_column", "geom"),
        VectorField("styleName", .text(layers.map(\.name))),
        VectorField("styleQML", .text(layers.map(style))),
        constant("styleSLD", ""), VectorField("useAsDefault", .integer(Array(repeating: 1, count: count))),
        constant("description", ""), constant("owner", ""), constant("ui", ""),
        constant("update_time", "2000-01-01T00:00:00.000Z"),
      ], geometry: .none)
  }

  /// A QML document with one symbol.
  private static func style(_ layer: VectorLayer) -> String {
    let symbol =
      switch (layer.geometry, layer.name) {
      case (.points, _): marker(fill: "200,40,40,255", size: "2.6")
      case (.lines, _): line(colour: "30,90,200,255", width: "0.5")
      case (_, "gaps"): fill(colour: "220,60,40,110", outline: "180,30,20,255", width: "0.4")
      case (_, "patrol_areas"): fill(colour: "90,140,210,40", outline: "40,80,160,255", width: "0.8")
      default: fill(colour: "255,255,255,0", outline: "90,90,90,255", width: "0.2")
      }
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="singleSymbol" symbollevels="0">\
      <symbols>\(symbol)</symbols></renderer-v2></qgis>
      """
  }

  private static func fill(colour: String, outline: String, width: String) -> String {
    """
    <symbol type="fill" name="0" alpha="1"><layer class="SimpleFill" enabled="1" pass="0" locked="0">\
    <prop k="color" v="\(colour)"/><prop k="style" v="solid"/><prop k="outline_color" v="\(outline)"/>\
    <prop k="outline_style" v="solid"/><prop k="outline_width" v="\(width)"/>\
    <prop k="outline_width_unit" v="MM"/></layer></symbol>
    """
  }

  private static func line(colour: String, width: String) -> String {
    """
    <symbol type="line" name="0" alpha="1"><layer class="SimpleLine" enabled="1" pass="0" locked="0">\
    <prop k="line_color" v="\(colour)"/><prop k="line_width" v="\(width)"/>\
    <prop k="line_width_unit" v="MM"/></layer></symbol>
    """
  }

  private static func marker(fill: String, size: String) -> String {
    """
    <symbol type="marker" name="0" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0" locked="0">\
    <prop k="name" v="circle"/><prop k="color" v="\(fill)"/><prop k="outline_color" v="255,255,255,255"/>\
    <prop k="size" v="\(size)"/><prop k="size_unit" v="MM"/></layer></symbol>
    """
  }
}
