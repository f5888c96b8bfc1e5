import CCBC
import CGDAL
import CGEOS

/// What `--version` prints: the program, the commit it was built from, and the libraries that it runs with.
enum Version {
  static var text: String {
    var proj: (major: Int32, minor: Int32, patch: Int32) = (0, 0, 0)
    OSRGetPROJVersion(&proj.major, &proj.minor, &proj.patch)
    return """
      planner-cli \(Stamp.version)
      commit \(Stamp.commit)
      GEOS \(String(cString: GEOSversion()))
      GDAL \(String(cString: GDALVersionInfo("RELEASE_NAME")))
      PROJ \(proj.major).\(proj.minor).\(proj.patch)
      CBC \(String(cString: Cbc_getVersion()))
      """
  }
}
