import Foundation
import Grid
import Words

/// A repair in words.
struct RepairReport {
  private let repair: Grid.Repair
  private let options: RepairOptions

  init(_ repair: Grid.Repair, _ options: RepairOptions) {
    self.repair = repair
    self.options = options
  }

  /// How many units and defects are spelt out in the text.
  private static let shown = 10

  var text: String {
    let levels = repair.hierarchy.levels
    let names = levels.map { words(Message(term: $0.name)) }
    let width = names.map(\.columns).max() ?? 0
    var lines = zip(levels, names).map { level, name in
      let changed = repair.changes.count { $0.level == level.name }
      let (gained, lost) = (repair.gained(inLevel: level.name), repair.lost(inLevel: level.name))
      return words(
        "\(name.padded(to: width))  \(level.count) units, \(changed) changed, "
          + "\(number(gained)) m2 gained, \(number(lost)) m2 lost")
    }
    let gained = repair.changes.reduce(0) { $0 + $1.gained }
    let lost = repair.changes.reduce(0) { $0 + $1.lost }
    lines.append(words("in all: \(number(gained)) m2 gained, \(number(lost)) m2 lost"))
    let most = repair.changes.sorted { ($0.gained + $0.lost, $1.code) > ($1.gained + $1.lost, $0.code) }
    lines += listed(most) {
      words(
        "  \(Message(term: $0.level)) \($0.code): \(number($0.gained)) m2 gained, \(number($0.lost)) m2 lost")
    }
    let large = repair.changes.filter { $0.isLarge && $0.after > 0 }.sorted { a, b in
      (abs(a.after - a.before) / max(a.before, 1), b.code) > (
        abs(b.after - b.before) / max(b.before, 1), a.code
      )
    }
    if !large.isEmpty {
      lines.append("")
      lines.append(words("grown or shrunk by more than a tenth: \(large.count)"))
      lines += listed(large) {
        words(
          "  \(Message(term: $0.level)) \($0.code): \(number($0.before)) m2 became \(number($0.after)) m2")
      }
    }
    if !repair.landless.isEmpty {
      lines.append("")
      lines.append(words("without land, which no repair can give: \(repair.landless.count)"))
      lines += listed(repair.landless) {
        words("  \(Message(term: $0.level)) \($0.code)")
          + ($0.lostAll ? words(": lost all it had, to its parent's border or to units that cover it") : "")
      }
    }
    lines.append("")
    lines.append(words(repair.proof.sentence))
    if !repair.isSettled {
      lines.append(words("stopped before nothing more changed: a second repair may change more"))
    }
    if !repair.foreignCodes.isEmpty {
      lines.append(
        words("codes that are not their parents', which no repair mends: \(repair.foreignCodes.count)"))
      lines += listed(repair.foreignCodes) {
        "  \(words(Message(term: $0.level))) \($0.codes.joined(separator: " "))"
      }
    }
    if !repair.proved {
      let area = repair.left.reduce(0) { $0 + $1.area }
      lines.append(words("left: \(repair.left.count) defects, \(number(area)) m2 in all"))
      lines += listed(repair.left) { defect in
        let codes = defect.codes.prefix(6).joined(separator: " ")
        let (kind, level) = (Message(term: defect.kind.rawValue), Message(term: defect.level))
        let place =
          defect.place.map { words("at \(String(format: "%.7f %.7f", $0.longitude, $0.latitude))") }
          ?? words("nowhere")
        return words(
          "  \(kind), \(level) \(codes): \(number(defect.area)) m2, \(number(defect.width)) m wide, \(place)")
      }
      if !repair.heldBack.isEmpty {
        lines.append(words("\(repair.heldBack.count) of them lie at units that --protect keeps as they are"))
      }
      if options.gaps != .all, repair.left.contains(where: isFillable) {
        lines.append(words("gaps wider than --gap-width are left; --fill-all gives them to a neighbour"))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Whether a defect is bare land that some unit around may take.
  private func isFillable(_ defect: Defect) -> Bool {
    (defect.kind == .gap || defect.kind == .hole)
      && defect.codes.contains { code in
        !options.protected.contains(code)
          && repair.hierarchy.levels.contains { level in
            level.name == defect.level && level.codes.contains(code)
          }
      }
  }

  private func listed<Item>(_ items: [Item], _ describe: (Item) -> String) -> [String] {
    items.prefix(Self.shown).map(describe)
      + (items.count > Self.shown ? [words("  … and \(items.count - Self.shown) more")] : [])
  }

  private func number(_ value: Double) -> String { String(format: value < 10 ? "%.3f" : "%.1f", value) }
}
