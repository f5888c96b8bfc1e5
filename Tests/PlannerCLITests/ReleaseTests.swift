import Foundation
import Testing

/// The script that makes a release, in a small clone of its own whose tests and packages are stubs.
@Suite struct ReleaseTests {
  private static let changelog = """
    # Changelog

    ## [Unreleased]

    ## [1.2.0] - 2026-12-24

    ### Added

    - Snow.

    ## [1.1.0] - 2026-11-24

    - Rain.

    """

  private static func clone(changelog: String = Self.changelog) throws -> Scratch {
    let scratch = try Scratch(withTour: false)
    let script = try String(
      contentsOf: Program.root.appendingPathComponent("scripts/release.sh"), encoding: .utf8)
    try scratch.write(script, to: "clone/scripts/release.sh")
    try scratch.write("1.2.0\n", to: "clone/VERSION")
    try scratch.write(changelog, to: "clone/CHANGELOG.md")
    try scratch.write("out/\n", to: "clone/.gitignore")
    try scratch.write("echo tested\n", to: "clone/scripts/test.sh")
    try scratch.write(
      "mkdir -p $1; echo deb > $1/a.deb; echo {} > $1/a.spdx.json\n", to: "clone/scripts/package.sh")
    try scratch.write("echo zip > $1/plugin.zip\n", to: "clone/scripts/qgis-plugin.sh")
    try scratch.write("mkdir -p $1\n", to: "clone/scripts/docs.sh")
    let steps = """
      set -e
      cd clone
      chmod +x scripts/*.sh
      git -c init.defaultBranch=main init -q
      git config user.name A
      git config user.email a@example.org
      git add -A
      git commit -qm One
      git tag -a v1.1.0 -m Rain
      """
    let run = try Program.run(tool: "/bin/sh", ["-c", steps], in: scratch)
    #expect(run.code == 0, "\(run.notes)")
    return scratch
  }

  private static func release(_ version: String, in scratch: Scratch, after step: String = "true") throws
    -> Program.Run
  {
    try Program.run(
      tool: "/bin/sh", ["-c", "cd clone && \(step) && scripts/release.sh \(version)"], in: scratch)
  }

  @Test func tagsWithWhatTheChangelogSays() throws {
    let scratch = try Self.clone()
    let run = try Self.release("1.2.0", in: scratch)
    #expect(run.code == 0, "\(run.notes)")
    #expect(run.output.contains("tested"))
    let tag = try Program.run(
      tool: "/usr/bin/git", ["-C", "clone", "tag", "--list", "--format=%(contents)", "v1.2.0"], in: scratch)
    #expect(tag.output.hasPrefix("Grid and patrol planner 1.2.0\n\nAdded\n\n- Snow.\n"))
    #expect(!tag.output.contains("Rain"))
    let sums = try scratch.text("clone/out/release/SHA256SUMS").split(separator: "\n")
    #expect(sums.count == 4 && sums.allSatisfy { $0.prefix { $0.isHexDigit }.count == 64 })
    #expect(try scratch.names(in: "clone/out/release").contains("grid-planner-1.2.0.tar.gz"))
  }

  @Test(arguments: [
    ("1.2", "true", "no version"), ("1.3.0", "true", "VERSION says 1.2.0"),
    ("1.2.0", "echo 1 > new", "not committed"), ("1.2.0", "git tag v1.2.0", "tagged already"),
    ("1.2.0", "git tag v1.10.0", "not above 1.10.0"),
  ]) func refuses(version: String, step: String, reason: String) throws {
    let run = try Self.release(version, in: Self.clone(), after: step)
    #expect(run.code == 1 && run.notes.contains(reason), "\(run.notes)")
    #expect(!run.output.contains("tested"))
  }

  @Test(arguments: [
    ("## [1.2.0] - 2026-12-24", "## [1.2.0]", "no heading"), ("### Added\n\n- Snow.\n", "", "says nothing"),
    ("## [Unreleased]\n", "## [Unreleased]\n\n- Hail.\n", "Unreleased"),
  ]) func refusesAChangelogThatDoesNotTell(old: String, new: String, reason: String) throws {
    let changelog = Self.changelog.replacing(old, with: new)
    #expect(changelog != Self.changelog)
    let run = try Self.release("1.2.0", in: Self.clone(changelog: changelog))
    #expect(run.code == 1 && run.notes.contains(reason), "\(run.notes)")
  }
}
