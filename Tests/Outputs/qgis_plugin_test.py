"""The plugin in QGIS: PLUGIN=file.zip PLANNER=planner-cli TOUR=folder /usr/bin/python3 qgis_plugin_test.py

Its algorithms run over the tour, as the toolbox runs them.
"""
import ast
import os
import sys
import tempfile
import time
import unittest
import unittest.mock
from pathlib import Path

# First, since it makes the modules of QGIS known.
from qgis_profile import APPLICATION, PLUGINS, Log

import processing
import qgis.utils
from qgis.core import (
    NULL, QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsMapRendererParallelJob,
    QgsMapSettings, QgsPointXY, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingException,
    QgsProcessingParameterDefinition, QgsProject, QgsSettings, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize

PLANNER = Path(os.environ["PLANNER"]).resolve()
TOUR = Path(os.environ["TOUR"]).resolve()
PICTURES = os.environ.get("PICTURES")
SETTING = "Processing/Configuration/GRIDPLANNER_CLI"


class InQGIS(unittest.TestCase):
    def setUp(self):
        QgsSettings().setValue(SETTING, str(PLANNER))
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", "en_US")
        QgsProject.instance().clear()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.log = Log()

    def run_it(self, verb, **parameters):
        return processing.runAndLoadResults(f"gridplanner:{verb}", parameters, feedback=self.log)

    def refusal(self, verb, **parameters):
        with self.assertRaises(QgsProcessingException) as caught:
            processing.run(f"gridplanner:{verb}", parameters, feedback=self.log)
        return str(caught.exception)

    def level(self, name):
        layer = QgsVectorLayer(str(TOUR / f"units.{name}.geojson"), name, "ogr")
        self.assertTrue(layer.isValid())
        return layer

    def damaged(self):
        """The villages as an edited layer that is not saved: one of them lost a vertex of its border."""
        source = self.level("village")
        layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "villages 村", "memory")
        layer.dataProvider().addAttributes(source.fields())
        layer.updateFields()
        layer.dataProvider().addFeatures(source.getFeatures())
        layer.startEditing()
        feature = next(layer.getFeatures("code = '990001001003'"))
        ring = feature.geometry().asPolygon()[0]
        ring[3] = QgsPointXY(ring[3].x() + 0.002, ring[3].y())
        layer.changeGeometry(feature.id(), QgsGeometry.fromPolygonXY([ring]))
        self.assertTrue(layer.isModified())
        return layer

    def points(self):
        return QgsVectorLayer("Point?crs=EPSG:4326&field=id:integer", "points", "memory")

    def loaded(self):
        """The layers of the project as its tree has them, from the top down."""
        return [node.layer() for node in QgsProject.instance().layerTreeRoot().findLayers()]

    def keep_picture(self):
        settings = QgsMapSettings()
        settings.setLayers(self.loaded())
        settings.setOutputSize(QSize(1000, 800))
        settings.setExtent(self.loaded()[-1].extent())
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(f"{PICTURES}/qgis-plugin.png")

    # The provider.

    def test_it_is_installed_as_the_framework_expects(self):
        provider = QgsApplication.processingRegistry().providerById("gridplanner")
        self.assertEqual({algorithm.name() for algorithm in provider.algorithms()},
                         {"check", "repair", "grid", "plan", "gaps", "locate"})
        version = (Path(__file__).parents[2] / "VERSION").read_text().strip()
        self.assertEqual(qgis.utils.pluginMetadata("grid_planner", "version"), version)
        self.assertFalse(provider.icon().isNull())
        advanced = 0
        for algorithm in provider.algorithms():
            self.assertTrue(algorithm.shortHelpString())
            for parameter in algorithm.parameterDefinitions():
                self.assertTrue(parameter.description(), parameter.name())
                advanced += bool(parameter.flags() & QgsProcessingParameterDefinition.FlagAdvanced)
        self.assertGreater(advanced, 20)

    def test_every_text_is_in_the_catalogue_and_shown_in_chinese(self):
        catalogue = sys.modules["grid_planner.words"].CHINESE
        QgsSettings().setValue("locale/userLocale", "zh_CN")
        shown = []
        for algorithm in QgsApplication.processingRegistry().providerById("gridplanner").algorithms():
            anew = algorithm.create()
            shown += [anew.displayName(), anew.shortHelpString()]
            for parameter in anew.parameterDefinitions():
                shown += [parameter.description(), *getattr(parameter, "options", list)()]
        self.assertEqual([text for text in shown if text.isascii()], [])
        self.assertGreater(len(shown), 90)
        said = set()
        for file in Path(PLUGINS, "grid_planner").rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
                    said |= {part.value for part in node.args if isinstance(part, ast.Constant)}
        self.assertEqual(said - set(catalogue), set())
        self.assertGreater(len(said), 25)

    # What it does.

    def test_check_proves_the_tour_and_loads_nothing(self):
        # What a dialog gives that was left as it opened, but for the folder.
        result = self.run_it("check", FOLDER=str(TOUR), LAYERS=None, CODE="code", PARENT="", ONLY=[], IGNORE=[], ALLOWED=NULL,
                             IGNORE_NARROWER=0.0, SLIVER=1.0, SIZE="", SYSTEM=0, OUTPUT="TEMPORARY_OUTPUT")
        self.assertTrue(result["FINE"])
        self.assertIn("proved: every level is an exact partition of the level above", self.log.lines)

    def test_check_shows_the_defects_of_an_edited_layer_by_their_kind(self):
        result = self.run_it("check", LAYERS=[self.level("township"), self.damaged()], PARENT="parent",
                             OUTPUT=str(self.folder / "defects.gpkg"))
        self.assertFalse(result["FINE"])
        self.assertEqual(result["DEFECTS"], 1)
        self.assertIn("hole: 1", "\n".join(self.log.lines))
        self.assertEqual([layer.name() for layer in self.loaded()], ["defect_places", "defects"])
        for layer in self.loaded():
            self.assertEqual(layer.featureCount(), 1)
            self.assertEqual(layer.renderer().type(), "categorizedSymbol")
            self.assertEqual(layer.renderer().classAttribute(), "kind")
        again = self.run_it("check", LAYERS=[self.level("township"), self.damaged()], IGNORE=[8],
                            OUTPUT=str(self.folder / "again.gpkg"))
        self.assertTrue(again["FINE"], "kinds are told apart by their place in the list")

    def test_repair_mends_it_and_gives_layers_or_a_scenario(self):
        layers = [self.level("township"), self.damaged()]
        left = self.run_it("repair", LAYERS=layers, PARENT="parent", OUTPUT=str(self.folder / "left.gpkg"))
        self.assertFalse(left["FINE"])
        mended = self.run_it("repair", LAYERS=layers, PARENT="parent", FILL_ALL=True,
                             OUTPUT=str(self.folder / "mended.gpkg"))
        self.assertTrue(mended["FINE"], self.log.lines)
        villages = next(layer for layer in self.loaded() if "mended" in layer.source() and layer.featureCount() == 8)
        self.assertIn("town", villages.fields().names())
        folder = self.run_it("repair", FOLDER=str(TOUR), SCENARIO=str(self.folder / "scenario"))["SCENARIO"]
        self.assertTrue(Path(folder, "scenario.yaml").is_file())
        self.assertTrue(self.run_it("check", FOLDER=folder, OUTPUT=str(self.folder / "d.gpkg"))["FINE"])

    def test_grid_builds_levels_that_can_be_checked(self):
        result = self.run_it("grid", LAND=self.level("township"), NAME="name", HOUSEHOLDS_COLUMN="households",
                             EARLIER=NULL, POINTS=None, POINTS_COLUMN=NULL,
                             LEVELS=["grid", "300", "500", "", "microgrid", "20", "50", "38"],
                             BARRIERS=QgsVectorLayer(str(TOUR / "roads.geojson"), "roads", "ogr"),
                             OUTPUT=str(self.folder / "grids"))
        counts = [layer.featureCount() for layer in self.loaded()]
        self.assertEqual(len(counts), 3)
        self.assertEqual(counts, sorted(counts), "large units lie above small ones")
        self.assertTrue(16 <= counts[1] <= 27 and 160 <= counts[2] <= 400, counts)
        self.assertTrue(self.run_it("check", FOLDER=result["OUTPUT"], OUTPUT=str(self.folder / "d.gpkg"))["FINE"])

    def test_plan_gaps_and_locate_follow_one_another(self):
        plan = self.run_it("plan", SCENARIO=str(TOUR), OUTPUT=str(self.folder / "plan"))
        self.assertTrue(Path(plan["REPORT"]).is_file() and Path(plan["ROSTER"]).is_file())
        self.assertEqual(self.log.stages[:4], ["read", "prove", "travel", "assign"])
        # Until QGIS begins anew to count the layers that it loads.
        shares = self.log.shares[:self.log.shares.index(0)]
        self.assertTrue(shares[-1] > 80 and shares == sorted(shares), shares)
        names = [layer.name() for layer in self.loaded()]
        self.assertEqual(names, ["rooms", "routes", "patrol_areas", "units.county", "units.township", "water", "units.village",
                                 "units.grid", "backdrop", "units.microgrid"])
        groups = QgsProject.instance().layerTreeRoot().findGroups()
        self.assertEqual([group.name() for group in groups], ["Make a plan"])
        lowest = self.loaded()[-1]
        self.assertEqual(lowest.renderer().classAttribute(), "response_s", "the style of plan.gpkg")
        if PICTURES:
            self.keep_picture()

        gaps = self.run_it("gaps", PLAN=plan["OUTPUT"], LIMIT=200, OUTPUT=str(self.folder / "gaps"))
        self.assertGreater(gaps["GAPS"], 0)
        self.assertEqual(self.loaded()[0].featureCount(), gaps["GAPS"])
        self.assertTrue(Path(gaps["OUTPUT"], "response.csv").is_file())
        none = self.run_it("gaps", PLAN=plan["OUTPUT"], LIMIT=5000, OUTPUT="TEMPORARY_OUTPUT")
        self.assertEqual(none["GAPS"], 0)

        points = self.points()
        feature = QgsFeature(points.fields())
        feature.setAttributes([1])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(115, 33.5)))
        points.dataProvider().addFeature(feature)
        located = self.run_it("locate", POINTS=points, FOLDER=plan["OUTPUT"], OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
        layer = QgsVectorLayer(located, "", "ogr") if isinstance(located, str) else located
        row = next(layer.getFeatures()).attributeMap()
        self.assertEqual(row["microgrid"], "9900010010050107")
        self.assertTrue(row["room_id"].startswith("R-9900"))
        shifted = self.run_it("locate", POINTS=points, FOLDER=plan["OUTPUT"], SYSTEM=1,
                              OUTPUT=str(self.folder / "shifted.gpkg"))["OUTPUT"]
        row = next(QgsVectorLayer(shifted, "", "ogr").getFeatures()).attributeMap()
        self.assertNotEqual(row["microgrid"], "9900010010050107", "GCJ-02 is some 500 m off")

    def test_layers_are_handed_over_as_qgis_shows_them(self):
        handover = sys.modules["grid_planner.handover"].Handover()
        plain = self.level("village")
        self.assertEqual(handover.path(plain), str(TOUR / "units.village.geojson"))
        self.assertEqual(handover.options, [])
        # Filtered, of another system than its file says, and twice the same file.
        filtered, other = self.level("village"), self.level("village")
        filtered.setSubsetString("town = 'true'")
        other.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
        for layer, count, system in ((filtered, filtered.featureCount(), "EPSG:4326"), (other, 8, "EPSG:4490"),
                                     (plain, 8, "EPSG:4326")):
            path = handover.path(layer)
            self.assertNotEqual(path, str(TOUR / "units.village.geojson"))
            copy = QgsVectorLayer(path, "", "ogr")
            self.assertEqual((copy.featureCount(), copy.crs().authid()), (count, system))
            self.assertEqual(handover.options[-2:], ["--layer", f"{path}=village"])

    # What goes wrong.

    def test_errors_are_the_planners_own_sentence(self):
        said = self.refusal("locate", POINTS=self.points(), FOLDER=str(self.folder), OUTPUT="TEMPORARY_OUTPUT")
        self.assertIn("scenario", said)
        said = self.refusal("check", LAYERS=[self.level("village")], CODE="nothing", OUTPUT=str(self.folder / "d.gpkg"))
        self.assertIn("nothing", said)
        self.assertNotIn("planner-cli:", said)
        self.assertEqual(len(said.splitlines()), 1)
        said = self.refusal("gaps", PLAN=str(TOUR), OUTPUT=str(self.folder / "gaps"))
        self.assertIn("no plan folder", said)
        self.assertFalse((self.folder / "gaps").exists())
        self.assertIn("either a folder or layers", self.refusal("check", OUTPUT=str(self.folder / "d.gpkg")))
        self.refusal("locate", POINTS=self.points(), FOLDER=str(TOUR), OUTPUT=str(self.folder / "points.shp"))
        self.assertEqual(list(self.folder.iterdir()), [])
        self.assertIn("where", self.refusal("repair", FOLDER=str(TOUR)))

    def test_a_planner_that_is_missing_is_named(self):
        QgsSettings().setValue(SETTING, str(self.folder / "nowhere"))
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("gridplanner:plan")
        self.assertFalse(algorithm.canExecute()[0])
        self.assertIn("planner-cli was not found",
                      self.refusal("plan", SCENARIO=str(TOUR), OUTPUT=str(self.folder / "plan")))
        QgsSettings().setValue(SETTING, "")
        with unittest.mock.patch.dict(os.environ, PATH=f"{PLANNER.parent}:{os.environ['PATH']}"):
            self.assertTrue(algorithm.canExecute()[0], "without a setting it is looked for on the PATH")

    def test_a_cancel_of_its_task_kills_it_and_leaves_nothing(self):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("gridplanner:plan")
        context = QgsProcessingContext()
        # In a thread of its own, as the toolbox runs it.
        task = QgsProcessingAlgRunnerTask(
            algorithm, {"SCENARIO": str(TOUR), "OUTPUT": str(self.folder / "plan")}, context, self.log)
        ended = []
        task.executed.connect(lambda is_fine, _: ended.append(is_fine))
        QgsApplication.taskManager().addTask(task)
        self.wait_until(lambda: self.log.stages)
        task.cancel()
        self.wait_until(lambda: ended)
        self.assertEqual(ended, [False])
        self.assertIn("Cancelled; nothing was written.", self.log.errors)
        self.assertEqual(list(self.folder.glob("[!.]*")), [])
        running = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children()]
        self.assertEqual([line for line in running if b"planner-cli" in line], [])

    def wait_until(self, is_so):
        end = time.monotonic() + 10
        while not is_so():
            self.assertLess(time.monotonic(), end)
            APPLICATION.processEvents()


def children():
    """The processes that any thread of this one has started."""
    return [child for file in Path("/proc/self/task").glob("*/children") for child in file.read_text().split()]


if __name__ == "__main__":
    unittest.main()
