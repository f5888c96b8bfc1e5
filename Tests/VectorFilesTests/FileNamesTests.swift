import TestSupport
import Testing

@testable import VectorFiles

@Suite struct FileNamesTests {
  @Test func plainIdsStayAndOthersAreSpelt() {
    #expect(
      FileNames.names(for: ["B1-C1", "车组7", "a/b", "a_b", "a b"], prefix: "crew-", ending: ".gpx")
        == ["crew-B1-C1.gpx", "crew-车组7.gpx", "crew-a%2Fb.gpx", "crew-a_b.gpx", "crew-a%20b.gpx"])
  }

  @Test func namesThatAnyFileSystemTakesForOneAreToldApart() {
    let names = FileNames.names(for: ["A", "a", "A", "é", "É", "e\u{301}"], ending: ".ics")
    #expect(Set(names.map { $0.lowercased() }).count == 6, "\(names)")
  }

  @Test func longIdsAreCutToWholeLettersAndStayApart() {
    let long = [
      String(repeating: "村", count: 300), String(repeating: "村", count: 301),
      String(repeating: "/", count: 400),
    ]
    let names = FileNames.names(for: long, prefix: "crew-", ending: ".gpx")
    #expect(Set(names).count == 3)
    for name in names {
      #expect(
        name.utf8.count <= 255 && name.hasPrefix("crew-") && name.hasSuffix(".gpx")
          && !name.contains("\u{FFFD}"))
    }
  }

  @Test func noIdLeavesItsFolder() {
    let names = FileNames.names(for: HostileTexts.all, ending: ".ics")
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    for name in names {
      #expect(!name.utf8.contains(UInt8(ascii: "/")), "\(name)")
      #expect(name.utf8.first != UInt8(ascii: ".") || name == ".ics", "\(name)")
      #expect(name.utf8.count <= 255 && !name.unicodeScalars.contains { $0.value < 0x20 })
    }
  }
}

extension FileNamesTests {
  @Test func namesThatCannotEachNameAFileAreTold() {
    #expect(FileNames.clash(of: ["county", "镇", "micro grid", "grid_2"]) == nil)
    for name in ["a/b", "..", "", "a\u{7}", "a\\b", String(repeating: "x", count: 101)] {
      #expect(FileNames.clash(of: ["county", name])?.english.contains("cannot be part") == true, "\(name)")
    }
    #expect(
      FileNames.clash(of: ["county", "Grid", "grid"])?.english == "'Grid' and 'grid' would share a file")
  }

  @Test func partsStayWhereTheyCanAndAreNeverAlike() {
    #expect(FileNames.parts(for: ["my_towns.v2", "villages"]) == ["my_towns.v2", "villages"])
    #expect(FileNames.parts(for: ["a", "A", "b"]) == ["1-a", "2-A", "b"])
    #expect(FileNames.clash(of: FileNames.parts(for: ["a", "A", "1-a", "2-A~"])) == nil)
    let hostile = FileNames.parts(for: HostileTexts.all)
    #expect(FileNames.clash(of: hostile) == nil, "\(hostile)")
  }
}
