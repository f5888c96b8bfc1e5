import Geometry
import Solvers
import VectorFiles

/// What `--version` prints: the program, the commit it was built from, and the libraries that it runs with.
enum Version {
  static var text: String {
    """
    planner-cli \(Stamp.version)
    commit \(Stamp.commit)
    GEOS \(versionOfGEOS)
    GDAL \(GDAL.version)
    PROJ \(GDAL.versionOfPROJ)
    CBC \(versionOfCBC)
    """
  }
}
