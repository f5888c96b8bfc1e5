import Scenario
import VectorFiles

/// One crew's stops on one shift, as its sheet shows them.
struct CrewStops {
  struct Stop {
    var kind: String
    var name: String
    /// "08:30", with "+1" on the day after; empty where there is no such time.
    var arrive: String
    var begin: String
    var leave: String
    var minutes: Double
    var kilometres: Double
  }

  struct Day {
    var dayType: String
    var stops: [Stop]
  }

  var crewID: String
  var shiftID: String
  var days: [Day] = []

  /// - Parameter table: `stops` of a plan, whose rows stand in the order of the routes.
  static func sheets(of table: VectorLayer) -> [CrewStops] {
    func texts(_ name: String) -> [String] {
      table[name]?.texts.map { $0 ?? "" } ?? [String](repeating: "", count: table.count)
    }
    let (crews, shifts, dayTypes) = (texts("crew_id"), texts("shift_id"), texts("day_type"))
    let (kinds, names) = (texts("kind"), texts("name"))
    let times = ["arrive", "start", "depart"].map(texts)
    let (travel, distance) = (texts("travel_s"), texts("distance_m"))
    var sheets: [CrewStops] = []
    var firstDate: Substring = ""
    for row in 0..<table.count {
      if kinds[row] == "start" { firstDate = times[2][row].prefix(10) }
      let at = sheets.firstIndex { $0.crewID == crews[row] && $0.shiftID == shifts[row] }
      if at == nil { sheets.append(CrewStops(crewID: crews[row], shiftID: shifts[row])) }
      let sheet = at ?? sheets.count - 1
      if sheets[sheet].days.last?.dayType != dayTypes[row] {
        sheets[sheet].days.append(Day(dayType: dayTypes[row], stops: []))
      }
      let clocks = times.map { column in clock(column[row], from: firstDate) }
      sheets[sheet].days[sheets[sheet].days.count - 1].stops.append(
        Stop(
          kind: kinds[row], name: names[row], arrive: clocks[0], begin: clocks[1], leave: clocks[2],
          minutes: (Double(travel[row]) ?? 0) / 60, kilometres: (Double(distance[row]) ?? 0) / 1000))
    }
    return sheets.sorted { ($0.crewID, $0.shiftID) < ($1.crewID, $1.shiftID) }
  }

  /// "08:30" of an ISO 8601 time, marked where its date is not `first`.
  private static func clock(_ time: String, from first: Substring) -> String {
    time.isEmpty ? "" : time.dropFirst(11).prefix(5) + (time.prefix(10) == first ? "" : " +1")
  }
}
