"""grid: divides units into smaller ones of a wanted number of households."""
from pathlib import Path

from qgis.core import (
    QgsProcessing, QgsProcessingException, QgsProcessingOutputBoolean, QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMatrix, QgsProcessingParameterVectorLayer)

from ..options import advanced, column, file, folder, layer, number, system, text
from ..results import layers_of
from ..words import tr
from .base import OUTPUT, PlannerAlgorithm

LAND = "LAND"
LEVELS = "LEVELS"
TABLE = "TABLE"
# Name, fewest and most households, and what to aim at.
COLUMNS = 4


class Grid(PlannerAlgorithm):
    verb = "grid"
    title = "Build grids"
    about = (
        "Divides units, such as townships, into levels of grids with a wanted number of households, each an exact "
        "partition of the one above. Borders follow roads and rivers where they can. Writes a scenario folder that can "
        "be planned.")
    stages = ("read", "cut", "write")

    def inputs(self):
        self.addOutput(QgsProcessingOutputBoolean("FINE", tr("Nothing that counts is wrong")))
        return [
            QgsProcessingParameterVectorLayer(LAND, tr("Land to divide"), [QgsProcessing.TypeVectorPolygon]),
            QgsProcessingParameterMatrix(
                LEVELS, tr("Levels to build, from the top down"), 2, False,
                [tr("Level"), tr("Fewest households"), tr("Most households"), tr("Aim at (may be empty)")],
                ["grid", "300", "500", "", "microgrid", "30", "50", ""]),
        ]

    def make_options(self):
        return [
            column("CODE", "--code", "Column with the code", LAND, "code"),
            column("NAME", "--name", "Column with the name", LAND),
            layer("POINTS", "--points", "Points where households live", QgsProcessing.TypeVectorPoint),
            column("POINTS_COLUMN", "--points-column", "Their column with the number of households", "POINTS"),
            column("HOUSEHOLDS_COLUMN", "--households-column", "Without points: the land's column with its households",
                   LAND),
            number("HOUSEHOLDS", "--households", "or households in all", least=1),
            layer("BARRIERS", "--barriers", "Lines that borders follow, such as roads and rivers",
                  QgsProcessing.TypeVectorLine),
            folder("EARLIER", "--earlier", "Earlier grids, of which what fits stays"),
            advanced(text("LAND_LEVEL", "--land-level", "Level of the land", "township")),
            advanced(text("COUNTY", "--county", "Code of the county")),
            advanced(text("COUNTY_NAME", "--county-name", "Name of the county")),
            advanced(file(TABLE, None, "Table of the units of a first level", "CSV (*.csv)")),
            advanced(text("TABLE_LEVEL", None, "Name of that level", "village")),
            advanced(text("PARENT_COLUMN", "--parent-column", "Column of the table with the parent")),
            advanced(text("NAME_COLUMN", "--name-column", "Column of the table with the name")),
            advanced(text("COUNT_COLUMN", "--count-column", "Column of the table with a number of units")),
            advanced(number("SEED", "--seed", "Seed", 1)),
            system(),
        ]

    def destinations(self):
        return [QgsProcessingParameterFolderDestination(OUTPUT, tr("Scenario folder"))]

    def words(self, parameters, context, handover):
        self.folder = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        levels = []
        # The table's level comes first, and is no option of its own to the planner.
        table = self.parameterAsFile(parameters, TABLE, context)
        if table:
            levels.append(f"{self.parameterAsString(parameters, 'TABLE_LEVEL', context)}={table}")
        cells = [str(cell or "").strip() for cell in self.parameterAsMatrix(parameters, LEVELS, context)]
        for start in range(0, len(cells), COLUMNS):
            row = cells[start:start + COLUMNS]
            if len(row) < COLUMNS or not all(row[:3]):
                raise QgsProcessingException(tr("A level needs a name, fewest and most households."))
            name, least, most, target = row
            levels.append(f"{name}={least}-{most}" + (f"@{target}" if target else ""))
        land = self.layer(parameters, LAND, context, handover)
        return [land, *(word for level in levels for word in ("--level", level)), "--gpkg", "--out", str(self.folder)]

    def results(self, code, loader, context):
        loader.add([(uri, name) for uri, name, _ in layers_of(self.folder / "grids.gpkg")], context)
        return {OUTPUT: str(self.folder), "FINE": code == 0}
