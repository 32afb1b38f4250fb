"""Spark runs the statement that `throughline sql` writes; its row has to open here with the figures of the table."""
# packages: pyspark==4.3.0
# programs: java

import bisect
import json
import math
import shutil
import subprocess

from judge import Judge

ROWS = 10_000
SCHEMA = """
id BIGINT, small INT, tiny TINYINT, short SMALLINT, x DOUBLE, f FLOAT, price DECIMAL(12,2), big DECIMAL(30,4),
name STRING, category STRING, bytes BINARY, flag BOOLEAN, day DATE, at TIMESTAMP, wall TIMESTAMP_NTZ,
point STRUCT<a: INT, b: STRING>, list ARRAY<INT>, map MAP<STRING, INT>, none STRING, `it's ``q` INT
"""
SELECT = f"""
SELECT id * 300000000000001 - 5 AS id, cast(u % 211 - 100 AS int) AS small, cast(u % 100 AS tinyint) AS tiny,
  cast(u % 3000 AS smallint) AS short,
  CASE WHEN id % 11 = 3 THEN double('NaN') WHEN id % 13 = 5 THEN NULL WHEN id % 999 = 7 THEN double('Infinity')
    WHEN id % 1999 = 8 THEN -0.0D ELSE u / 4294967296D * 1000 - 200 END AS x,
  CASE WHEN id % 7 = 2 THEN float('NaN') ELSE cast((u % 5000) / 7 AS float) END AS f,
  cast(u % 1000000 AS decimal(12,2)) / 100 AS price, cast(u AS decimal(30,4)) * 1000000007 AS big,
  CASE WHEN id % 17 = 4 THEN NULL WHEN id % 101 = 9 THEN '' ELSE concat('Zürich-日本-', u % 100003) END AS name,
  CASE WHEN u % 10 < 5 THEN 'commute' WHEN u % 10 < 8 THEN 'leisure' ELSE 'Übung' END AS category,
  unhex(hex(u % 700)) AS bytes, u % 3 = 0 AS flag, date_add(date'1969-06-01', cast(id % 366 AS int)) AS day,
  timestamp_micros(1704067200000000 + id * 1000001) AS at,
  timestamp_ntz'2024-03-31 02:30:00' + make_dt_interval(0, 0, cast(id % 50 AS int)) AS wall,
  named_struct('a', cast(u % 5 AS int), 'b', 'c') AS point, array(cast(u % 9 AS int)) AS list,
  map('k', cast(u % 4 AS int)) AS map, cast(NULL AS string) AS none, cast(u % 6 AS int) AS `it's ``q`,
  cast(id % 3 AS int) AS part
FROM (SELECT id, pmod(id * 2654435761, 4294967296) AS u FROM range(0, {ROWS}, 1, 2))
"""


def java():
    """Whether Java 17 or later is there."""
    if shutil.which("java") is None:
        return False
    told = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    found = told.split('"')[1].split(".")[0] if '"' in told else "0"
    return found.isdigit() and int(found) >= 17


def session():
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        # A zone that leaps in the night of `wall`.
        .config("spark.sql.session.timeZone", "Europe/Berlin")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def near(judge, what, ours, exact, error):
    """Notes whether a figure is within its error of the exact one."""
    if ours is not None and abs(ours - exact) <= error:
        judge.agreed += 1
    else:
        judge.same(f"{what} within {error}", ours, exact)


def values_of(rows, field):
    """The values of a column as we count them: no NULL, no NaN, no empty text; nested ones as text."""
    kind = field.dataType.typeName()
    values = [row[field.name] for row in rows]
    values = [value for value in values if value is not None and value == value and value != ""]
    return [str(value) for value in values] if kind in ("struct", "array", "map", "binary") else values


def judge_columns(judge, rows, fields, form, profile):
    columns = {column["name"]: column for column in profile["columns"]}
    judge.same(f"{form}: rows", profile["rowCount"], len(rows))
    for field in fields:
        name, kind = field.name, field.dataType.typeName()
        if name == "part":
            continue
        values, ours = values_of(rows, field), columns[name]
        judge.same(f"{form}: values of {name}", len(rows) - ours["nullCount"], len(values))
        distinct = len(set(values))
        error = 0 if ours["distinctIsExact"] else 4 * 0.017 * distinct + 1
        near(judge, f"{form}: distinct values of {name}", ours["distinctCount"], distinct, error)
        if kind in ("byte", "short", "integer", "long", "double", "float", "decimal"):
            judge_numbers(judge, f"{form}: {name}", [float(value) for value in values], ours)
        if name in ("small", "category", "tiny"):
            for item in ours["top"][:3]:
                count = sum(str(value) == item["value"] for value in values)
                judge.same(f"{form}: {item['value']} of {name}", item["count"], count)
    times = {"day": ("1969-06-01", "1970-06-01"), "at": ("2024-01-01T00:00:00Z", "2024-01-01T02:46:39.009999Z")}
    times["wall"] = ("2024-03-31T02:30:00", "2024-03-31T03:19:00")
    for name, (least, greatest) in times.items():
        judge.same(f"{form}: extremes of {name}", [columns[name]["min"], columns[name]["max"]], [least, greatest])


def judge_numbers(judge, what, values, ours):
    finite = sorted(value for value in values if math.isfinite(value))
    mean = math.fsum(finite) / len(finite)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in finite) / (len(finite) - 1))
    near(judge, f"{what}, mean", ours["mean"], mean, 1e-9 * max(1, deviation))
    near(judge, f"{what}, deviation", ours["standardDeviation"], deviation, 1e-9 * max(1, deviation))
    for share, quantile in (ours["quantiles"] or {}).items():
        below = bisect.bisect_left(finite, quantile) / len(finite)
        upto = bisect.bisect_right(finite, quantile) / len(finite)
        off = max(below - float(share), float(share) - upto, 0)
        # A quantile lies between two ranks.
        near(judge, f"{what}, quantile {share}", off, 0, ours["maxRankError"] + 2 / len(finite))


def judge_spark(judge):
    spark = session()
    try:
        made = spark.sql(SELECT).cache()
        made.createOrReplaceTempView("judged")
        rows, fields = made.collect(), made.schema.fields
        schema = judge.write("schema.txt", SCHEMA)
        statement = judge.throughline("sql", "--dialect", "spark", str(schema), "--table", "judged")
        spark.sql(statement).write.parquet(str(judge.folder / "whole.parquet"))
        by = schema.read_text() + ", part INT"
        judge.write("parts.txt", by)
        grouped = judge.throughline("sql", "--dialect", "spark", "parts.txt", "--table", "judged", "--by", "part", "--k", "200")
        spark.sql(grouped).write.json(str(judge.folder / "parts.jsonl"))
        text = judge.throughline("sql", "--dialect", "spark", str(schema), "--table", "judged", "--base64")
        spark.sql(text).write.option("header", True).option("escape", '"').csv(str(judge.folder / "text.csv"))
        for form in ("whole.parquet", "parts.jsonl", "text.csv"):
            files = sorted((judge.folder / form).glob("part-*"))
            one = judge.folder / f"one-{form}"
            if form == "parts.jsonl":
                one.write_bytes(b"".join(file.read_bytes() for file in files))
            else:
                shutil.copy(files[-1], one)
            judge_columns(judge, rows, fields, form, json.loads(judge.throughline("profile", str(one), "--json")))
    finally:
        spark.stop()


judge = Judge()
if java():
    judge_spark(judge)
else:
    judge.leave_out("profiles of Spark", "Java 17 is not there")
judge.end()
