import Testing

@testable import Roads

/// What single tags of OpenStreetMap and columns of line layers say.
@Suite struct RoadTagTests {
  /// A road of OpenStreetMap with these tags.
  static func road(_ tags: [String: String]) -> RoadAttributes { read(tags).road }

  static func read(_ tags: [String: String]) -> (road: RoadAttributes, told: [String]) {
    var interpreter = RoadInterpreter(codes: .openStreetMap)
    let road = interpreter.attributes(of: RoadTags { tags[$0.tag] })
    return (road, interpreter.remarks.sentences.map(\.english))
  }

  static func tells(_ tags: [String: String], _ part: String) -> Bool {
    read(tags.merging(["highway": "tertiary"]) { a, _ in a }).told.contains { $0.contains(part) }
  }

  @Test func everyKeyHasATagAndEveryColumnAKeyOfItsOwn() {
    #expect(Set(RoadKey.allCases.map(\.tag)).count == RoadKey.allCases.count)
    #expect(Set(RoadKey.columns).count == RoadKey.columns.count)
    #expect(
      Set(["class", "speed", "oneway", "name", "layer", "bridge", "tunnel"]).isSubset(of: RoadKey.columns))
  }

  // MARK: Speeds

  @Test func speedLimitsAreRead() {
    let limits: [(String, Double?)] = [
      ("50", 50), ("50 mph", 80.4672), ("30mph", 48.28032), ("10 knots", 18.52), ("5 kn", 9.26),
      ("60 km/h", 60),
      ("60公里/小时", 60), ("80;50", 50), ("80|60|40", 40), ("50；30", 30), ("DE:rural;60", 60),
      ("CN:urban", 50), ("CN:rural", 70), ("cn:Rural", 70), ("CN:motorway", 120), ("DE:rural", 100),
      ("FR:rural", 80),
      ("BE-VLG:rural", 70), ("BE:rural", 90), ("GB:nsl_single", 96.56064), ("RU:urban", 60),
      ("RO:motorway", 130),
      ("walk", 7), ("none", 120), ("DE:zone:30", 30), ("DE:zone30", 30), ("FR:30", 30),
      ("DE:living_street", 7),
      ("XX:urban", 50),
      ("signals", nil), ("", nil), ("0", nil), ("-20", nil), ("1e9", nil), ("50 parsecs", nil), ("nan", nil),
      ("CN:", nil), ("CN:tunnel", nil), (":", nil), ("DE:zone:900", nil),
    ]
    for (text, expected) in limits {
      let found = SpeedLimit.reading(of: text)?.kmh
      if let expected, let found {
        #expect(abs(found - expected) < 1e-9, "\(text)")
      } else {
        #expect(found == expected, "\(text)")
      }
    }
    #expect(SpeedLimit.reading(of: "XX:rural")?.isGuess == true)
    #expect(SpeedLimit.reading(of: "CH:rural")?.isGuess == false)
  }

  @Test func limitsHoldInTheirDirection() {
    func speeds(_ tags: [String: String]) -> [Double?] {
      let road = Self.road(tags.merging(["highway": "tertiary"]) { $1 })
      return [road.speed, road.speedBackward]
    }
    #expect(speeds(["maxspeed": "60"]) == [60, 60])
    #expect(speeds(["maxspeed": "60", "maxspeed:backward": "30"]) == [60, 30])
    #expect(speeds(["maxspeed:forward": "30 mph"]) == [48.28032, nil])
    #expect(speeds(["maxspeed:forward": "70", "maxspeed:backward": "CN:urban"]) == [70, 50])
    #expect(speeds(["maxspeed:type": "CN:rural"]) == [70, 70])
    #expect(speeds(["source:maxspeed": "survey"]) == [nil, nil])
    #expect(speeds(["maxspeed": "40", "source:maxspeed": "CN:rural"]) == [40, 40])
  }

  @Test func whatStatesNoSpeedIsTold() {
    #expect(Self.tells(["maxspeed": "signals"], "'signals' (1)"))
    #expect(Self.tells(["maxspeed:backward": "fixme"], "'fixme' (1)"))
    #expect(Self.tells(["maxspeed": "XX:urban"], "country that is not known: 'XX:urban'"))
    #expect(Self.tells(["maxspeed:conditional": "30 @ (22:00-06:00)"], "'maxspeed:conditional' (1)"))
    #expect(Self.read(["highway": "tertiary", "maxspeed": "CN:rural"]).told.isEmpty)
  }

  @Test(arguments: ["maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic"])
  func aLimitByARuleThatIsGuessedIsTold(key: String) {
    let (road, told) = Self.read(["highway": "tertiary", key: "XX:rural"])
    #expect(road.speed == 80 && told.count == 1 && told[0].contains("'XX:rural' (1)"))
    #expect(Self.read(["highway": "tertiary", key: "CN:rural"]).told.isEmpty)
    // Where limits are stated nothing is guessed.
    for stated in [["maxspeed": "40"], ["maxspeed:forward": "30", "maxspeed:backward": "40"]] {
      #expect(Self.read(["highway": "tertiary", key: "XX:rural"].merging(stated) { $1 }).told.isEmpty)
    }
    #expect(!Self.read(["highway": "tertiary", key: "XX:rural", "maxspeed:forward": "30"]).told.isEmpty)
  }

  // MARK: Directions

  @Test func directionsAreReadOrGoWithoutSaying() {
    let cases: [([String: String], RoadLines.Direction)] = [
      (["oneway": "yes"], .forward), (["oneway": "-1"], .backward), ([:], .both),
      (["oneway": "Yes"], .forward),
      (["highway": "motorway"], .forward), (["highway": "Motorway"], .forward),
      (["highway": "motorway", "oneway": "no"], .both), (["highway": "motorway_link"], .both),
      (["junction": "roundabout"], .forward), (["junction": "roundabout", "oneway": "-1"], .backward),
      (["junction": "circular"], .forward), (["junction": "jughandle"], .both),
      (["oneway": "alternating"], .both), (["oneway": "reversible"], .both),
      (["oneway:motor_vehicle": "yes"], .forward), (["oneway": "yes", "oneway:motor_vehicle": "no"], .both),
    ]
    for (tags, expected) in cases {
      #expect(
        Self.road(tags.merging(["highway": "residential"]) { a, _ in a }).direction == expected, "\(tags)")
    }
    #expect(Self.tells(["oneway": "reversible"], "direction changes by the hour"))
    #expect(!Self.tells(["oneway": "alternating"], "one-way"))
    // Codes of line layers are no words of OpenStreetMap.
    for code in ["TF", "N", "B", "sometimes"] { #expect(Self.tells(["oneway": code], "'\(code)' (1)")) }
  }

  @Test func bicyclesMayGoAnotherWay() {
    func directions(_ tags: [String: String]) -> [RoadLines.Direction] {
      let road = Self.road(tags.merging(["highway": "residential"]) { $1 })
      return [Profile.car, .eBike, .foot].map { $0.direction(on: road) }
    }
    #expect(directions(["oneway": "yes"]) == [.forward, .forward, .both])
    #expect(directions(["oneway": "yes", "oneway:bicycle": "no"]) == [.forward, .both, .both])
    #expect(directions(["oneway": "-1", "cycleway": "opposite_lane"]) == [.backward, .both, .both])
    #expect(directions(["oneway:bicycle": "-1"]) == [.both, .backward, .both])
    #expect(directions(["oneway:motor_vehicle": "yes"]) == [.forward, .both, .both])
  }

  // MARK: Access

  @Test func theMostParticularKeyOpensOrCloses() {
    func access(_ tags: [String: String]) -> RoadAccess {
      Self.road(tags.merging(["highway": "tertiary"]) { $1 }).access
    }
    #expect(access([:]) == RoadAccess())
    #expect(access(["access": "private"]) == RoadAccess(car: false, bicycle: false, foot: false))
    #expect(access(["access": "no", "foot": "yes"]) == RoadAccess(car: false, bicycle: false, foot: true))
    #expect(
      access(["vehicle": "no", "motor_vehicle": "destination"]) == RoadAccess(car: true, bicycle: false))
    #expect(access(["motorcar": "no", "motor_vehicle": "yes"]) == RoadAccess(car: false))
    #expect(access(["motorroad": "yes"]) == RoadAccess(bicycle: false, foot: false))
    #expect(access(["access": "unknown"]) == RoadAccess())
    #expect(Self.tells(["access": "unknown"], "'unknown' (1)"))
    #expect(Self.tells(["motor_vehicle:conditional": "no @ (Mo-Fr)"], "'motor_vehicle:conditional'"))
  }

  @Test(arguments: [
    ("no", false), ("private", false), ("customers", false), ("delivery", false), ("agricultural", false),
    ("forestry", false), ("military", false), ("psv", false), ("emergency", false), ("employees", false),
    ("private;customers", false), ("customers; private", false), ("agricultural;forestry", false),
    ("private;delivery", false), ("no;no", false), ("forestry,agricultural", false),
    ("private;whoever", false),
    ("yes", true), ("permissive", true), ("destination", true), ("private;destination", true),
    ("agricultural;yes", true), ("Designated", true),
  ]) func aListClosesWhereEveryValueDoes(value: String, isOpen: Bool) {
    for key in ["motorcar", "motor_vehicle", "vehicle"] {
      let road = Self.road(["highway": "tertiary", key: value])
      #expect((Profile.car.speed(on: road) != nil) == isOpen, "\(key)")
    }
    let road = Self.road(["highway": "tertiary", "access": value])
    for profile in Profile.allCases { #expect((profile.speed(on: road) != nil) == isOpen, "\(profile)") }
  }

  @Test func whatNoCarCanUseIsNotOpenedByAGeneralPermit() {
    func isDriven(_ tags: [String: String]) -> Bool { Profile.car.speed(on: Self.road(tags)) != nil }
    for way in ["steps", "path", "footway", "cycleway", "bridleway", "pedestrian"] {
      for value in ["yes", "permissive", "destination"] {
        #expect(!isDriven(["highway": way, "access": value]), "\(way)")
      }
    }
    #expect(!isDriven(["highway": "steps", "motor_vehicle": "yes"]))
    #expect(isDriven(["highway": "path", "motor_vehicle": "yes"]))
    #expect(isDriven(["highway": "pedestrian", "vehicle": "destination"]))
    #expect(!isDriven(["highway": "track", "smoothness": "impassable"]))
    #expect(Profile.foot.speed(on: Self.road(["highway": "track", "smoothness": "impassable"])) != nil)
    #expect(Profile.foot.speed(on: Self.road(["highway": "motorway", "access": "yes"])) == nil)
  }

  @Test(arguments: [
    ["highway": "construction", "construction": "primary"], ["highway": "proposed"], ["highway": "razed"],
    ["highway": "abandoned"], ["highway": "primary", "construction": "yes"],
    ["highway": "primary", "razed": "yes"],
    ["highway": "primary", "disused": "yes"], ["highway": "primary", "proposed": "2030"],
    ["highway": "primary", "impassable": "yes"], ["highway": "track", "status": "impassable"],
    ["highway": "track", "abandoned": "yes", "motor_vehicle": "yes"],
  ]) func whatIsNotThereYetOrNoLongerIsTakenByNobody(tags: [String: String]) {
    for profile in Profile.allCases { #expect(profile.speed(on: Self.road(tags)) == nil) }
    #expect(Self.read(tags).told.isEmpty)
  }

  @Test func smallWorksLeaveARoadOpen() {
    for value in ["no", "minor", "widening"] {
      #expect(Profile.car.speed(on: Self.road(["highway": "primary", "construction": value])) == 60)
    }
  }

  // MARK: Levels

  @Test func bridgesAndTunnelsHaveALevelWithoutALayer() {
    func level(_ tags: [String: String]) -> RoadLevel {
      Self.road(tags.merging(["highway": "path"]) { $1 }).level
    }
    #expect(level([:]) == .ground)
    #expect(level(["bridge": "yes"]) == RoadLevel(layer: 1, isStated: false))
    #expect(level(["bridge": "viaduct", "layer": "0"]) == RoadLevel(layer: 1, isStated: false))
    #expect(level(["bridge": "no"]) == .ground)
    #expect(level(["bridge": "yes", "layer": "2"]) == RoadLevel(layer: 2))
    #expect(level(["tunnel": "yes"]) == RoadLevel(layer: -1, isStated: false))
    #expect(level(["covered": "yes"]) == RoadLevel(layer: -1, isStated: false))
    #expect(level(["tunnel": "building_passage", "layer": "-2"]) == RoadLevel(layer: -2))
    #expect(Self.tells(["layer": "top"], "'top' (1)"))
  }

  // MARK: Durations

  @Test(
    arguments: [
      ("00:05", 300), ("0:05", 300), ("00:05:30", 330), ("1:10", 4200), ("5", 300), ("7.5", 450),
      ("PT5M", 300),
      ("PT1H30M", 5400), ("PT90S", 90), ("P1DT2H", 93_600), ("pt0.5h", 1800), ("5 min", 300),
      ("5 minutes", 300),
      ("1 h 30 min", 5400), ("2h", 7200), ("5分钟", 300), (" 00:20 ", 1200),
    ] as [(String, Double)]) func durationsOfFerriesAreRead(text: String, seconds: Double)
  {
    #expect(FerryDuration.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "0", "00:00", "-5", "00:99", "1:2:3:4", "five", "PT", "P", "5 parsecs", "00:0x", ":", "PT5", "1e9",
    "99999999",
    "PTM", "T5M",
  ])
  func whatIsNoDurationIsNone(text: String) {
    #expect(FerryDuration.seconds(text) == nil)
  }

  // MARK: Classes

  @Test(arguments: [
    ("Motorway", "motorway"), ("PRIMARY", "primary"), (" secondary ", "secondary"),
    ("Motorway Link", "motorway_link"),
    ("LIVING-STREET", "living_street"), ("国道", "primary"), ("省道", "primary"), ("县道", "secondary"),
    ("乡道", "tertiary"), ("村道", "unclassified"), ("高速公路", "motorway"), ("城市快速路", "trunk"), ("主干路", "primary"),
    ("次干路", "secondary"), ("支路", "tertiary"), ("轮渡", "ferry"), ("track_grade3", "track"),
    ("National Highway", "primary"), ("residential;unclassified", "residential"),
    ("foo;tertiary", "tertiary"),
    ("road", "road"),
  ]) func classesAreReadInAnyCaseAndLanguage(text: String, word: String) {
    #expect(RoadClasses.word(for: text) == word)
    #expect(Self.road(["highway": text]).roadClass == word)
    #expect(Self.read(["highway": text]).told.isEmpty)
  }

  @Test func aClassThatIsNotKnownIsTold() {
    for text in ["小径", "A Road", "S1400", "service_link", "crossing"] {
      #expect(RoadClasses.word(for: text) == nil)
      let (road, told) = Self.read(["highway": text])
      #expect(told.count == 1 && told[0].contains("'\(text)' (1)") && told[0].contains("30 km/h"))
      #expect(Profile.car.speed(on: road) == 30)
    }
  }

  @Test func whatIsToldIsCutAndCounted() {
    var remarks = RoadRemarks()
    for number in 0..<20 { remarks.add(.direction, "code \(number)", count: number) }
    remarks.add(.direction, String(repeating: "x", count: 5000), count: 100)
    let sentences = remarks.sentences
    #expect(sentences.count == 1 && sentences[0].english.count < 300)
    #expect(sentences[0].english.contains("'\(String(repeating: "x", count: 40))' (100), 'code 19' (19)"))
    #expect(sentences[0].english.contains(" and 14 more"))
  }

  @Test func whatIsToldIsOfOneSizeWhateverAFileSays() {
    // A letter with a million accents is one character.
    var remarks = RoadRemarks()
    remarks.add(.direction, "e" + String(repeating: "\u{301}", count: 1_000_000))
    #expect(remarks.sentences[0].english.unicodeScalars.count < 300)
    // Of very many values some are named, and all counted.
    remarks = RoadRemarks()
    for number in 0..<50_000 { remarks.add(.layer, "value \(number % 25_000)") }
    #expect(remarks.sentences[0].english.contains("'value 0' (2)"))
    #expect(remarks.sentences[0].english.contains("and more than 1994 more"))
    remarks = RoadRemarks()
    for number in 0..<50_000 { remarks.add(.missingFerryDuration, "value \(number)") }
    #expect(remarks.sentences[0].english.hasPrefix("50000 ferries"))
  }

  @Test func remarksAddUp() {
    func remarks(_ values: [String]) -> RoadRemarks {
      var remarks = RoadRemarks()
      for value in values { remarks.add(.access, value) }
      return remarks
    }
    var sum = remarks(["a", "b"])
    sum.add(remarks(["b", "c"]))
    #expect(sum == remarks(["a", "b", "b", "c"]))
    var many = remarks((0..<2000).map { "left \($0)" })
    many.add(remarks((0..<2000).map { "right \($0)" }))
    #expect(many.sentences[0].english.contains("and more than 1994 more"))
  }
}
