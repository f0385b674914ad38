"""Links two files of Febrl with splink's DuckDB backend; prints precision, recall, F1 and seconds as one line of JSON."""

import csv
import json
import sys
import time

import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

left, right = sys.argv[1:3]


def read(path):
    with open(path, newline="") as file:
        rows = [{key.strip(): value.strip() or None for key, value in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        row["unique_id"] = row["rec_id"]
        row["person"] = "-".join(row["rec_id"].split("-")[:2])
    return rows


def main():
    import pandas

    started = time.perf_counter()
    one = left == right
    frames = [pandas.DataFrame(read(left))] + ([] if one else [pandas.DataFrame(read(right))])
    fields = ["given_name", "surname", "address_1", "suburb", "postcode", "date_of_birth", "soc_sec_id"]
    blocks = [
        block_on("soc_sec_id"),
        block_on("date_of_birth", "substr(surname,1,2)"),
        block_on("given_name", "surname"),
        block_on("postcode", "substr(given_name,1,3)"),
        block_on("date_of_birth", "substr(given_name,1,2)"),
        block_on("suburb", "substr(surname,1,2)"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only" if one else "link_only",
        blocking_rules_to_generate_predictions=blocks,
        comparisons=[cl.JaroWinklerAtThresholds(field, [0.9]) for field in fields],
    )
    api = DuckDBAPI()
    try:
        linker = Linker(frames, settings, db_api=api)
    except (TypeError, AttributeError, ValueError):
        tables = [api.register(frame) for frame in frames]
        linker = Linker(tables if len(tables) > 1 else tables[0], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("soc_sec_id"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    seconds = time.perf_counter() - started
    person = lambda text: "-".join(text.split("-")[:2])
    right_ones = sum(person(a) == person(b) for a, b in zip(found["unique_id_l"], found["unique_id_r"]))
    sizes = {}
    for index, frame in enumerate(frames):
        for name in frame["person"]:
            sizes.setdefault(name, [0, 0])[index] += 1
    everything = sum(a * (a - 1) // 2 if one else a * b for a, b in sizes.values())
    precision, recall = right_ones / len(found), right_ones / everything
    f1 = 2 * precision * recall / (precision + recall)
    print(json.dumps({"precision": precision, "recall": recall, "f1": f1, "seconds": round(seconds, 3)}))


main()
