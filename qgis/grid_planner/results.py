"""Loads what the planner wrote into the project, in its styles and in an order in which nothing hides the rest."""
from pathlib import Path

from osgeo import ogr
from qgis.core import (
    QgsFillSymbol, QgsLayerTreeGroup, QgsProcessingContext, QgsProcessingLayerPostProcessorInterface,
    QgsSingleSymbolRenderer, QgsVectorLayer, QgsWkbTypes)

# From the top of the map down; of units, the smallest first, by their number.
ORDER = ["defect_places", "defects", "rooms", "gaps", "routes", "patrol_areas", "moved"]


class Loader:
    """Puts the layers of one run into a group, each in the style that its file holds."""

    # QGIS calls them once the layers are there, and deletes what is theirs in C++; Python must not do so before.
    kept: list["Placer"] = []

    def __init__(self, title: str) -> None:
        self.title = title
        self.group: QgsLayerTreeGroup | None = None
        # The layers that are there, with their place from the top of the map down.
        self.places: dict[str, int] = {}

    def add(self, uris: list[tuple[str, str]], context: QgsProcessingContext) -> None:
        """Layers with their names, from the top of the map down."""
        if context.project() is None:
            return
        for place, (uri, name) in enumerate(uris):
            details = QgsProcessingContext.LayerDetails(name, context.project(), name)
            placer = Placer(self, place)
            Loader.kept.append(placer)
            details.setPostProcessor(placer)
            context.addLayerToLoadOnCompletion(uri, details)

    def put(self, layer: QgsVectorLayer, place: int, root: QgsLayerTreeGroup) -> None:
        node = root.findLayer(layer.id())
        if node is None:
            return
        if self.group is None:
            self.group = root.insertGroup(0, self.title)
        above = sum(other < place for other in self.places.values())
        self.places[layer.id()] = place
        self.group.insertChildNode(above, node.clone())
        node.parent().removeChildNode(node)


class Placer(QgsProcessingLayerPostProcessorInterface):
    """One for each layer, since QGIS deletes one for each."""

    def __init__(self, loader: Loader, place: int) -> None:
        super().__init__()
        self.loader = loader
        self.place = place

    def postProcessLayer(self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback) -> None:
        dress(layer)
        self.loader.put(layer, self.place, context.project().layerTreeRoot())
        layer.triggerRepaint()


def dress(layer: QgsVectorLayer) -> None:
    """The style in the layer's file; outlines for land without one, which would hide what lies below."""
    _, is_found = layer.loadDefaultStyle()
    if not is_found and layer.geometryType() == QgsWkbTypes.PolygonGeometry:
        is_gap = "gaps" in layer.source()
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({
            "color": "200,30,30,110" if is_gap else "0,0,0,0",
            "outline_color": "160,20,20,255" if is_gap else "40,60,70,255", "outline_width": "0.26"})))


def layers_of(file: Path) -> list[tuple[str, str, int]]:
    """The layers of a GeoPackage that have a place and a feature, with how many, from the top of the map down."""
    source = ogr.Open(str(file))
    layers = [source.GetLayer(index) for index in range(source.GetLayerCount())] if source else []
    found = [(f"{file}|layername={layer.GetName()}", layer.GetName(), layer.GetFeatureCount())
             for layer in layers if layer.GetGeomType() != ogr.wkbNone]
    return sorted((entry for entry in found if entry[2]), key=rank)


def units_of(folder: Path) -> list[tuple[str, str, int]]:
    """The levels of a scenario folder, the largest units first."""
    return sorted(((str(file), file.stem, count_of(file)) for file in folder.glob("units.*.geojson")), key=rank)


def count_of(file: Path) -> int:
    """The features of a file with one layer; none where there is no file."""
    source = ogr.Open(str(file)) if file.is_file() else None
    return source.GetLayer(0).GetFeatureCount() if source else 0


def rank(found: tuple[str, str, int]) -> tuple[int, int]:
    """Where a layer lies."""
    _, name, count = found
    return (ORDER.index(name), 0) if name in ORDER else (len(ORDER), count)
