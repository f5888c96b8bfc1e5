"""Hands layers of QGIS to the planner as files."""
import re
from pathlib import Path

from qgis.core import (
    QgsProcessingException, QgsProcessingUtils, QgsProject, QgsProviderRegistry, QgsVectorFileWriter, QgsVectorLayer)

from .words import tr

# Formats that say themselves how their text is written and what their coordinates mean; a Shapefile need not, and what
# somebody told QGIS of it is lost on whoever opens the file.
PLAIN = {".gpkg", ".geojson", ".json", ".fgb"}


class Handover:
    """The files of one run, with what the planner has to be told of them."""

    def __init__(self) -> None:
        self.options: list[str] = []
        self.taken: set[str] = set()

    def path(self, layer: QgsVectorLayer) -> str:
        """The layer's own file where that is all of it, else a copy with its edits, its filter and its system."""
        path, name = self.own(layer)
        if path is None:
            path, name = self.copied(layer)
        self.taken.add(path)
        if name:
            self.options += ["--layer", f"{path}={name}"]
        return path

    def own(self, layer: QgsVectorLayer) -> tuple[str | None, str | None]:
        if layer.providerType() != "ogr" or layer.isModified() or layer.subsetString() or layer.vectorJoins():
            return None, None
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path, name = parts.get("path") or "", parts.get("layerName") or None
        suffix = Path(path).suffix.lower()
        # The planner takes a file once for each level, and "=" parts a file from its layer.
        if suffix not in PLAIN or not Path(path).is_file() or path in self.taken or "=" in path or parts.get("layerId"):
            return None, None
        if layer.crs() != layer.dataProvider().crs():
            return None, None
        if suffix == ".gpkg":
            if name is None and layer.dataProvider().subLayerCount() != 1:
                return None, None
            return path, name
        return path, None

    def copied(self, layer: QgsVectorLayer) -> tuple[str, str]:
        # The planner calls a level by the name of its file.
        name = re.sub(r"[^\w.-]+", "_", layer.name()).strip("._") or "layer"
        path = QgsProcessingUtils.generateTempFilename(f"{name}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = name
        # "fid" is the number that a GeoPackage gives a feature itself.
        options.attributes = [
            index for index, field in enumerate(layer.fields()) if field.name().lower() != "fid"]
        options.skipAttributeCreation = not options.attributes
        result = QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, path, QgsProject.instance().transformContext(), options)
        if result[0] != QgsVectorFileWriter.NoError:
            raise QgsProcessingException(f"{layer.name()}: {result[1]}")
        return path, name


def required(layer: QgsVectorLayer | None, label: str) -> QgsVectorLayer:
    if layer is None or not layer.isValid():
        raise QgsProcessingException(tr("{}: no layer that can be read").format(label))
    return layer
