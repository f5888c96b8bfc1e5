import Grid
import VectorFiles

extension PatrolBook {
  /// A page to be printed: for each route a sheet, as many A4 pages as its stops take, and a map on a page of its own.
  func sheets() -> String {
    let sheets = routes.indices.map { index in
      RoundSheet(book: self, route: routes[index], way: ways[index], number: index).html
    }
    return """
      <!DOCTYPE html>
      <html lang="zh"><head><meta charset="utf-8">
      <meta name="color-scheme" content="only light">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Escaping.xml(title))</title>
      <style>
      body { font-family: \(SheetDrawing.fonts) }
      \(String(decoding: PackageResources.sheets_css, as: UTF8.self))</style></head><body>
      \(sheets.joined(separator: "\n"))
      </body></html>

      """
  }
}
