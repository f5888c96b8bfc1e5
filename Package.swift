// swift-tools-version: 6.1
import PackageDescription

/// The parts of the report page; embedded, so that the program runs from anywhere.
let reportResources: [Resource] = [
  "page.html", "style.css", "verdict.css", "map.css", "tables.css", "print.css", "words.js", "dom.js",
  "data.js", "mesh.js", "themes.js", "backdrop.js", "map.js", "labels.js", "time.js", "layers.js",
  "controls.js",
  "details.js", "charts.js", "balance.js", "datum.js", "save.js", "table.js", "patrols.js",
  "tables.js",
  "verdict.js", "search.js", "address.js", "print.js", "page.js",
].map { .embedInCode("Report/Resources/\($0)") }

/// The Chinese of what the rooms say, a file for each.
let chineseResources = [
  "terms", "parser", "shared", "solvers", "vectorfiles", "grid", "roads", "scenario", "planner", "tracks",
  "plancodec",
  "audit", "publishing", "samples", "verification", "planner-cli", "help",
]

let package = Package(
  name: "grid-planner",
  products: [
    .library(name: "Solvers", targets: ["Words", "Solvers"]),
    .library(name: "Grid", targets: ["Words", "Geometry", "VectorFiles", "Grid"]),
    .library(
      name: "Planner",
      targets: ["Roads", "Scenario", "Planner", "PlanCodec", "Publishing", "Chinese"]),
    .executable(name: "planner-cli", targets: ["planner-cli"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CCBC", pkgConfig: "cbc", providers: [.apt(["coinor-libcbc-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CLinux"),
    // libosmium is headers alone: this compiles what is used of them.
    .target(
      name: "COsmium", linkerSettings: [.linkedLibrary("expat"), .linkedLibrary("z")]),

    // simdjson's own interface is templates: this compiles what is used of it.
    .target(name: "CGeoJSON", linkerSettings: [.linkedLibrary("simdjson")]),

    // From the ground up: each may know those named before it, as docs/architecture.md tells.
    .target(name: "Words"),
    .target(
      name: "Chinese", dependencies: ["Words"],
      resources: chineseResources.map { .embedInCode("Resources/\($0).json") }),
    .target(name: "Geometry", dependencies: ["Words", "CGEOS"]),
    .target(name: "VectorFiles", dependencies: ["Words", "Geometry", "CGDAL", "CGeoJSON", "CLinux"]),
    .target(name: "Solvers", dependencies: ["Words", "CCBC"]),
    .target(name: "Grid", dependencies: ["Words", "Geometry", "VectorFiles", "Solvers"]),
    .target(name: "Roads", dependencies: ["Words", "Geometry", "VectorFiles", "Solvers", "COsmium"]),
    .target(
      name: "Scenario",
      dependencies: ["Words", "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Yams"]),
    .target(
      name: "Planner",
      dependencies: [
        "Words", "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario",
      ]),
    .target(
      name: "Tracks",
      dependencies: ["Words", "Geometry", "VectorFiles", "Grid", "Roads", "Scenario", "Planner"]),
    .target(
      name: "PlanCodec",
      dependencies: ["Words", "Geometry", "VectorFiles", "Grid", "Roads", "Scenario", "Planner"]),
    .target(
      name: "Audit",
      dependencies: [
        "Words", "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario", "Planner", "Tracks",
        "PlanCodec",
      ]),
    .target(
      name: "Publishing",
      dependencies: [
        "Words", "Geometry", "VectorFiles", "Grid", "Scenario", "Planner", "PlanCodec", "Chinese",
        "CXLSXWriter", "CQREncode",
      ],
      resources: reportResources + [.embedInCode("CrewSheets/Resources/sheets.css")]),
    .target(
      name: "Samples",
      dependencies: ["Words", "Geometry", "VectorFiles", "Solvers", "Grid", "Scenario", "PlanCodec"]),
    .target(name: "Verification", dependencies: ["Words", "VectorFiles"]),
    .executableTarget(
      name: "planner-cli",
      dependencies: [
        "Words", "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario", "Planner", "Tracks",
        "PlanCodec", "Audit", "Publishing", "Samples", "Verification", "Chinese",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      plugins: ["StampVersion"]),
    .plugin(name: "StampVersion", capability: .buildTool()),
    // Runs the solvers on published instances and times what is fast; no product, so that no user builds it.
    .executableTarget(
      name: "solve",
      dependencies: [
        "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario", "Planner", "Tracks", "PlanCodec",
        "Fuzzing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Sources/solve"),

    .target(
      name: "Fuzzing",
      dependencies: [
        "CGEOS", "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario", "Planner", "PlanCodec",
        "Audit", "Publishing", "TestSupport", "PlannerTestSupport",
      ],
      path: "Tests/Fuzzing"),
    .testTarget(name: "FuzzTests", dependencies: ["Fuzzing"]),
    // What the tests of several targets need.
    .target(
      name: "TestSupport",
      dependencies: [
        "CGDAL", "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario",
      ],
      path: "Tests/Support"),
    .target(
      name: "PlannerTestSupport",
      dependencies: [
        "Geometry", "VectorFiles", "Solvers", "Grid", "Roads", "Scenario", "Planner", "TestSupport",
      ],
      path: "Tests/PlannerSupport"),
    .testTarget(name: "WordsTests", dependencies: ["Words", "Chinese", "Grid", "Scenario", "Planner"]),
    .testTarget(name: "GeometryTests", dependencies: ["Geometry", "TestSupport"]),
    .testTarget(name: "VectorFilesTests", dependencies: ["VectorFiles", "TestSupport"]),
    .testTarget(name: "SolversTests", dependencies: ["Solvers", "TestSupport"]),
    .testTarget(name: "GridTests", dependencies: ["Grid", "TestSupport"]),
    .testTarget(name: "RoadsTests", dependencies: ["Roads", "TestSupport"]),
    .testTarget(name: "ScenarioTests", dependencies: ["Scenario", "TestSupport"]),
    .testTarget(name: "PlannerTests", dependencies: ["Planner", "TestSupport", "PlannerTestSupport"]),
    .testTarget(name: "TracksTests", dependencies: ["Tracks", "TestSupport", "PlannerTestSupport"]),
    .testTarget(name: "AuditTests", dependencies: ["Audit", "TestSupport", "PlannerTestSupport"]),
    .testTarget(
      name: "PublishingTests", dependencies: ["Publishing", "Chinese", "TestSupport", "PlannerTestSupport"],
      exclude: ["EarlierPlan"]),
    .testTarget(name: "SamplesTests", dependencies: ["Samples"]),
    .testTarget(
      name: "PlannerCLITests",
      dependencies: [
        "planner-cli", "CLinux", "Words", "Chinese", "Grid", "Scenario", "Planner", "Tracks", "Audit",
        "Verification", "VectorFiles", "TestSupport",
      ],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
