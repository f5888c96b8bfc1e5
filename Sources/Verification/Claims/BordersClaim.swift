import Words

/// No division into areas with as much work has shorter borders: each has the outline of a circle at least, of the densest
/// land that holds its work.
enum BordersClaim {
  static func check(_ plan: PlanFiles) throws -> Message? {
    guard let stated = try StatedBound("area_borders", in: plan) else { return nil }
    guard let proof = stated.certificate else { return nil }
    try proof.check("circles", scale: 1000)
    let units = try plan.units(plan.levels[plan.levels.count - 1])
    let work = try proof.numbers("work", count: units.count)
    let land = try proof.numbers("land", count: units.count)
    let works = try checkedWorks(plan, proof, units, work, land)
    let outline = try proof.number("outline")
    let order = work.indices.sorted {
      Int128(work[$0]) * Int128(land[$1]) > Int128(work[$1]) * Int128(land[$0])
    }
    var rest = land.reduce(Int128(0)) { $0 + Int128($1) }
    var (place, used, around) = (0, 0, Int128(0))
    for target in works.sorted().dropLast() {
      var (missing, own) = (target, Int128(0))
      while missing > 0, place < order.count {
        let unit = order[place]
        let part = min(missing, work[unit] - used)
        if work[unit] > 0 {
          let (whole, left) = (Int128(land[unit]) * Int128(part)).quotientAndRemainder(
            dividingBy: Int128(work[unit]))
          own += whole
          rest -= left > 0 ? whole + 1 : whole
        }
        missing -= part
        used += part
        if used == work[unit] { (place, used) = (place + 1, 0) }
      }
      around += circle(own)
    }
    around += circle(max(0, rest))
    guard let bound = Int(exactly: max(0, (around - Int128(outline)) / 2)) else {
      throw VerificationError.refused(Message("a number is beyond measure"))
    }
    try proof.check(gives: bound)
    try stated.agree(with: bound, scale: 1000)
    return Message(
      "no areas as equal have less than \(stated.lowerBound.text) m of border, and these have \(stated.objective.text); work and outline are as stated"
    )
  }

  /// The least work of each area, no more than it has or may be asked to have, of units whose land the map tells.
  private static func checkedWorks(
    _ plan: PlanFiles, _ proof: StatedCertificate, _ units: [Document], _ work: [Int], _ land: [Int]
  ) throws -> [Int] {
    var workOfArea: [String: Int] = [:]
    for (index, unit) in units.enumerated() {
      let told = try 100 * unit.double("area_m2")
      try require(
        work[index] >= 0 && abs(Double(land[index]) - told) <= 7, Message("a unit has other land or work"))
      workOfArea[try unit.text("patrol_area_id"), default: 0] += work[index]
    }
    let features = try plan.features("patrol_areas")
    let works = try proof.numbers("works", count: features.count)
    var areas: [(work: Int, share: Int)] = []
    for feature in features {
      let area = try feature.member("properties")
      let id = try area.text("id")
      let own = workOfArea[id, default: 0]
      try require(
        try abs(own - 1000 * area.int("workload_s")) <= 501 + units.count,
        Message("patrol area \(id) has other work"))
      areas.append((own, try max(1, area.text("crews").split(separator: ";").count)))
    }
    let tolerance = try plan.problem.member("patrol").member("areas").double("tolerance")
    let mean = Double(work.reduce(0, +)) / Double(max(1, areas.reduce(0) { $0 + $1.share }))
    for (area, least) in zip(areas, works) {
      let most = min(Double(area.work), mean * Double(area.share) * (1 - tolerance))
      try require(Double(least) <= most + 1, Message("an area need not have so much work"))
    }
    return works
  }

  /// Millimetres around a circle of so many hundredths of square metres, at most: the root of 4 pi times them.
  private static func circle(_ land: Int128) -> Int128 {
    let square = land * 1_256_637 / 10
    var (low, high) = (Int128(0), Int128(1) << 62)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle <= square / middle { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
