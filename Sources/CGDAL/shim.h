#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

/// SHA-256 of so many bytes, into 32 (cpl_sha256.h, which is not installed).
void CPL_SHA256(const void *message, size_t length, unsigned char hash[]);

// GDAL's headers declare the registration of single drivers for C++ only; the symbols have C linkage.
// Registering the few drivers that are used keeps start-up short (all of them: 200 and more).
void RegisterOGRGeoJSON(void);
void RegisterOGRGeoJSONSeq(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRFlatGeobuf(void);
void RegisterOGRShape(void);
void RegisterOGRCSV(void);
void RegisterOGRKML(void);
void RegisterOGRLIBKML(void);
void RegisterOGROSM(void);
void RegisterOGRPG(void);
void RegisterOGRGPX(void);
void RegisterOGRSQLite(void);
void RegisterOGROpenFileGDB(void);
void RegisterOGRTAB(void);
void RegisterOGRTopoJSON(void);
void RegisterOGRGML(void);
void RegisterOGRXLSX(void);
void RegisterOGRMEM(void);
