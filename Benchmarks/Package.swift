// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the planner never build it.
let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "grid-planner", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "solve",
      dependencies: [
        .product(name: "Solvers", package: "grid-planner"),
        .product(name: "Grid", package: "grid-planner"),
        .product(name: "Planner", package: "grid-planner"),
        .product(name: "Fuzzing", package: "grid-planner"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
