"""check: proves every level, or shows each defect on the map."""
from pathlib import Path

from qgis.core import (
    QgsProcessing, QgsProcessingOutputBoolean, QgsProcessingOutputNumber, QgsProcessingParameterFileDestination)

from ..options import advanced, layer, metres, number, several, system, text
from ..results import layers_of
from ..words import tr
from .base import OUTPUT, PlannerAlgorithm

DEFECTS = [
    (kind, kind.replace("-", " ")) for kind in (
        "missing-code", "repeated-code", "missing-parent", "unknown-parent", "no-children", "code-of-another-parent",
        "invalid-polygon", "gap", "hole", "overlap", "outside-parent", "sliver", "unmatched-vertex", "detached-parts",
        "size-out-of-range")]


class Check(PlannerAlgorithm):
    verb = "check"
    title = "Check levels"
    about = (
        "Proves that every level is an exact partition of the level above, or shows each defect with its kind, codes, "
        "size and place. A single layer is checked for overlaps and for holes between its units.")

    def inputs(self):
        self.addOutput(QgsProcessingOutputBoolean("FINE", tr("Nothing that counts is wrong")))
        self.addOutput(QgsProcessingOutputNumber("DEFECTS", tr("Places of defects")))
        return self.land_inputs()

    def make_options(self):
        return [
            text("CODE", "--code", "Column with the code", "code"),
            text("PARENT", "--parent", "Column with the parent's code (empty: by place)"),
            advanced(several("ONLY", "--only", "Count these defects only", DEFECTS)),
            advanced(several("IGNORE", "--ignore", "Do not count these defects", DEFECTS)),
            advanced(number("IGNORE_BELOW", "--ignore-below", "Do not count less area than (m²)", whole=False)),
            advanced(metres("IGNORE_NARROWER", "--ignore-narrower", "Do not count what is narrower than", 0)),
            advanced(metres("SLIVER", "--sliver", "Call slivers what is narrower than", 1)),
            advanced(layer("ALLOWED", "--allowed", "Land that need not be covered, such as lakes",
                           QgsProcessing.TypeVectorPolygon)),
            advanced(text("SIZE", "--size", "Households of a level, such as grid=300-500")),
            system(),
        ]

    def destinations(self):
        return [QgsProcessingParameterFileDestination(OUTPUT, tr("Defects"), "GeoPackage (*.gpkg)")]

    def words(self, parameters, context, handover):
        self.file = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        return [*self.land(parameters, context, handover), "--defects", str(self.file)]

    def results(self, code, loader, context):
        found = layers_of(self.file)
        loader.add([(uri, tr(name)) for uri, name, _ in found], context)
        places = sum(count for _, name, count in found if name == "defect_places")
        return {OUTPUT: str(self.file), "FINE": code == 0, "DEFECTS": places}
