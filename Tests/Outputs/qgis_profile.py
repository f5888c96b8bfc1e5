"""QGIS without a window, with the plugin of PLUGIN=file.zip in a profile of its own, loaded as QGIS loads plugins."""
import atexit
import os
import sys
import tempfile
import zipfile
from pathlib import Path

PROFILE = tempfile.TemporaryDirectory(prefix="profile")
atexit.register(PROFILE.cleanup)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = PROFILE.name
PLUGINS = Path(PROFILE.name, "python", "plugins")
zipfile.ZipFile(os.environ["PLUGIN"]).extractall(PLUGINS)
# Where Debian keeps the framework of Processing, and where QGIS looks for a user's plugins.
sys.path += ["/usr/share/qgis/python/plugins", str(PLUGINS)]

import qgis.utils  # noqa: E402
from qgis.core import QgsApplication, QgsProcessingFeedback  # noqa: E402

APPLICATION = QgsApplication([], False, PROFILE.name)
APPLICATION.initQgis()

from processing.core.Processing import Processing  # noqa: E402

Processing.initialize()
qgis.utils.plugin_paths = [str(PLUGINS)]
qgis.utils.updateAvailablePlugins()
assert qgis.utils.loadPlugin("grid_planner") and qgis.utils.startProcessingPlugin("grid_planner")


class Log(QgsProcessingFeedback):
    """What a user would see of a run."""

    def __init__(self):
        super().__init__(False)
        self.lines, self.stages, self.shares, self.errors = [], [], [], []
        self.progressChanged.connect(self.shares.append)

    def pushInfo(self, text):
        self.lines.append(text)

    def pushWarning(self, text):
        self.lines.append(text)

    def reportError(self, text, isFatal=False):
        self.errors.append(text)

    def setProgressText(self, text):
        self.stages.append(text)
