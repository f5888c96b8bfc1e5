"""Times `repair` on one layer beside GEOS's coverage cleaner, reading and writing in both, and checks what each wrote.

coverage_clean.py PLANNER LAYER CODE [gpkg|geojson [REPEAT]]     seconds of a processor, by turns
coverage_clean.py --clean LAYER OUT                              the cleaner's part alone"""
import json, os, resource, statistics, subprocess, sys, tempfile

GAP_METRES = 5  # as wide as `repair` fills


def clean(layer, out):
    import pyogrio, shapely

    units = pyogrio.read_dataframe(layer)
    width = GAP_METRES / (111320 if units.crs.is_geographic else units.crs.axis_info[0].unit_conversion_factor)
    shapes = shapely.coverage_clean(units.geometry.values, gap_width=width)
    pyogrio.write_dataframe(units.set_geometry(shapes, crs=units.crs), out)


def processor(command):
    """Its seconds of user and system, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: {run.stderr}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, run.stdout


def compare(planner, layer, code, ending="gpkg", repeat="5"):
    import pyogrio, shapely

    folder = tempfile.mkdtemp()
    stem = os.path.splitext(os.path.basename(layer))[0]
    theirs = f"{folder}/cleaned.{ending}"
    ours = f"{folder}/ours.gpkg" if ending == "gpkg" else f"{folder}/ours"
    repaired = ours if ending == "gpkg" else f"{ours}/units.{stem}.geojson"
    again = f"{folder}/again.gpkg" if ending == "gpkg" else f"{folder}/again"
    commands = dict(
        repair=[planner, "repair", layer, "--code", code, "--out", ours],
        clean=[sys.executable, __file__, "--clean", layer, theirs],
        repair_again=[planner, "repair", repaired, "--code", code, "--out", again],
        check_again=[planner, "check", repaired, "--code", code])
    if ending == "gpkg":
        for name in ("repair_again", "check_again"):
            # The GeoPackage holds the table of what moved besides.
            commands[name][2] = f"{folder}/layer.gpkg"
    seconds = {name: [] for name in commands}
    for _ in range(int(repeat)):
        for name, command in commands.items():
            if name == "clean" and os.path.exists(theirs):
                os.remove(theirs)
            if name == "repair_again" and ending == "gpkg":
                units = pyogrio.read_dataframe(repaired, layer=f"units.{stem}")
                pyogrio.write_dataframe(units, f"{folder}/layer.gpkg")
            seconds[name].append(processor(command)[0])

    def defects(file):
        report = json.loads(processor([planner, "check", file, "--code", code, "--json"])[1])
        kinds = {}
        for defect in report["defects"]:
            kinds[defect["kind"]] = kinds.get(defect["kind"], 0) + 1
        return dict(proved=report["proved"], defects=kinds)

    print(json.dumps(dict(
        layer=os.path.basename(layer), format=ending, geos=shapely.geos_version_string, shapely=shapely.__version__,
        pyogrio=pyogrio.__version__, gdal=pyogrio.__gdal_version_string__,
        seconds={name: dict(least=round(min(s), 2), median=round(statistics.median(s), 2)) for name, s in seconds.items()},
        ratio=round(statistics.median(seconds["repair"]) / statistics.median(seconds["clean"]), 2),
        before=defects(layer), repaired=defects(commands["check_again"][2]), cleaned=defects(theirs))))


if sys.argv[1] == "--clean":
    clean(*sys.argv[2:])
else:
    compare(*sys.argv[1:])
