import CGEOS

/// The version of GEOS that is loaded, such as "3.11.1-CAPI-1.17.1".
package var versionOfGEOS: String { String(cString: GEOSversion()) }
