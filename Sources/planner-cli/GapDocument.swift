import Audit
import Planner
import Scenario
import Words

/// What `gaps --json` prints.
struct GapDocument: Encodable {
  struct Extent: Encodable {
    let units: Int
    let households: Int
    let areaM2: Double

    init(_ extent: SpatialAudit.Extent) {
      units = extent.units
      households = extent.households
      areaM2 = extent.area.rounded()
    }
  }

  struct Reach: Encodable {
    let responseS: Int
    let once: Extent
    let twice: Extent
  }

  struct Place: Encodable {
    let code: String
    let name: String
    let total: Extent
    let reach: [Reach]
    let meanS: Double
    let percentile90S: Double
    let worstS: Double?
    let gini: Double
    let unreachedHouseholds: Int

    init(_ place: SpatialAudit.Place) {
      code = place.code
      name = place.name
      total = Extent(place.total)
      reach = place.reaches.map {
        Reach(responseS: $0.limit, once: Extent($0.once), twice: Extent($0.twice))
      }
      meanS = place.equity.mean
      percentile90S = place.equity.percentile90
      worstS = place.equity.unreached > 0 ? nil : place.equity.worst
      gini = place.equity.gini
      unreachedHouseholds = place.equity.unreached
    }
  }

  struct Shift: Encodable {
    let shift: String
    let places: [Place]
  }

  struct Gap: Encodable {
    let id: String
    let units: [String]
    let households: Int
    let worstS: Int?
    let causes: [String]
    let cause: String
    let fix: String
    let closedHouseholds: Int
  }

  struct Unit: Encodable {
    let code: String
    let nearest: String?
    let responseS: Int?
    let second: String?
    let secondResponseS: Int?
  }

  struct Spread: Encodable {
    let medianS: Int?
    let percentile90S: Int?
    let worstS: Int?
    let shares: [Double]

    init(_ spread: DayCoverage.Spread) {
      medianS = spread.median
      percentile90S = spread.percentile90
      worstS = spread.worst
      shares = spread.shares
    }
  }

  struct Visited: Encodable {
    let id: String
    let visits: Int
    let greatestS: Int?
    let idlenessS: Double?
    /// Of units alone.
    let response: Spread?
  }

  struct Day: Encodable {
    let dayType: String
    let stepS: Int
    let response: Spread
    /// For each look the share of households within each limit, and the crews on duty.
    let shares: [[Double]]
    let crews: [Int]
    let checkpoints: [Visited]
    let units: [Visited]
  }

  struct Staffing: Encodable {
    let unitsWithoutOfficer: [String]
    let unitsWithoutAuxiliary: [String]
    let gridsWithoutWorker: [String]?
    let roomsWithoutOfficer: [String]
  }

  let limitsS: [Int]
  let gapS: Int
  let places: [Place]
  let shifts: [Shift]
  let gaps: [Gap]
  let singleCover: [Gap]
  let staffing: Staffing
  let units: [Unit]
  let days: [Day]
  let calls: CallDocument?
  let assumed: [String]

  /// What the figures rest on besides the plan, in sentences.
  static func assumed(_ study: GapStudy, _ calls: CallStudy?) -> [Message] {
    var sentences = [
      Message(
        "crews cover the way between two stops at an even speed, and are seen every "
          + "\(study.days.first?.response.step ?? 0) s"),
      Message("a room is staffed in the shifts of its posts, by those of the first date of each day type"),
    ]
    if let calls { sentences += CallDocument.assumed(calls) }
    return sentences
  }

  init(_ study: GapStudy, _ calls: CallStudy?) {
    self.calls = calls.map(CallDocument.init)
    assumed = Self.assumed(study, calls).map(\.english)
    let codes = study.plan.hierarchy.lowest.codes
    let space = study.space
    func id(_ source: Int) -> String? { source < 0 ? nil : space.sources[source].id }
    func gap(_ gap: CoverageGap) -> Gap {
      Gap(
        id: gap.id, units: gap.units.map { codes[$0] }, households: gap.households, worstS: gap.worst,
        causes: gap.causes.map(\.code), cause: "\(gap.cause)", fix: "\(gap.fix)",
        closedHouseholds: gap.closed)
    }
    limitsS = study.limits
    gapS = study.gapLimit
    places = space.places.map(Place.init)
    shifts = study.shifts.map { Shift(shift: $0.id, places: $0.audit.places.map(Place.init)) }
    gaps = study.gaps.map(gap)
    singleCover = study.singleCover.map(gap)
    staffing = Staffing(
      unitsWithoutOfficer: study.staffing.unitsWithoutOfficer,
      unitsWithoutAuxiliary: study.staffing.unitsWithoutAuxiliary,
      gridsWithoutWorker: study.staffing.gridsWithoutWorker,
      roomsWithoutOfficer: study.staffing.roomsWithoutOfficer)
    units = codes.indices.map {
      Unit(
        code: codes[$0], nearest: id(space.nearest[$0]), responseS: space.response[$0],
        second: id(space.second[$0]), secondResponseS: space.secondResponse[$0])
    }
    days = study.days.map { day in
      func visited(_ id: String, _ revisits: Revisits, _ response: DayCoverage.Spread?) -> Visited {
        Visited(
          id: id, visits: revisits.visits, greatestS: revisits.greatest, idlenessS: revisits.idleness,
          response: response.map(Spread.init))
      }
      return Day(
        dayType: day.dayType, stepS: day.response.step, response: Spread(day.response.all),
        shares: day.response.shares, crews: day.response.crews,
        checkpoints: zip(study.plan.problem.checkpoints, day.checkpoints).map { visited($0.id, $1, nil) },
        units: codes.indices.map { visited(codes[$0], day.units[$0], day.response.units[$0]) })
    }
  }
}
