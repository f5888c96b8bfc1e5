import Foundation

@testable import Geometry
@testable import Grid
@testable import VectorFiles

/// A folder with files of points, and four square units to locate them in: a = 115.0-115.1 E, 33.0-33.1 N, b east of
/// a, c north of a, d north of b.
final class LocationFixture {
  let locator: PointLocator
  let folder: URL

  init() throws {
    var shapes = PolygonSet()
    for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
      shapes.appendUnit([
        [LocationShapes.square(1_150_000_000 + x * 1_000_000, 330_000_000 + y * 1_000_000, 1_000_000)]
      ])
    }
    locator = PointLocator(
      shapes,
      columns: [
        VectorField("town", .text(["T1", "T1", "T2", "T2"])),
        VectorField("unit", .text(["a", "b,\"x\"", "c", nil])),
      ])
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("locate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes text as a file and gives its path.
  func file(_ text: String, _ name: String = "points.csv") throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// What locating a CSV's text writes as CSV.
  func located(
    _ text: String, columns: [String] = [], system: String? = nil
  ) throws -> (text: String, tally: PointLocator.Tally) {
    let source = VectorSource(path: try file(text), coordinateSystem: system, pointColumns: columns)
    let tally = try locator.locate(source, to: .file(path("out.csv")))
    let written = try Data(contentsOf: URL(fileURLWithPath: path("out.csv")))
    return (String(decoding: written, as: UTF8.self), tally)
  }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}
