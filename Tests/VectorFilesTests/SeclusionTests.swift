import CGDAL
import Foundation
import Geometry
import Grid
import TestSupport
import Testing

@testable import VectorFiles

/// Nothing that a file or a path holds makes a call leave the machine.
@Suite struct SeclusionTests {
  private let scratch: Scratch
  private let ear: Ear
  private var address: String { "http://127.0.0.1:\(ear.port)" }

  init() throws {
    scratch = try Scratch()
    ear = try Ear()
  }

  /// Reads a source in every way there is; what becomes of it does not matter.
  private func read(_ path: String, layer: String? = nil, crs: String? = nil) {
    var source = VectorSource(path: path, layer: layer, coordinateSystem: crs)
    for kind in [GeometryKind.polygon, .point, .line, .none] {
      _ = try? VectorLayer(reading: source, columns: [], optional: ["code", "name"], as: kind)
    }
    let columns = (try? VectorLayer.columns(of: source)) ?? []
    _ = try? VectorLayer(reading: source, columns: columns, as: .none)
    _ = try? GeometryKind(of: source)
    source.pointColumns = ["lon", "lat"]
    _ = try? PointStream(source, columns: [])
    _ = try? PointLocatorFixture.square.locate(source, to: .file(scratch.path("out.csv")))
  }

  private func feature(_ more: String = "") -> String {
    #"{"type":"FeatureCollection",\#(more)"features":[{"type":"Feature","properties":{"code":"1"},"geometry":\#(squareJSON(0, 0))}]}"#
  }

  @Test func theListenerHears() throws {
    ear.knock()
    #expect(ear.calls.count == 1)
  }

