import Testing

@testable import VectorFiles

@Suite struct SystemNameTests {
  @Test(arguments: [
    ("GCJ-02", "gcj02"), ("gcj02", "gcj02"), ("GCJ 02", "gcj02"), ("BD-09", "bd09"), ("BD09LL", "bd09"),
    ("WGS84", "EPSG:4326"), ("WGS-84", "EPSG:4326"), ("WGS 84", "EPSG:4326"), ("CGCS2000", "EPSG:4490"),
    ("CRS84", "EPSG:4326"), ("OGC:CRS84", "EPSG:4326"),
    ("epsg:4547", "EPSG:4547"), ("EPSG 4547", "EPSG:4547"), ("4547", "EPSG:4547"),
  ])
  func namesAsPeopleWriteThemAreTaken(name: String, system: String) {
    #expect(OutputSystem(name)?.definition == system)
    #expect(isKnown(name))
  }

  private func isKnown(_ definition: String) -> Bool {
    GDAL.quietly {
      switch GeographicTransform(definition) {
      case .some: true
      case .none: false
      }
    }.result
  }

  @Test func definitionsOfPROJStayWhatTheyAre() {
    for definition in ["+proj=utm +zone=50 +datum=WGS84", "GCJ-03", "urn:ogc:def:crs:EPSG::4547"] {
      #expect(SystemName.definition(definition) == definition)
    }
    #expect(isKnown("+proj=utm +zone=50 +datum=WGS84") && isKnown("urn:ogc:def:crs:EPSG::4547"))
    #expect(!isKnown("GCJ-03"))
  }

  @Test func noDefinitionIsFetchedOrReadFromAFile() {
    for definition in [
      "http://127.0.0.1:9/crs", "https://example.org/4547", "file:///etc/passwd", "/etc/passwd",
    ] {
      #expect(!isKnown(definition), "\(definition)")
    }
  }
}
