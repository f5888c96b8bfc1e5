import Foundation
import Words

/// The map library that a report page carries in itself.
package struct LeafletFiles: Sendable {
  /// Where Debian's `libjs-leaflet` puts it.
  package static let standardDirectory = "/usr/share/javascript/leaflet"

  package let script: String
  package let style: String

  /// `script` and `style` as Leaflet publishes them; whatever would make a browser ask for another file is taken out.
  package init(script: String, style: String) {
    // The link in the attribution and the source map are of no use where there is no network.
    self.script =
      script
      .replacing("https://leafletjs.com", with: "#")
      .replacing(/sourceMappingURL=[^\s*]+/, with: "")
    // The images belong to the layer switch and the default marker, neither of which the page uses.
    self.style =
      style
      .replacing(/url\([^)]*\)/, with: "none")
      .replacing(/sourceMappingURL=[^\s*]+/, with: "")
  }

  /// Reads `leaflet.min.js` (or `leaflet.js`) and `leaflet.css` from a directory.
  package static func load(from directory: String = standardDirectory) throws(ReportError) -> LeafletFiles {
    let script = ["leaflet.min.js", "leaflet.js"].map { "\(directory)/\($0)" }
      .first { FileManager.default.fileExists(atPath: $0) }
    guard let script else { throw .leafletMissing(directory: directory) }
    return LeafletFiles(script: try read(script), style: try read("\(directory)/leaflet.css"))
  }

  private static func read(_ path: String) throws(ReportError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .unreadable(path: path)
    }
  }
}

/// Why a report page cannot be made.
package enum ReportError: Error, Equatable, Worded, CustomStringConvertible {
  case leafletMissing(directory: String)
  case unreadable(path: String)

  package var message: Message {
    switch self {
    case .leafletMissing(let directory):
      Message(
        "The map library Leaflet is not in \(directory): install libjs-leaflet or name the folder that holds it."
      )
    case .unreadable(let path):
      Message("The file \(path) of the map library Leaflet cannot be read as UTF-8 text.")
    }
  }
}
