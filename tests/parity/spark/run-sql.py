"""Runs SQL on a local Spark for the parity proof: one JSON request a line on stdin, one JSON reply a line on stdout.

{"settings": {...}}                        starts the session; comes first
{"load": "people", "schema": DDL, "path": FILE}   JSON lines as a cached view of that name
{"query": SQL}                             replies {"rows": [[...], ...]} ordered by the first column
A reply {"error": TEXT} says why a request failed; the session goes on.
"""

import json
import sys

from pyspark.sql import SparkSession

LOCAL = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "4g",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
}


def start(settings):
    builder = SparkSession.builder.master("local[2]").appName("wutong-parity")
    for name, value in {**LOCAL, **settings}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def load(session, request):
    session.catalog.clearCache()
    reader = session.read.schema(request["schema"]).option("mode", "FAILFAST")
    people = reader.json(request["path"]).repartition(2).cache()
    people.createOrReplaceTempView(request["load"])
    return {"loaded": people.count()}


def query(session, sql):
    rows = [list(row) for row in session.sql(sql).collect()]
    return {"rows": sorted(rows, key=lambda row: row[0])}


def reply_to(session, request):
    try:
        return load(session, request) if "load" in request else query(session, request["query"])
    except Exception as error:  # Spark's own errors have no common base; the caller decides what one means.
        return {"error": str(error)[:4_000]}


def main():
    session = start(json.loads(sys.stdin.readline())["settings"])
    print(json.dumps({"started": session.version}), flush=True)
    for line in sys.stdin:
        print(json.dumps(reply_to(session, json.loads(line))), flush=True)
    session.stop()


main()
