"""Links the records of one Parquet file with Splink and prints its seconds; the groups go to a CSV (id, person).

Splink is given every form ready (simplified, sounds, cores, valid numbers): making them is not in its time.
"""
import sys
import time

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons

records, out, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
MATCH = 0.95


def level(sql, label):
    return levels.CustomLevel(sql, label_for_charts=label)


def exact(column, tf=False):
    made = levels.ExactMatchLevel(column)
    return made.configure(tf_adjustment_column=column) if tf else made


name = comparisons.CustomComparison(
    output_column_name="name",
    comparison_levels=[
        levels.NullLevel("name"),
        exact("name", tf=True),
        level("sound_l = sound_r", "the same sound"),
        level(
            "length(name_l) = length(name_r) AND length(name_l) >= 3 AND "
            "(c1_l = c1_r)::INT + (c2_l = c2_r)::INT + (c3_l = c3_r)::INT = 2",
            "one character apart",
        ),
        level("c1_l = c1_r", "the same surname"),
        level("c2_l = c2_r AND coalesce(c3_l, '') = coalesce(c3_r, '')", "the same given name"),
        levels.ElseLevel(),
    ],
)
number = comparisons.CustomComparison(
    output_column_name="number",
    comparison_levels=[
        level("coalesce(whole_l, shown_l) IS NULL OR coalesce(whole_r, shown_r) IS NULL", "missing").configure(
            is_null_level=True
        ),
        level("number_l = number_r", "the same"),
        level("number_l IS NOT NULL AND number_r IS NOT NULL", "two valid numbers"),
        level("whole_l LIKE shown_r OR whole_r LIKE shown_l", "a masked one agrees"),
        level("whole_l IS NULL OR whole_r IS NULL", "a masked one differs"),
        level("damerau_levenshtein(whole_l, whole_r) <= 1", "one off"),
        levels.ElseLevel(),
    ],
)
birth = comparisons.CustomComparison(
    output_column_name="birth",
    comparison_levels=[
        levels.NullLevel("birth"),
        exact("birth"),
        level("hamming(birth_l, birth_r) <= 1", "one digit apart"),
        level("(y_l = y_r)::INT + (m_l = m_r)::INT + (d_l = d_r)::INT = 2", "two of three"),
        level("y_l = y_r", "the same year"),
        levels.ElseLevel(),
    ],
)
phone = comparisons.CustomComparison(
    output_column_name="phone",
    comparison_levels=[
        levels.NullLevel("phone"),
        exact("phone", tf=True),
        level("damerau_levenshtein(phone_l, phone_r) <= 1", "one off"),
        levels.ElseLevel(),
    ],
)
employer = comparisons.CustomComparison(
    output_column_name="employer",
    comparison_levels=[
        levels.NullLevel("employer"),
        exact("employer", tf=True),
        level("core_l = core_r", "the same core"),
        level("contains(core_l, core_r) OR contains(core_r, core_l)", "one holds the other"),
        level("core_start_l = core_start_r", "they begin alike"),
        levels.ElseLevel(),
    ],
)
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="rid",
    comparisons=[name, number, comparisons.ExactMatch("sex"), birth, phone, employer],
    blocking_rules_to_generate_predictions=[
        block_on("number"),
        block_on("phone"),
        block_on("name", "birth"),
        block_on("sound", "month_day"),
        block_on("sound", "core"),
        block_on("birth", "tail"),
        block_on("birth", "core"),
        block_on("name", "tail"),
    ],
    retain_matching_columns=False,
)

connection = duckdb.connect()
began = time.perf_counter()
connection.execute(f"CREATE TABLE records AS SELECT * FROM read_parquet('{records}')")
api = DuckDBAPI(connection)
linker = Linker(api.register(connection.table("records")), settings, log_level=None)
linker.training.estimate_probability_two_random_records_match(
    [block_on("number"), block_on("name", "phone"), block_on("name", "birth")], recall=0.8
)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "birth"))
predicted = linker.inference.predict(threshold_match_probability=0.5)
groups = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=MATCH)
table = groups.physical_name
connection.execute(f"COPY (SELECT rid, cluster_id FROM {table} ORDER BY rid) TO '{out}' (FORMAT csv, HEADER)")
print(time.perf_counter() - began)
