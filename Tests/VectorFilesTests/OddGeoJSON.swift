import Solvers

/// A file of GeoJSON by chance: mostly plain, with what writers, hands and discs make of such files here and there.
struct OddGeoJSON {
  private var chance: SeededGenerator
  /// Whether its features have ids beside their properties.
  private let hasIDs: Bool
  /// Whether they are numbers.
  private let areNumbers: Bool
  /// How many of a hundred choices are odd ones.
  private let oddity: Int

  init(_ chance: inout SeededGenerator) {
    oddity = [0, 2, 10][chance.below(3)]
    hasIDs = chance.below(2) == 0
    areNumbers = chance.below(2) == 0
    self.chance = SeededGenerator(seed: chance.next())
  }

  private mutating func pick(_ plain: [String], _ odd: [String]) -> String {
    let list = chance.below(100) < oddity ? odd : plain
    return list[chance.below(list.count)]
  }

  mutating func bytes() -> [UInt8] {
    var bytes = Array(text().utf8)
    guard chance.below(100) < oddity, !bytes.isEmpty else { return bytes }
    for _ in 0...chance.below(2) {
      let place = chance.below(bytes.count)
      switch chance.below(3) {
      case 0: bytes[place] = UInt8(chance.below(256))
      case 1: bytes.insert(Array(#"{}[]",:0e-. "#.utf8)[chance.below(12)], at: place)
      default: bytes.removeSubrange(place...(chance.below(2) == 0 ? place : bytes.count - 1))
      }
      if bytes.isEmpty { break }
    }
    return bytes
  }

  private mutating func text() -> String {
    let system = #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#
    let head = pick(
      ["", #""name":"units","#, system + ",", #""name":"单位","# + system + ","],
      [
        #""name":7,"#, #""name":"a","name":"b","#, #""crs":null,"#, #""bbox":[0,0,1,1],"#, #""name":"","#,
        #""crs":{"type":"name","properties":{"name":"EPSG:4490"}},"#, #""Name":"x","#, #""description":"d","#,
        #""crs":{"type":"link","properties":{"href":"http://example.invalid/x"}},"#, #""name":"a\u0000b","#,
      ])
    let start = pick(
      [#"{"type":"FeatureCollection","#, "{\n \"type\" : \"FeatureCollection\",\n"],
      ["\u{FEFF}{\"type\":\"FeatureCollection\",", "{", #"{"type":"FeatureCollection","type":"Feature","#])
    let end = pick(["]}", "]\n}\n"], [#"],"name":"late"}"#, "],}", "]", "]}{}", #"],"features":[]}"#])
    let columns = self.columns()
    var features: [String] = []
    let shape = chance.below(4)
    for _ in 0..<(1 + chance.below(4)) { features.append(feature(columns, shape)) }
    // GDAL reads 40,960 bytes at a time, which end anywhere.
    let blanks = chance.below(4) == 0 ? 40_950 - start.utf8.count - head.utf8.count - chance.below(300) : 0
    let list = features.joined(separator: pick([",", ",\n"], [",,", " "]))
    return start + head + "\"features\":[" + String(repeating: " ", count: blanks) + list + end
  }

  private mutating func columns() -> [(name: String, kind: Int)] {
    var result: [(String, Int)] = []
    for index in 0..<chance.below(4) {
      let name = pick(
        ["code\(index)", "名称\(index)", "Code\(index)", "a\\\"\(index)"],
        ["id", "id", "type", "", "code0", "\\u0061", "\\udbff\\udffdcode", "properties", "_id"])
      result.append((name, chance.below(5)))
    }
    return result
  }

  private mutating func feature(_ columns: [(name: String, kind: Int)], _ shape: Int) -> String {
    var members = columns.map { column in "\"\(column.name)\":\(value(column.kind))" }
    if chance.below(100) < oddity, !members.isEmpty {
      switch chance.below(3) {
      case 0: members.removeLast()
      case 1: members.append(members[0])
      default: members.reverse()
      }
    }
    let properties = pick(["{\(members.joined(separator: ","))}"], ["null", "[]", "{}", "7"])
    let parts = [
      pick([#""type":"Feature""#], [#""type":"feature""#, #""type":"Point""#, #""TYPE":"Feature""#]),
      "\"properties\":\(properties)", "\"geometry\":\(geometry(shape))",
    ]
    let id = areNumbers ? "\(chance.below(9))" : "\"\(chance.below(9))\""
    let extra = pick(
      [hasIDs ? ",\"id\":\(id)" : ""],
      [
        "", #","id":null"#, #","id":1"#, #","id":"x""#, #","bbox":[1,2,3,4]"#, #","geometry":null"#,
        #","id":-1"#,
      ])
    let list = chance.below(5) == 0 ? [parts[0], parts[2], parts[1]] : parts
    return "{\(list.joined(separator: ","))\(extra)}"
  }

  // MARK: Values

  private mutating func value(_ kind: Int) -> String {
    switch chance.below(100) < oddity ? 5 : chance.below(6) == 0 ? 6 : kind {
    case 0:
      return pick(["0", "-1", "7", "2147483647", "-2147483648"], ["-0", "01", "+1", "1."])
    case 1:
      return pick(
        ["2147483648", "-9223372036854775808", "9223372036854775807", "3"],
        ["9223372036854775808", "18446744073709551616", "-9223372036854775809"])
    case 2:
      return pick(
        [
          "0.1", "-0.0", "1e5", "1E-7", "1.0", "4.9e-324", "1e-400", "1.7976931348623157e308", "3", "-1.5e+3",
          "0.1000000000000000055511151231257827021181583404541015625", "2.2250738585072011e-308", "1e0005",
          "9007199254740993", "123456789.123456789",
        ], ["1e309", ".5", "NaN", "Infinity", "-Infinity", "1e", "0x10"])
    case 3:
      if chance.below(3) == 0 { return escaped() }
      return pick(
        [
          #""""#, #""0411""#, #""1101-05-12""#, #""2024/01/02 03:04:05""#, #""中文""#, #""\u4e2d\ud83d\ude00""#,
          #""a\\b\/\n\t\"c""#, #""[1]""#, #""{}""#, #""\udbff\udffdmark""#, "\"\u{10FFFD}mark\"", #"" x ""#,
        ], [#""\ud83d""#, #""\u0000x""#, "\"a\u{1}b\"", #""\x""#, "\"\u{7F}\"", "'x'"])
    case 4: return pick(["true", "false"], ["True", "tru"])
    case 6: return "null"
    default:
      return pick(["1", "1.5", #""x""#, "true", "null"], ["[1,2]", "[]", #"{"a":1}"#, #"["a",1]"#, "[[1]]"])
    }
  }

  /// A text of characters by their numbers, those beyond the first plane in two halves.
  private mutating func escaped() -> String {
    var units = [UInt16]()
    for _ in 0..<3 {
      // Any but a NUL, of any plane.
      let plane = [0, 0, 1, 2, 16][chance.below(5)]
      let scalar = Unicode.Scalar(UInt32(plane << 16 + 1 + chance.below(0xFFFF))) ?? "x"
      units += UTF16.encode(scalar).map(Array.init) ?? []
    }
    return "\"\(units.map { "\\u" + String(0x10000 + Int($0), radix: 16).dropFirst() }.joined())\""
  }

  // MARK: Geometries

  private mutating func geometry(_ shape: Int) -> String {
    let plain =
      switch shape {
      case 0: [("Point", place())]
      case 1:
        [("LineString", list(2)), ("MultiLineString", "[\(list(2)),\(list(3))]"), ("LineString", list(1))]
      case 2: [("MultiPoint", list(2)), ("Point", place()), ("Polygon", "[\(list(5))]")]
      default:
        [
          ("Polygon", "[\(square(0)),\(square(1))]"),
          ("MultiPolygon", "[[\(square(0))],[\(square(20)),\(list(3))]]"),
          ("Polygon", "[\(list(4))]"), ("Polygon", "[\(list(2))]"), ("null", ""),
        ]
      }
    let chosen = plain[chance.below(plain.count)]
    let text = chosen.0 == "null" ? "null" : #"{"type":"\#(chosen.0)","coordinates":\#(chosen.1)}"#
    return pick(
      [text],
      [
        "null", #"{"type":"Point","coordinates":[1]}"#, #"{"type":"Polygon","coordinates":[]}"#,
        #"{"type":"Polygon","coordinates":[[]]}"#, #"{"type":"MultiPolygon","coordinates":[[]]}"#,
        #"{"type":"LineString","coordinates":[[1,2],null]}"#, #"{"type":"Polygon","coordinates":[null]}"#,
        #"{"type":"Point","coordinates":[115,33,7.5]}"#, #"{"type":"Point","coordinates":[115,33,7,8]}"#,
        #"{"type":"Point","coordinates":["1",2]}"#, #"{"type":"point","coordinates":[1,2]}"#, "{}", "[]", "7",
        #"{"type":"Point"}"#, #"{"coordinates":[115,33],"type":"Point"}"#,
        #"{"type":"Point","coordinates":[33,115]}"#,
        #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#,
        #"{"type":"Point","coordinates":[115,33],"bbox":[0,0,1,1]}"#,
        #"{"type":"Point","coordinates":[400,33]}"#,
        #"{"type":"Point","coordinates":[[115,33]]}"#,
        #"{"type":"Polygon","coordinates":[[115,33],[116,34]]}"#,
      ])
  }

  private mutating func place() -> String {
    let x = pick(
      ["115", "115.5", "115.1234567", "114.99999999999999", "1.15e2", "115.0000000000000000000001"],
      ["-0.0", "-0", "1e-400", "180", "9223372036854775807", "1e400"])
    return
      "[\(x),\(pick(["33", "33.25", "33.0000001", "32.999999950000001"], ["-0", "90.00000001", "33.", "null"]))]"
  }

  private mutating func list(_ count: Int) -> String {
    var places: [String] = []
    for _ in 0..<count { places.append(place()) }
    return "[\(places.joined(separator: ","))]"
  }

  private mutating func square(_ inset: Int) -> String {
    let (low, high) = ("115.0\(inset + 10)", "115.0\(60 - inset)")
    return "[[\(low),33.01],[\(high),33.01],[\(high),33.06],[\(low),33.06],[\(low),33.01]]"
  }
}