  @Test func addressesInGeoJSONAreNotCalled() throws {
    for type in ["proj4", "ogcwkt", "esriwkt", "EPSG"] {
      let path = try scratch.write(
        "\(type).geojson",
        feature(#""crs":{"type":"link","properties":{"href":"\#(address)/a","type":"\#(type)"}},"#))
      let refusal = sentence {
        _ = try VectorLayer(reading: VectorSource(path: path), columns: ["code"], as: .polygon)
      }
      #expect(
        refusal.contains("\(address)/a, which is not fetched") && refusal.contains("--crs"), "\(refusal)")
      // Who names the system himself does not need the link.
      let source = VectorSource(path: path, coordinateSystem: "EPSG:4326")
      #expect(try VectorLayer(reading: source, columns: ["code"], as: .polygon).count == 1)
      read(path)
    }
    for name in ["\(address)/def/crs/EPSG/0/4326", "urn:x:\(address)", "+init=\(address)", "\(address)"] {
      read(
        try scratch.write("n.geojson", feature(#""crs":{"type":"name","properties":{"name":"\#(name)"}},"#)))
    }
    read(
      try scratch.write(
        "t.topojson",
        #"{"type":"Topology","crs":{"type":"link","properties":{"href":"\#(address)"}},"objects":{},"arcs":[]}"#
      ))
    read(
      try scratch.write(
        "s.geojsonl", #"{"type":"Feature","crs":{"type":"link","properties":{"href":"\#(address)"}}}"#))
    for text in [
      #"{"conformance":["x"],"links":[{"rel":"data","href":"\#(address)"}],"collections":[]}"#,
      #"{"rings":[],"exceededTransferLimit":true,"geometryType":"esriGeometryPolygon","features":[],"url":"\#(address)"}"#,
      #"{"tilejson":"2.0.0","tiles":["\#(address)/{z}/{x}/{y}"]}"#, address,
    ] {
      read(try scratch.write("j.json", text))
    }
    #expect(ear.calls.isEmpty)
  }

  @Test func addressesInXMLAreNotCalled() throws {
    let gml = """
      <ogr:FeatureCollection xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="\(address)/ \(address)/a.xsd" xmlns:ogr="http://ogr.maptools.org/" \
      xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gml="http://www.opengis.net/gml/3.2">
      <ogr:featureMember><ogr:a gml:id="a"><ogr:geom><gml:Polygon srsName="\(address)/crs" gml:id="g"><gml:exterior>\
      <gml:LinearRing xlink:href="\(address)/ring"><gml:posList>33 115 33.1 115 33.1 115.1 33 115</gml:posList>\
      </gml:LinearRing></gml:exterior></gml:Polygon></ogr:geom><ogr:code xlink:href="\(address)/c">1</ogr:code></ogr:a>\
      </ogr:featureMember></ogr:FeatureCollection>
      """
    let kml = """
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Schema name="s"/><NetworkLink><Link><href>\(address)/l.kml\
      </href></Link></NetworkLink><Style id="x"><IconStyle><Icon><href>\(address)/i.png</href></Icon></IconStyle></Style>\
      <Placemark><name>a</name><styleUrl>\(address)/s.kml#x</styleUrl><ExtendedData><SchemaData schemaUrl="\(address)#s"/>\
      </ExtendedData><Point><coordinates>115,33</coordinates></Point></Placemark></Document></kml>
      """
    let gpx = """
      <gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="\(address)"><wpt lat="33" lon="115">\
      <link href="\(address)"/></wpt></gpx>
      """
    let vrt = """
      <OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/\(address)/a.geojson</SrcDataSource></OGRVRTLayer>\
      </OGRVRTDataSource>
      """
    let service = "<OGRWFSDataSource><URL>\(address)</URL></OGRWFSDataSource>"
    for (name, text) in [
      ("a.gml", gml), ("a.kml", kml), ("a.gpx", gpx), ("a.vrt", vrt), ("a.xml", service), ("a.xml", gml),
      ("a.osm", gml),
    ] {
      for head in [
        "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"GBK\"?>",
        "<?xml version=\"1.0\" encoding=\"Big5\"?><!DOCTYPE a SYSTEM \"\(address)/a.dtd\">",
        "<!DOCTYPE a SYSTEM \"\(address)/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY % e SYSTEM \"\(address)/e\"> %e; <!ENTITY x SYSTEM \"\(address)/x\">]>",
      ] {
        read(try scratch.write(name, head + text))
        try ((head + text).data(using: .utf16) ?? Data()).write(
          to: scratch.folder.appendingPathComponent(name))
        read(scratch.path(name))
      }
    }
    _ = try scratch.write(
      "g.gfs", "<GMLFeatureClassList><SequentialLayers>\(address)</SequentialLayers></GMLFeatureClassList>")
    read(try scratch.write("g.gml", gml))
    #expect(ear.calls.isEmpty)
  }

  @Test func addressesInDatabasesAndTablesAreNotCalled() throws {
    let rows: [(wkt: String?, code: [UInt8])] = [("POINT (115 33)", [97])]
    for (name, driver) in [("d.gpkg", "GPKG"), ("d.sqlite", "SQLite")] {
      let path = try scratch.gdal(name, driver: driver, system: "EPSG:4326", layers: ["a"], rows: rows)
      let targets = [
        "PG:host=127.0.0.1 port=\(ear.port)", "/vsicurl/\(address)/a.geojson", "WFS:\(address)",
        "\(address)/a.geojson",
      ]
      for (number, target) in targets.enumerated() {
        // Written as it would stand in a file whose maker had the module.
        try scratch.run(
          "PRAGMA writable_schema = 1",
          "INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES ('table', 'v\(number)', 'v\(number)', 0, "
            + "'CREATE VIRTUAL TABLE v\(number) USING VirtualOGR(''\(target)'')')", on: path)
      }
      #expect(SQLiteSchema.computed(in: path).filter { $0.hasPrefix("v") }.count == targets.count)
      read(path)
      for number in targets.indices { read(path, layer: "v\(number)") }
      try scratch.run("CREATE VIEW w AS SELECT ogr_geocode('\(address)') AS code", on: path)
      read(path, layer: "w")
    }
    let gpkg = try scratch.gdal("s.gpkg", driver: "GPKG", system: "EPSG:4326", layers: ["a"], rows: rows)
    try scratch.run(
      "UPDATE gpkg_spatial_ref_sys SET definition = '\(address)', organization = '\(address)'", on: gpkg)
    read(gpkg)
    _ = try scratch.gdal(
      "p.shp", driver: "ESRI Shapefile", system: nil, type: wkbPoint, layers: ["p"], rows: rows)
    for text in ["\(address)/crs.prj", "LINK[\"\(address)\"]", "+proj=longlat +nadgrids=\(address)/a.gsb"] {
      _ = try scratch.write("p.prj", text)
      read(scratch.path("p.shp"))
      _ = try scratch.write("q.prj", text)
      read(try scratch.write("q.csv", "code,lon,lat\n\(address),115,33\n"))
    }
    for line in ["Type NATIVE", "Open Table \"/vsicurl/\(address)/a\" As a", "Type LINKED\nServer=127.0.0.1"]
    {
      read(
        try scratch.write("m.tab", "!table\n!version 300\n!charset Neutral\n\nDefinition Table\n  \(line)\n"))
    }
    #expect(ear.calls.isEmpty)
  }

  @Test func pathsOnTheNetworkAreNotCalled() throws {
    let targets = [
      address, "\(address)/a.geojson", "127.0.0.1:\(ear.port)", "/vsicurl/\(address)/a.geojson",
      "/vsicurl?url=\(address)/a.geojson", "/vsicurl_streaming/\(address)/a.geojson", "/vsis3/a/b",
      "/vsigs/a/b", "/vsiaz/a/b",
      "/vsiwebhdfs/\(address)/webhdfs/v1/a", "/vsizip//vsicurl/\(address)/a.zip",
      "/vsigzip//vsicurl/\(address)/a.gz",
      "/vsitar//vsicurl/\(address)/a.tar", "/vsizip/{/vsicurl/\(address)/a.zip}/a",
      "/vsisubfile/0,/vsicurl/\(address)/a",
    ]
    for prefix in [
      "", "GeoJSON:", "GeoJSONSeq:", "TopoJSON:", "ESRIJSON:", "CSV:", "GPX:", "GML:", "KML:", "LIBKML:",
      "OSM:", "SHP:",
      "WFS:", "OAPIF:", "CSW:", "ES:", "CARTO:", "AmigoCloud:", "PLScenes:", "NGW:", "MVT:", "GMLAS:", "VRT:",
      "WMS:",
      "MySQL:", "MSSQL:", "ODBC:", "MongoDB:", "MongoDBv3:", "PGDUMP:", "GPKG:", "SQLite:", "EEDA:", "HTTP:",
    ] {
      for target in targets { read(prefix + target) }
    }
    for path in [
      "PG:host=127.0.0.1 port=\(ear.port)", "postgresql://127.0.0.1:\(ear.port)/a",
      "pg:host=127.0.0.1 port=\(ear.port)",
    ] {
      read(path)
    }
    #expect(ear.calls.isEmpty)
  }

  @Test func coordinateSystemsOnTheNetworkAreNotCalled() throws {
    let path = try scratch.write("a.geojson", feature())
    for crs in [
      address, "\(address)/crs", "+init=\(address)", "+proj=longlat +nadgrids=\(address)/a.gsb",
      "+nadgrids=@\(address)/a",
      "+proj=longlat +geoidgrids=\(address)/a.gtx", "urn:ogc:def:crs:\(address)", "EPSG:\(address)",
      "OGC:\(address)",
      "IAU:\(address)", "/vsicurl/\(address)/a.prj", "\(address),4326",
    ] {
      read(path, crs: crs)
      _ = OutputSystem(crs)
    }
    #expect(ear.calls.isEmpty)
  }

  @Test func aScenarioMayNameADatabase() throws {
    var source = VectorSource(path: "PG:host=127.0.0.1 port=\(ear.port) connect_timeout=1")
    _ = try? VectorLayer(reading: source, columns: [], as: .none)
    #expect(ear.calls.isEmpty)
    source.mayConnect = true
    _ = try? VectorLayer(reading: source, columns: [], as: .none)
    #expect(!ear.calls.isEmpty)
  }
}
