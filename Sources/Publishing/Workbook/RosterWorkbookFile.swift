import CXLSXWriter
import Foundation
import Scenario
import VectorFiles
import Words

/// An open workbook of libxlsxwriter; what is not closed leaves an empty file.
struct WorkbookFile: ~Copyable {
  private let pointer: UnsafeMutablePointer<lxw_workbook>

  init(path: String) throws(WorkbookError) {
    // The library opens the file only at the end, and tells of a failure on standard error.
    guard let file = fopen(path, "wb") else {
      throw .cannotSave(path: path, reason: Message(system: errno))
    }
    fclose(file)
    guard let pointer = workbook_new(path) else { throw .outOfMemory }
    self.pointer = pointer
  }

  deinit {
    lxw_workbook_free(pointer)
  }

  /// `created` in seconds since 1970: the library would write the present, and no file would be like another.
  func describe(title: String, created: Int) throws(WorkbookError) {
    let code = Escaping.plainXML(title).withCString { text in
      var properties = lxw_doc_properties()
      properties.title = UnsafeMutablePointer(mutating: text)
      // To the library, 0 is the present too.
      properties.created = created == 0 ? 1 : created
      return workbook_set_properties(pointer, &properties)
    }
    try WorkbookError.check(code)
  }

  func addSheet(_ name: String) throws(WorkbookError) -> UnsafeMutablePointer<lxw_worksheet> {
    guard let sheet = workbook_add_worksheet(pointer, name) else { throw .sheetRefused(name: name) }
    return sheet
  }

  func addFormat() throws(WorkbookError) -> UnsafeMutablePointer<lxw_format> {
    guard let format = workbook_add_format(pointer) else { throw .outOfMemory }
    return format
  }

  /// Writes the file to the path it was opened for and frees the workbook, which the library does whether it
  /// succeeds or not.
  consuming func close(path: String) throws(WorkbookError) {
    let code = workbook_close(pointer)
    discard self
    if code != LXW_NO_ERROR { throw .cannotSave(path: path, reason: WorkbookError.reason(code)) }
  }
}

extension WorkbookError {
  static func check(_ code: lxw_error) throws(WorkbookError) {
    if code != LXW_NO_ERROR { throw .contentRefused(reason: reason(code)) }
  }

  static func reason(_ code: lxw_error) -> Message {
    Message(verbatim: lxw_strerror(code).map { String(cString: $0) } ?? String(code.rawValue))
  }
}

/// A sheet that is being filled: cells by row and column from 0.
struct SheetWriter {
  let sheet: UnsafeMutablePointer<lxw_worksheet>

  /// Landscape A3, as wide as the page.
  init(_ file: borrowing WorkbookFile, name: String) throws(WorkbookError) {
    sheet = try file.addSheet(name)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 8)
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.5)
    worksheet_fit_to_pages(sheet, 1, 0)
    try WorkbookError.check(worksheet_set_footer(sheet, "&L&A&RPage &P of &N"))
  }

  func text(_ row: Int, _ column: Int, _ text: String, _ format: UnsafeMutablePointer<lxw_format>?)
    throws(WorkbookError)
  {
    // The library escapes what means something in XML, and lets pass what cannot be in it. A cell holds 32,767 units.
    let plain = Escaping.plainXML(text)
    let short = plain.utf16.count <= 32_000 ? plain : String(plain.unicodeScalars.prefix(16_000))
    let (row, column) = try place(row, column)
    try WorkbookError.check(
      short.isEmpty
        ? worksheet_write_blank(sheet, row, column, format)
        : worksheet_write_string(sheet, row, column, short, format))
  }

  func number(_ row: Int, _ column: Int, _ value: Double, _ format: UnsafeMutablePointer<lxw_format>?)
    throws(WorkbookError)
  {
    let (row, column) = try place(row, column)
    try WorkbookError.check(worksheet_write_number(sheet, row, column, value, format))
  }

  /// A formula with the value it has now, for viewers that do not calculate.
  func formula(
    _ row: Int, _ column: Int, _ formula: String, _ value: Double, _ format: UnsafeMutablePointer<lxw_format>?
  ) throws(WorkbookError) {
    let (row, column) = try place(row, column)
    try WorkbookError.check(worksheet_write_formula_num(sheet, row, column, formula, format, value))
  }

  func width(_ columns: ClosedRange<Int>, _ width: Double) throws(WorkbookError) {
    let (_, first) = try place(0, columns.lowerBound)
    let (_, last) = try place(0, columns.upperBound)
    try WorkbookError.check(worksheet_set_column(sheet, first, last, width, nil))
  }

  func freeze(_ row: Int, _ column: Int) throws(WorkbookError) {
    let (row, column) = try place(row, column)
    worksheet_freeze_panes(sheet, row, column)
  }

  /// A formula whose value is a text.
  func formula(
    _ row: Int, _ column: Int, _ formula: String, _ value: String, _ format: UnsafeMutablePointer<lxw_format>?
  ) throws(WorkbookError) {
    let (row, column) = try place(row, column)
    try WorkbookError.check(
      worksheet_write_formula_str(sheet, row, column, formula, format, Escaping.plainXML(value)))
  }

  /// Keeps hands from changing what is only shown; there is no password.
  func protect() { worksheet_protect(sheet, nil, nil) }

  /// "$A$1" in the notation of formulas.
  static func reference(_ row: Int, _ column: Int) -> String { "$\(letters(column))$\(row + 1)" }

  /// "A" of the first column.
  static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  private func place(_ row: Int, _ column: Int) throws(WorkbookError) -> (lxw_row_t, lxw_col_t) {
    guard let row = lxw_row_t(exactly: row), let column = lxw_col_t(exactly: column) else {
      throw .contentRefused(reason: Message("The table is larger than a sheet."))
    }
    return (row, column)
  }
}
