"""plan: makes a complete plan of a scenario."""
from pathlib import Path

from qgis.core import (
    QgsProcessingOutputFile, QgsProcessingParameterFile, QgsProcessingParameterFolderDestination)

from ..options import advanced, folder, number, yes
from ..results import layers_of
from ..words import tr
from .base import OUTPUT, PlannerAlgorithm

SCENARIO = "SCENARIO"


class Plan(PlannerAlgorithm):
    verb = "plan"
    title = "Make a plan"
    about = (
        "Makes a complete plan of a scenario: rooms, people, patrol areas, routes, gaps and rosters. The plan folder holds "
        "a page for the browser (report.html), a workbook with the roster, calendars and sheets, too.")
    stages = ("read", "prove", "travel", "assign", "people", "areas", "routes", "roster", "explain", "gaps", "crew reach",
              "rounds", "write")

    def inputs(self):
        self.addOutput(QgsProcessingOutputFile("REPORT", tr("Page for the browser")))
        self.addOutput(QgsProcessingOutputFile("ROSTER", tr("Workbook of the roster")))
        return [QgsProcessingParameterFile(SCENARIO, tr("Scenario folder"), QgsProcessingParameterFile.Folder)]

    def make_options(self):
        return [
            folder("EARLIER", "--earlier", "Earlier plan, of which little is to change"),
            yes("REDACTED", "--redacted", "Leave out who people are"),
            advanced(number("CHANGE_PRICE", "--change-price", "A change of rooms counts as (s per household)",
                            whole=False)),
            advanced(number("SEED", "--seed", "Seed (empty: the scenario's)")),
        ]

    def destinations(self):
        return [QgsProcessingParameterFolderDestination(OUTPUT, tr("Plan folder"))]

    def words(self, parameters, context, handover):
        self.folder = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        return [self.parameterAsFile(parameters, SCENARIO, context), "--out", str(self.folder)]

    def results(self, code, loader, context):
        loader.add([(uri, tr(name)) for uri, name, _ in layers_of(self.folder / "plan.gpkg")], context)
        return {OUTPUT: str(self.folder), "REPORT": str(self.folder / "report.html"),
                "ROSTER": str(self.folder / "roster.xlsx")}
