"""gaps: tells who is too far from help, and what would close each gap."""
from pathlib import Path

from qgis.core import (
    QgsProcessing, QgsProcessingOutputNumber, QgsProcessingParameterFile, QgsProcessingParameterFolderDestination)

from ..options import advanced, file, folder, layer, number, system, text
from ..results import count_of
from ..words import tr
from .base import OUTPUT, PlannerAlgorithm

PLAN = "PLAN"


class Gaps(PlannerAlgorithm):
    verb = "gaps"
    title = "Find coverage gaps"
    about = (
        "Tells who is too far from help, in space and through the day, and what would close each gap. With recorded calls "
        "the crews answer them in the course of their patrols.")
    stages = ("read", "travel", "gaps", "calls")

    def inputs(self):
        self.addOutput(QgsProcessingOutputNumber("GAPS", tr("Coverage gaps")))
        return [QgsProcessingParameterFile(PLAN, tr("Plan folder"), QgsProcessingParameterFile.Folder)]

    def make_options(self):
        return [
            number("LIMIT", "--limit", "Land beyond this response time is a gap (s; empty: the plan's)", least=1),
            text("WITHIN", "--within", "Limits of the response time (s, a comma between them)"),
            layer("CALLS", "--calls", "Recorded calls", QgsProcessing.TypeVectorPoint),
            text("COLUMNS", "--columns", "Their columns, such as time=received"),
            advanced(folder("SCENARIO", "--scenario", "Scenario, where it is not where the plan was made from")),
            advanced(number("STEP", "--step", "Seconds between two looks at the day", 60, 1)),
            advanced(text("SINCE", "--since", "First date that counts")),
            advanced(text("UNTIL", "--until", "Last date that counts")),
            advanced(file("DEMAND", "--demand", "Table of the calls of an hour", "CSV (*.csv)")),
            advanced(number("REPLICATIONS", "--replications", "Draw so many times the plan's days", least=1)),
            advanced(number("ON_SCENE", "--on-scene", "Seconds at the scene", 1200)),
            advanced(number("SEED", "--seed", "Seed", 1)),
            system(),
        ]

    def destinations(self):
        return [QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of gaps and tables"))]

    def words(self, parameters, context, handover):
        self.folder = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        return [self.parameterAsFile(parameters, PLAN, context), "--out", str(self.folder)]

    def results(self, code, loader, context):
        gaps = self.folder / "gaps.geojson"
        count = count_of(gaps)
        loader.add([(str(gaps), tr("gaps"))] if count else [], context)
        return {OUTPUT: str(self.folder), "GAPS": count}
