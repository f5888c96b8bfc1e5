import Solvers
import Words

/// Why rooms cannot be assigned under the rules given.
public enum AssignmentError: Error, Equatable, Sendable, Worded, CustomStringConvertible {
  /// Fewer rooms are asked for than exist.
  case fewerThanExist(asked: Int, existing: Int)
  /// No room may ever serve some units.
  case noPlace(townships: [String])
  /// Proven: it takes more rooms to have everyone within reach who can be.
  case tooFewWithin(seconds: Int, asked: Int, needed: Int)
  /// The solver of an integer programme failed.
  case solver(MixedIntegerError)
  /// The ways from all places to all units do not fit into memory.
  case tooLarge(places: Int, units: Int, bytes: Double)
  /// More rooms are asked for than may open.
  case moreThanPlaces(asked: Int, places: Int)
  /// Rooms serve their own township only, and some townships would have none.
  case townshipsWithoutRoom(asked: Int, needed: Int, townships: [String])
  /// No room that may serve the unit is large enough for it alone.
  case unitTooLarge(code: String, households: Int, most: Int)
  /// Proven: fewer than so many rooms never hold all units within their limits; how much is left over, and where.
  case tooFewForLimits(asked: Int, needed: Int, short: [Shortage])
  /// With so many rooms no assignment within their limits was found, though one may exist; what is left over in
  /// the best one, and where.
  case overCapacity(rooms: Int, units: Int, households: Int, townships: [String])

  /// What the rooms of some townships cannot hold.
  public struct Shortage: Equatable, Sendable {
    /// Their codes.
    public var townships: [String]
    /// Households if there are any too many, else units.
    public var households: Int
    /// Units that no room holds.
    public var units: Int

    fileprivate var words: Message {
      let places = townships.joined(separator: ", ")
      return households > 0
        ? Message("\(households) households in \(places)") : Message("\(units) units in \(places)")
    }
  }

  public var message: Message {
    switch self {
    case .fewerThanExist(let asked, let existing):
      Message("\(asked) rooms are asked for, but \(existing) exist already")
    case .noPlace(let townships):
      Message("no room exists, and none may open, that may serve \(townships.joined(separator: ", "))")
    case .tooFewWithin(let seconds, let asked, let needed):
      Message("\(asked) rooms are too few: to have everyone within \(seconds) s who can be takes \(needed)")
    case .solver(let error): error.message
    case .tooLarge(let places, let units, let bytes):
      Message(
        "the ways from \(places) places for rooms to \(units) units would take \(Memory.text(bytes)) of memory, more than this "
          + "machine can give: name fewer places ('siting: candidates') or a level above ('assign_level')")
    case .moreThanPlaces(let asked, let places):
      Message("\(asked) rooms are asked for, but there are only \(places) places for them")
    case .townshipsWithoutRoom(let asked, let needed, let townships):
      Message(
        "\(asked) rooms are too few: every township needs its own, which takes \(needed)"
          + " (without a room: \(townships.joined(separator: ", ")))")
    case .unitTooLarge(let code, let households, let most):
      Message(
        "unit \(code) has \(households) households, but no room that may serve it takes more than \(most)")
    case .overCapacity(let rooms, let units, let households, let townships):
      Message(
        "no assignment to \(rooms) rooms within their limits was found: \(units) units with \(households) households"
          + " are left over (in \(townships.joined(separator: ", ")))")
    case .tooFewForLimits(let asked, let needed, let short):
      short.isEmpty
        ? Message("\(asked) rooms are too few: within their limits it takes at least \(needed)")
        : Message(
          "\(asked) rooms are too few: within their limits it takes at least \(needed), or there is no room for "
            + "\(short.map(\.words).joined(separator: " and "))")
    }
  }
}
