import CXLSXWriter
import Scenario

/// The formats of all sheets.
struct WorkbookStyles {
  typealias Format = UnsafeMutablePointer<lxw_format>

  let title: Format
  let header: Format
  let weekendHeader: Format
  let text: Format
  let wrapped: Format
  let day: Format
  let weekendDay: Format
  let number: Format
  let total: Format
  let percent: Format
  let tenths: Format
  let totalTenths: Format
  /// Of a site's name above its people.
  let group: Format
  /// Of a date of leave.
  let leave: Format
  /// By shift id.
  let shifts: [String: Format]

  /// From light to dark, so that shifts stay apart in black and white too; the last three bear white letters.
  private static let fills: [lxw_color_t] = [
    0xFFF2CC, 0xC6E0B4, 0x9DC3E6, 0xF4A460, 0x8EA94F, 0x5B7FA6, 0x7B4F9E, 0x404F63,
  ]
  private static let darkFills = 3

  init(_ file: borrowing WorkbookFile, shifts: [Shift]) throws(WorkbookError) {
    title = try file.addFormat()
    format_set_bold(title)
    format_set_font_size(title, 16)
    header = try Self.cell(file, fill: 0xD9E1F2, centred: true)
    format_set_bold(header)
    weekendHeader = try Self.cell(file, fill: 0xBFBFBF, centred: true)
    format_set_bold(weekendHeader)
    text = try Self.cell(file)
    wrapped = try Self.cell(file)
    format_set_text_wrap(wrapped)
    day = try Self.cell(file, centred: true)
    weekendDay = try Self.cell(file, fill: 0xEDEDED, centred: true)
    number = try Self.cell(file)
    total = try Self.cell(file, fill: 0xD9E1F2)
    format_set_bold(total)
    percent = try Self.cell(file)
    format_set_num_format(percent, "0.0%")
    tenths = try Self.cell(file)
    format_set_num_format(tenths, "0.0")
    totalTenths = try Self.cell(file, fill: 0xD9E1F2)
    format_set_bold(totalTenths)
    format_set_num_format(totalTenths, "0.0")
    group = try Self.cell(file, fill: 0xDDE3EA)
    format_set_bold(group)
    leave = try Self.cell(file, fill: 0xF2F2F2, centred: true)
    format_set_italic(leave)
    format_set_font_color(leave, 0x7F7F7F)
    var byShift: [String: Format] = [:]
    // The darker the later: nights last, whichever side of midnight they begin on.
    let ordered = shifts.enumerated().sorted { a, b in
      func key(_ shift: (offset: Int, element: Shift)) -> (Int, Int, Int) {
        let window = shift.element.window
        return (window.touchesNight ? 1 : 0, window.start.seconds, shift.offset)
      }
      return key(a) < key(b)
    }
    for (index, shift) in ordered.enumerated() where byShift[shift.element.id] == nil {
      // As far apart as so many can be.
      let step = max(1, ordered.count - 1)
      let fill =
        ordered.count > Self.fills.count ? index % Self.fills.count : index * (Self.fills.count - 1) / step
      let format = try Self.cell(file, fill: Self.fills[fill], centred: true)
      format_set_shrink(format)
      if fill >= Self.fills.count - Self.darkFills { format_set_font_color(format, 0xFFFFFF) }
      byShift[shift.element.id] = format
    }
    self.shifts = byShift
  }

  private static func cell(_ file: borrowing WorkbookFile, fill: lxw_color_t? = nil, centred: Bool = false)
    throws(WorkbookError) -> Format
  {
    let format = try file.addFormat()
    format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if centred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
    if let fill {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_bg_color(format, fill)
    }
    return format
  }
}
