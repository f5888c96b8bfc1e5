import Planner
import Testing

@testable import Publishing

@Suite struct WayLineTests {
  private static let line = WayLine([
    SheetPoint(x: 0, y: 0), SheetPoint(x: 30, y: 0), SheetPoint(x: 30, y: 10),
  ])

  @Test func aPartBeginsAndEndsWhereItIsAskedTo() {
    #expect(Self.line.length == 40)
    #expect(
      Self.line.part(20, 35) == [
        SheetPoint(x: 20, y: 0), SheetPoint(x: 30, y: 0), SheetPoint(x: 30, y: 5),
      ])
    #expect(Self.line.part(35, 20).isEmpty)
  }

  @Test func theLaneIsOnTheRight() {
    // East, then south: on paper the right is below, then to the left.
    let lane = Self.line.shifted(by: 1).points
    #expect(lane.first == SheetPoint(x: 0, y: 1))
    #expect(lane.last == SheetPoint(x: 29, y: 10))
  }

  @Test func streetsTakeTheirShareOfTheWay() {
    func stretch(_ street: String, _ metres: Double) -> RouteWay.Stretch {
      RouteWay.Stretch(stop: 1, turn: .depart, street: street, metres: metres)
    }
    let streets = Self.line.streets([
      stretch("人民路", 500), stretch("", 1000), stretch("解放路", 250), stretch("人民路", 250),
    ])
    #expect(streets.map(\.name) == ["人民路", "解放路"])
    #expect(streets[0].parts.map(\.length) == [10, 5])
    #expect(streets[1].parts[0].points.first == SheetPoint(x: 30, y: 0))
  }

  @Test func aWayThatGoesNowhereHasNothingToDraw() {
    for line in [WayLine([]), WayLine([SheetPoint(x: 3, y: 3), SheetPoint(x: 3, y: 3)])] {
      #expect(line.length == 0 && line.samples(each: 5).isEmpty && line.shifted(by: 1).points.isEmpty)
      #expect(line.streets([]).isEmpty && line.part(0, 1).isEmpty)
    }
  }
}
