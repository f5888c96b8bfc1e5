import Chinese
import Foundation
import Geometry
import Grid
import Scenario
import Solvers
import Testing
import VectorFiles
import Words

/// What the readers of files say in Chinese: no English is left in it but what stands in the files or is typed.
@Suite struct ReaderErrorTests {
  private static let file = "units.shp"
  private static let names = ["code", "name"]

  static let files: [FormatError] = [
    .noSuchFile(file), .notAFile(file), .notLocal("https://a.example/b"),
    .callsOut(file: file, address: "http://a.example/b"), .tooLarge(file: file, bytes: 1 << 30),
    .cannotRead(file: file, detail: Message("it is a folder")),
    .notVector(file: file, detail: Message("no driver reads it")),
    .noLayer(file: file, layer: "a", known: names), .severalLayers(file: file, layers: names),
    .severalFiles(file: file, names: names), .computedLayer(file: file, layer: "a"),
    .noField(file: file, layer: "a", field: "b", known: names),
    .garbledNames(file: file, layer: "a", encoding: "GBK", isSure: false),
    .notEncoded(file: file, encoding: "GBK"), .noPointColumns(file: file, layer: "a", known: names),
    .noGeometry(file: file, layer: "a", feature: 3), .noCoordinateSystem(file: file, layer: "a"),
    .outsideEarth(file: file, layer: "a", feature: 3, swapped: true),
    .notUnicode(file: file, layer: "a", feature: 3, field: "name"),
    .noCoordinate(file: file, row: 3, column: "lon", text: "east"), .openQuote(file: file, row: 3),
    .unknownFormat(file: file, known: [".kml"]), .beyondSystem(file: file, definition: "EPSG:4547"),
    .takenMeanwhile(file: file, reason: Message("exists and is no file"), kept: "units-2"),
  ]

  static let land: [HierarchyError] = [
    .format(.noFeatures(file: file, layer: "a")), .lowestHasNoLayer(level: "village"),
    .repeatedCode(file: file, layer: "a", code: "1", field: "code", features: [1, 2]),
    .noNumber(file: file, layer: "a", code: "1", field: "hh"),
    .unknownParent(level: "village", code: "1", parent: "T9", above: "township"),
    .nowhere(level: "village", code: "1", above: "township"),
    .overTheDateLine(level: "village", codes: ["1", "2"]),
    .geometry(level: "village", GEOSError(function: "GEOSUnaryUnion_r", detail: nil)),
    .invalidUnit(
      level: "village", code: "1",
      reason: Message("no land: its geometry is missing, or encloses none"), place: "115 33"),
  ]

  static let scenarios: [ScenarioError] = [
    .noScenario("county"), .unknownKey(file: file, line: 3, key: "sede", known: names),
    .wrongValue(file: file, line: 3, key: "days", wanted: Message("a whole number of at least \(1)")),
    .wrongValue(file: file, line: 3, key: "tier", wanted: .oneOf(["red", "blue"])),
    .wrongField(
      file: file, layer: "a", feature: "3", field: "wish", wanted: Message("on or off")),
    .noHouseholds(file: file, level: "microgrid"), .outside(file: file, layer: "a", feature: "3"),
    .systemOfOpenStreetMap(file: file, stated: "EPSG:4490"),
    .roadsElsewhere(file: file, near: 0, units: 200),
    .unknownReference(
      file: file, layer: "a", feature: "3", field: "base", value: "B7", among: Message("bases")),
  ]

  @Test(arguments: files) func filesAreToldInChinese(_ error: FormatError) { expectChinese(error) }

  @Test(arguments: land.indices) func landIsToldInChinese(_ index: Int) { expectChinese(Self.land[index]) }

  @Test(arguments: scenarios.indices) func scenariosAreToldInChinese(_ index: Int) {
    expectChinese(Self.scenarios[index])
  }

  @Test func whatHasNoFileIsToldInChinese() {
    expectChinese(CoverError.tooFew(asked: 3, needed: 5))
    expectChinese(SubdivisionError.notConnected(pieces: 2))
    expectChinese(GridBuildError.earlierLevels(given: 1, wanted: 2))
  }

  @Test func kindsOfDefectsAreExplainedInChinese() {
    for kind in Defect.Kind.allCases { expectChinese(kind.meaning) }
  }

  @Test func assumptionsKeepTheirCodes() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("scenario.yaml")
    try Data("levels: [{name: village, source: v.shp, columns: {code: c}}]\n".utf8).write(to: file)
    let assumed = try Scenario(path: file.path).assumed
    #expect(assumed.first { $0.code == "straight_lines" }?.values == [.text("1.3"), .text("40.0")])
    #expect(assumed.map(\.code).allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    #expect(Set(assumed.map(\.code)).count == assumed.count)
    assumed.forEach(expectChinese)
  }

  // MARK: What is no English

  /// What is typed, or is called so in every language.
  private static let typed: Set<String> = [
    "crs", "layer", "encoding", "lon", "lat", "source", "households", "vsizip", "EPSG", "gcj02", "bd09",
    "GBK", "UTF",
    "WGS", "MB", "PG", "PostGIS", "OpenStreetMap", "km", "GeoJSON", "TopoJSON", "GeoPackage", "Shapefile",
    "File",
    "Geodatabase", "MapInfo", "FlatGeobuf", "GML", "KML", "GPX", "SQLite", "CSV", "XLSX", "dBase", "zip",
    "gzip",
    "scenario", "yaml", "sliver", "day", "evening", "night", "level", "assign", "township", "off", "on",
  ]

  private func expectChinese(_ error: some Worded) {
    let message = error.message
    var said = Chinese.wording.text(message)
    #expect(
      said.contains { $0.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } }, "\(said)")
    #expect(!said.contains("{0}") && !said.contains("{1}"), "\(said)")
    for value in texts(in: message).sorted(by: { $0.count > $1.count }) where !value.isEmpty {
      said = said.replacing(value, with: " ")
    }
    let words = said.matches(of: /[A-Za-z][A-Za-z0-9]+/).map { String($0.output) }
    #expect(Set(words).subtracting(Self.typed).isEmpty, "\(words): \(message.english)")
  }

  /// The values of a message and of those within it.
  private func texts(in message: Message) -> [String] {
    message.values.flatMap { value in
      switch value {
      case .text(let text): [text]
      case .message(let message): texts(in: message)
      }
    }
  }
}
