import Testing

@testable import Scenario

@Suite struct MomentTextTests {
  @Test(arguments: [
    ("2026-12-01T08:30:00+08:00", 30_600, 28_800), ("2026/12/1 8:30", 30_600, nil),
    ("2026-12-01T08:30:00+0800", 30_600, 28_800), ("2026-12-01 08:30:00 +08", 30_600, 28_800),
    ("2026.12.1  8:30:05", 30_605, nil), ("2026年12月1日 8:30", 30_600, nil), ("2026年12月1日8:30", 30_600, nil),
    ("20261201083000", 30_600, nil), ("2026-12-01T00:30:00Z", 1_800, 0), ("1796085000", 1_800, 0),
    ("1796085000000", 1_800, 0), ("2026-12-01T24:00", 86_400, nil),
  ])
  func momentsAreReadAsOtherProgramsWriteThem(text: String, seconds: Int, offset: Int?) throws {
    let moment = try #require(CivilMoment(text))
    #expect(moment == CivilMoment(date: CivilDate(days: 20_788), seconds: seconds, offset: offset))
    #expect(CivilDate(text) == nil)
  }

  @Test(arguments: ["2026-12-01", "2026/12/1", "2026年12月1日", "20261201", " 2026.12.1 "])
  func aDateIsNoMoment(text: String) {
    #expect(CivilDate(text)?.text == "2026-12-01")
    #expect(CivilMoment(text) == nil)
  }

  @Test(arguments: [
    "", "12/1/2026", "2026-12", "2026-12-01T", "2026-12-01T8", "2026-12-01T24:30", "2026-12-01T08:61",
    "2026-12-01T08:30+19", "2026-12-01x08:30", "2026-12/01", "2026年12-1", "0x2026-12-01", "202612",
    "2026-12-01T08:30 pm",
  ])
  func whatIsNeitherIsNone(text: String) {
    #expect(MomentText(text) == nil)
  }
}
