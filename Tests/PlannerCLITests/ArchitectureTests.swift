import Foundation
import Testing

/// The table of rooms in `docs/architecture.md` against what the sources import.
@Suite struct ArchitectureTests {
  struct Room: CustomTestStringConvertible {
    var name: String
    var rooms: Set<String>
    var libraries: Set<String>

    var testDescription: String { name }
  }

  /// The rooms of a page, in its order: from the top down.
  static func rooms(of page: String) -> [Room] {
    page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map { cell in
        cell.matches(of: /`([^`]+)`/).map { String($0.1) }
      }
      return Room(name: cells[0][0], rooms: Set(cells[1]), libraries: Set(cells[2]))
    }
  }

  /// The modules that a source imports, Swift's own aside.
  static func imports(of source: String) -> Set<String> {
    let own: Set = ["Dispatch", "Foundation", "FoundationXML", "Synchronization"]
    let found = source.split(separator: "\n").compactMap { line in
      line.firstMatch(
        of:
          /^(?:@\w+ )*(?:\w+ )?import (?:(?:struct|class|enum|protocol|func|typealias|let|var) )?(\w+)/
      )
      .map { String($0.1) }
    }
    return Set(found).subtracting(own)
  }

  private static let sources = Program.root.appendingPathComponent("Sources")

  static let rooms: [Room] = {
    let page = Program.root.appendingPathComponent("docs/architecture.md")
    return Self.rooms(of: (try? String(contentsOf: page, encoding: .utf8)) ?? "")
  }()

  private static func imports(ofRoom name: String) throws -> Set<String> {
    let folder = sources.appendingPathComponent(name)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var found = Set<String>()
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      found.formUnion(imports(of: try String(contentsOf: file, encoding: .utf8)))
    }
    return found
  }

  @Test func everyTargetOfSwiftHasItsRow() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      at: Self.sources, includingPropertiesForKeys: nil)
    let swift = try folders.filter { folder in
      try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        .contains { ($0 as? URL)?.pathExtension == "swift" }
    }
    #expect(swift.map(\.lastPathComponent).sorted() == Self.rooms.map(\.name).sorted())
    #expect(Self.rooms.count >= 11)
  }

  @Test func arrowsPointDown() {
    for (place, room) in Self.rooms.enumerated() {
      let below = Set(Self.rooms[(place + 1)...].map(\.name))
      #expect(room.rooms.isSubset(of: below), "\(room.name)")
    }
  }

  @Test(arguments: rooms) func sourcesImportWhatTheTableNames(room: Room) throws {
    let found = try Self.imports(ofRoom: room.name)
    #expect(found == room.rooms.union(room.libraries))
  }

  @Test func everyWayToImportIsSeen() {
    let source = """
      import Geometry
      public import Grid
      @testable import Roads
      @preconcurrency private import struct Scenario.Problem
      import Foundation
      // import Planner
      let text = "import Tracks"
      """
    #expect(Self.imports(of: source) == ["Geometry", "Grid", "Roads", "Scenario"])
  }
}
