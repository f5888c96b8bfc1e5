/// How QGIS and KML viewers are to draw a layer.
package indirect enum LayerStyle: Sendable, Hashable {
  /// Colours are "red,green,blue,alpha" from 0 to 255; sizes and widths are millimetres on the map.
  case marker(fill: String, size: Double)
  case line(colour: String, width: Double)
  case fill(colour: String, outline: String, width: Double)
  /// By the whole number in a column: the first class whose bound it does not exceed.
  case classes(column: String, [Class])
  /// By the text in a column.
  case categories(column: String, [Category])

  package struct Class: Sendable, Hashable {
    package var bound: Int
    package var label: String
    package var style: LayerStyle

    package init(upTo bound: Int, _ label: String, _ style: LayerStyle) {
      self.bound = bound
      self.label = label
      self.style = style
    }
  }

  package struct Category: Sendable, Hashable {
    package var value: String
    package var label: String
    package var style: LayerStyle

    package init(_ value: String, _ label: String, _ style: LayerStyle) {
      self.value = value
      self.label = label
      self.style = style
    }
  }

  static let tableName = "layer_styles"

  /// The table `layer_styles`, in which QGIS keeps the styles of a GeoPackage's layers.
  package static func table(of styles: [(layer: String, style: LayerStyle)]) -> VectorLayer {
    let count = styles.count
    func constant(_ name: String, _ text: String) -> VectorField {
      VectorField(name, .text(Array(repeating: text, count: count)))
    }
    return VectorLayer(
      name: tableName,
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
}

// MARK: QML

extension LayerStyle {
  /// A QML document.
  private var document: String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22" styleCategories="Symbology">\(renderer)</qgis>
    """
  }

  private var renderer: String {
    switch self {
    case .marker, .line, .fill:
      return """
        <renderer-v2 type="singleSymbol" symbollevels="0"><symbols>\(symbol("0"))</symbols></renderer-v2>
        """
    case .classes(let column, let classes):
      let ranges = classes.enumerated().map { index, entry in
        """
        <range lower="\(index == 0 ? -1 : classes[index - 1].bound)" upper="\(entry.bound)" symbol="\(index)" \
        label="\(Escaping.xml(entry.label))" render="true"/>
        """
      }
      let symbols = classes.enumerated().map { $1.style.symbol("\($0)") }
      return """
        <renderer-v2 type="graduatedSymbol" attr="\(Escaping.xml(column))" graduatedMethod="GraduatedColor" \
        symbollevels="0"><ranges>\(ranges.joined())</ranges><symbols>\(symbols.joined())</symbols></renderer-v2>
        """
    case .categories(let column, let categories):
      let entries = categories.enumerated().map { index, entry in
        """
        <category value="\(Escaping.xml(entry.value))" symbol="\(index)" label="\(Escaping.xml(entry.label))" \
        render="true"/>
        """
      }
      let symbols = categories.enumerated().map { $1.style.symbol("\($0)") }
      return """
        <renderer-v2 type="categorizedSymbol" attr="\(Escaping.xml(column))" symbollevels="0">\
        <categories>\(entries.joined())</categories><symbols>\(symbols.joined())</symbols></renderer-v2>
        """
    }
  }

  private func symbol(_ name: String) -> String {
    func symbol(_ type: String, _ layer: String, _ properties: [(String, String)]) -> String {
      let list = properties.map { "<prop k=\"\($0)\" v=\"\($1)\"/>" }.joined()
      return """
        <symbol type="\(type)" name="\(name)" alpha="1"><layer class="\(layer)" enabled="1" pass="0" locked="0">\
        \(list)</layer></symbol>
        """
    }
    switch self {
    case .marker(let fill, let size):
      return symbol(
        "marker", "SimpleMarker",
        [
          ("name", "circle"), ("color", fill), ("outline_color", "255,255,255,255"), ("size", "\(size)"),
          ("size_unit", "MM"),
        ])
    case .line(let colour, let width):
      return symbol(
        "line", "SimpleLine", [("line_color", colour), ("line_width", "\(width)"), ("line_width_unit", "MM")])
    case .fill(let colour, let outline, let width):
      return symbol(
        "fill", "SimpleFill",
        [
          ("color", colour), ("style", "solid"), ("outline_color", outline), ("outline_style", "solid"),
          ("outline_width", "\(width)"), ("outline_width_unit", "MM"),
        ])
    case .classes, .categories: preconditionFailure("a class has a symbol of its own")
    }
  }

}

// MARK: OGR

extension LayerStyle {
  /// The style of one feature in GDAL's notation, for formats that keep it with the feature; `nil` where it has none.
  func ofFeature(_ row: Int, in layer: VectorLayer) -> String? {
    switch self {
    // The driver takes a colour for a symbol only with a picture, which would have to come from the network.
    case .marker(let fill, _): return "LABEL(c:\(Self.hexadecimal(fill)))"
    case .line(let colour, let width): return "PEN(c:\(Self.hexadecimal(colour)),w:\(width * 4)px)"
    case .fill(let colour, let outline, let width):
      return "BRUSH(fc:\(Self.hexadecimal(colour)));PEN(c:\(Self.hexadecimal(outline)),w:\(width * 4)px)"
    case .classes(let column, let classes):
      guard case .integer(let values)? = layer[column]?.values, let value = values[row] else { return nil }
      return classes.first { value <= $0.bound }?.style.ofFeature(row, in: layer)
    case .categories(let column, let categories):
      guard let text = layer[column]?.texts[row] else { return nil }
      return categories.first { $0.value == text }?.style.ofFeature(row, in: layer)
    }
  }

  /// "#RRGGBBAA" of "red,green,blue,alpha".
  private static func hexadecimal(_ colour: String) -> String {
    "#"
      + colour.split(separator: ",").map { part in
        let text = String(UInt8(part) ?? 0, radix: 16, uppercase: true)
        return text.count < 2 ? "0" + text : text
      }.joined()
  }
}
