import Foundation
import Planner
import VectorFiles

/// One self-contained page that shows a plan to people: a map, figures, tables and charts.
///
/// The page makes no request of any kind (its content security policy forbids them), works from a file, and speaks
/// Chinese and English. The same plan gives the same bytes.
package struct ReportPage: Sendable {
  private let plan: Plan
  private let figures: PlanFigures
  private let leaflet: LeafletFiles

  package init(_ plan: Plan, _ figures: PlanFigures, leaflet: LeafletFiles) {
    self.plan = plan
    self.figures = figures
    self.leaflet = leaflet
  }

  /// The page as UTF-8 HTML.
  package func html() -> String {
    let styles = [leaflet.style, Self.style].map { Self.escapedElement($0, closing: "style") }
    let scripts = [leaflet.script, Self.script].map { Self.escapedElement($0, closing: "script") }
    let parts = [
      "title": Escaping.xml(plan.title),
      // Whatever else might come to stand in the page does not run.
      "script-hashes": scripts.map(Self.source).joined(separator: " "),
      "style-hashes": styles.map(Self.source).joined(separator: " "),
      "leaflet.css": styles[0], "style": styles[1],
      "data": Escaping.script(json: ReportData(plan, figures).json),
      "patrol": Escaping.script(json: ReportPatrol(plan, figures).json),
      "roster": Escaping.script(json: ReportRoster(plan, figures).json),
      "leaflet.js": scripts[0], "script": scripts[1],
    ]
    return Self.fill(Self.template, with: parts)
  }

  // MARK: Resources

  private static var template: String { text(PackageResources.page_html) }

  private static var style: String {
    [
      PackageResources.style_css, PackageResources.verdict_css, PackageResources.map_css,
      PackageResources.tables_css, PackageResources.print_css,
    ].map(text).joined(separator: "\n")
  }

  /// The scripts share one scope; each may use what stands before it, and anything once the last has run.
  private static var script: String {
    let files = [
      PackageResources.words_js, PackageResources.dom_js, PackageResources.data_js, PackageResources.mesh_js,
      PackageResources.themes_js, PackageResources.backdrop_js, PackageResources.map_js,
      PackageResources.labels_js,
      PackageResources.time_js, PackageResources.layers_js, PackageResources.controls_js,
      PackageResources.details_js, PackageResources.charts_js, PackageResources.balance_js,
      PackageResources.datum_js, PackageResources.save_js, PackageResources.table_js,
      PackageResources.patrols_js, PackageResources.tables_js, PackageResources.verdict_js,
      PackageResources.search_js,
      PackageResources.address_js, PackageResources.print_js, PackageResources.page_js,
    ]
    return "(() => {\n\"use strict\";\n" + files.map(text).joined(separator: "\n") + "\n})();\n"
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Escaping

  /// Puts `parts` where the template says `{{name}}`, in one pass: what a part says is never looked at again.
  private static func fill(_ template: String, with parts: [String: String]) -> String {
    var page = ""
    for (index, piece) in template.components(separatedBy: "{{").enumerated() {
      guard index > 0, let end = piece.range(of: "}}") else {
        page += piece
        continue
      }
      page += parts[String(piece[..<end.lowerBound])] ?? ""
      page += piece[end.upperBound...]
    }
    return page
  }

  /// How a content security policy names an element by what stands in it.
  private static func source(_ element: String) -> String {
    "'sha256-\(Data(Digest.sha256(Array(element.utf8))).base64EncodedString())'"
  }

  /// Scripts and style sheets, in which `</` stands only inside strings, where a backslash changes nothing.
  private static func escapedElement(_ text: String, closing element: String) -> String {
    text.replacing("</\(element)", with: "<\\/\(element)")
  }
}
