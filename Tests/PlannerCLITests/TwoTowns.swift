import Foundation

extension Scratch {
  /// Writes two towns side by side, ten by ten thousandths of a degree each (about 930 by 1,109 metres), and villages
  /// in them: strips from west to east, given in hundred-thousandths of a degree.
  func writeTowns(villages: [(code: String, parent: String?, west: Int, east: Int, homes: Int)]) throws {
    // Every vertex that one of them has stands in all borders that run through it.
    let bounds = Set(villages.flatMap { [$0.west, $0.east] } + [0, 1000, 2000]).sorted()
    func feature(_ properties: String, _ west: Int, _ east: Int) -> String {
      let south = bounds.filter { (west...east).contains($0) }.map { ($0, 0) }
      let ring = (south + south.reversed().map { ($0.0, 1000) } + south.prefix(1)).map {
        String(format: "[%.5f,%.5f]", 115 + Double($0.0) / 1e5, 33 + Double($0.1) / 1e5)
      }
      return #"{"type":"Feature","properties":\#(properties),"geometry":{"type":"Polygon","coordinates":"#
        + "[[\(ring.joined(separator: ","))]]}}"
    }
    func collect(_ features: [String], into name: String) throws {
      try write(
        #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ",\n"))]}"#, to: name)
    }
    try collect(
      [feature(#"{"code":"T1"}"#, 0, 1000), feature(#"{"code":"T2"}"#, 1000, 2000)], into: "towns.geojson")
    try collect(
      villages.map { village in
        let parent = village.parent.map { "\"\($0)\"" } ?? "null"
        let properties =
          #"{"code":"\#(village.code)","name":"\#(village.code)","parent":\#(parent),"households":\#(village.homes)}"#
        return feature(properties, village.west, village.east)
      }, into: "villages.geojson")
  }

  /// A gap of 93 m between the villages of one town, an overlap of 1.9 m between those of the other.
  func writeDamagedTowns() throws {
    try writeTowns(villages: [
      ("T1a", "T1", 0, 400, 40), ("T1b", "T1", 500, 1000, 50), ("T2a", "T2", 1000, 1502, 60),
      ("T2b", "T2", 1500, 2000, 70),
    ])
  }
}
