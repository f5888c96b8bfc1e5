"""repair: closes gaps and overlaps, and makes borders match."""
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputBoolean, QgsProcessingParameterFileDestination, QgsProcessingParameterFolderDestination)

from ..options import advanced, choice, metres, system, text, yes
from ..results import layers_of, units_of
from ..words import tr
from .base import OUTPUT, PlannerAlgorithm

SCENARIO = "SCENARIO"


class Repair(PlannerAlgorithm):
    verb = "repair"
    title = "Repair levels"
    about = (
        "Closes gaps and overlaps and makes borders match. Codes, parents, every column and the number of units stay, "
        "and units that nothing happened to keep every vertex. What is left is listed.")

    def inputs(self):
        self.addOutput(QgsProcessingOutputBoolean("FINE", tr("Nothing that counts is wrong")))
        return self.land_inputs()

    def make_options(self):
        return [
            text("CODE", "--code", "Column with the code", "code"),
            text("PARENT", "--parent", "Column with the parent's code (empty: by place)"),
            metres("GAP_WIDTH", "--gap-width", "Fill gaps up to this width", 5),
            yes("FILL_ALL", "--fill-all", "Fill gaps of any width"),
            advanced(metres("SNAP", "--snap", "Make vertices one that are this near", 0.05)),
            advanced(choice("OVERLAP", "--overlap", "An overlap goes to", [
                ("longest-border", "the longest border"), ("largest", "the largest unit"),
                ("smallest", "the smallest unit"), ("priority", "the first of the codes below")])),
            advanced(text("PRIORITY", "--priority", "Codes in their order, a comma between them")),
            advanced(choice("CHILDREN", "--children", "Children beyond their parents", [
                ("", "stay"), ("clip", "are cut to their parents")])),
            advanced(choice("PARENTS", "--parents", "Parents of such children", [
                ("", "stay"), ("grow", "take over their land")])),
            advanced(text("PROTECT", "--protect", "Codes of units that keep every vertex")),
            advanced(text("NAME", "--name", "Column with the name", "name")),
            advanced(text("HOUSEHOLDS", "--households", "Column with the households", "households")),
            advanced(yes("KEEP_CRS", "--keep-crs", "Write each layer in its own coordinate system")),
            system(),
        ]

    def destinations(self):
        return [
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Repaired levels"), "GeoPackage (*.gpkg)", optional=True),
            QgsProcessingParameterFolderDestination(
                SCENARIO, tr("or a scenario folder, which can be planned"), optional=True, createByDefault=False),
        ]

    def checkParameterValues(self, parameters, context):
        if not parameters.get(SCENARIO) and not parameters.get(OUTPUT):
            return False, tr("Say where the repaired levels are to be written.")
        return super().checkParameterValues(parameters, context)

    def words(self, parameters, context, handover):
        folder = self.parameterAsFileOutput(parameters, SCENARIO, context)
        self.folder = Path(folder) if folder else None
        self.file = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        return [*self.land(parameters, context, handover), "--out", str(self.folder or self.file)]

    def results(self, code, loader, context):
        found = units_of(self.folder) if self.folder else layers_of(self.file)
        loader.add([(uri, name) for uri, name, _ in found], context)
        where = {SCENARIO: str(self.folder)} if self.folder else {OUTPUT: str(self.file)}
        return {**where, "FINE": code == 0}
