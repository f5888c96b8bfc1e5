// A county that is made in code, planned, changed and written, with no file in between.
import Geometry
import Grid
import PlanCodec
import Planner
import Publishing
import Scenario

// Eight by eight villages of 1.1 km in four townships: the first two characters of a code name the township.
func square(_ column: Int, _ row: Int) -> [Coordinate] {
  [(0, 0), (1, 0), (1, 1), (0, 1)].map { dx, dy in
    Coordinate(
      x: Int32(1_150_000_000 + 118_000 * (column + dx)), y: Int32(333_000_000 + 100_000 * (row + dy)))
  }
}
let villages = (0..<64).map { number in
  let (column, row) = (number % 8, number / 8)
  return LandUnit(
    code: "T\(column / 4 + row / 4 * 2)\(number + 10)", households: 150 + number * 37 % 200,
    polygons: [[square(column, row)]])
}

// What is not said is as usual: three shifts of eight hours, eleven hours of rest, straight lines at 40 km/h.
var scenario = Scenario(
  title: "A county of my own",
  levels: [
    LevelSource(name: "county", origin: .dissolved(.all(code: "C"))),
    LevelSource(name: "township", origin: .dissolved(.prefix(2))),
    LevelSource(name: "village", origin: .units(villages)),
  ], days: 14)
scenario.siting.rooms = 6
var inputs = try PlanInputs(reading: scenario)
inputs.problem.bases = [Site(id: "B1", name: "Base", coordinate: square(4, 4)[0])]
inputs.problem.crews = [
  Crew(id: "C1", baseID: "B1", base: square(4, 4)[0], shiftIDs: ["day", "evening"], maxSpeed: 60)
]
inputs.problem.checkpoints = (0..<10).map { number in
  Checkpoint(
    id: "P\(number)", name: "Place \(number)", coordinate: square(number * 3 % 8, number * 5 % 8)[2],
    tier: .red,
    visitsPerDay: 2, dwell: 300, windows: [], minGap: 3600)
}

let plan = try PlanMaker(inputs).make().plan
for bound in plan.bounds {
  print(
    "\(bound.subject.name): \(bound.objective) \(bound.unit), and no plan has less than \(bound.lowerBound)")
}

// Somebody falls ill: the plan with the fewest duties changed.
let someone = plan.roster.duties[0]
let (changed, change) = try plan.workingIn([
  Absence(staffID: someone.staffID, first: plan.problem.horizon.start, last: plan.problem.horizon.start + 2)
])
print("\(change.steps.count) duties change hands\(change.isFewest ? ", and no fewer could" : "")")

let folder = CommandLine.arguments.dropFirst().first ?? "own-county"
try changed.write(to: folder)
print(try Plan(folder) == changed ? "read back as it was written" : "another plan came back")
