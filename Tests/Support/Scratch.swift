import Foundation

/// A folder for one test, removed with the value.
package final class Scratch {
  package let folder: URL

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("grid-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  package func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  package func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  package func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    return path(name)
  }

  /// A GeoJSON file of features given as pairs of JSON objects: properties and geometry.
  package func geoJSON(_ name: String, _ features: [(properties: String, geometry: String)]) throws -> String
  {
    let list = features.map {
      #"{"type":"Feature","properties":\#($0.properties),"geometry":\#($0.geometry)}"#
    }
    return try write(name, #"{"type":"FeatureCollection","features":[\#(list.joined(separator: ",\n"))]}"#)
  }

}

/// What an error says, or "no error".
package func sentence(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch {
    return "\(error)"
  }
}

/// A square as GeoJSON, its south-west corner and side in thousandths of a degree off 115 E 33 N.
package func squareJSON(_ x: Int, _ y: Int, _ side: Int = 10) -> String {
  let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
  let text = corners.map { "[\(115 + Double($0.0) / 1000),\(33 + Double($0.1) / 1000)]" }
  return #"{"type":"Polygon","coordinates":[[\#(text.joined(separator: ","))]]}"#
}
