// swift-tools-version: 6.1
import PackageDescription

// A package of its own, as a user of the planner's libraries has one.
let package = Package(
  name: "examples",
  dependencies: [.package(name: "grid-planner", path: "..")],
  targets: [
    .executableTarget(
      name: "own-county",
      dependencies: [
        .product(name: "Grid", package: "grid-planner"), .product(name: "Planner", package: "grid-planner"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
