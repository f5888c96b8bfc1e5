import Foundation
import TestSupport
import Testing
import Words

@testable import VectorFiles

/// What is made beside its final name, and what is left of it.
@Suite struct DraftTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func draft(_ name: String = "out") throws -> Draft {
    try Draft(for: OutputPlace(scratch.path(name)))
  }

  /// As a process leaves it that is killed.
  private func writeDead(_ files: [String: String]) throws -> String {
    let name = ".planner-\(UUID().uuidString).draft"
    for (file, text) in files {
      try FileManager.default.createDirectory(
        atPath: (scratch.path("\(name)/\(file)") as NSString).deletingLastPathComponent,
        withIntermediateDirectories: true)
      _ = try scratch.write("\(name)/\(file)", text)
    }
    return name
  }

  @Test func aDraftOfNobodyIsRemovedByTheNext() throws {
    _ = try writeDead(["lock": "", "new/out/roster.csv": "ids", "new/out/calendars/a.ics": "ids"])
    _ = try writeDead(["new/out/roster.csv": "killed before it was locked"])
    let next = try draft()
    #expect(try scratch.names.count == 1)
    withExtendedLifetime(next) {}
  }

  @Test func aDraftOfALivingProcessStays() throws {
    let living = try draft("one")
    try Data("half".utf8).write(to: URL(fileURLWithPath: living.path))
    for _ in 0..<3 { _ = try draft("other") }
    #expect(FileManager.default.contents(atPath: living.path) == Data("half".utf8))
  }

  @Test func foldersOfOthersStay() throws {
    for name in [".planner-notes.draft", ".out.draft", ".planner-.draft"] {
      try FileManager.default.createDirectory(
        atPath: scratch.path(name), withIntermediateDirectories: true)
    }
    let before = try scratch.names
    _ = try draft()
    #expect(try scratch.names == before)
  }

  /// On a file system that cannot exchange two names, the old folder makes room for a moment.
  @Test func whatMadeRoomAndWasNotReplacedComesBack() throws {
    _ = try writeDead(["lock": "", "old/plan/problem.json": "old", "new/plan/problem.json": "new"])
    _ = try draft()
    #expect(try scratch.names == ["plan"])
    #expect(try scratch.data("plan/problem.json") == Data("old".utf8))
    _ = try writeDead(["lock": "", "old/plan/problem.json": "older"])
    _ = try draft()
    #expect(try scratch.names == ["plan"])
    #expect(try scratch.data("plan/problem.json") == Data("old".utf8))
  }

  /// Its place leads to nothing, and yet is taken.
  @Test func whatCannotBePutBackStays() throws {
    let dead = try writeDead(["lock": "", "old/plan/problem.json": "old", "new/plan/problem.json": "new"])
    symlink("nothing", scratch.path("plan"))
    _ = try draft()
    #expect(try scratch.data("\(dead)/old/plan/problem.json") == Data("old".utf8))
    // It comes back as soon as it can.
    unlink(scratch.path("plan"))
    _ = try draft()
    #expect(try scratch.names == ["plan"])
    #expect(try scratch.data("plan/problem.json") == Data("old".utf8))
  }

  @Test func whatALinkLeadsToStays() throws {
    for part in ["new", "old"] {
      mkdir(scratch.path("theirs"), 0o755)
      mkdir(scratch.path("theirs/\(part)"), 0o755)
      _ = try scratch.write("theirs/\(part)/thesis.txt", "years of work")
    }
    // A folder that has the name of a draft, by a link; a draft that has a link in it.
    symlink("theirs", scratch.path(".planner-\(UUID().uuidString).draft"))
    let dead = try writeDead(["lock": "", "new/a": "half"])
    symlink(scratch.path("theirs/new"), scratch.path("\(dead)/new/link"))
    _ = try draft()
    for part in ["new", "old"] {
      #expect(try scratch.data("theirs/\(part)/thesis.txt") == Data("years of work".utf8))
    }
    #expect(try !scratch.names.contains(dead))
  }

  @Test func whatIsNotPutInItsPlaceIsGone() throws {
    do {
      let file = try DraftFile(for: scratch.path("out.csv"))
      #expect(Drafts.write(Data("half".utf8), to: file.path) == nil)
      _ = try Draft(for: OutputPlace(scratch.path("new/folders/above")), makesFolders: true)
    }
    #expect(try scratch.names == [])
  }

  @Test func aFolderThatIsNoLongerReplaceableIsPutBack() throws {
    mkdir(scratch.path("out"), 0o750)
    _ = try scratch.write("out/mine.txt", "mine")
    for (name, kept) in [("out", "out-2"), ("out//", "out-3")] {
      let draft = try self.draft(name)
      mkdir(draft.path, 0o777)
      try Data("new".utf8).write(to: URL(fileURLWithPath: draft.path + "/a"))
      let said = sentence { try draft.replaceFolder { _ in Message(verbatim: "holds something") } }
      #expect(said.hasSuffix("it is left as it is, and what was made is kept as \(scratch.path(kept))"))
      #expect(try scratch.data("\(kept)/a") == Data("new".utf8))
    }
    #expect(try scratch.names == ["out", "out-2", "out-3"])
    #expect(try scratch.data("out/mine.txt") == Data("mine".utf8))
  }

  /// What is there and cannot be read is not told to be missing.
  @Test func whatCannotBeReadSaysSo() throws {
    symlink("round", scratch.path("round"))
    let round = sentence { _ = try VectorLayer.columns(of: VectorSource(path: scratch.path("round"))) }
    #expect(round.contains("cannot be read (Too many levels of symbolic links)"), "\(round)")
    mkdir(scratch.path("plan"), 0o755)
    symlink("problem.json", scratch.path("plan/problem.json"))
    let loop = "cannot be read (Too many levels of symbolic links)"
    for (name, words) in [("problem.json", loop), ("none", "no such file")] {
      let said = sentence {
        _ = try HeldFolder.read(scratch.path("plan")) { folder throws(FormatError) in
          try folder.contents(name)
        }
      }
      #expect(said == "\(scratch.path("plan/\(name)")): \(words)")
    }
    // Nor does a link lead to nothing whose end cannot be looked at.
    symlink(String(repeating: "a", count: 300), scratch.path("long"))
    let long = sentence { _ = try OutputPlace(scratch.path("long")) }
    #expect(long.contains("cannot be written (File name too long)"), "\(long)")
  }

  /// On a file system that cannot exchange two names: the old folder has made room, and the new one is not there.
  @Test func whatMadeRoomInVainComesBack() throws {
    let draft = try draft()
    mkdir(scratch.path("out"), 0o755)
    _ = try scratch.write("out/mine.txt", "mine")
    #expect(throws: FormatError.self) { try draft.makeRoom { _ in nil } }
    #expect(try scratch.data("out/mine.txt") == Data("mine".utf8))
    let refusal = sentence { try draft.makeRoom { _ in Message(verbatim: "holds something") } }
    #expect(refusal.contains("holds something"), "\(refusal)")
    #expect(try scratch.data("out/mine.txt") == Data("mine".utf8))
  }

  @Test func modesOfFilesAreKept() throws {
    let path = try scratch.write("out.csv", "old")
    chmod(path, 0o640)
    try DraftFile.write(Data("new".utf8), to: path)
    #expect(try scratch.data("out.csv") == Data("new".utf8))
    #expect(try OutputPlace(path).status.map { $0.st_mode & 0o7777 } == 0o640)
  }

  @Test func placesAreFoundBehindLinks() throws {
    _ = try scratch.write("real.kml", "old")
    symlink("real.kml", scratch.path("link.kml"))
    symlink("nothing", scratch.path("dangling"))
    symlink("nothing/deeper", scratch.path("below"))
    #expect(try OutputPlace(scratch.path("link.kml")).name == "real.kml")
    #expect(try OutputPlace(scratch.path("new/folder/")).name == "folder")
    for name in ["dangling", "below", "dangling/inside"] {
      #expect(throws: FormatError.self) { _ = try OutputPlace(scratch.path(name)) }
    }
    try DraftFile.write(Data("new".utf8), to: scratch.path("link.kml"))
    #expect(try scratch.data("real.kml") == Data("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link.kml")) == "real.kml")
  }
}
