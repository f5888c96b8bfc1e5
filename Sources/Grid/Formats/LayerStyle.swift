/// How QGIS is to draw a layer, as a QML document.
public indirect enum LayerStyle: Sendable {
  /// Colours are "red,green,blue,alpha" from 0 to 255; sizes and widths are millimetres on the map.
  case marker(fill: String, size: Double)
  case line(colour: String, width: Double)
  case fill(colour: String, outline: String, width: Double)
  /// A style for each value of a text column; features with any other value are not drawn.
  case categories(column: String, [(value: String, style: LayerStyle)])

  /// The table `layer_styles`, in which QGIS keeps the styles of a GeoPackage's layers.
  public static func table(of styles: [(layer: String, style: LayerStyle)]) -> VectorLayer {
    let count = styles.count
    func constant(_ name: String, _ text: String) -> VectorField {
      VectorField(name, .text(Array(repeating: text, count: count)))
    }
    return VectorLayer(
      name: "layer_styles",
      fields: [
        constant("f_table_catalog", ""), constant("f_table_schema", ""),
        VectorField("f_table_name", .text(styles.map(\.layer))), constant("f_geometry_column", "geom"),
        VectorField("styleName", .text(styles.map(\.layer))),
        VectorField("styleQML", .text(styles.map(\.style.document))),
        constant("styleSLD", ""), VectorField("useAsDefault", .integer(Array(repeating: 1, count: count))),
        constant("description", ""), constant("owner", ""), constant("ui", ""),
        constant("update_time", "2000-01-01T00:00:00.000Z"),
      ], geometry: .none)
  }

  /// A QML document; values must need no escaping in XML.
  private var document: String {
    var (renderer, categories, symbols) = ("type=\"singleSymbol\"", "", symbol("0"))
    if case .categories(let column, let styles) = self {
      renderer = "type=\"categorizedSymbol\" attr=\"\(column)\""
      let entries = styles.enumerated().map { index, item in
        "<category render=\"true\" symbol=\"\(index)\" value=\"\(item.value)\" label=\"\(item.value)\"/>"
      }
      categories = "<categories>\(entries.joined())</categories>"
      symbols = styles.enumerated().map { $1.style.symbol(String($0)) }.joined()
    }
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22" styleCategories="Symbology"><renderer-v2 \(renderer) symbollevels="0">\
      \(categories)<symbols>\(symbols)</symbols></renderer-v2></qgis>
      """
  }

  private func symbol(_ name: String) -> String {
    switch self {
    case .categories: ""
    case .marker(let fill, let size):
      """
      <symbol type="marker" name="\(name)" alpha="1"><layer class="SimpleMarker" enabled="1" pass="0" locked="0">\
      <prop k="name" v="circle"/><prop k="color" v="\(fill)"/><prop k="outline_color" v="255,255,255,255"/>\
      <prop k="size" v="\(size)"/><prop k="size_unit" v="MM"/></layer></symbol>
      """
    case .line(let colour, let width):
      """
      <symbol type="line" name="\(name)" alpha="1"><layer class="SimpleLine" enabled="1" pass="0" locked="0">\
      <prop k="line_color" v="\(colour)"/><prop k="line_width" v="\(width)"/>\
      <prop k="line_width_unit" v="MM"/></layer></symbol>
      """
    case .fill(let colour, let outline, let width):
      """
      <symbol type="fill" name="\(name)" alpha="1"><layer class="SimpleFill" enabled="1" pass="0" locked="0">\
      <prop k="color" v="\(colour)"/><prop k="style" v="solid"/><prop k="outline_color" v="\(outline)"/>\
      <prop k="outline_style" v="solid"/><prop k="outline_width" v="\(width)"/>\
      <prop k="outline_width_unit" v="MM"/></layer></symbol>
      """
    }
  }
}
