import VectorFiles
import Words

/// Which columns of a file of fixes hold what.
package struct FixColumns: Sendable, Equatable {
  /// What a column can hold, in the words by which a user names it.
  package enum Meaning: String, Sendable, CaseIterable { case lon, lat, shape, time, crew }

  /// Empty where the coordinates are the file's geometries; one column of a table with well-known text, or two.
  package var place: [String]
  /// A moment; for a line the moments of its vertices.
  package var time: String
  /// `nil` where the whole file is of one crew, which it is named after.
  package var crew: String?

  /// Takes the columns that are named, and for the others the first with a usual name.
  ///
  /// - Parameter header: the columns that are there.
  init(_ source: VectorSource, header: [String], named: [Meaning: String]) throws(TrackError) {
    let file = source.path
    func column(_ meaning: Meaning) throws(TrackError) -> String? {
      if let name = named[meaning] {
        let isNumber = Int(name).map { (1...max(1, header.count)).contains($0) } ?? false
        guard header.contains(name) || isNumber else {
          throw .noColumn(file: file, name: name, known: header)
        }
        return name
      }
      return PointColumns.column(in: header, of: Self.usual[meaning, default: []])
    }
    place = []
    if source.isTable {
      let shape = try column(.shape)
      if let longitude = try column(.lon), let latitude = try column(.lat) {
        place = [longitude, latitude]
      } else if let shape {
        place = [shape]
      } else {
        throw .unknownColumn(
          file: file, holds: Message("the longitude and latitude"), example: "lon=X,lat=Y", known: header)
      }
    }
    guard let time = try column(.time) else {
      throw .unknownColumn(file: file, holds: Message("the time"), example: "time=T", known: header)
    }
    self.time = time
    crew = try column(.crew)
  }

  /// Usual names, the surest first.
  private static let usual: [Meaning: [String]] = [
    .lon: PointColumns.longitudes, .lat: PointColumns.latitudes, .shape: PointColumns.shapes,
    .time: [
      "time", "timestamp", "datetime", "gpstime", "times", "timestamps", "coordtimes", "loctime",
      "recordtime",
      "reporttime", "ts", "utc", "时间", "定位时间", "采集时间", "上报时间",
    ],
    .crew: [
      "crew", "crewid", "车组", "车组编号", "trackfid", "vehicle", "vehicleid", "unit", "unitid", "car", "carid",
      "carno", "plate", "plateno", "licenseplate", "车牌", "车牌号", "车牌号码", "车辆", "device", "deviceid",
      "terminal", "terminalid", "终端号", "设备号", "imei", "tripid", "trackid", "taxiid", "name", "id",
    ],
  ]
}

extension FixColumns: CustomStringConvertible {
  /// As in "time=gps_time crew=plate lon=x lat=y".
  package var description: String {
    let names = place.count == 2 ? ["lon", "lat"] : ["shape"]
    return (["time=\(time)"] + (crew.map { ["crew=\($0)"] } ?? []) + zip(names, place).map { "\($0)=\($1)" })
      .joined(separator: " ")
  }
}
