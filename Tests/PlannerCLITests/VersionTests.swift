import Foundation
import Testing

/// What the program tells of itself.
@Suite struct VersionTests {
  @Test func tellsVersionCommitAndLibraries() throws {
    let run = try Program.run(["--version"], in: Scratch(withTour: false))
    #expect(run.code == 0 && run.notes.isEmpty)
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
    #expect(lines.map(\.first) == ["planner-cli", "commit", "GEOS", "GDAL", "PROJ", "CBC"])
    let values = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })

    let version = try String(contentsOf: Program.root.appendingPathComponent("VERSION"), encoding: .utf8)
    #expect(values["planner-cli"].map { $0 + "\n" } == version[...])
    #expect(version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
    #expect(values["commit"]?.wholeMatch(of: /[0-9a-f]{40}(-dirty)?|unknown/) != nil)
    #expect(values["GEOS"]?.wholeMatch(of: /3\.[0-9]+\.[0-9]+-CAPI-[0-9.]+/) != nil)
    for library in ["GDAL", "PROJ", "CBC"] {
      #expect(values[library[...]]?.wholeMatch(of: /[1-9][0-9]*\.[0-9]+\.[0-9]+/) != nil, "\(library)")
    }
  }

  /// The commit is that of the clone; sources without one, and sources within someone else's clone, do not know theirs.
  @Test func knowsTheCommitOfItsOwnCloneOnly() throws {
    let scratch = try Scratch(withTour: false)
    try scratch.write("1.2.3\n", to: "clone/VERSION")
    let script = Program.root.appendingPathComponent("scripts/stamp.sh").path
    let steps = """
      set -e
      cd clone
      mkdir scripts inner inner/scripts
      cp "\(script)" scripts/
      cp "\(script)" inner/scripts/
      cp VERSION inner/
      sh scripts/stamp.sh ../none.swift
      git -c init.defaultBranch=main init -q
      git add VERSION
      git -c user.name=A -c user.email=a@example.org commit -qm One
      sh scripts/stamp.sh ../clean.swift
      sh inner/scripts/stamp.sh ../inner.swift
      echo 1.2.4 > VERSION
      sh scripts/stamp.sh ../changed.swift
      git rev-parse HEAD
      """
    let run = try Program.run(tool: "/bin/sh", ["-c", steps], in: scratch)
    #expect(run.code == 0, "\(run.notes)")
    let head = run.output.trimmingCharacters(in: .newlines)
    #expect(head.count == 40)
    func stamp(_ version: String, _ commit: String) -> String {
      """
      /// Made from VERSION and the clone by scripts/stamp.sh.
      enum Stamp {
        static let version = "\(version)"
        static let commit = "\(commit)"
      }

      """
    }
    #expect(try scratch.text("none.swift") == stamp("1.2.3", "unknown"))
    #expect(try scratch.text("inner.swift") == stamp("1.2.3", "unknown"))
    #expect(try scratch.text("clean.swift") == stamp("1.2.3", head))
    #expect(try scratch.text("changed.swift") == stamp("1.2.4", head + "-dirty"))
  }
}
