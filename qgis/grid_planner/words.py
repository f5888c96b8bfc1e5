"""The one catalogue of what the plugin says: English is the key, Chinese where QGIS is Chinese."""
from qgis.core import QgsApplication

CHINESE = {
    # The plugin.
    "Grid planner": "网格与巡逻规划",
    "planner-cli (empty: the one on the PATH)": "planner-cli 程序（留空则从 PATH 中查找）",
    "planner-cli was not found: install it, or set its path under Settings, Options, Processing, Providers.":
        "找不到 planner-cli：请先安装，或在“设置—选项—处理—数据提供者”中指定路径。",
    "planner-cli was ended by signal {}.": "planner-cli 被信号 {} 终止。",
    "planner-cli ended with exit code {}.": "planner-cli 以退出码 {} 结束。",
    "Cancelled; nothing was written.": "已取消，未写入任何文件。",
    "Something is wrong; it is listed above.": "发现问题，已在上面列出。",
    "Give either a folder or layers.": "请在文件夹和图层中任选其一填写。",
    "{}: no layer that can be read": "{}：图层无法读取",
    "Layers": "图层",
    # What is read and written.
    "Scenario or plan folder": "规划场景或规划方案文件夹",
    "or the layers of the levels, from the top down": "或各层级的图层（自上而下）",
    "Scenario folder": "规划场景文件夹",
    "Plan folder": "规划方案文件夹",
    "Coordinates of the layers are": "图层坐标系",
    "as the layers say": "以图层为准",
    "GCJ-02 (Amap, Tencent)": "GCJ-02（高德、腾讯）",
    "BD-09 (Baidu)": "BD-09（百度）",
    "Column with the code": "代码字段",
    "Column with the parent's code (empty: by place)": "上级代码字段（留空则按位置判断）",
    "Column with the name": "名称字段",
    "Column with the households": "户数字段",
    "Leave out who people are": "隐去人员身份",
    "Seed": "随机种子",
    "Seed (empty: the scenario's)": "随机种子（留空则用场景的）",
    "Nothing that counts is wrong": "没有计入的缺陷",
    # Check.
    "Check levels": "核验层级",
    "Proves that every level is an exact partition of the level above, or shows each defect with its kind, codes, size and "
    "place. A single layer is checked for overlaps and for holes between its units.":
        "证明每个层级都恰好铺满上一层级，不留空白、不重叠；否则列出每个缺陷的类别、代码、大小和位置，并显示在地图上。"
        "只给一个图层时，检查单元之间的重叠和空洞。",
    "Places of defects": "缺陷位置数",
    "Count these defects only": "只计这些缺陷",
    "Do not count these defects": "不计这些缺陷",
    "Do not count less area than (m²)": "不计小于此面积的缺陷（平方米）",
    "Do not count what is narrower than": "不计窄于此宽度的缺陷",
    "Call slivers what is narrower than": "窄于此宽度的称为碎条",
    "Land that need not be covered, such as lakes": "不必覆盖的土地（如湖泊）",
    "Households of a level, such as grid=300-500": "某层级应有的户数，如 grid=300-500",
    "Defects": "缺陷",
    "missing code": "缺代码",
    "repeated code": "代码重复",
    "missing parent": "缺上级",
    "unknown parent": "上级不存在",
    "no children": "没有下级",
    "code of another parent": "代码属于别的上级",
    "invalid polygon": "多边形无效",
    "gap": "空白",
    "hole": "空洞",
    "overlap": "重叠",
    "outside parent": "超出上级",
    "sliver": "碎条",
    "unmatched vertex": "边界顶点不匹配",
    "detached parts": "由几块组成",
    "size out of range": "户数超出范围",
    # Repair.
    "Repair levels": "修补层级",
    "Closes gaps and overlaps and makes borders match. Codes, parents, every column and the number of units stay, and "
    "units that nothing happened to keep every vertex. What is left is listed.":
        "填补空白、消除重叠，使边界一致。代码、上级、全部字段和单元数量不变，未涉及的单元保留每个顶点。未能修补的逐一列出。",
    "Fill gaps up to this width": "填补不宽于此的空白",
    "Fill gaps of any width": "填补任意宽度的空白",
    "Make vertices one that are this near": "合并相距不超过此值的顶点",
    "An overlap goes to": "重叠部分归",
    "the longest border": "共同边界最长者",
    "the largest unit": "最大的单元",
    "the smallest unit": "最小的单元",
    "the first of the codes below": "下列代码中靠前者",
    "Codes in their order, a comma between them": "代码次序（用逗号分隔）",
    "Children beyond their parents": "超出上级的下级",
    "Parents of such children": "这些下级的上级",
    "stay": "不变",
    "are cut to their parents": "裁到上级边界",
    "take over their land": "并入超出部分",
    "Codes of units that keep every vertex": "保留每个顶点的单元代码",
    "Write each layer in its own coordinate system": "按各图层原坐标系写出",
    "Say where the repaired levels are to be written.": "请指定修补后的层级写到哪里。",
    "Repaired levels": "修补后的层级",
    "or a scenario folder, which can be planned": "或规划场景文件夹（可直接用于规划）",
    # Grid.
    "Build grids": "划分网格",
    "Divides units, such as townships, into levels of grids with a wanted number of households, each an exact partition of "
    "the one above. Borders follow roads and rivers where they can. Writes a scenario folder that can be planned.":
        "按户数把乡镇等单元逐级划分为网格，每一层级都恰好铺满上一层级，边界尽量沿道路和河流。"
        "写出可直接用于规划的场景文件夹。",
    "Land to divide": "要划分的土地",
    "Levels to build, from the top down": "要划分的层级（自上而下）",
    "Level": "层级",
    "Fewest households": "最少户数",
    "Most households": "最多户数",
    "Aim at (may be empty)": "目标户数（可留空）",
    "A level needs a name, fewest and most households.": "每个层级都要有名称、最少户数和最多户数。",
    "Points where households live": "住户点位",
    "Their column with the number of households": "点位的户数字段",
    "Without points: the land's column with its households": "没有点位时：土地的户数字段",
    "or households in all": "或总户数",
    "Lines that borders follow, such as roads and rivers": "边界所沿的线（如道路、河流）",
    "Earlier grids, of which what fits stays": "以前的网格（合适的保留）",
    "Level of the land": "土地所属层级",
    "Code of the county": "县的代码",
    "Name of the county": "县的名称",
    "Table of the units of a first level": "第一层级的单元表",
    "Name of that level": "该层级的名称",
    "Column of the table with the parent": "表中的上级字段",
    "Column of the table with the name": "表中的名称字段",
    "Column of the table with a number of units": "表中的单元数字段",
    # Locate.
    "Locate points": "点位归属",
    "Adds to every point the code of the unit of each level that holds it, and with a plan the room, the officer, the "
    "auxiliaries and the patrol area that answer for it. Points outside the county keep empty columns.":
        "为每个点添加其所在各层级单元的代码；使用规划方案时，还添加负责的警务室、社区民警、辅警和巡区。县外的点留空。",
    "Points": "点位",
    "Located points": "归属后的点位",
    # Plan.
    "Make a plan": "编制规划方案",
    "Makes a complete plan of a scenario: rooms, people, patrol areas, routes, gaps and rosters. The plan folder holds a "
    "page for the browser (report.html), a workbook with the roster, calendars and sheets, too.":
        "为规划场景编制完整方案：警务室、人员、巡区、路线、盲区和排班。方案文件夹中还有浏览器页面（report.html）、"
        "排班工作簿、日历和巡逻单。",
    "Earlier plan, of which little is to change": "以前的方案（尽量少变）",
    "A change of rooms counts as (s per household)": "更换警务室相当于（每户秒数）",
    "Page for the browser": "浏览器页面",
    "Workbook of the roster": "排班工作簿",
    "units.county": "县",
    "units.township": "乡镇",
    "units.village": "村/社区",
    "units.grid": "网格",
    "units.microgrid": "微网格",
    "patrol_areas": "巡区",
    "routes": "路线",
    "rooms": "警务室",
    "gaps": "盲区",
    "defects": "缺陷范围",
    "defect_places": "缺陷位置",
    # Gaps.
    "Find coverage gaps": "查找盲区",
    "Tells who is too far from help, in space and through the day, and what would close each gap. With recorded calls the "
    "crews answer them in the course of their patrols.":
        "找出何处、何时离警力太远，以及怎样补上每个盲区。给出报警记录时，模拟车组在巡逻途中出警。",
    "Coverage gaps": "盲区数",
    "Land beyond this response time is a gap (s; empty: the plan's)": "响应时间超过此值为盲区（秒，留空则用方案的）",
    "Limits of the response time (s, a comma between them)": "响应时间的档次（秒，用逗号分隔）",
    "Recorded calls": "报警记录",
    "Their columns, such as time=received": "记录的字段，如 time=received",
    "Scenario, where it is not where the plan was made from": "规划场景（不在原处时填写）",
    "Seconds between two looks at the day": "全天查看的间隔（秒）",
    "First date that counts": "起始日期",
    "Last date that counts": "截止日期",
    "Table of the calls of an hour": "分时报警量表",
    "Draw so many times the plan's days": "抽样次数",
    "Seconds at the scene": "现场处置时间（秒）",
    "Folder of gaps and tables": "盲区和表格的文件夹",
    # The planner's lines of progress.
    "read": "读取",
    "prove": "核验",
    "travel": "计算行程",
    "assign": "选址与责任分配",
    "people": "分配人员",
    "areas": "划分巡区",
    "roster": "排班",
    "explain": "说明理由",
    "crew reach": "车组覆盖",
    "calls": "模拟报警",
    "cut": "划分",
    "write": "写出",
}


def tr(text: str) -> str:
    """The text in the language of QGIS; as it is where the catalogue does not have it, such as names of the user's."""
    return CHINESE.get(text, text) if QgsApplication.locale().startswith("zh") else text
