"""The provider "gridplanner", and its setting among those of Processing."""
from pathlib import Path

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .runner import SETTING
from .verbs.check import Check
from .verbs.gaps import Gaps
from .verbs.grid import Grid
from .verbs.locate import Locate
from .verbs.plan import Plan
from .verbs.repair import Repair
from .words import tr

ICON = Path(__file__).with_name("icon.svg")


class GridPlannerProvider(QgsProcessingProvider):
    def id(self) -> str:
        return "gridplanner"

    def name(self) -> str:
        return tr("Grid planner")

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def load(self) -> bool:
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(
            self.name(), SETTING, tr("planner-cli (empty: the one on the PATH)"), "", valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self) -> None:
        ProcessingConfig.removeSetting(SETTING)

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        """What planner-cli writes points as."""
        return ["gpkg", "geojson", "fgb", "kml", "csv"]

    def loadAlgorithms(self) -> None:
        for algorithm in (Check, Repair, Grid, Plan, Gaps, Locate):
            self.addAlgorithm(algorithm())
