"""The segments of the bench of rules in DuckDB and in pandas, from Parquet files; prints seconds and members as one line of JSON.

    python rules_with_peers.py FOLDER AS_OF

FOLDER holds acts.parquet (person, type, happened), rungs.parquet (person, rung) and rules.json: `flat` segments (type, days, least and
perhaps unless, rung) and `nested` ones ([one, other, without], numbers of flat segments). Reading the files is not counted.
"""

import json
import resource
import sys
import time

import duckdb
import pandas

folder, as_of = sys.argv[1:3]
moment = pandas.Timestamp(as_of)
with open(f"{folder}/rules.json") as file:
    rules = json.load(file)
flat, nested = rules["flat"], rules["nested"]


def ask_duckdb():
    database = duckdb.connect(f"{folder}/peer.duckdb")
    database.execute("SET threads = 2")
    database.execute(f"CREATE TABLE acts AS SELECT * REPLACE (happened::TIMESTAMPTZ AT TIME ZONE 'UTC' AS happened) FROM '{folder}/acts.parquet'")
    database.execute(f"CREATE TABLE rungs AS SELECT * FROM '{folder}/rungs.parquet'")
    database.execute("CREATE TABLE members (segment USMALLINT, person UBIGINT)")
    since = lambda days: f"TIMESTAMP '{moment}' - INTERVAL {days} DAY"
    counts, fits = [], []
    for at, rule in enumerate(flat):
        counts.append(f"count_if(type = '{rule['type']}' AND happened >= {since(rule['days'])}) AS count_{at}")
        parts = [f"count_{at} >= {rule['least']}"]
        if "unless" in rule:
            counts.append(f"count_if(type = '{rule['unless']}' AND happened >= {since(30)}) AS unless_{at}")
            parts.append(f"unless_{at} = 0")
        if "rung" in rule:
            parts.append(f"rung >= {rule['rung']}")
        fits.append(f"({' AND '.join(parts)}) AS fits_{at}")
    for at, (one, other, without) in enumerate(nested, len(flat)):
        fits.append(f"((fits_{one} OR fits_{other}) AND NOT fits_{without}) AS fits_{at}")
    total = len(flat) + len(nested)
    numbers = ", ".join(f"CASE WHEN fits_{at} THEN {at} END" for at in range(total))
    started = time.perf_counter()
    database.execute(
        f"""INSERT INTO members SELECT segment, person FROM (
          SELECT unnest(list_filter([{numbers}], lambda one: one IS NOT NULL)) AS segment, person FROM (
            SELECT person, {", ".join(fits)} FROM (
              SELECT person, {", ".join(counts)} FROM acts WHERE happened < TIMESTAMP '{moment}' GROUP BY person
            ) JOIN rungs USING (person)))"""
    )
    seconds = time.perf_counter() - started
    found = database.execute("SELECT count(*) FROM members").fetchone()[0]
    return {"seconds": round(seconds, 3), "members": found}


def ask_pandas():
    acts = pandas.read_parquet(f"{folder}/acts.parquet")
    acts["happened"] = acts["happened"].dt.tz_localize(None)
    acts["type"] = acts["type"].astype("category")
    rungs = pandas.read_parquet(f"{folder}/rungs.parquet").set_index("person")["rung"]
    started = time.perf_counter()
    acts = acts[acts["happened"] < moment]
    of_type = {kind: rows for kind, rows in acts.groupby("type", observed=True)}

    def who(kind, days, least):
        rows = of_type[kind]
        counted = rows.loc[rows["happened"] >= moment - pandas.Timedelta(days=days), "person"].value_counts()
        return set(counted.index[counted >= least])

    known = set(rungs.index)
    segments = []
    for rule in flat:
        people = who(rule["type"], rule["days"], rule["least"]) & known
        if "unless" in rule:
            people -= who(rule["unless"], 30, 1)
        if "rung" in rule:
            people &= set(rungs.index[rungs >= rule["rung"]])
        segments.append(people)
    segments += [(segments[one] | segments[other]) - segments[without] for one, other, without in nested]
    return {"seconds": round(time.perf_counter() - started, 3), "members": sum(map(len, segments))}


peers = {"duckdb": {"version": duckdb.__version__, **ask_duckdb()}}
if "--without-pandas" not in sys.argv:
    peers["pandas"] = {"version": pandas.__version__, **ask_pandas()}
print(json.dumps({**peers, "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
