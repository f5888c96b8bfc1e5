import Foundation
import TestSupport
import Testing

/// The program is offline: whatever layer is handed to whatever verb, nobody is called. `SeclusionTests` try more of what files
/// can hold; this tries the verbs. `scripts/check-network.sh` tries every verb with every layer.
@Suite(.serialized) struct NetworkTests {
  /// Files that name an address wherever their format has a place for one, and paths that are one.
  private static func layers(_ address: String, in scratch: Scratch) throws -> [String] {
    let square =
      #"{"type":"Polygon","coordinates":[[[115,33],[115.01,33],[115.01,33.01],[115,33.01],[115,33]]]}"#
    func collection(_ more: String) -> String {
      #"{"type":"FeatureCollection",\#(more)"features":[{"type":"Feature","properties":{"code":"1","id":"1"},"geometry":\#(square)}]}"#
    }
    var files: [(ending: String, text: String)] = ["proj4", "ogcwkt", "esriwkt", "EPSG", "x"].map {
      (
        "geojson",
        collection(#""crs":{"type":"link","properties":{"href":"\#(address)/a","type":"\#($0)"}},"#)
      )
    }
    files += ["\(address)/def/crs/EPSG/0/4326", "urn:x:\(address)", "+init=\(address)", address].map {
      ("geojson", collection(#""crs":{"type":"name","properties":{"name":"\#($0)"}},"#))
    }
    files += [
      (
        "topojson",
        #"{"type":"Topology","crs":{"type":"link","properties":{"href":"\#(address)"}},"objects":{},"arcs":[]}"#
      ), ("geojsonl", #"{"type":"Feature","crs":{"type":"link","properties":{"href":"\#(address)"}}}"#),
      ("json", #"{"conformance":["x"],"links":[{"rel":"data","href":"\#(address)"}],"collections":[]}"#),
      (
        "json",
        #"{"rings":[],"exceededTransferLimit":true,"geometryType":"esriGeometryPolygon","features":[],"url":"\#(address)"}"#
      ), ("json", #"{"tilejson":"2.0.0","tiles":["\#(address)/{z}/{x}/{y}"]}"#), ("json", address),
    ]
    let documents = [
      (
        "gml",
        """
        <ogr:FeatureCollection xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="\(address)/ \(address)/a.xsd" xmlns:ogr="http://ogr.maptools.org/" \
        xmlns:gml="http://www.opengis.net/gml/3.2"><ogr:featureMember><ogr:a gml:id="a"><ogr:geom>\
        <gml:Polygon srsName="\(address)/crs" gml:id="g"><gml:exterior><gml:LinearRing><gml:posList>33 115 33.1 115 33.1 \
        115.1 33 115</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></ogr:geom></ogr:a></ogr:featureMember>\
        </ogr:FeatureCollection>
        """
      ),
      (
        "kml",
        """
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>\(address)/l.kml</href></Link>\
        </NetworkLink><Placemark><styleUrl>\(address)/s.kml#x</styleUrl><Point><coordinates>115,33</coordinates></Point>\
        </Placemark></Document></kml>
        """
      ),
      (
        "gpx",
        #"<gpx version="1.1" creator="\#(address)"><wpt lat="33" lon="115"><link href="\#(address)"/></wpt></gpx>"#
      ),
      (
        "vrt",
        "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/vsicurl/\(address)/a.geojson</SrcDataSource></OGRVRTLayer>"
          + "</OGRVRTDataSource>"
      ), ("xml", "<OGRWFSDataSource><URL>\(address)</URL></OGRWFSDataSource>"),
    ]
    for (ending, text) in documents {
      files += [
        "", "<?xml version=\"1.0\" encoding=\"GBK\"?>", "<!DOCTYPE a SYSTEM \"\(address)/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY % e SYSTEM \"\(address)/e\"> %e; <!ENTITY x SYSTEM \"\(address)/x\">]>",
      ].map { (ending, $0 + text) }
    }
    files += ["Type NATIVE", "Open Table \"/vsicurl/\(address)/a\" As a", "Type LINKED\nServer=127.0.0.1"].map
    {
      ("tab", "!table\n!version 300\n!charset Neutral\n\nDefinition Table\n  \($0)\n")
    }
    var paths = try files.enumerated().map { number, file in
      try scratch.write(file.text, to: "hostile/\(number).\(file.ending)")
      return "hostile/\(number).\(file.ending)"
    }
    for (number, text) in [
      "\(address)/crs.prj", "LINK[\"\(address)\"]", "+proj=longlat +nadgrids=\(address)/a.gsb",
    ].enumerated() {
      try scratch.write(text, to: "hostile/p\(number).prj")
      try scratch.write("id,code,lon,lat\n1,\(address),115,33\n", to: "hostile/p\(number).csv")
      paths.append("hostile/p\(number).csv")
    }
    let place = address.dropFirst("http://".count)
    return paths + [
      address, "\(address)/a.geojson", "/vsicurl/\(address)/a.geojson", "/vsicurl?url=\(address)/a.geojson",
      "/vsicurl_streaming/\(address)/a.geojson", "/vsizip//vsicurl/\(address)/a.zip",
      "/vsizip/{/vsicurl/\(address)/a.zip}/a", "/vsigzip//vsicurl/\(address)/a.gz",
      "/vsisubfile/0,/vsicurl/\(address)/a", "GeoJSON:\(address)/a", "CSV:/vsicurl/\(address)/a.csv",
      "GML:/vsicurl/\(address)/a.gml", "WFS:\(address)", "OAPIF:\(address)", "CSW:\(address)",
      "ES:\(address)",
      "MVT:\(address)/0/0/0", "postgresql://\(place)/a",
      "PG:host=127.0.0.1 port=\(place.split(separator: ":")[1])",
    ]
  }

  /// What each verb is told of a layer; SCENARIO stands for the tour with the layer in place of one of its own.
  private static func commands(_ layer: String) -> [(words: [String], key: String?)] {
    let policy = ["--policy", "tour/policy.yaml"]
    return [
      (["check", layer], nil), (["check", "tour", "--allowed", layer], nil),
      (["repair", layer, "--out", "out"], nil),
      (
        ["grid", layer, "--land-level", "village", "--code", "code", "--level", "grid=1-2", "--out", "out"],
        nil
      ),
      (
        [
          "grid", "tour/units.village.geojson", "--land-level", "village", "--level", "grid=300-500",
          "--points", layer,
        ]
          + ["--out", "out"], nil
      ), (["locate", layer, "--in", "tour", "--out", "out.csv"], nil),
      (["gaps", "plan", "--calls", layer], nil), (["gaps", "plan", "--demand", layer], nil),
      (["audit", "plan"] + policy + ["--calls", layer], nil),
      (["audit", "plan"] + policy + ["--tracks", layer], nil),
      (["check", "SCENARIO"], "units.microgrid"), (["plan", "SCENARIO", "--out", "out"], "units.microgrid"),
      (["plan", "SCENARIO", "--out", "out"], "roads"), (["assign", "SCENARIO"], "stations"),
      (["patrol", "SCENARIO", "--out", "out"], "checkpoints"),
      (["plan", "SCENARIO", "--out", "out"], "staff"),
      (["export", "SCENARIO", "--format", "csv", "--out", "out"], "units.village"),
      (["locate", "tour/bases.geojson", "--in", "SCENARIO"], "units.grid"),
      (["refresh", "plan", "--scenario", "SCENARIO", "--out", "out"], "roads"),
    ]
  }

  private func scenario(_ scratch: Scratch, _ layer: String, for key: String) throws {
    try? scratch.remove("scenario")
    try FileManager.default.copyItem(at: scratch.url("tour"), to: scratch.url("scenario"))
    let isPath = !layer.hasPrefix("hostile/")
    let file = key == "staff" ? "staff.csv" : "\(key).geojson"
    let source = isPath ? layer : "../\(layer)"
    let text = try scratch.text("scenario/scenario.yaml")
    #expect(text.contains(file))
    // Databases are asked only where the scenario itself says so, which here it does not.
    let named =
      source.lowercased().hasPrefix("pg:") || source.hasPrefix("postgresql:") ? "x\(source)" : source
    try scratch.write(text.replacing(file, with: "\"\(named)\""), to: "scenario/scenario.yaml")
  }

  @Test func noVerbCallsAnyone() throws {
    let ear = try Ear()
    let scratch = try ReplacingTests.scratch()
    let layers = try Self.layers("http://127.0.0.1:\(ear.port)", in: scratch)
    #expect(layers.count >= 60)
    // Each layer meets some verbs, and each verb some layers; all meet all where that is asked for.
    let step = ProcessInfo.processInfo.environment["PLANNER_NETWORK"] == nil ? 8 : 1
    var (runs, refused) = (0, 0)
    for (number, layer) in layers.enumerated() {
      for (verb, command) in Self.commands(layer).enumerated() where (number + verb) % step == 0 {
        if let key = command.key { try scenario(scratch, layer, for: key) }
        let words = command.words.map { $0 == "SCENARIO" ? "scenario" : $0 }
        let run = try Program.run(words, in: scratch)
        runs += 1
        #expect(!run.wasKilled && run.code != 70, "\(words): \(run.notes)")
        if run.code >= 64 { refused += 1 }
        #expect(ear.calls.isEmpty, "\(words): \(ear.calls)")
        for name in ["out", "out.csv"] { try? scratch.remove(name) }
      }
    }
    // Some layers are sound but for the address, and some verbs look at none of it.
    #expect(refused > runs / 2 && refused < runs)
    ear.knock()
    #expect(ear.calls == ["knock"])
    print("\(runs) runs with \(layers.count) layers and paths: \(refused) refused, nobody called")
  }
}
